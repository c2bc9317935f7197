#!/usr/bin/env python3
"""Hostile inputs under a clock and a memory limit: each gives a clear error with the file's name, or a document that holds.

The neighbours of a bad input must still be done: every case stands between two good articles.

usage: hostile.py [--stemma ./stemma] [--memory MiB] [--seconds N] [--small]
"""
import argparse, bz2, gzip, io, json, lzma, os, resource, subprocess, sys, tarfile, tempfile, time, zipfile, zlib
from pathlib import Path

GOOD = "The harbour of Lund was closed on Monday, the ministry said.\n"
MEG = 1 << 20
SMALL = 100_000

# name: (file name, bytes, what must come of it): "document", "error", or None where either is right
CASES = {
    "empty file": ("a.txt", b"", None),
    "only blanks": ("a.txt", b" \n\t \n" * 1000, None),
    "one NUL": ("a.txt", b"\0", None),
    "ELF program": ("a.txt", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 64, "error"),
    "PNG image": ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64, "error"),
    "broken UTF-8": ("a.txt", b"He said \xff\xfe\x80 that \xc3 was \xe2\x80 wrong.\n" * 20, "document"),
    "surrogates and overlong": ("a.txt", b"A \xed\xa0\x80 and \xc0\xaf and \xf8\x88\x80\x80\x80 end.\n" * 20, "document"),
    "Windows-1252": ("a.txt", "“We’re café owners,” he said – twice.\n".encode("cp1252") * 5, "document"),
    "UTF-16 with BOM": ("a.txt", "The minister said it was “over”.\n".encode("utf-16"), "document"),
    "UTF-8 with BOM": ("a.txt", "\ufeffThe minister said so.\n".encode(), "document"),
    "100 MB of text": ("a.txt", b"The minister said that it was over. " * (100 * MEG // 36), None),
    "10 MB without a space": ("a.txt", b"x" * (10 * MEG), None),
    "a token of 1 MB": ("a.txt", b"He said " + b"y" * MEG + b" was it.\n", "document"),
    "a million quotation marks": ("a.txt", b'"' * MEG, "document"),
    "a million curly marks": ("a.txt", "“".encode() * (MEG // 2), "document"),
    "a million brackets": ("a.txt", b"(" * MEG, "document"),
    "said said said": ("a.txt", b"said " * (2 * MEG // 5), "document"),
    "quotes and said": ("a.txt", b'"a," he said. ' * (MEG // 14), "document"),
    "a sentence of 1 MB": ("a.txt", b"and the man of the house of the town " * (MEG // 37), "document"),
    "dots": ("a.txt", b". " * (MEG // 2), "document"),
    "numbers": ("a.txt", b"1,000 2,000,000 3.5 " * (MEG // 20), "document"),
    "names": ("a.txt", b"Ann Lee of Lund, " * (MEG // 17), "document"),
    "weekdays": ("a.txt", b"on Monday since Tuesday until " * (MEG // 30), "document"),
    "commas and ands": ("a.txt", b"apples, pears and plums, " * (MEG // 25), "document"),
    "Chinese": ("a.txt", "中华人民共和国外交部发言人说。".encode() * 5000, "document"),
    "base64": ("a.txt", b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w\n" * 5000, "document"),
    "C source": ("a.txt", b"int main(void) { return f(a[i], \"x\"); } /* y */\n" * 5000, "document"),
    "every control byte": ("a.txt", bytes(range(1, 32)) * 100 + b"He said so.", None),
    "200,000 nested div": ("a.html", b"<html><body>" + b"<div>" * 200_000 + b"<p>He said it was over.</p>", None),
    "200,000 nested spans and text": ("a.html", b"<p>" + b"<span>x " * 200_000, None),
    "unclosed tags": ("a.html", b"<html><body><p>He said<b><i><a href='x'>so" * 2000, "document"),
    "an attribute of 5 MB": ("a.html", b"<html><body><p title='" + b"z" * (5 * MEG) + b"'>He said it.</p></body></html>", "document"),
    "entities": ("a.html", b"<html><body><p>" + b"&amp;&#x27;&nbsp;&bogus;&#0;&#1114112; " * 20_000 + b"</p></body></html>", "document"),
    "script that never ends": ("a.html", b"<html><body><p>He said it.</p><script>" + b"var x = '<p>';\n" * 50_000, "document"),
    "comment that never ends": ("a.html", b"<html><body><p>The minister said it was over.</p><!--" + b"- " * MEG, "document"),
    "a page of 300 MB": ("a.html", b"<html><body>" + b"<p>The minister said that it was over.</p>\n" * (300 * MEG // 44), None),
    "a page of 30 MB of script": ("a.html", b"<html><body><script>" + b"var a = '<p>';\n" * (2 * MEG) + b"</script><p>He said it.</p>", None),
    "100,000 comments": ("a.html", b"<html><body>" + b"<!-- x --><p>He said it.<!--y-->" * 100_000, "document"),
    "drawings that never end": ("a.html", b"<html><body><p>He said it.</p>" + b"<svg><g><select>" * 50_000, "document"),
    "attributes in thousands": ("a.html", b"<html><body><p " + b"class=a id=b data-x='>' " * 50_000 + b">The minister said it was over.</p>", "document"),
    "tags that are never closed": ("a.html", b"<html><body><p>He said it.</p>" + b"<p class=\"a" * 100_000, "document"),
    "a tag inside of a declaration that never ends": ("a.html", b'<!doct<!doctype h<html lang="en<\n<hpead>', "document"),
    "end tags alone": ("a.html", b"<html><body><p>He said it.</p>" + b"</div></p></b></noscript></script>" * 50_000, "document"),
    "broken JSON-LD": ("a.html", b'<html><head><script type="application/ld+json">{"@type": ["NewsArticle", {</script></head>'
                       b"<body><article><h1>It is over</h1><p>The minister said it was over.</p></article></body></html>", "document"),
    "deep JSON-LD": ("a.html", b'<html><head><script type="application/ld+json">' + b"[" * 100_000 + b"</script></head>"
                     b"<body><article><p>The minister said it was over.</p></article></body></html>", "document"),
}


# ---- files of many articles

PAGE = b"<html><title>Good</title><article><p>The harbour of Lund was closed on Monday, the ministry said in the evening.</p></article></html>"


def zeros(pack, size, unit=b" " * MEG):
    """So many MiB of blanks, packed piece by piece."""
    packer = pack()
    return b"".join(packer.compress(unit) for _ in range(size)) + packer.flush()


def gzip_of(size):
    return zeros(lambda: zlib.compressobj(9, zlib.DEFLATED, 31), size)


def record(body=PAGE, length=None, fields=b""):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + fields + b"\r\n" + body
    return b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (
        len(block) if length is None else length, block)


def zip_of(*members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as z:
        for name, body in members:
            z.writestr(name, body)
    return made.getvalue()


def tar_of(*members):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as t:
        for name, body in members:
            info = tarfile.TarInfo(name)
            info.size = len(body)
            t.addfile(info, io.BytesIO(body))
    return made.getvalue()


def nested(depth):
    data = zip_of(("a.html", PAGE))
    for _ in range(depth):
        data = zip_of(("a.zip", data))
    return data


def laughs():
    entities = "".join(f'<!ENTITY e{i} "{("&e%d;" % (i - 1)) * 10}">' for i in range(1, 12))
    item = "<item><title>Good</title><description>Nobody was hurt, the mayor said.</description></item>"
    return f'<!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]><rss><channel>{item}<item><title>&e11;</title></item></channel></rss>'.encode()


# name: (file name, its bytes, articles that are kept, words of the error; None = there is none)
MANY = {
    "a page of 300 MB": ("a.html", lambda: b"<html><body><p>" + b"He said so. " * (300 * MEG // 12), 0, "larger than 32 MiB"),
    "a gzip bomb": ("a.gz", lambda: gzip_of(400), 0, "larger than 32 MiB"),
    "a gzip bomb of lines": ("a.jsonl.gz", lambda: gzip.compress(b'{"text": "Nobody was hurt."}\n') + gzip_of(400), 1, "200 times its size"),
    "a gzip bomb in gzip": ("a.gz", lambda: gzip.compress(gzip_of(400)), 0, ""),
    "gzip in gzip without end": ("a.gz", lambda: (lambda f: f(f, gzip.compress(b"The end."), 30))(lambda f, d, n: f(f, gzip.compress(d), n - 1) if n else d), 0, "too many times"),
    "an xz bomb": ("a.xz", lambda: zeros(lambda: lzma.LZMACompressor(preset=0), 400), 0, "larger than 32 MiB"),
    "a bzip2 bomb of lines": ("a.bz2", lambda: bz2.compress(b'{"text": "Nobody was hurt."}\n' + b" " * (200 * MEG)), 1, "200 times its size"),
    "a WARC that is a bomb": ("a.warc.gz", lambda: gzip.compress(record()) + gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n") + gzip_of(400),
                              1, "200 times its size"),
    "a body that is a bomb": ("a.warc", lambda: record() + record(gzip_of(400), fields=b"Content-Encoding: gzip\r\n") + record(), 2, "unpacks to more than"),
    "a truncated WARC": ("a.warc", lambda: record() + record() + record()[:150], 2, "breaks off"),
    "a truncated WARC, packed": ("a.warc.gz", lambda: gzip.compress(record()) * 2 + gzip.compress(record())[:150], 2, "breaks off"),
    "a WARC whose length is too large": ("a.warc", lambda: record() + record(length=700) + record() * 8, 9, "too large"),
    "a WARC whose length is too small": ("a.warc", lambda: record() + record(length=70) + record() * 8, 9, "too small"),
    "a WARC whose length is huge": ("a.warc", lambda: record() + record(length=10**17) + record() * 8, 1, "breaks off"),
    "a WARC whose length is negative": ("a.warc", lambda: record() + record(length=-5) + record() * 8, 9, "without a length"),
    "a head without end": ("a.warc", lambda: record() + b"WARC/1.0\r\n" + b"A: b\r\n" * MEG, 1, "record without a length"),
    "chunks of any size": ("a.warc", lambda: record() + record(b"fffffff0\r\n" + PAGE, fields=b"Transfer-Encoding: chunked\r\n") + record(), 3, None),
    "a zip with ../": ("a.zip", lambda: zip_of(("../../../tmp/hostile.html", PAGE), ("/etc/hostile.html", PAGE)), 2, None),
    "a tar with ../": ("a.tar", lambda: tar_of(("../../../tmp/hostile.html", PAGE)), 1, None),
    "a zip that is a bomb": ("a.zip", lambda: zip_of(("good.html", PAGE), ("bomb.txt", b" " * (400 * MEG)), ("last.html", PAGE)), 1, "200 times its size"),
    "zips in zips": ("a.zip", lambda: nested(40), 0, "too deep"),
    "a zip cut short": ("a.zip", lambda: zip_of(("good.html", PAGE), ("b.txt", os.urandom(3000).hex()))[:900], 1, "broken"),
    "a billion laughs": ("a.xml", laughs, 1, "amplification"),
    "a feed whose tag never ends": ("a.xml", lambda: b"<rss><channel><item><description>Good.</description></item><item a='" + b"x " * (20 * MEG), 1, ""),
    "a feed of a million open tags": ("a.xml", lambda: b"<rss><channel><item><description>Good.</description></item>" + b"<a>" * MEG, 1, "broken feed"),
    "a feed of bare <": ("a.xml", lambda: b"<rss><channel><item><description>Good.</description></item>" + b"< " * MEG, 1, "broken feed"),
    "an item of 100 MB": ("a.xml", lambda: b"<rss><channel><item><description>Good.</description></item><item><description>" + b"He said so. " * (100 * MEG // 12)
                          + b"</description></item></channel></rss>", 2, None),
    "deep JSON Feed": ("a.json", lambda: b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * MEG, 0, "broken JSON Feed"),
    "a line of 100 MB": ("a.jsonl", lambda: b'{"text": "Good."}\n{"text": "' + b"x" * (100 * MEG) + b'"}\n{"text": "Good."}\n', 2, "too long"),
}


def check_many(folder, stemma, case, given):
    """As check, for a file of many articles: what is good in it is kept, and the error says what is wrong, in the time allowed."""
    name, make, kept, words = case
    bad = folder / f"bad-{name}"
    bad.write_bytes(make())
    try:
        done = subprocess.run([stemma, "read", "--until", "decode", "--format", "json", "good1.txt", bad.name, "good2.txt"], cwd=folder,
                              capture_output=True, timeout=given.seconds, preexec_fn=limits(given.memory))
    except subprocess.TimeoutExpired:
        return f"still running after {given.seconds} s"
    finally:
        bad.unlink()
    errors, said = done.stderr.decode("utf8", "replace"), [json.loads(line)["source"]["path"] for line in done.stdout.decode("utf8").splitlines()]
    if said[:1] != ["good1.txt"] or said[-1:] != ["good2.txt"] or len(said) != kept + 2:
        return f"{kept} articles wanted, got {len(said) - 2}: {done.returncode} {errors[-200:]}"
    if words is None:
        return f"status {done.returncode}: {errors[-200:]}" if done.returncode or errors else None
    good = done.returncode == 1 and f"stemma: {bad.name}" in errors and words in errors
    return None if good else f"an error with {words!r} wanted: {done.returncode} {errors[-300:]}"


def limits(memory):
    def set_limits():
        # Sanitizers reserve terabytes of addresses: they run without this limit.
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory * MEG, memory * MEG))
    return set_limits


def leads_outside(article):
    """Whether the way back from the text ends beyond the bytes received."""
    text, source = len(article["text"].encode()), article["source"]["bytes"]
    return any(t + n > text or s + n > source for t, s, n in article.get("map", []))


def check(folder, stemma, case, given):
    """What is wrong with how the program takes this case; None where nothing is."""
    name, content, wanted = case
    bad = folder / f"bad-{name}"
    bad.write_bytes(content[:SMALL] if given.small else content)
    start = time.monotonic()
    try:
        done = subprocess.run([stemma, "read", "--format", "json", "good1.txt", bad.name, "good2.txt"], cwd=folder,
                              capture_output=True, timeout=given.seconds, preexec_fn=limits(given.memory))
    except subprocess.TimeoutExpired:
        return f"still running after {given.seconds} s"
    finally:
        bad.unlink()
    took, errors = time.monotonic() - start, done.stderr.decode("utf8", "replace")
    if done.returncode not in (0, 1):
        return f"exit status {done.returncode}: {errors[-300:]}"
    try:
        said = {a["source"]["path"]: a for a in map(json.loads, done.stdout.decode("utf8").splitlines())}
    except ValueError as e:
        return f"no JSON Lines: {e}"
    if not {"good1.txt", "good2.txt"} <= set(said):
        return "its neighbours were not read"
    if any(map(leads_outside, said.values())):
        return "the map leads beyond the bytes of the file"
    there = bad.name in said
    if there and bad.name in errors and done.returncode == 0:
        return "named as an error, but the exit status is 0"
    if not there and (bad.name not in errors or done.returncode != 1):
        return f"neither a document nor an error with its name and exit status 1: {done.returncode} {errors[-200:]}"
    if wanted and there != (wanted == "document"):
        return f"{wanted} wanted, got {'a document' if there else errors.strip()[-200:]} ({took:.1f} s)"
    return None


def missing(folder, stemma):
    done = subprocess.run([stemma, "read", "--format", "json", "no-such-file.txt", "good1.txt"], cwd=folder, capture_output=True)
    good = done.returncode == 1 and b"no-such-file.txt" in done.stderr and b"good1.txt" in done.stdout
    return None if good else f"exit status {done.returncode}, {done.stderr!r}"


def no_articles(folder, stemma):
    (folder / "nothing").mkdir()
    done = subprocess.run([stemma, "story", "--format", "json", "nothing"], cwd=folder, capture_output=True)
    return None if done.returncode == 1 and b"nothing" in done.stderr else f"exit status {done.returncode}, {done.stderr!r}"


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--memory", type=int, default=1024, help="MiB of address space, 0: no limit")
    args.add_argument("--seconds", type=int, default=60)
    args.add_argument("--small", action="store_true", help="cut each input to its first 100 kB: for sanitizers and valgrind")
    args.add_argument("--only", default="")
    given = args.parse_args()
    stemma, passed, failed = str(Path(given.stemma).resolve()), 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for good in ("good1.txt", "good2.txt"):
            (folder / good).write_text(GOOD)
        checks = {k: lambda c=c: check(folder, stemma, c, given) for k, c in CASES.items()}
        # Cut short these are other files.
        checks |= {} if given.small else {k: lambda c=c: check_many(folder, stemma, c, given) for k, c in MANY.items()}
        checks |= {"missing file": lambda: missing(folder, stemma), "directory without articles": lambda: no_articles(folder, stemma)}
        for what, run in checks.items():
            if given.only not in what:
                continue
            start = time.monotonic()
            wrong = run()
            passed, failed = passed + (wrong is None), failed + (wrong is not None)
            if wrong:
                print(f"FAIL {what}: {wrong}")
            elif time.monotonic() - start > 10:
                print(f"slow {what}: {time.monotonic() - start:.1f} s")
    print(f"hostile: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Files of many articles: web archives, zip and tar, packed files, JSON Lines, tables, feeds. Each record is an article with its
place, what is broken is named with byte and reason, and what is good beside it is kept.

The samples are made here; those of the data directory are read too, where it is there.
usage: containers.py [--stemma ./stemma] [--data ../shared/data/feeds]
"""
import argparse, bz2, gzip, io, json, lzma, os, re, subprocess, sys, tarfile, tempfile, time, zipfile, zlib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>The harbour of {0} was closed on Monday, the ministry of the province said in the evening.</p></article></body></html>"
passed, failed, skipped, stemma = 0, 0, 0, "./stemma"


def check(name, good, what=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"FAIL {name}: {str(what)[:800]}")


def read(*args, folder=None, **more):
    """(status, articles, standard error) of `stemma read`."""
    done = subprocess.run([stemma, "read", "--format", "json", "--until", "decode", *map(str, args)], cwd=folder, capture_output=True,
                          timeout=120, **more)
    return done.returncode, [json.loads(line) for line in done.stdout.decode().splitlines()], done.stderr.decode("utf8", "replace")


def titles(articles):
    return [a["meta"].get("title") for a in articles]


# ---- web archives

def record(kind, uri, block, length=None, version="1.0", more=()):
    head = [f"WARC/{version}", f"WARC-Type: {kind}", f"WARC-Target-URI: {uri}", "WARC-Date: 2031-05-04T10:00:00Z",
            f"WARC-Record-ID: <urn:uuid:{zlib.crc32(uri.encode()):08x}-0000-4000-8000-000000000000>", *more,
            f"Content-Length: {len(block) if length is None else length}"]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def message(body, status="200 OK", *fields):
    return "\r\n".join([f"HTTP/1.1 {status}", *(fields or ["Content-Type: text/html; charset=utf-8"]), "", ""]).encode() + body


def chunked(body, size=37):
    pieces = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def page(name):
    return PAGE.format(name).encode()


def archive():
    """Records of every kind, and the titles of those that are articles."""
    html = "Content-Type: text/html; charset=utf-8"
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    bare = raw.compress(page("Bare")) + raw.flush()
    records = [
        record("warcinfo", "", b"software: none\r\n"), record("request", "http://a.test/1", b"GET /1 HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        record("response", "http://a.test/1", message(page("Lund"))),
        record("response", "http://a.test/chunks", message(chunked(page("Chunks")), "200 OK", html, "Transfer-Encoding: chunked")),
        record("response", "http://a.test/gzip", message(gzip.compress(page("Gzip")), "200 OK", html, "Content-Encoding: gzip")),
        record("response", "http://a.test/both", message(chunked(gzip.compress(page("Both"))), "200 OK", html, "Content-Encoding: gzip", "Transfer-Encoding: chunked"), version="1.1"),
        record("response", "http://a.test/zlib", message(zlib.compress(page("Zlib")), "200 OK", html, "Content-Encoding: deflate")),
        record("response", "http://a.test/bare", message(bare, "200 OK", html, "Content-Encoding: deflate")),
        record("response", "http://a.test/says-gzip", message(page("Says"), "200 OK", html, "Content-Encoding: gzip", "Transfer-Encoding: chunked")),
        record("response", "<http://a.test/latin>", message(page("Mälmö").decode().encode("latin1"), "200 OK", "Content-Type: text/html; charset=iso-8859-1")),
        record("response", "http://a.test/404", message(page("Not found"), "404 Not Found")),
        record("response", "http://a.test/x.png", message(b"\x89PNG\r\n\x1a\n" + bytes(300), "200 OK", "Content-Type: image/png")),
        record("response", "http://a.test/x.jpg", message(b"\xff\xd8\xff" + bytes(300), "200 OK", html)),
        record("revisit", "http://a.test/1", message(b""), more=["WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"]),
        record("resource", "http://a.test/res", page("Resource"), more=["Content-Type: text/html"]),
        record("conversion", "http://a.test/wet", b"Title: Wet text\n\nThe harbour was closed on Monday, the ministry said.\n", more=["Content-Type: text/plain"]),
        record("response", "http://a.test/feed", message(feed("In a feed").encode(), "200 OK", "Content-Type: application/rss+xml")),
        record("metadata", "http://a.test/1", b"fetchTimeMs: 1\r\n"),
    ]
    return records, ["Lund", "Chunks", "Gzip", "Both", "Zlib", "Bare", "Says", "Mälmö", "Resource", "Wet text", "In a feed"]


def feed(title):
    return (f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Gazette</title><item><title>{title}</title><link>http://g.test/1</link>'
            "<description>Two dams failed on Tuesday, the governor said.</description></item></channel></rss>")


def offsets(pieces):
    at, found = 0, []
    for piece in pieces:
        found.append(at)
        at += len(piece)
    return found


def web_archives(folder):
    records, wanted = archive()
    for name, pieces in {"a.warc": records, "a.warc.gz": [gzip.compress(r) for r in records]}.items():
        (folder / name).write_bytes(b"".join(pieces))
        status, got, err = read(name, folder=folder)
        check(f"{name}: the articles", status == 0 and titles(got) == wanted and not err, (status, titles(got), err))
        places = dict(zip(offsets(pieces), records))
        right = all(a["source"]["file"] == name and a["source"]["uri"].encode() in places.get(a["source"]["offset"], b"") for a in got)
        check(f"{name}: where each record begins", right and all(a["source"]["date"] == "2031-05-04T10:00:00Z" for a in got), [a["source"] for a in got])
        check(f"{name}: addresses", got[0]["meta"]["url"] == "http://a.test/1" and got[7]["source"]["charset"] == "windows-1252", got[0]["meta"])
        third = got[2]["source"]["offset"]
        check(f"{name}: entered at a record", read("--offset", third, name, folder=folder)[1] == got[2:], "")
        check(f"{name}: entered between records", titles(read("--offset", third + 1, name, folder=folder)[1]) == wanted[3:], "")
        status, piped, err = read("-", input=(folder / name).read_bytes())
        check(f"{name}: from a pipe", status == 0 and [a["text"] for a in piped] == [a["text"] for a in got], (status, err))
        many = subprocess.run([stemma, "read", "--until", "decode", "--format", "json", "-j", "3", name], cwd=folder, capture_output=True).stdout
        check(f"{name}: threads keep the order", [json.loads(line) for line in many.splitlines()] == got, "")
    whole = folder / "whole.warc.gz"
    whole.write_bytes(gzip.compress(b"".join(records)))
    status, got, err = read("whole.warc.gz", folder=folder)
    check("a WARC compressed as a whole", status == 0 and titles(got) == wanted, (status, titles(got), err))
    check("... is entered, too", titles(read("--offset", got[4]["source"]["offset"], whole)[1]) == wanted[4:], "")


def arcs(folder):
    info = b"1 0 Nobody\nURL IP-address Archive-date Content-type Archive-length\n"
    lines = [b"filedesc://a.arc 0.0.0.0 20310504100000 text/plain %d\n%s\n" % (len(info), info)]
    for name in ("One", "Two words"):
        block = message(page(name))
        lines.append(f"http://a.test/{name} 192.0.2.1 20310504100000 text/html {len(block)}\n".encode() + block + b"\n")
    for name, pieces in {"a.arc": lines, "a.arc.gz": [gzip.compress(r) for r in lines]}.items():
        (folder / name).write_bytes(b"".join(pieces))
        status, got, err = read(name, folder=folder)
        check(f"{name}: articles", status == 0 and titles(got) == ["One", "Two words"], (status, titles(got), err))
        check(f"{name}: places", [a["source"]["offset"] for a in got] == offsets(pieces)[1:] and got[1]["source"]["uri"] == "http://a.test/Two words"
              and got[0]["source"]["date"] == "2031-05-04T10:00:00Z", [a["source"] for a in got])
        check(f"{name}: entered", titles(read("--offset", offsets(pieces)[2], name, folder=folder)[1]) == ["Two words"])


def broken_archives(folder):
    good = lambda i: record("response", f"http://a.test/{i}", message(page(f"Page {i}")))
    long, short = (record("response", "http://a.test/lie", message(page("A lie")), length=n) for n in (5000, 100))
    for name, bad in {"too-long": long, "too-short": short, "no-length": good(9).replace(b"Content-Length: ", b"Content-Langth: "),
                      "huge-length": record("response", "http://a.test/lie", message(page("A lie")), length=10**15),
                      "a-word-for-length": good(9).replace(b"Content-Length: ", b"Content-Length: x"), "rubbish": b"\0\1\2rubbish" * 50 + b"\r\n"}.items():
        for packed in (False, True):
            pack = gzip.compress if packed else bytes
            pieces = [pack(good(1)), pack(good(2)), pack(bad), pack(good(3)), pack(good(4))]
            path = folder / f"{name}.warc{'.gz' if packed else ''}"
            path.write_bytes(b"".join(pieces))
            status, got, err = read(path.name, folder=folder)
            wanted = ["Page 1", "Page 2", "Page 3", "Page 4"] if name != "huge-length" else ["Page 1", "Page 2"]
            check(f"{path.name}: the good records", titles(got) == wanted, (titles(got), err))
            place = offsets(pieces)[2]
            check(f"{path.name}: named", status == 1 and f"stemma: {path.name}: byte {place}: " in err and err.count("\n") == 1, (status, err))
    for packed in (False, True):
        pieces = [(gzip.compress if packed else bytes)(good(i)) for i in (1, 2, 3)]
        for cut in (20, 200, 400):
            path = folder / f"cut-{cut}.warc{'.gz' if packed else ''}"
            path.write_bytes(b"".join(pieces)[: offsets(pieces)[2] + (cut if not packed else min(cut, len(pieces[2]) - 20))])
            status, got, err = read(path.name, folder=folder)
            check(f"{path.name}: broken off", status == 1 and titles(got) == ["Page 1", "Page 2"] and f"byte {offsets(pieces)[2]}" in err, (status, titles(got), err))
    pieces = [gzip.compress(good(i)) for i in (1, 2, 3)]
    spoiled = bytearray(pieces[1])
    spoiled[len(spoiled) // 2 : len(spoiled) // 2 + 30] = bytes(30)
    (folder / "spoiled.warc.gz").write_bytes(pieces[0] + spoiled + pieces[2])
    status, got, err = read("spoiled.warc.gz", folder=folder)
    check("broken gzip data in the midst", status == 1 and titles(got) == ["Page 1", "Page 3"] and f"byte {offsets(pieces)[1]}" in err, (status, titles(got), err))
    (folder / "padded.warc.gz").write_bytes(b"".join(pieces) + bytes(1000))
    check("zero bytes behind the data", titles(read("padded.warc.gz", folder=folder)[1]) == ["Page 1", "Page 2", "Page 3"])


def streams(folder):
    """An article comes out before what stands far behind it goes in."""
    records = [record("response", f"http://a.test/{i}", message(page(f"Page {i}"))) for i in range(1000)]
    child = subprocess.Popen([stemma, "read", "--until", "decode", "--format", "json", "-j", "2", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    os.set_blocking(child.stdout.fileno(), False)
    out = None
    for n, one in enumerate(records):
        child.stdin.write(gzip.compress(one))
        child.stdin.flush()
        if n >= 20:
            time.sleep(0.02)
            out = child.stdout.read()
        if out:
            break
    child.stdin.close()
    os.set_blocking(child.stdout.fileno(), True)
    child.stdout.read()
    check("the first article before the last record", child.wait() == 0 and out and n < 500, n)
    big = folder / "big.warc.gz"
    with open(big, "wb") as f:
        for _ in range(30):
            for one in records[:500]:
                f.write(gzip.compress(one + b"", 1))
    memory = lambda path: int(re.search(r"(\d+)", subprocess.run(["sh", "-c", f'"{stemma}" read -j 1 --until decode --format json "{path}" >/dev/null & '
             'while kill -0 $! 2>/dev/null; do grep VmHWM /proc/$!/status 2>/dev/null; sleep 0.05; done | tail -n 1'], capture_output=True, text=True).stdout)[1])
    few = folder / "few.warc.gz"
    few.write_bytes(b"".join(gzip.compress(one, 1) for one in records[:1000]))
    a, b = memory(few), memory(big)
    check("constant memory", b < a * 1.2 + 4000, (a, b))


# ---- archives and packed files

def zips(folder):
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("news/one.html", page("One"))
        z.writestr("news/two.txt", "Title: Two\n\nThe harbour was closed on Monday.\n")
        z.writestr("../../up.html", page("Up"))
        z.writestr("news/picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
        z.writestr("news/.hidden", "hidden")
        z.writestr("news/rows.jsonl", '{"title": "Row", "text": "Nobody was hurt, the mayor said."}\n')
        z.writestr("inner.warc.gz", gzip.compress(record("response", "http://a.test/in", message(page("Inner")))))
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as y:
            y.writestr("deep.html", page("Deep"))
        z.writestr("inner.zip", inner.getvalue())
    wanted = ["One", "Two", "Up", "Row", "Inner", "Deep"]
    status, got, err = read("a.zip", folder=folder)
    check("zip: every member", status == 0 and titles(got) == wanted, (status, titles(got), err))
    check("zip: names", [a["source"]["path"] for a in got] == ["a.zip:news/one.html", "a.zip:news/two.txt", "a.zip:../../up.html", "a.zip:news/rows.jsonl:1",
          "a.zip:inner.warc.gz:0", "a.zip:inner.zip:deep.html"], [a["source"] for a in got])
    check("zip: nothing is written", {p.name for p in folder.parent.iterdir()} >= {folder.name} and not (folder.parent.parent / "up.html").exists())
    raw = (folder / "a.zip").read_bytes()
    (folder / "cut.zip").write_bytes(raw[:900])
    status, got, err = read("cut.zip", folder=folder)
    check("zip that breaks off", status == 1 and titles(got)[:1] == ["One"] and "cut.zip" in err, (status, titles(got), err))
    for kind, pack in {"tar": bytes, "tar.gz": gzip.compress, "tar.xz": lzma.compress, "tar.bz2": bz2.compress}.items():
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode="w") as t:
            for name, body in {"d/one.html": page("One"), "../two.html": page("Two")}.items():
                info = tarfile.TarInfo(name)
                info.size = len(body)
                t.addfile(info, io.BytesIO(body))
            link = tarfile.TarInfo("d/link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            t.addfile(link)
        (folder / f"a.{kind}").write_bytes(pack(made.getvalue()))
        status, got, err = read(f"a.{kind}", folder=folder)
        check(kind, status == 0 and titles(got) == ["One", "Two"], (status, titles(got), err))
    for kind, pack in {"gz": gzip.compress, "xz": lzma.compress, "bz2": bz2.compress}.items():
        (folder / f"one.html.{kind}").write_bytes(pack(page("One")))
        (folder / f"rows.{kind}").write_bytes(pack(b'{"title": "Row", "text": "Nobody was hurt."}\n' * 3))
        check(f"a page in {kind}", titles(read(f"one.html.{kind}", folder=folder)[1]) == ["One"])
        check(f"rows in {kind}", titles(read(f"rows.{kind}", folder=folder)[1]) == ["Row"] * 3)
        (folder / f"cut.{kind}").write_bytes(pack(page("One"))[:60])
        status, got, err = read(f"cut.{kind}", folder=folder)
        check(f"a cut {kind}", status == 1 and not got and f"cut.{kind}" in err, (status, err))


def encrypted(folder):
    """A zip whose first member claims to be encrypted: its flag is set by hand."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as z:
        z.writestr("secret.html", page("Secret"))
        z.writestr("open.html", page("Open"))
    raw = bytearray(made.getvalue())
    raw[6] |= 1
    (folder / "secret.zip").write_bytes(raw)
    status, got, err = read("secret.zip", folder=folder)
    check("an encrypted member", status == 1 and titles(got) == ["Open"] and "secret.zip:secret.html: " in err and "encrypted" in err, (status, titles(got), err))


# ---- rows

def rows(folder):
    (folder / "a.jsonl").write_text('\n{"a": {"b": "Nobody was hurt, the mayor said."}, "head": "Mapped", "when": "4 May 2031", "who": ["Ann Lee", {"name": "Bo Ray"}]}\n'
                                    '{"a": {"b": []}, "b": 1}\n{"text": "Two dams failed.", "title": "Usual"}\n')
    fields = [x for f in ("text=a.b", "title=head", "date=when", "authors=who") for x in ("--field", f)]
    status, got, err = read(*fields, "a.jsonl", folder=folder)
    check("a field map", titles(got) == ["Mapped", "Usual"] and got[0]["meta"]["published"] == "2031-05-04"
          and got[0]["meta"]["byline"] == ["Ann Lee", "Bo Ray"], (status, [a["meta"] for a in got], err))
    check("places of lines", [a["source"]["offset"] for a in got] == [1, 155] and got[1]["source"]["path"] == "a.jsonl:4", [a["source"] for a in got])
    check("entered at a line", titles(read(*fields, "--offset", 155, "a.jsonl", folder=folder)[1]) == ["Usual"])
    check("a wrong map", read("--field", "txt=a", "a.jsonl", folder=folder)[0] == 2)
    (folder / "one.txt").write_text("The harbour was closed on Monday.\n")
    check("an article has no place to enter", read("--offset", 7, "one.txt", folder=folder)[0] == 1)


# ---- feeds

ATOM = """<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="http://g.test/news/"><a:title type="html">The &lt;i&gt;Gazette&lt;/i&gt;</a:title>
<a:id>urn:feed</a:id><a:link rel="self" href="feed.xml"/><a:link href="."/><a:author><a:name>Ann Lee</a:name><a:uri>http://ann.test</a:uri></a:author>
<a:entry><a:id>urn:1</a:id><a:title type="text">1 &lt; 2</a:title><a:link href="one.html"/><a:published>2031-05-04T10:00:00Z</a:published><a:updated>2031-05-05T10:00:00Z</a:updated>
<a:author><a:name>Bo Ray</a:name><a:email>bo@g.test</a:email></a:author><a:author><a:email>cy@g.test</a:email></a:author>
<a:source><a:id>urn:other</a:id><a:title>The Courier</a:title></a:source>
<a:summary>In short.</a:summary><a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two dams failed &amp; nobody was hurt.</p><p>The governor said so.</p></div></a:content></a:entry></a:feed>"""
BROKEN = """<?xml version="1.0" encoding="utf-8"?>
<rss version=2.0><channel><title>Gazette & Courier</title>
<item><title>Mayor\x0b resigns &nbsp; &mdash; &#150; at last</title><link>http://g.test/?a=1&b=2</link><description>He said <b>so<br>on Monday</description><guid isPermaLink=false>7</guid>
<item><title>No end tag above</title><description>Nobody was hurt, the mayor said.</description></item></b>
<item title="x" title="y"><title>Last</title><dc:creator>Ann Lee</dc:creator><description>Caf\xe9 closed on Monday.</description><pubDate>Tue, 04 May 2031 10:00:00 +0200</pubDate></item>
</channel></rss"""


def feeds(folder):
    listed = lambda name, *more: [json.loads(x) for x in subprocess.run([stemma, "list", "--format", "json", *more, name], cwd=folder, capture_output=True).stdout.splitlines()]
    (folder / "atom.xml").write_text(ATOM)
    status, got, err = read("atom.xml", folder=folder)
    meta = got[0]["meta"] if got else {}
    check("Atom: an entry", status == 0 and meta["title"] == "1 < 2" and meta["url"] == "http://g.test/news/one.html" and meta["published"] == "2031-05-04T10:00:00Z"
          and meta["modified"] == "2031-05-05T10:00:00Z" and meta["byline"] == ["Bo Ray", "cy@g.test"] and meta["outlet"] == "The Courier", (status, meta, err))
    check("Atom: text and id", got[0]["text"] == "Two dams failed & nobody was hurt.\n\nThe governor said so." and got[0]["source"]["id"] == "urn:1"
          and ATOM[got[0]["source"]["offset"] :].startswith("<a:entry"), got)
    head = listed("atom.xml")[-1]
    check("Atom: the feed", head["kind"] == "feed" and head["title"] == "The Gazette" and head["url"] == "http://g.test/news/" and head["id"] == "urn:feed"
          and head["authors"] == ["Ann Lee"], head)
    (folder / "broken.xml").write_bytes(BROKEN.encode("latin1"))
    status, got, err = read("broken.xml", folder=folder)
    check("a broken feed: titles", status == 0 and titles(got) == ["Mayor resigns — – at last", "No end tag above", "Last"], (status, titles(got), err))
    check("a broken feed: the rest", len(got) == 3 and got[0]["meta"]["url"] == "http://g.test/?a=1&b=2" and got[0]["source"]["id"] == "7" and "Café" in got[2]["text"]
          and got[2]["meta"]["byline"] == ["Ann Lee"] and got[2]["meta"]["published"] == "2031-05-04T10:00:00+02:00", [(a["meta"], a["text"]) for a in got])
    for charset in ("utf-16", "utf-16-be", "utf-32", "koi8-r"):
        text = BROKEN.replace("utf-8", charset.removesuffix("-be")).replace("Last", "Мэр ушёл").replace("\xe9", "e")
        (folder / "wide.xml").write_bytes(text.encode(charset))
        check(f"a feed in {charset}", titles(read("wide.xml", folder=folder)[1])[-1:] == ["Мэр ушёл"], read("wide.xml", folder=folder))
    (folder / "long.xml").write_text("<rss><channel>" + "".join(f"<item><title>Title {i}</title><description>{'The mayor said so. ' * 20}</description></item>" for i in range(3000))
                                     + "<item><title>cut")
    status, got, err = read("long.xml", folder=folder)
    check("a long feed that breaks off", status == 1 and len(got) == 3000 and got[-1]["meta"]["title"] == "Title 2999" and "in the midst of its element title" in err, (status, len(got), err))
    entities = "".join(f'<!ENTITY e{i} "{("&e%d;" % (i - 1)) * 10}">' for i in range(1, 12))
    (folder / "laughs.xml").write_text(f'<!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]><rss><channel><item><title>Good</title><description>Nobody was hurt.</description></item>'
                                       "<item><title>&e11;</title></item></channel></rss>")
    status, got, err = read("laughs.xml", folder=folder)
    check("a billion laughs", status == 1 and titles(got) == ["Good"] and "amplification" in err, (status, titles(got), err))
    (folder / "feed.json").write_text(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Gazette", "items": [
        {"id": 5, "url": "http://g.test/1", "title": "One", "content_html": "<p>Two dams failed.</p>", "date_published": "2031-05-04T10:00:00Z", "authors": [{"name": "Ann Lee"}]},
        {"id": "b", "content_text": "1 < 2 & so on."}]}, indent=1))
    status, got, err = read("feed.json", folder=folder)
    check("JSON Feed", status == 0 and titles(got) == ["One", None] and [a["text"] for a in got] == ["Two dams failed.", "1 < 2 & so on."] and got[0]["source"]["id"] == "5"
          and got[0]["meta"]["byline"] == ["Ann Lee"] and got[0]["meta"]["outlet"] == "The Gazette", (status, [a["meta"] for a in got], err))
    (folder / "list.opml").write_text('<opml version="2.0"><body><outline text="News"><outline text="Gazette & more" xmlUrl="http://g.test/feed"/><outline xmlurl="http://c.test/f" title="C"></outline></body></opml>')
    status, got, err = read("list.opml", folder=folder)
    check("OPML holds no article", status == 1 and not got and "a list of 2 feeds" in err, (status, err))
    check("OPML: its feeds", [(x["title"], x["url"]) for x in listed("list.opml")] == [("Gazette & more", "http://g.test/feed"), ("C", "http://c.test/f")], listed("list.opml"))
    kinds = [x.get("type") for x in listed("a.warc.gz")]
    check("the records of a web archive", kinds[:3] == ["warcinfo", "request", "response"] and kinds[-1] == "metadata" and "revisit" in kinds and len(kinds) == 18, kinds)
    text = subprocess.run([stemma, "list", "--format", "text", "a.warc.gz", "atom.xml"], cwd=folder, capture_output=True, text=True).stdout
    check("a list for the eye", "revisit" in text and "1 < 2" in text and max(map(len, text.split("\n"))) <= 80, text)


# ---- the samples

def independent_offsets(path):
    """Where records begin, read another way: members of gzip, else lines that begin a record behind an empty line or the start."""
    data = path.read_bytes()
    if data[:2] != b"\x1f\x8b":
        return {m.start() for m in re.finditer(rb"(?m)^(WARC/[01]\.|[a-z]+://\S.* \d{14} )", data)}
    found, at = set(), 0
    while at < len(data) and data[at : at + 2] == b"\x1f\x8b":
        found.add(at)
        gz = zlib.decompressobj(31)
        try:
            gz.decompress(data[at:])
        except zlib.error:
            break
        if not gz.eof:
            break
        at = len(data) - len(gz.unused_data)
    return found


def samples(data, folder):
    global skipped
    if not (data / "warc-samples/samples.tar.xz").exists():
        skipped += 1
        print("skipped: the samples of web archives are not here")
        return
    with tarfile.open(data / "warc-samples/samples.tar.xz") as tar:
        tar.extractall(folder)
    counts = {"warcfile.warc": 16, "warcfile.warc.gz": 16, "warcfile.warc.lz4": 16, "example.warc": 1, "example.warc.gz": 1, "example.arc": 1, "example.arc.gz": 1,
              "example-space-in-url.arc": 1, "example-iana.org-chunked.warc": 1, "example-wrong-chunks.warc.gz": 1, "example-bad-non-chunked.warc.gz": 1,
              "cc.warc.gz": 1}
    named = {"clipped.warc.gz", "example-trunc.warc", "bad.arc"}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        status, got, err = read(path)
        whole = path.name.endswith(".lz4") or path.name in ("example-bad-non-chunked.warc.gz", "example-bad.warc.gz.bad")
        places = independent_offsets(path)
        check(f"{path.name}: offsets", whole or all(a["source"]["offset"] in places for a in got), [a["source"].get("offset") for a in got])
        check(f"{path.name}: status", (status == 1 and "byte" in err) == (path.name in named) and status in (0, 1), (status, err))
        # A few of Common Crawl's pages have bodies without a text.
        check(f"{path.name}: articles", path.name not in counts or len(got) == counts[path.name], (len(got), titles(got)))
        for a in got[:3] if not whole else ():
            check(f"{path.name}: entered at {a['source']['offset']}", read("--offset", a["source"]["offset"], path)[1][:1] == [a])


def main():
    global stemma
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/feeds")
    given = args.parse_args()
    stemma = str(Path(given.stemma).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "in", "side")
        folder.mkdir(parents=True)
        for part in (web_archives, arcs, broken_archives, streams, zips, encrypted, rows, feeds):
            part(folder)
        samples(given.data, Path(name, "samples"))
    print(f"containers: {passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

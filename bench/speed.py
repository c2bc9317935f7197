#!/usr/bin/env python3
"""How fast: instructions a token by stage, pages beside `wc -w`, one thread beside two, start-up, memory.

Counts of instructions (callgrind) are the same on every run; times are given only as ratios to something run beside them.
Peers are run where this machine has them: spaCy, NLTK's tagger (in the Python given), CoreNLP (its jars in CLASSPATH).

usage: speed.py [--stemma ./stemma] [--quick] [--files FILE…] [--python PYTHON] [--only peers]
"""
import argparse, gzip, json, re, resource, shutil, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).parent.parent
EMPTY = ROOT / "bench/empty.txt"  # one word: what start-up costs


def texts(folder, given):
    """Plain articles: the files named, else the examples."""
    found = [Path(f) for f in given] or sorted(p for p in (ROOT / "examples").rglob("*") if p.suffix in (".txt", ".html", ".md"))
    return [str(p.resolve()) for p in found]


def run(*command):
    start = time.monotonic()
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except FileNotFoundError:
        return b"", 0, 127
    return done.stdout, time.monotonic() - start, done.returncode


def instructions(stemma, files, *options):
    with tempfile.NamedTemporaryFile() as out:
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", stemma, "read", "--format", "json",
                               *options, *files], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(re.search(r"Collected : (\d+)", done.stderr)[1])


def by_stage(stemma, files):
    if not shutil.which("valgrind"):
        print("no valgrind: no counts of instructions")
        return
    conllu = run(stemma, "read", "--format", "conllu", "--until", "name", *files)[0]
    tokens = sum(1 for line in conllu.decode().splitlines() if re.match(r"\d+\t", line))
    help_text = run(stemma, "help", "read")[0].decode()
    stages = re.findall(r"^  (\w+) +", help_text[help_text.index("Values of --until"):], re.M)
    start = last = instructions(stemma, [str(EMPTY)])
    print(f"{tokens} tokens in {len(files)} articles; start-up {start:,} instructions\n{'stage':<10} {'a token':>9} {'in all':>9}")
    for stage in stages:
        now = instructions(stemma, files, "--until", stage)
        print(f"{stage:<10} {(now - last) / tokens:>9,.0f} {(now - start) / tokens:>9,.0f}", flush=True)
        last = now


def ratios(stemma, files):
    many = files * max(1, 400 // len(files))
    best = lambda *command: min(run(*command)[1] for _ in range(3))
    one, two = best(stemma, "read", "--format", "json", *many), best(stemma, "read", "--format", "json", "-j", "2", *many)
    words = best("wc", "-w", *many)
    print(f"{len(many)} articles: {one / words:.1f} times the time of `wc -w`; two threads {one / two:.2f} times as fast as one")
    start = best(stemma, "--version")
    first = best(stemma, "read", "--format", "json", files[0])
    print(f"start-up and one article {1000 * first:.1f} ms; of it the bare program {1000 * start:.1f} ms")
    subprocess.run([stemma, "read", "--format", "json", *many], stdout=subprocess.DEVNULL)
    print(f"resident memory {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")


def archives(stemma, folder):
    """A gzip WARC beside what it cannot do without: unpacking it, and taking the text out of the same pages."""
    pages = sorted((ROOT / "examples").rglob("*.html")) or [EMPTY]
    bodies, files = [p.read_bytes() for p in pages], []
    warc = Path(folder, "pages.warc.gz")
    with open(warc, "wb") as out:
        for i in range(2000):
            body = bodies[i % len(bodies)]
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/%d\r\nContent-Length: %d\r\n\r\n" % (i, len(block))
            out.write(gzip.compress(head + block + b"\r\n\r\n", 6))
            files.append(Path(folder, f"{i}.html"))
            files[-1].write_bytes(body)
    best = lambda *command: min(run(*command)[1] for _ in range(3))
    text = (stemma, "read", "-j", "1", "--until", "decode", "--format", "json")
    unpack, extract, both = best("zcat", str(warc)), best(*text, *map(str, files)), best(*text, str(warc))
    print(f"a gzip WARC of {len(files)} pages: {(unpack + extract) / both:.2f} times the speed of zcat and extraction from files together", flush=True)


PEERS = {  # sentences, words, tags, trees and names of each file; the small English model of spaCy under any package's name
    "spaCy en_core_web_sm": """import importlib, pkgutil, sys
name = next(m.name for m in pkgutil.iter_modules() if m.name.startswith("en_core_web_sm"))
n = importlib.import_module(name).load()
for f in sys.argv[1:]: n(open(f).read())""",
    "NLTK pos_tag": "import sys, nltk\nfor f in sys.argv[1:]: nltk.pos_tag(nltk.word_tokenize(open(f).read()))",
}
CORENLP = ["java", "-Xmx6g", "edu.stanford.nlp.pipeline.StanfordCoreNLP", "-annotators", "tokenize,ssplit,pos,lemma,ner,depparse",
           "-ner.applyFineGrained", "false", "-ner.applyNumericClassifiers", "false", "-ner.useSUTime", "false", "-threads", "1"]


def compare(name, command, many, ours):
    """One file less from all of them: what the start-up costs is left out of both."""
    if run(*command(many[:1]))[2]:
        print(f"{name}: not on this machine")
        return
    took = run(*command(many))[1] - run(*command(many[:1]))[1]
    print(f"{name}: {took / ours:.1f} times our time up to names for the same {len(many)} articles, its start-up left out")


def corenlp(files):
    listed = Path(tempfile.gettempdir(), "stemma-bench-files")
    listed.write_text("\n".join(files) + "\n")
    return [*CORENLP, "-filelist", str(listed), "-outputFormat", "conllu", "-outputDirectory", tempfile.mkdtemp()]


def peers(stemma, many, python):
    ours = run(stemma, "read", "--format", "conllu", "--until", "name", *many)[1] - run(stemma, "read", "--until", "name", many[0])[1]
    for name, program in PEERS.items():
        compare(name, lambda files: [python, "-c", program, *files], many, ours)
    compare("CoreNLP (CLASSPATH with its jars)", corenlp, many, ours)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--files", nargs="*", default=[])
    args.add_argument("--python", default=sys.executable, help="the Python that has the peers")
    args.add_argument("--only", choices=["peers"], help="nothing but the peers")
    args.add_argument("--quick", action="store_true", help="only the web archive, in a few seconds")
    given = args.parse_args()
    stemma = str(Path(given.stemma).resolve())
    with tempfile.TemporaryDirectory() as folder:
        archives(stemma, folder)
        if given.quick:
            return
        files = texts(folder, given.files)
        if not files:
            sys.exit("no articles: name some with --files")
        if not given.only:
            by_stage(stemma, files)
            ratios(stemma, files)
        peers(stemma, files * max(1, 60 // len(files)), given.python)


if __name__ == "__main__":
    main()

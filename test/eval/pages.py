#!/usr/bin/env python3
"""How well `stemma read` takes the article, and nothing but it, out of labelled web pages.

Sets: article-extraction-dataset (4-word shingles, title, date, authors), trafilatura-eval (segments that must and must not
come out, title, date, authors), htmldate-eval (date), readability-tests (shingles, title). The metrics are defined in the
README of the data. What counts as the article's text: the zones body, dateline and standfirst.

usage: pages.py [--stemma ./stemma] [--data ../shared/data/html] [--set NAME] [--packs build/fold-N] [--misses WHAT] [--pages FOLDER]
--packs build/fold-5: cross-validation over sites. Each page is read with the pack build/fold-5/I.pack, which was trained without
the sites of its fold I of 5 (test/eval/folds.sh makes them).
"""
import argparse, collections, html, json, lzma, os, re, subprocess, sys, tarfile, tempfile, unicodedata, zlib
from pathlib import Path
from urllib.parse import urlsplit

ZONES = ("body", "dateline", "standfirst")


def site(url):
    host = urlsplit(url).netloc.lower().removeprefix("www.")
    return ".".join(host.split(".")[-2:]) if not host.endswith((".co.uk", ".com.au", ".co.nz")) else ".".join(host.split(".")[-3:])


def fold_of(url, folds):
    return zlib.crc32(site(url).encode()) % folds


def rows(path):
    with lzma.open(path, "rt", encoding="utf8") as f:
        return [json.loads(line) for line in f]


def unpack(archive, to):
    if not to.exists():
        with tarfile.open(archive) as tar:
            tar.extractall(to)
    return to


def read(stemma, pages, packs=None):
    """The object of each page, by path. `pages`: path to address; each is read with the pack of its fold."""
    folds, out = int(packs.name.split("-")[1]) if packs else 1, {}
    for fold in range(folds):
        mine = [str(p) for p, url in pages.items() if fold_of(url, folds) == fold]
        env = os.environ | ({"STEMMA_PACK": str(packs / f"{fold}.pack")} if packs else {})
        for i in range(0, len(mine), 200):
            done = subprocess.run([stemma, "read", "--until", "decode", "--format", "json", *mine[i : i + 200]], capture_output=True, env=env)
            for line in done.stdout.decode("utf8").splitlines():
                article = json.loads(line)
                out[article["source"]["path"]] = article
    return out


def text(article):
    raw = article["text"].encode("utf8")
    return "\n".join(raw[slice(*z["span"])].decode("utf8", "replace") for z in article["zones"] if z["kind"] in ZONES)


def shingles(s):
    words = re.findall(r"\w+", s)
    return collections.Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def same(s):
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", s or "").lower()).strip()


def names(value):
    parts = value if isinstance(value, list) else re.split(r"[,;]| and | und ", value or "")
    return {re.sub("^by ", "", same(p)) for p in parts if same(p)}


class Tally:
    def __init__(self):
        self.count, self.sum, self.missed = collections.Counter(), collections.Counter(), collections.defaultdict(list)

    def add(self, what, got, note=""):
        self.count[what] += 1
        self.sum[what] += got
        if got < 1:
            self.missed[what].append(f"{got:.2f} {note}")

    def mean(self, what):
        return self.sum[what] / max(1, self.count[what])


def facts(tally, article, title, date, authors, page):
    meta = article["meta"]
    if title:
        tally.add("title", same(meta.get("title")) == same(title), f"{page} {meta.get('title')!r} for {title!r}")
    if isinstance(date, str) and date:
        tally.add("date", (meta.get("published") or "")[:10] == date[:10], f"{page} {meta.get('published')!r} for {date!r}")
    if authors:
        got = meta.get("byline") or []
        tally.add("authors", names(got) == names(authors), f"{page} {got!r} for {authors!r}")


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def overlap(tally, got, want, note):
    a, b = shingles(got), shingles(want)
    hit = sum((a & b).values())
    p, r = hit / max(1, sum(a.values())), hit / max(1, sum(b.values()))
    tally.add("precision", p, note)
    tally.add("recall", r, note)
    tally.add("F", f1(p, r), note)


def score_article(tally, gold, article, page):
    overlap(tally, text(article), gold["text"], page)
    facts(tally, article, gold["title"], gold["date"] if gold["date_consistent"] else "", gold["authors"], page)


def score_segments(tally, gold, article, page):
    flat = " ".join(text(article).split())
    for kind, good in (("with", True), ("without", False)):
        for segment in gold[kind]:
            there = " ".join(segment.split()) in flat
            tally.add(f"{kind}", there == good, f"{page} {segment!r}")
    facts(tally, article, gold.get("title"), gold.get("date"), gold.get("author"), page)


def score_readability(tally, folder, article, page):
    meta = json.loads((folder / "expected-metadata.json").read_text(encoding="utf8"))
    wanted = (folder / "expected.html").read_text(encoding="utf8")
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style).*?</\1>", " ", wanted))
    overlap(tally, text(article), html.unescape(plain), page)
    facts(tally, article, meta.get("title"), "", "", page)


def report(name, tally, misses):
    figures = {k: tally.mean(k) for k in tally.count}
    if "with" in figures:
        tp, fn = tally.sum["with"], tally.count["with"] - tally.sum["with"]
        fp = tally.count["without"] - tally.sum["without"]
        p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
        figures = {"segment P": p, "segment R": r, "segment F": f1(p, r)} | {k: v for k, v in figures.items() if k not in ("with", "without")}
    elif "precision" in figures:
        figures["shingle F1"] = f1(figures["precision"], figures["recall"])
    print(f"{name}: " + ", ".join(f"{k} {v:.3f}" + (f" ({tally.count[k]})" if k in tally.count else "") for k, v in figures.items()))
    for line in sorted(tally.missed[misses])[:400] if misses else []:
        print("   ", line)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--data", type=Path, default=Path("../shared/data/html"))
    args.add_argument("--pages", type=Path, default=Path(tempfile.gettempdir()) / "stemma-eval-html")
    args.add_argument("--set")
    args.add_argument("--packs", type=Path)
    args.add_argument("--misses")
    given = args.parse_args()
    if not given.packs:
        print("the pack has learned the text of these sites; for unseen ones: test/eval/folds.sh, then --packs")
    stemma = str(Path(given.stemma).resolve())
    for name, scorer in (("article-extraction-dataset", score_article), ("trafilatura-eval", score_segments)):
        if given.set and given.set != name:
            continue
        folder = unpack(given.data / name / "pages.tar.xz", given.pages / name)
        gold = rows(given.data / name / "gold.jsonl.xz")
        got, tally = read(stemma, {folder / "pages" / f"{g['id']}.html": g["url"] for g in gold}, given.packs), Tally()
        for g in gold:
            path = str(folder / "pages" / f"{g['id']}.html")
            scorer(tally, g, got.get(path) or {"text": "", "zones": [], "meta": {}}, g["id"])
        report(name, tally, given.misses)
    if not given.set or given.set == "htmldate-eval":
        folder, tally = unpack(given.data / "htmldate-eval/pages.tar.xz", given.pages / "htmldate-eval"), Tally()
        gold = [g for g in rows(given.data / "htmldate-eval/gold.jsonl.xz") if g.get("id")]
        got = read(stemma, {folder / "pages" / f"{g['id']}.html": g["url"] for g in gold}, given.packs)
        for g in gold:
            facts(tally, got.get(str(folder / "pages" / f"{g['id']}.html")) or {"meta": {}}, "", g["date"], "", g["id"])
        report("htmldate-eval", tally, given.misses)
    if not given.set or given.set == "readability-tests":
        folder, tally = unpack(given.data / "readability-tests/test-pages.tar.xz", given.pages / "readability-tests"), Tally()
        folders = sorted(f.parent for f in folder.rglob("source.html"))
        got = read(stemma, {f / "source.html": f"http://{f.name}.test" for f in folders}, given.packs)
        for f in folders:
            score_readability(tally, f, got.get(str(f / "source.html")) or {"text": "", "zones": [], "meta": {}}, f.name)
        report("readability-tests", tally, given.misses)


if __name__ == "__main__":
    main()

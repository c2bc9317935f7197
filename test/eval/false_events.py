#!/usr/bin/env python3
"""How often an event is given for a sentence that tells none (test/eval/no_event.txt says which and how they were judged).

usage: false_events.py [--stemma ./stemma] [--data ../shared/data] [--show]
"""
import argparse, json, lzma, subprocess, tempfile
from pathlib import Path

LIST = Path(__file__).parent / "no_event.txt"


def treebank(data):
    """Sentences of the development parts by their id."""
    found = {}
    for name in ("gum-open/gum-open-dev", "ud-english-ewt/en_ewt-ud-dev"):
        for line in lzma.open(data / "syntax" / f"{name}.conllu.xz", "rt", encoding="utf-8"):
            if line.startswith("# sent_id = "):
                sentence = line[12:].strip()
            elif line.startswith("# text = "):
                found[sentence] = line[9:].strip()
    return found


def sentences(data):
    """(kind, text) of each line of the list."""
    ud = treebank(data)
    news = {a["id"]: a["text"] for a in map(json.loads, lzma.open(data / "clustering/news-cluster/articles.jsonl.xz", "rt", encoding="utf-8"))}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        cell = line.split("\t")
        if cell[0] == "ud":
            yield "ud", ud[cell[1]]
        elif cell[0] == "news":
            yield "news", news[cell[1]][int(cell[2]):int(cell[3])]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--stemma", default="./stemma")
    p.add_argument("--data", default="../shared/data")
    p.add_argument("--show", action="store_true", help="the events given")
    o = p.parse_args()
    judged = list(sentences(Path(o.data)))
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{i:04}.txt" for i in range(len(judged))]
        for path, (_, text) in zip(paths, judged):
            path.write_text(text + "\n", encoding="utf-8")
        run = subprocess.run([o.stemma, "read", "-q", "--format=events", *map(str, paths)], capture_output=True, text=True, check=True)
    rows = [line.split("\t") for line in run.stdout.splitlines()[1:]]
    any_event, deed = ({int(Path(r[0]).stem) for r in rows if keep(r)} for keep in (lambda r: True, lambda r: r[10] == "actual"))
    print("sentences without an event")
    for kind, name in (("ud", "GUM and EWT"), ("news", "news articles")):
        of = {i for i, (k, _) in enumerate(judged) if k == kind}
        print(f"  {name}: an event for {len(of & any_event)} of {len(of)} ({100 * len(of & any_event) / len(of):.1f} %), "
              f"a deed for {len(of & deed)} ({100 * len(of & deed) / len(of):.1f} %)")
    for r in rows if o.show else ():
        print(f"  {r[3]} {r[6]} {r[7]} {r[10]}: {r[12]}")


if __name__ == "__main__":
    main()

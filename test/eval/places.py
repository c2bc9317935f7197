#!/usr/bin/env python3
"""Whether the places that GUM links to Wikipedia come out in their country (test/eval/place_countries.txt).

Only mentions that end in a name count ("Oslo", not "the city"). One has a place where that word lies in a mention of an entity to which `stemma read` gives a place or, for a capital that
acts, what it stands for. Printed: how many of those have the right country, and how many mentions have a place at all.

usage: places.py [--stemma ./stemma] [--data ../shared/data] [--misses]   (--misses: of the training part)
"""
import argparse, collections, json, lzma, re, subprocess, tempfile
from pathlib import Path
from urllib.parse import unquote

COUNTRIES = Path(__file__).parent / "place_countries.txt"


def countries():
    rows = (line.split("\t") for line in COUNTRIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {title: code for code, titles in rows for title in titles.split()}


def documents(path):
    """Name, and the sentences: text, and of each token form, MISC and tag."""
    name, sentences = None, []
    for line in lzma.open(path, "rt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            if name:
                yield name, sentences
            name, sentences = line[14:], []
        elif line.startswith("# text = "):
            sentences.append((line[9:], []))
        elif re.match(r"\d", line) and "-" not in line.split("\t", 1)[0] and "." not in line.split("\t", 1)[0]:
            cell = line.split("\t")
            sentences[-1][1].append((cell[1], cell[9], cell[3]))
    yield name, sentences


def places(tokens):
    """Linked places of a sentence: (last token, title)."""
    opened, found = [], []
    for i, (_, misc, tag) in enumerate(tokens):
        m = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
        for part in re.findall(r"\([^()]*\)?|[^()]*\)", m[1]) if m else ():
            if part.startswith("("):
                opened.append(part.strip("()").split("-", 7))
            if part.endswith(")") and opened:
                group = part.strip("()").split("-")[0]
                at = next((k for k in reversed(range(len(opened))) if part.startswith("(") or opened[k][0] == group), len(opened) - 1)
                fields = opened.pop(at)
                if len(fields) == 8 and fields[1] == "place" and tag == "PROPN":
                    found.append((i, unquote(fields[7])))
    return found


def offsets(text, tokens):
    at, spans = 0, []
    for form, _, _ in tokens:
        begin = text.find(form, at)
        begin = at if begin < 0 or begin > at + 3 else begin
        spans.append((begin, begin + len(form)))
        at = begin + len(form)
    return spans


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--stemma", default="./stemma")
    p.add_argument("--data", default="../shared/data")
    p.add_argument("--misses", action="store_true")
    o = p.parse_args()
    code = countries()
    for part in ("train", "dev"):
        right, placed, total, wrong, none = 0, 0, 0, collections.Counter(), collections.Counter()
        with tempfile.TemporaryDirectory() as folder:
            golds, paths = [], []
            for name, sentences in documents(Path(o.data) / "syntax/gum-open" / f"gum-open-{part}.conllu.xz"):
                text, gold = "", []
                for sentence, tokens in sentences:
                    spans, base = offsets(sentence, tokens), len(text)
                    gold += [(len((text + sentence[:spans[last][0]]).encode()), title) for last, title in places(tokens) if title in code]
                    text += sentence + "\n"
                paths.append(Path(folder) / f"{name}.txt")
                paths[-1].write_text(text, encoding="utf-8")
                golds.append(gold)
            run = subprocess.run([o.stemma, "read", "-q", "--format=json", "--until=place", *map(str, paths)], capture_output=True, text=True, check=True)
            for line, gold in zip(run.stdout.splitlines(), golds):
                mentions = [(*m["span"], e) for e in json.loads(line)["entities"] for m in e["mentions"] if m["form"] == "name" and "place" in e]
                for at, title in gold:
                    total += 1
                    e = min(((end - begin, e) for begin, end, e in mentions if begin <= at < end), key=lambda x: x[0], default=(0, None))[1]
                    given = e and e["place"].get("country")
                    placed += bool(given)
                    right += given == code[title]
                    if given and given != code[title]:
                        wrong[f"{title} ({code[title]}) as {e['name']} {given}"] += 1
                    elif not given:
                        none[title] += 1
        print(f"GUM {part}, linked places: country right for {right} of {placed} ({100 * right / max(placed, 1):.1f} %); "
              f"a place given for {placed} of {total} mentions ({100 * placed / max(total, 1):.1f} %)")
        for what, n in wrong.most_common() if o.misses and part == "train" else ():
            print(f"  {n} {what}")
        if o.misses and part == "train":
            print("  none:", ", ".join(f"{n} {title}" for title, n in none.most_common(60)))


if __name__ == "__main__":
    main()

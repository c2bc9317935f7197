#!/usr/bin/env python3
"""Runs the cases of test/spec/*.txt: prose, and what stemma must make of small texts.

    === a name for the case                 begins a case; prose may stand before the first
    options: --date 2023-09-12              optional: further arguments of the command
    command: story                          optional: `read` is the default
    not yet: why                            optional: a known miss, counted as skipped until it holds
    file: b.html                            optional: begins a further article; the first is a.txt
    beside: names.txt                       optional: begins a file that only the options name
    The text of the article …
    ---                                     ends it; then what must hold, one line each:
    attributions: content="…" source="he" chain="Ann Lee > AP" mod=fact
                                            some record of that table has all these fields
    no attributions: content="…"            no record has
    count claims: 2                         so many records
    meta: published=2023-09-12              a field of the object itself; source: likewise
    stderr: words                           standard error holds these words
    status: 1                               exit status (0 is the default)

A span, or a list of spans, compares as the text that it holds (pieces joined by " | "); of chains the names, of `kinds` the
kinds, joined by " > "; `speaker` is the entity's name; `mentions` and `roles` hold if one of them is equal; `place.country`
goes inside; `story.claims` and its kin are tables of the first story, `members` there compare as their claims' texts,
`differences` as their kinds.
A value with * at an end matches by the rest. A value is in double quotes where it has blanks.

usage: spec.py [--stemma ./stemma] [-v] [FILE…]
"""
import argparse, json, re, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
FIELD = re.compile(r'([\w.]+)=("(?:[^"\\]|\\.)*"|\S+)')


class Case:
    def __init__(self, path, line, name):
        self.where, self.name = f"{path}:{line}", name
        self.options, self.command, self.files, self.beside, self.expected = [], "read", [["a.txt", []]], [], []
        self.not_yet = None


def cases(path):
    """The cases of one spec file."""
    found, case, part = [], None, "prose"
    for number, line in enumerate(path.read_text(encoding="utf8").split("\n"), 1):
        if line.startswith("=== "):
            case, part = Case(path, number, line[4:].strip()), "head"
            found.append(case)
        elif case is None:
            continue
        elif part == "expected":
            if line.strip() and not line.startswith("#"):
                case.expected.append((number, line.strip()))
        elif line == "---":
            part = "expected"
        elif part == "head" and (m := re.match(r"(options|command|folder|not yet): (.*)", line)):
            if m[1] == "not yet":
                case.not_yet = m[2]
            elif m[1] == "options":
                case.options = m[2].split()
            elif m[1] == "folder":
                case.files = [[p.name, p.read_text(encoding="utf8").split("\n")] for p in sorted((ROOT / m[2]).iterdir())]
            else:
                case.command = m[2]
        elif m := re.match(r"(file|beside): (\S+)$", line):
            if part == "head":
                case.files = []
            to = case.files if m[1] == "file" else case.beside
            to.append([m[2], []])
            part = "text"
        else:
            if part == "head":
                to = case.files
            part = "text"
            to[-1][1].append(line)
    return found


class Output:
    """What the program said of a case, its tables as lists of records beside the article they speak of."""

    def __init__(self, case, stemma):
        with tempfile.TemporaryDirectory() as folder:
            names = [name for name, _ in case.files]
            for name, lines in case.files + case.beside:
                (Path(folder) / name).write_text("\n".join(lines) + ("\n" if lines else ""), encoding="utf8")
            run = lambda command: subprocess.run([stemma, command, "--format", "json", *case.options, *names], cwd=folder,
                                                 capture_output=True, timeout=60)
            done = run(case.command)
            self.status, self.stderr = done.returncode, done.stderr.decode("utf8", "replace")
            lines = [json.loads(line) for line in done.stdout.decode("utf8").splitlines()]
            self.story = lines[0] if case.command == "story" and lines else None
            if self.story:
                lines = [json.loads(line) for line in run("read").stdout.decode("utf8").splitlines()]
            self.articles = lines
            by_path = {a["source"]["path"]: a for a in lines}
            self.by_id = {a["id"]: by_path.get(a["path"]) for a in self.story["articles"]} if self.story else {}

    def table(self, name):
        if name.startswith("story.") and self.story:
            return [(r, None) for r in reach(self.story["stories"][0] if self.story["stories"] else {}, name[6:]) or []]
        if name == "stories" and self.story:
            return [(r, None) for r in self.story["stories"]]
        return [(r, a) for a in self.articles for r in a.get(name) or []]

    def words(self, article, spans):
        text = article["text"].encode("utf8")
        return " | ".join(text[b:e].decode("utf8", "replace") for b, e in spans)

    def values(self, record, article, key):
        """Every way in which a field can be said."""
        if key == "kinds":
            return [" > ".join(h["kind"] for h in record.get("chain") or [])]
        value = reach(record, key)
        if key == "chain":
            return [" > ".join(h["name"] for h in value or [])]
        if key == "speaker" and article:
            return [e["name"] for e in article["entities"] if e["id"] == value] or ["null"]
        if key == "attribution" and article:
            return [" > ".join(h["name"] for h in a["chain"]) for a in article["attributions"] if a["id"] == value] or ["null"]
        if key == "mentions" and article:
            return [self.words(article, [m["span"]]) for m in value or []]
        if key == "members":
            return [self.words(self.by_id[m["article"]], c["span"]) for m in value for c in self.by_id[m["article"]]["claims"]
                    if c["id"] == m["claim"]]
        if key == "differences":
            return [d["kind"] for d in value or []]
        if key == "variants":
            return [self.words(self.by_id[m["article"]], c["content"]) for m in value
                    for c in self.by_id[m["article"]]["attributions"] if c["id"] == m["attribution"]]
        if isinstance(value, list) and value and article:
            if isinstance(value[0], list):
                return [self.words(article, value)]
            if isinstance(value[0], int) and len(value) == 2:
                return [self.words(article, [value])]
        if isinstance(value, list):
            return [json.dumps(v) if isinstance(v, (dict, list)) else str(v) for v in value] or ["[]"]
        return ["null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)]


def reach(record, path):
    for key in path.split("."):
        record = record.get(key) if isinstance(record, dict) else None
    return record


def fits(wanted, got):
    if len(wanted) > 1 and wanted.endswith("*"):
        return got.startswith(wanted[:-1])
    if len(wanted) > 1 and wanted.startswith("*"):
        return got.endswith(wanted[1:])
    return wanted == got


def fields(text):
    return [(k, json.loads(v) if v.startswith('"') else v) for k, v in FIELD.findall(text)]


def holds(output, line):
    """None where the line holds; else what is wrong."""
    head, _, rest = line.partition(":")
    rest, words = rest.strip(), head.split()
    if words[0] in ("stderr", "status"):
        got = output.stderr if words[0] == "stderr" else str(output.status)
        return None if (rest in got if words[0] == "stderr" else rest == got) else f"got {got.strip()}"
    if words[0] == "count":
        got = len(output.table(words[1]))
        return None if got == int(rest) else f"got {got}"
    if words[0] in ("meta", "source"):
        got = output.articles[0][words[0]] if output.articles else {}
        wrong = [(k, output.values(got, None, k)) for k, v in fields(rest) if not any(fits(v, x) for x in output.values(got, None, k))]
        return f"got {wrong}" if wrong else None
    wanted = fields(rest)
    if not wanted:
        return "the line asks for nothing"
    match = lambda r, a: all(any(fits(v, x) for x in output.values(r, a, k)) for k, v in wanted)
    found = [(r, a) for r, a in output.table(words[-1]) if match(r, a)]
    if words[0] == "no":
        return f"found {json.dumps(found[0][0], ensure_ascii=False)[:200]}" if found else None
    near = [{k: "/".join(output.values(r, a, k)) for k, _ in wanted} for r, a in output.table(words[-1])]
    return None if found else "none of " + json.dumps(near, ensure_ascii=False)[:600]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("-v", action="store_true", help="name the cases that pass, too")
    args.add_argument("files", nargs="*", type=Path)
    given = args.parse_args()
    files = given.files or sorted((Path(__file__).parent / "spec").glob("*.txt"))
    stemma, passed, failed, skipped = str(Path(given.stemma).resolve()), 0, 0, 0
    for case in (c for f in files for c in cases(f)):
        output = Output(case, stemma)
        lines = case.expected + ([] if any(t.startswith("status:") for _, t in case.expected) else [(0, "status: 0")])
        wrong = [(text, why) for _, text in lines if (why := holds(output, text))]
        if not case.expected:
            wrong = [("", "the case expects nothing")]
        if wrong and case.not_yet:
            skipped += 1
            print(f"skipped, not yet: {case.where} {case.name}: {case.not_yet}")
            continue
        passed, failed = passed + (not wrong), failed + bool(wrong)
        for text, why in wrong:
            print(f"FAIL {case.where} {case.name}\n     {text}\n     {why}")
        if given.v and not wrong:
            print(f"ok   {case.where} {case.name}")
    print(f"spec: {passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

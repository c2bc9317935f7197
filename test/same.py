#!/usr/bin/env python3
"""Same bytes in, same bytes out: two runs, other locales, time zones and clocks of the environment, -j 1 and -j 2.

usage: same.py [--stemma ./stemma] [--data ../shared/data]
With the data, many articles, too: what follows addresses in memory shows in long runs only.
"""
import argparse, json, lzma, os, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def pictures(stemma, archive):
    """The different pictures of many articles, drawn with memory given out in other orders: addresses must not show."""
    keys, made = ("text", "title", "date", "url"), set()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as articles:
        for line in lzma.open(archive, "rt"):
            row = json.loads(line)
            articles.write(json.dumps({k: row[k] for k in keys}) + "\n")
        articles.flush()
        for tunables in ("", "glibc.malloc.tcache_count=0", "glibc.malloc.mxfast=0"):
            made.add(subprocess.run([stemma, "story", "--format", "svg", articles.name], capture_output=True,
                                    env={**os.environ, "GLIBC_TUNABLES": tunables}).stdout)
    return made


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    given = args.parse_args()
    stemma = str(Path(given.stemma).resolve())
    examples = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "examples").rglob("*") if p.is_file() and p.suffix != ".json")
    if not examples:
        print("same: skipped, there are no examples\nsame: 0 passed, 0 failed, 1 skipped")
        return 0
    run = lambda command, *options, **env: subprocess.run([stemma, command, *options, *examples], cwd=ROOT, capture_output=True,
                                                          env={**os.environ, **env}).stdout
    passed = failed = 0
    formats = [("read", f) for f in ("json", "text", "conllu")] + [("story", f) for f in ("json", "text", "html", "svg", "dot")]
    for command, form in formats:
        first = run(command, "--format", form)
        ways = {"again": run(command, "--format", form), "-j 2": run(command, "--format", form, "-j", "2"),
                "other locale and zone": run(command, "--format", form, LC_ALL="C", LANG="de_DE.UTF-8", TZ="Asia/Tokyo")}
        for how, got in ways.items():
            good = bool(first) and got == first
            passed, failed = passed + good, failed + (not good)
            if not good:
                print(f"FAIL {command} --format {form}: " + (f"other bytes when run {how}" if first else "wrote nothing"))
    many = given.data / "clustering/news-cluster/articles.jsonl.xz"
    if many.exists():
        good = len(pictures(stemma, many)) == 1
        passed, failed = passed + good, failed + (not good)
        if not good:
            print("FAIL story --format svg of many articles: other bytes where memory is given out otherwise")
    else:
        print("skipped: many articles, the data is not here")
    print(f"same: {passed} passed, {failed} failed" + ("" if many.exists() else ", 1 skipped"))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

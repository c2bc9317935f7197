#!/usr/bin/env python3
"""Time grows linearly: twice the text takes at most 2.3 times the instructions (callgrind), whatever the text.

usage: linear.py [--stemma ./stemma] [--size BYTES] [-v]
"""
import argparse, re, shutil, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROSE = ("{name} said on Monday that the ministry of {town} would close {n} schools, citing a report by the agency. "
         "“We have no choice,” {he} told reporters. The opposition in {town} denied this, according to a statement.\n\n")
NAMES = ["Ann Lee", "Boris Adeyemi", "Carla Mendes", "Dmitri Olsen", "Eve Tanaka", "Farid Khan", "Greta Holm"]
TOWNS = ["Lund", "Porto", "Gdansk", "Tartu", "Leeds"]


def prose(size):
    pieces, total, i = [], 0, 0
    while total < size:
        piece = PROSE.format(name=NAMES[i * 3 % 7] if i % 2 else NAMES[i % 7], town=TOWNS[i % 5], n=i % 90 + 3, he="she" if i % 2 else "he")
        pieces.append(piece)
        total += len(piece)
        i += 1
    return "".join(pieces)


TEXTS = {
    "prose": prose,
    "marks": lambda n: '"' * n,
    "brackets": lambda n: "(" * n,
    "said": lambda n: "said " * (n // 5),
    "quotes": lambda n: '"a," he said. ' * (n // 14),
    "one sentence": lambda n: "and the man of the house " * (n // 25),
    "names": lambda n: "Ann Lee of Lund, " * (n // 17),
    "no blank": lambda n: "x" * n,
    "divs": lambda n: "<html><body>" + "<div>" * (n // 5) + "He said it.",
}


def instructions(stemma, folder, text):
    path = folder / "a.txt"
    path.write_text(text, encoding="utf8")
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", stemma, "read", "--format", "json",
                           str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    return int(found[1]) if found else None


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--size", type=int, default=40_000, help="bytes of the smaller text")
    args.add_argument("-v", action="store_true")
    given = args.parse_args()
    if not shutil.which("valgrind"):
        print("linear: skipped, there is no valgrind\nlinear: 0 passed, 0 failed, 1 skipped")
        return 0
    stemma, passed, failed = str(Path(given.stemma).resolve()), 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rest = instructions(stemma, folder, "")
        for what, make in TEXTS.items():
            once, twice = (instructions(stemma, folder, make(n)) for n in (given.size, 2 * given.size))
            good = bool(rest and once and twice) and twice - rest <= 2.3 * max(once - rest, 1_000_000)
            passed, failed = passed + good, failed + (not good)
            if given.v or not good:
                said = f"{(twice - rest) / max(1, once - rest):.2f} times" if rest and once and twice else "no count"
                print(f"{'ok  ' if good else 'FAIL'} {what}: {once} instructions, twice the text {twice} ({said}); start-up {rest}")
    print(f"linear: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

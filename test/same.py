#!/usr/bin/env python3
"""Same bytes in, same bytes out: two runs, other locales, time zones and clocks of the environment, -j 1 and -j 2.

usage: same.py [--stemma ./stemma]
"""
import argparse, os, subprocess, sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    stemma = str(Path(args.parse_args().stemma).resolve())
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
    print(f"same: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

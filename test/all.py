#!/usr/bin/env python3
"""Runs every test suite and adds up what they print; the last line is `N passed, N failed`.

A suite is a command that ends with a line `… N passed, N failed` (`, N skipped` may follow) and whose exit status is not
zero when something failed. To add one: a line in SUITES.

usage: all.py [--build build] [--stemma ./stemma] [--only NAME] [--sanitized | --fuzz "SECONDS TARGET…"]
"""
import argparse, os, re, subprocess, sys, time
from pathlib import Path

HERE = Path(__file__).parent
PY = sys.executable
# name: command; {build} and {stemma} are filled in. Unit tests are added by themselves.
SANITIZED = {
    "spec, sanitized": [PY, "{here}/spec.py", "--stemma", "{san}/stemma"],
    "containers, sanitized": [PY, "{here}/containers.py", "--stemma", "{san}/stemma"],
    "hostile, sanitized": [PY, "{here}/hostile.py", "--stemma", "{san}/stemma", "--memory", "0", "--seconds", "300", "--small"],
    "fetch, sanitized": [PY, "{here}/fetch.py", "--stemma", "{san}/stemma", "--kills", "4", "--no-limit"],
}
SUITES = {
    "layers": ["sh", "{here}/layers.sh", "{layers}"],
    "spec": [PY, "{here}/spec.py", "--stemma", "{stemma}"],
    "hostile": [PY, "{here}/hostile.py", "--stemma", "{stemma}"],
    "containers": [PY, "{here}/containers.py", "--stemma", "{stemma}"],
    "store": [PY, "{here}/store.py", "--stemma", "{stemma}"],
    "fetch": [PY, "{here}/fetch.py", "--stemma", "{stemma}"],
    "linear": [PY, "{here}/linear.py", "--stemma", "{stemma}"],
    "command": [PY, "{here}/command.py", "--stemma", "{stemma}"],
    "contract": [PY, "{here}/contract.py", "--stemma", "{stemma}"],
    "examples": [PY, "{here}/examples.py", "--stemma", "{stemma}"],
    "browser": [PY, "{here}/browser/page.py", "--stemma", "{stemma}"],
    "install": [PY, "{here}/install.py"],
    "same": [PY, "{here}/same.py", "--stemma", "{stemma}"],
}
CLOSING = re.compile(r"(\d+) passed, (\d+) failed(?:, (\d+) skipped)?")
CMOCKA = re.compile(r"^\[ +(PASSED|FAILED|SKIPPED) +\] (\d+) test", re.M)


def count(text, status):
    """(passed, failed, skipped) that a suite's output says; a suite that says nothing is one test, judged by its status."""
    closing, cmocka = CLOSING.findall(text), dict(CMOCKA.findall(text))
    if closing:
        passed, failed, skipped = (int(x or 0) for x in closing[-1])
    elif cmocka:
        passed, failed, skipped = (int(cmocka.get(k, 0)) for k in ("PASSED", "FAILED", "SKIPPED"))
    else:
        passed, failed, skipped = int(status == 0), int(status != 0), 0
    return passed, failed + (1 if status and not failed else 0), skipped


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--build", default="build")
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--layers", default="")
    args.add_argument("--sanitized", action="store_true", help="the suites of the sanitized build only")
    args.add_argument("--fuzz", default="", help="seconds and the fuzz targets")
    args.add_argument("--only", help="only the suites whose name holds this")
    given = args.parse_args()
    fill = {"here": str(HERE), "build": given.build, "stemma": given.stemma, "layers": given.layers, "san": "build-san"}
    units = lambda build, what: {f"{what}/{p.stem}": [f"{build}/test/unit/{p.stem}"] for p in sorted(HERE.glob("unit/test_*.c"))}
    suites = {**units("build-san", "unit, sanitized"), **SANITIZED}
    if not given.sanitized:
        suites = {**units(given.build, "unit"), **SUITES, **(suites if given.fuzz else {})}
    if given.fuzz:
        suites["fuzz"] = ["sh", str(HERE / "fuzz/run.sh"), *given.fuzz.split()]
    os.environ.setdefault("LSAN_OPTIONS", f"suppressions={HERE}/lsan.txt:print_suppressions=0")
    total = [0, 0, 0]
    for name, command in suites.items():
        if given.only and given.only not in name:
            continue
        start = time.monotonic()
        done = subprocess.run([word.format(**fill) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        text = done.stdout.decode("utf8", "replace")
        passed, failed, skipped = count(text, done.returncode)
        total = [a + b for a, b in zip(total, (passed, failed, skipped))]
        if failed:
            print(text.rstrip())
        print(f"{'ok  ' if not failed else 'FAIL'} {name}: {passed} passed, {failed} failed"
              + (f", {skipped} skipped" if skipped else "") + f"  ({time.monotonic() - start:.1f} s)", flush=True)
        for line in (line for line in text.splitlines() if skipped and "skip" in line.lower() and not CLOSING.search(line)):
            print(f"       {line.strip()}")
    print(f"{total[0]} passed, {total[1]} failed" + (f", {total[2]} skipped" if total[2] else ""))
    return total[1] > 0


if __name__ == "__main__":
    sys.exit(main())

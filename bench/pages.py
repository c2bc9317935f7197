#!/usr/bin/env python3
"""Pages a second, one core, beside trafilatura and Readability.js on the same pages in one run.

Times are of the processor, so that a busy machine counts little; each reader's start-up is left out: it reads one page first,
and that is taken off. A peer that this machine does not have is named and skipped.

usage: pages.py [--stemma ./stemma] [--pages N] [--python PYTHON] [--node-modules FOLDER] FILE.html…
"""
import argparse, os, resource, subprocess, sys
from pathlib import Path

TRAFILATURA = """
import sys, trafilatura
for name in sys.argv[1:]:
    trafilatura.bare_extraction(open(name, 'rb').read(), with_metadata=True)
"""

READABILITY = """
const { Readability } = require('@mozilla/readability'), { JSDOM, VirtualConsole } = require('jsdom'), fs = require('fs');
for (const name of process.argv.slice(2)) {
  const dom = new JSDOM(fs.readFileSync(name), { virtualConsole: new VirtualConsole() });
  try { new Readability(dom.window.document).parse(); } catch (e) { }
  dom.window.close();
}
"""


def seconds(command, env=None):
    """Processor seconds of the command; None where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)
    except FileNotFoundError:
        return None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return None if done.returncode else after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rate(command, files, env=None):
    """Pages a second, the better of two runs, start-up left out; None where the reader is not here."""
    best = None
    for _ in range(2):
        start, all_of_them = seconds([*command, files[0]], env), seconds([*command, *files], env)
        if start is None or all_of_them is None:
            return None
        now = (len(files) - 1) / max(all_of_them - start, 1e-6)
        best = max(best or 0, now)
    return best


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--pages", type=int, default=60)
    args.add_argument("--python", default=sys.executable, help="one that has trafilatura")
    args.add_argument("--node-modules", default="node_modules", help="a folder that has @mozilla/readability and jsdom")
    args.add_argument("files", nargs="+")
    given = args.parse_args()
    files = sorted(given.files)[: given.pages]
    if len(files) < 2:
        sys.exit("two pages or more are needed")
    ours = rate([given.stemma, "read", "--until", "decode", "--format", "json"], files)
    if not ours:
        sys.exit(f"{given.stemma} does not read {files[0]}")
    size = sum(Path(f).stat().st_size for f in files) / len(files) / 1024
    print(f"{len(files)} pages of {size:.0f} KiB on average\nstemma: {ours:.0f} pages a second")
    node = os.environ | {"NODE_PATH": str(Path(given.node_modules).resolve())}
    for name, command, env in (("trafilatura", [given.python, "-c", TRAFILATURA], None), ("Readability.js", ["node", "-e", READABILITY, "--"], node)):
        theirs = rate(command, files, env)
        print(f"{name}: {theirs:.1f} pages a second; stemma {ours / theirs:.1f} times as fast" if theirs else f"{name}: not on this machine, skipped")


if __name__ == "__main__":
    main()

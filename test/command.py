#!/usr/bin/env python3
"""The command line: exit status, messages that name the input, the nearest name, formats by ending, width and colour of a terminal.

usage: command.py [--stemma ./stemma]
"""
import argparse, csv, fcntl, json, os, pty, re, struct, subprocess, sys, tempfile, termios, unicodedata
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
passed, failed, stemma = 0, 0, "./stemma"


def check(name, good, what=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"FAIL {name}: {str(what)[:600]}")


def run(*args, **more):
    done = subprocess.run([stemma, *args], capture_output=True, timeout=120, **more)
    return done.returncode, done.stdout.decode("utf8", "replace"), done.stderr.decode("utf8", "replace")


def wrong_usage():
    for args, words in {("reed", "x"): "did you mean stemma read?", ("read", "--fromat", "json", "x"): "did you mean --format?",
                        ("read", "--format", "jsn", "x"): "did you mean json?", ("story", "--format", "conllu", "x"): "--format",
                        ("read",): "FILE… is missing", ("read", "-j", "many", "x"): "no number", ("read", "--until"): "needs a STAGE",
                        ("read", "--until", "tagg", "x"): "did you mean tag?", ("read", "-x", "x"): "there is no option -x",
                        ("read", "--quiet=1", "x"): "takes no value", ("read", "--date", "Tuesday", "x"): "2031-03-24",
                        ("read", "--width", "7", "x"): "no number from 40", (): "usage:", ("--completion", "fish"): "bash and zsh"}.items():
        status, out, err = run(*args)
        check(f"wrong usage {args}", status == 2 and words in err and not out, (status, out, err))


def bad_inputs(folder):
    good, empty = Path(folder, "good.txt"), Path(folder, "none")
    good.write_text("The harbour was closed on Monday, the ministry said.\n")
    empty.mkdir()
    for bad in ("missing.txt", "none"):
        status, out, err = run("read", "--format", "json", "good.txt", bad, "good.txt", cwd=folder)
        check(f"bad input {bad}", status == 1 and out.count("\n") == 2 and f"stemma: {bad}: " in err, (status, out, err))
    status, out, err = run("read", "-q", "good.txt", "missing.txt", cwd=folder)
    check("quiet", status == 1 and not err and out, (status, out, err))
    status, out, err = run("story", "-o", "/no/such/folder/x.json", "good.txt", cwd=folder)
    check("output that cannot be opened", status == 1 and "/no/such/folder/x.json" in err, (status, err))
    status, out, err = run("read", "--pack", "missing.pack", "good.txt", cwd=folder)
    check("pack that is missing", status == 1 and "missing.pack" in err or "models" in err, (status, err))
    for text in (" \n date 2031-03-24 The bridge will close, a spokesman said.\n", "{ a brace }\n\nNo more.", "  {\"no\": 1}\n"):
        status, out, err = run("read", "--format", "json", "-", cwd=folder, input=text.encode())
        check(f"text as received {text!r}", json.loads(out)["text"] == text, out[:300])
    status, out, err = run("read", "--format", "json", "-", cwd=folder, input=good.read_bytes())
    check("standard input", status == 0 and '"path":"-"' in out, (status, out[:80], err))


def formats_by_ending(folder):
    for name, start in {"x.html": b"<!doctype html>", "x.json": b'{"version"', "x.svg": b"<svg", "x.dot": b"digraph", "x.txt": b""}.items():
        target = Path(folder, name)
        status, out, err = run("story", "-o", str(target), str(ROOT / "examples/harbour"))
        check(f"-o {name}", status == 0 and not out and target.read_bytes().startswith(start) and target.stat().st_size > 100, err)
    check("json in a pipe", run("read", str(ROOT / "examples/harbour"))[1].startswith('{"version":1'))


def mixed_quotations(folder):
    Path(folder, "mixed.txt").write_text('The minister said the pass had been closed because of "irregular practices" at the customs office.\n')
    status, out, err = run("quotes", "--format", "text", "mixed.txt", cwd=folder)
    check("words outside the marks are not shown as quoted", status == 0 and "irregular practices" in out and "“the pass" not in out, (out, err))


def contradictions(folder):
    ran = "The ferry Maid of Orrin ran aground on a sandbank off Port Lellan on Sunday with 212 people on board, the coastguard said. "
    Path(folder, "none.txt").write_text(ran + "Nobody was hurt, the ferry company Orrin Lines said.\n")
    Path(folder, "three.txt").write_text(ran + "Three people were injured when the Maid of Orrin hit the sandbank, the coastguard said.\n")
    for form in ("text", "html"):
        status, out, err = run("story", "--format", form, "none.txt", "three.txt", cwd=folder)
        check(f"casualties and none are shown as a contradiction in {form}", status == 0 and "Not both true" in out and "Nobody was hurt" in out, (out[:800], err))


def maps(folder):
    text = "PARIS, March 3, 2031 - Talks were held in Lagos & Lyon on Monday. The next round is in Santiago, Chile, and in Vladivostok.\n"
    Path(folder, "towns.txt").write_text(text)
    status, out, err = run("map", "towns.txt", cwd=folder)
    check("map", status == 0 and not err, (status, err))
    drawing = ElementTree.fromstring(out)
    width, height = (float(x) for x in drawing.get("viewBox").split()[2:])
    svg = "{http://www.w3.org/2000/svg}"
    spots = {g.find(svg + "title").text.split(",")[0]: g.find(svg + "circle") for g in drawing.iter(svg + "g") if (g.get("class") or "").startswith("place")}
    at = {name: (float(c.get("cx")), float(c.get("cy"))) for name, c in spots.items()}
    check("map: towns", {"Lagos", "Lyon", "Santiago", "Vladivostok"} <= set(at), sorted(at))
    check("map: west is left, north is up", at["Santiago"][0] < at["Lagos"][0] < at["Vladivostok"][0] and at["Lyon"][1] < at["Lagos"][1] < at["Santiago"][1], at)
    check("map: inside the drawing", all(0 < x < width and 0 < y < height for x, y in at.values()), at)
    lands = [p for p in drawing.iter(svg + "path") if p.get("class") == "land"]
    check("map: lands", len(lands) > 20, len(lands))
    Path(folder, "nowhere.txt").write_text("It rained.\n")
    check("map without a place", "No place is known" in run("map", "nowhere.txt", cwd=folder)[1])


def closed_pipe():
    one, two = os.pipe()
    os.close(one)
    done = subprocess.run([stemma, "read", "--format", "json", str(ROOT / "examples")], stdout=two, stderr=subprocess.PIPE, timeout=120)
    os.close(two)
    check("a reader that went away", done.returncode == 0 and not done.stderr, (done.returncode, done.stderr))


def on_terminal(args, columns, **env):
    """What the program writes to a terminal of so many columns."""
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    child = subprocess.Popen([stemma, *args], stdin=subprocess.DEVNULL, stdout=other, stderr=subprocess.DEVNULL,
                             env={**{k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}, "TERM": "xterm", **env})
    os.close(other)
    got = b""
    while True:
        try:
            more = os.read(main, 1 << 16)
        except OSError:
            break
        if not more:
            break
        got += more
    child.wait()
    os.close(main)
    return got.decode("utf8").replace("\r\n", "\n")


def columns_of(line):
    line = re.sub(r"\x1b\[[0-9;]*m", "", line)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def terminals():
    for columns in (60, 100, 160):
        for args in (["story", "examples/harbour"], ["read", "examples/talks"], ["story", "examples"]):
            wide = max(map(columns_of, on_terminal([args[0], str(ROOT / args[1])], columns).split("\n")))
            check(f"{' '.join(args)} in {columns} columns", 30 < wide <= columns, f"a line has {wide}")
    harbour = ["story", str(ROOT / "examples/harbour")]
    check("colours on a terminal", "\x1b[0;1m" in on_terminal(harbour, 100))
    check("NO_COLOR", "\x1b" not in on_terminal(harbour, 100, NO_COLOR="1"))
    check("an empty NO_COLOR", "\x1b" in on_terminal(harbour, 100, NO_COLOR=""))
    check("--color=never", "\x1b" not in on_terminal([*harbour, "--color=never"], 100))
    check("no colours in a pipe", "\x1b" not in run(*harbour, "--format", "text")[1])
    check("--color=always", "\x1b" in run(*harbour, "--format", "text", "--color=always", env={**os.environ, "NO_COLOR": "1"})[1])


def quotes(folder):
    text = '"We will close the port," harbour master Lena Orlova said. "Nobody crosses after ten."\n\nThe mayor said the step was right.\n'
    Path(folder, "port.txt").write_text(text)
    status, out, err = run("quotes", "--format", "text", "port.txt", cwd=folder)
    check("quotes: text", status == 0 and not err and re.fullmatch(r"port\.txt:1: Lena Orlova, harbour master: “We will close the port.*”\n", out), (out, err))
    status, out, err = run("quotes", "-o", "port.csv", "port.txt", cwd=folder)
    rows = list(csv.DictReader(Path(folder, "port.csv").open(newline="")))
    check("quotes: csv by the ending", status == 0 and len(rows) == 1 and rows[0]["speaker"] == "Lena Orlova", (rows, err))
    begin, end = int(rows[0]["begin"]), int(rows[0]["end"])
    check("quotes: the place in the file", text.encode()[begin:end].decode().startswith("We will close the port"), (begin, end))
    lines = [run("quotes", *more, "port.txt", cwd=folder)[1] for more in ((), ("--format", "jsonl"))]
    record = json.loads(lines[0])
    check("quotes: an object a line in a pipe", lines[0] == lines[1] and record["speaker"] == "Lena Orlova" and record["content"][0][0] == begin, lines)
    check("quotes: a wrong form", run("quotes", "--format", "cvs", "port.txt", cwd=folder)[0] == 2)


def help_and_manual():
    status, out, _ = run("--help")
    commands = re.findall(r"^  (\w+)  ", out.split("Commands:")[1].split("Options:")[0], re.M)
    check("--help", status == 0 and {"read", "story"} <= set(commands), out)
    manual, bash, zsh = run("--help-man")[1], run("--completion", "bash")[1], run("--completion", "zsh")[1]
    for command in commands:
        status, out, _ = run(command, "--help")
        options = re.findall(r"--([a-z-]+)", out.split("Options:")[1])
        check(f"{command} --help", status == 0 and "help" in options and max(map(len, out.split("\n"))) <= 82, out)
        missing = [o for o in options if "\\-\\-" + o.replace("-", "\\-") not in manual or "--" + o not in bash or "--" + o not in zsh]
        check(f"{command}: every option in the manual and the completions", not missing, missing)
    check("bash takes the completion", subprocess.run(["bash", "-n"], input=bash.encode(), capture_output=True).returncode == 0)
    check("--version", re.fullmatch(r"stemma \d+\.\d+\.\d+\n", run("--version")[1]))


def has_terminals():
    try:
        for end in pty.openpty():
            os.close(end)
        return True
    except OSError:
        return False


def main():
    global stemma
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    stemma = str(Path(args.parse_args().stemma).resolve())
    with tempfile.TemporaryDirectory() as folder:
        wrong_usage()
        bad_inputs(folder)
        formats_by_ending(folder)
        maps(folder)
        mixed_quotations(folder)
        contradictions(folder)
        quotes(folder)
    closed_pipe()
    skipped = not has_terminals()
    if skipped:
        print("skipped: this machine has no pseudo terminals")
    else:
        terminals()
    help_and_manual()
    print(f"command: {passed} passed, {failed} failed" + (", 1 skipped" if skipped else ""))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

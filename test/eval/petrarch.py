#!/usr/bin/env python3
"""How many of the events that PETRARCH's unit records expect come out, with the dictionaries that they use.

A record is a sentence with a date and the events (source, target, code) that coders by dictionary agree on. One is right where
`stemma read --format events` gives the same three; its modality is not looked at. Records that expect an error of
the input are left out; what is given for a record beyond the expected events counts as false. The even records (by place in the file) were looked at while the coding was written, the odd ones were not.

usage: petrarch.py [--stemma ./stemma] [--data ../shared/data] [--misses]   (--misses: of the even records only)
"""
import argparse, lzma, re, subprocess, tempfile
from pathlib import Path


def records(folder):
    text = lzma.open(folder / "PETR.UnitTest.records.xml.xz", "rt", encoding="utf-8").read()
    for i, record in enumerate(re.findall(r"<Sentence .*?</Sentence>", text, re.S)):
        head = dict(re.findall(r'(\w+) *= *"([^"]*)"', record.split(">", 1)[0]))
        events, left_out = set(), False
        for attributes in re.findall(r"<EventCoding ([^>]*)>", record):
            a = dict(re.findall(r'(\w+) *= *"([^"]*)"', attributes))
            left_out |= "error" in a
            if "eventcode" in a:
                events.add((a.get("sourcecode", ""), a.get("targetcode", ""), a["eventcode"]))
        body = re.search(r"<Text>(.*?)</Text>", record, re.S)[1]
        if not left_out:
            yield i, head["id"], head["date"], " ".join(body.replace("&amp;", "&").split()), events


def coded(stemma, date, texts, dictionaries, folder):
    """The events of each text; one run for all texts of a date."""
    paths = []
    for i, text in texts:
        paths.append(folder / f"{i}.txt")
        paths[-1].write_text(text + "\n", encoding="utf-8")
    options = [f"--{kind}={path}" for kind, path in dictionaries.items()]
    run = subprocess.run([stemma, "read", "-q", "--format=events", f"--date={date[:4]}-{date[4:6]}-{date[6:]}", *options, *map(str, paths)],
                         capture_output=True, text=True, check=True)
    found = {i: set() for i, _ in texts}
    for line in run.stdout.splitlines()[1:]:
        cell = line.split("\t")
        found[int(Path(cell[0]).stem)].add((cell[6], cell[7], cell[3]))
    return found


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--stemma", default="./stemma")
    p.add_argument("--data", default="../shared/data")
    p.add_argument("--misses", action="store_true")
    o = p.parse_args()
    data = Path(o.data) / "event" / "petrarch-validation"
    with tempfile.TemporaryDirectory() as made:
        folder, dictionaries = Path(made), {}
        for kind in ("actors", "agents", "verbs"):
            dictionaries[kind] = folder / kind
            dictionaries[kind].write_bytes(lzma.open(data / f"PETR.Validate.{kind}.txt.xz").read())
        all_records, by_date = list(records(data)), {}
        for i, _, date, text, _ in all_records:
            by_date.setdefault(date, []).append((i, text))
        found = {}
        for date, texts in by_date.items():
            found |= coded(o.stemma, date, texts, dictionaries, folder)
    print("PETRARCH unit records (source, target, code)")
    for half, name in ((0, "looked at"), (1, "kept apart")):
        right = expected = false = 0
        for i, record, _, text, events in all_records:
            if i % 2 != half:
                continue
            right += len(events & found[i])
            expected += len(events)
            false += len(found[i] - events)
            if o.misses and half == 0 and events != found[i]:
                print(f"  {record}: {text}\n     missed {sorted(events - found[i])} false {sorted(found[i] - events)}")
        print(f"  {name}: {right} of {expected} expected events right ({100 * right / max(expected, 1):.1f} %), {false} others given")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How many of the Recognizers-Text English date cases, and of the dates that GUM marks, come out with the right value.

A case is a sentence with a reference date, which is given as --date, and expected expressions. One is right where a time of
`stemma read` meets its span and has the same TIMEX value or denotes the same days (a date, or the first and last day of a
range; where a case has a past and a future reading, either). What ends a range may be counted in or not ("2014 to 2018").
Left out are two kinds for which TIMEX3 has another value by its guidelines: "two years ago" is a year there, here a day; "the
next 3 days" is a duration there, here a range. Kinds that are not scored:
times of the day alone, durations, sets and holidays by default (--all scores the first three by their TIMEX value), and the
cases of the modes that the original has for calendars and tasks.

usage: times.py [--stemma ./stemma] [--data ../shared/data] [--all] [--misses FILE-PART]
"""
import argparse, collections, datetime, json, lzma, re, subprocess, sys, tarfile, tempfile
from pathlib import Path

DATES = ("DateParser", "DatePeriodParser", "DateTimeParser", "DateTimePeriodParser")
OTHERS = ("HolidayParser", "TimeParser", "DurationParser", "SetParser")
OTHER_IN_TIMEX3 = re.compile(
    r"(weeks?|months?|years?|decades?) (ago|from now|later|hence|earlier|in the future)|^in .*(weeks|months|years)$"
    r"|\b(next|past|last|previous|coming|upcoming|within)( the)? ([a-z]+ )?(\d+|two|three|four|five|few|couple of) ?[a-z]+s?\b|^within ", re.I)
DAY = datetime.timedelta(days=1)


def day(text):
    return datetime.date.fromisoformat(text[:10])


def month_end(year, month):
    return datetime.date(year + month // 12, month % 12 + 1, 1) - DAY


def range_of(value, today=None):
    """First and last day that a TIMEX3 value denotes; None where it is no calendar range."""
    if value == "PRESENT_REF" and today:
        return (today,) * 2
    value = value.split("T")[0]
    if m := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        return (day(value),) * 2
    if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        first = datetime.date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return (first + 5 * DAY, first + 6 * DAY) if m[3] else (first, first + 6 * DAY)
    if m := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return datetime.date(int(m[1]), int(m[2]), 1), month_end(int(m[1]), int(m[2]))
    if m := re.fullmatch(r"(\d{4})-Q(\d)", value):
        return datetime.date(int(m[1]), 3 * int(m[2]) - 2, 1), month_end(int(m[1]), 3 * int(m[2]))
    if m := re.fullmatch(r"(\d{4})-H(\d)", value):
        return datetime.date(int(m[1]), 6 * int(m[2]) - 5, 1), month_end(int(m[1]), 6 * int(m[2]))
    if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        year, month = int(m[1]), {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[m[2]]
        return datetime.date(year, month, 1), month_end(year + month // 12, (month + 1) % 12 + 1)
    if m := re.fullmatch(r"\d{2,4}", value):
        scale = 10 ** (4 - len(value))
        return datetime.date(int(value) * scale, 1, 1), datetime.date(int(value) * scale + scale - 1, 12, 31)
    return None


def clock_of(value):
    m = re.search(r"T(\d\d)(?::(\d\d))?", value)
    return (int(m[1]) % 24, int(m[2] or 0)) if m else None


def same_days(time, wanted, today):
    """`wanted` is one resolution: date, or startDate and endDate; the same with times of the day."""
    begin, end = time.get("begin") or time.get("value") or "", time.get("end") or time.get("value") or ""
    if one := wanted.get("date") or wanted.get("dateTime"):
        mine = range_of(begin)
        clock = datetime.datetime.fromisoformat(wanted["dateTime"]) if "dateTime" in wanted else None
        return mine == (day(one),) * 2 and (not clock or clock_of(begin) in (None, (clock.hour, clock.minute)))
    first, last = wanted.get("startDate") or wanted.get("startDateTime"), wanted.get("endDate") or wanted.get("endDateTime")
    mine = range_of(begin, today), range_of(end, today)
    right_first = not first or (mine[0] and mine[0][0] == day(first))
    right_last = not last or (mine[1] and day(last) in (mine[1][0], mine[1][1], mine[1][1] + DAY))
    return bool((first or last) and right_first and right_last)


def is_right(time, expected, today):
    value = expected["Value"]
    if time.get("value") == (value.get("Timex") or value.get("timex")):
        return True
    readings = [value.get("FutureResolution") or {}, value.get("PastResolution") or {}]
    if any(k.lower().endswith(("date", "datetime")) for r in readings for k in r):
        return any(same_days(time, r, today) for r in readings)
    return False


def reference(case):
    return (case.get("Context") or {}).get("ReferenceDateTime", "2016-11-07")[:10]


def read_all(stemma, cases):
    """The times of each input, by number; one run for each reference date."""
    found, by_date = {}, collections.defaultdict(list)
    for i, case in enumerate(cases):
        by_date[reference(case)].append(i)
    with tempfile.TemporaryDirectory() as folder:
        for date, rows in by_date.items():
            paths = [Path(folder, f"{i}.txt") for i in rows]
            for i, p in zip(rows, paths):
                p.write_text(cases[i]["Input"] + "\n", encoding="utf8")
            done = subprocess.run([stemma, "read", "--format", "json", "--date", date, *map(str, paths)], capture_output=True)
            for line in done.stdout.decode("utf8").splitlines():
                article = json.loads(line)
                found[int(Path(article["source"]["path"]).stem)] = article
    return found


def meets(time, article, expected):
    raw = article["text"].encode("utf8")
    begin = len(raw[: time["span"][0]].decode("utf8", "replace"))
    end = len(raw[: time["span"][1]].decode("utf8", "replace"))
    return begin < expected["Start"] + expected["Length"] and expected["Start"] < end


# ---- GUM: the dates of its TEI mark-up

def gum_documents(path):
    """(created, text, [(begin, end, attributes)]) of each document, offsets in characters."""
    created, text, dates, opened, multi = "", "", [], [], 0
    with lzma.open(path, "rt", encoding="utf8") as f:
        for line in f:
            if line.startswith("# newdoc") and text:
                yield created, text, dates
                text, dates, opened = "", [], []
            if line.startswith("# meta::dateCreated"):
                created = line.split("=")[1].strip()
            if line.startswith("# newpar") and text:
                text = text.rstrip() + "\n\n"
            field = line.rstrip("\n").split("\t")
            if len(field) != 10:
                multi = 0   # a new sentence
                continue
            if "." in field[0]:
                continue
            if "-" in field[0]:
                multi = int(field[0].split("-")[1])
            elif int(field[0]) <= multi:
                continue   # its form was written with the first
            for tag in re.findall(r"<date[^>]*>", field[9]):
                opened.append((len(text), tag))
            text += field[1]
            for _ in re.findall(r"</date>", field[9]):
                if opened:
                    begin, tag = opened.pop()
                    dates.append((begin, len(text), dict(re.findall(r'(\w+):::"([^"]*)"', tag))))
            if "SpaceAfter=No" not in field[9]:
                text += " "
    if text:
        yield created, text, dates


def gum_range(mark):
    first, last = mark.get("when") or mark.get("from"), mark.get("when") or mark.get("to")
    if not first or not last or first.startswith("-") or last.startswith("-"):
        return None
    first, last = range_of(first), range_of(last)
    return (first[0], last[1]) if first and last else None


def score_gum(stemma, data, misses):
    for part in ("train", "dev"):
        score_gum_part(stemma, data / f"syntax/gum-open/gum-open-{part}.conllu.xz", part, misses)


def score_gum_part(stemma, path, part, misses):
    total, right, unclear = 0, 0, 0
    for created, text, dates in gum_documents(path):
        args = ["--date", created] if re.fullmatch(r"\d{4}(-\d\d){0,2}", created) else []
        done = subprocess.run([stemma, "read", "--format", "json", *args, "-"], input=text.encode("utf8"), capture_output=True)
        article = json.loads(done.stdout) if done.stdout else {}
        for begin, end, mark in dates:
            wanted = gum_range(mark)
            if not wanted:
                unclear += 1
                continue
            expected = {"Start": begin, "Length": end - begin}
            near = [t for t in article.get("times") or [] if meets(t, article, expected)]
            days = [(range_of(t.get("begin") or t.get("value") or ""), range_of(t.get("end") or t.get("value") or "")) for t in near]
            ok = any(a and b and (a[0], b[1]) == wanted for a, b in days)
            total, right = total + 1, right + ok
            if not ok and misses == "gum":
                print(f"{text[begin:end]!r} wanted {mark} got {[t.get('value') for t in near]}")
    print(f"GUM {part}, dates: right value {100 * right / total:.1f} %, {right} of {total}; without a full date: {unclear}")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--data", type=Path, default=Path("../shared/data"))
    args.add_argument("--all", action="store_true")
    args.add_argument("--misses", default="")
    given = args.parse_args()
    total, right, left_out = 0, 0, 0
    with tarfile.open(given.data / "timex/recognizers-text/English.tar.xz") as tar:
        for name in DATES + (OTHERS if given.all else ()):
            cases = json.loads(tar.extractfile(name + ".json").read().decode("utf-8-sig"))
            found, n, good = read_all(given.stemma, cases), 0, 0
            for i, case in enumerate(cases):
                times = (found.get(i) or {}).get("times") or []
                for expected in case["Results"]:
                    if OTHER_IN_TIMEX3.search(expected["Text"]):
                        left_out += 1
                        continue
                    near = [t for t in times if meets(t, found[i], expected)]
                    ok = any(is_right(t, expected, day(reference(case))) for t in near)
                    n, good = n + 1, good + ok
                    if not ok and given.misses and given.misses in name:
                        said = [(t.get("value"), t.get("begin"), t.get("end")) for t in near]
                        print(f"{case['Input']!r} wanted {expected['Text']!r} {expected['Value']} got {said}")
            print(f"{name}: right value {100 * good / n:.1f} %, {good} of {n}")
            if name in DATES:
                total, right = total + n, right + good
    print(f"dates: right value {100 * right / total:.1f} %, {right} of {total}; left out: {left_out}")
    score_gum(given.stemma, given.data, given.misses)


if __name__ == "__main__":
    sys.exit(main())

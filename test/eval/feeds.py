#!/usr/bin/env python3
"""How well feeds are read: the expectations of two feed parsers' own test suites that concern the title, address, id, dates,
authors, text and source of feeds and items, against `stemma list` and `stemma read`.

feedparser: the comment `Expect:` of each file, a Python expression whose equalities count, each for itself. gofeed: the JSON beside
each feed. Text and titles compare without mark-up and with white space as one blank, dates as points in time, authors by name, or by
their address where they have no name. Every file of the validator's suite is read: no crash, none that takes longer than a few
seconds.

usage: feeds.py [--stemma ./stemma] [--data ../shared/data/feeds] [--misses KIND|all]
"""
import argparse, ast, calendar, collections, datetime, email.utils, html, json, os, re, subprocess, sys, tarfile, tempfile, time, unicodedata
from pathlib import Path
from urllib.parse import urljoin

SUITES = {"feedparser-tests": "tests.tar.xz", "gofeed-testdata": "testdata.tar.xz", "feedvalidator-testcases": "testcases.tar.xz"}
HOME = "http://127.0.0.1:8097/tests/x.xml"
KINDS = "title link id date authors text source".split()
# What a suite expects and is not done, by a word of its path: why.
NOT_DONE = {
    "entities/lang": "HTML 5 gives the entity another character", "entities/rang": "HTML 5 gives the entity another character",
    "feedburner_browserfriendly": "a note for browsers is not what the feed says", "headers_content_location-unsafe": "a server's unsafe header",
    "namespace/atommathml": "formulas and drawings are no text", "namespace/atomsvgdesc": "formulas and drawings are no text",
    "item_description_and_summary": "of two texts in short the first is kept", "item_description_not_a_doctype": "HTML 5 takes it for a comment",
    "_iframe": "HTML 5: all that follows is inside the frame that nobody closed", "_object": "HTML 5: all that follows is inside the object",
    "xml_declaration_unexpected_character": "HTML 5 takes it for a comment", "xml_malicious_comment": "HTML 5 takes the rest for a comment",
    "version_json_11": "of the same content in HTML and in text one is kept", "managingEditor_naked_markup": "mark-up inside of an author is no name",
    "translator/json/json1": "a JSON Feed has no date of its own: gofeed takes its first item's",
}


def unpack(data, to):
    for suite, archive in SUITES.items():
        if not (to / suite).exists():
            with tarfile.open(data / suite / archive) as tar:
                tar.extractall(to / suite)
    return to


# ---- what stemma says

def run(stemma, command, files, *options):
    """The objects of each file, by path."""
    found = collections.defaultdict(list)
    for i in range(0, len(files), 200):
        done = subprocess.run([stemma, *command, "--format", "json", *options, *map(str, files[i : i + 200])], capture_output=True, timeout=600)
        if done.returncode not in (0, 1):
            sys.exit(f"{command} ends with {done.returncode}: {done.stderr[-500:]}")
        for line in done.stdout.decode("utf8").splitlines():
            one = json.loads(line)
            about = one.get("source", one)
            found[about.get("file") or about["path"]].append(one)
    return found


class Said:
    """Of one file: the feed, its items, and their texts."""

    def __init__(self, listed, read):
        self.feed = next((x for x in listed if x["kind"] == "feed"), {})
        self.items = [x for x in listed if x["kind"] == "article"]
        self.texts = {a["source"]["path"]: a["text"] for a in read}

    def at(self, where):
        if where == "feed":
            return self.feed
        return self.items[where] if -len(self.items) <= where < len(self.items) else None


# ---- comparing

def plain(s):
    s = re.sub(r"(?is)<(script|style|title)\b.*?</\1>|<!--.*?-->", " ", str(s))
    s = html.unescape(html.unescape(re.sub(r"(?s)</?[a-zA-Z!][^<>]*>", " ", s)))
    s = re.sub(r"(?s)</?[a-zA-Z!][^<>]*>", " ", s)
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", s))


def moment(value):
    """Seconds since 1970 of a date in words or a struct_time, else None."""
    if isinstance(value, (tuple, list)):
        return calendar.timegm(tuple(value[:6]) + (0, 0, 0))
    s = str(value).strip().replace("z", "Z").replace("t", "T") if re.match(r"\d{4}-\d", str(value).strip()) else str(value).strip()
    s = re.sub(r"\.\d+", "", s)
    try:
        if m := re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T|$| )", s + ("" if "T" in s else " ")):
            if "T" not in s and not re.match(r"\d{4}-\d\d-\d\d \d", s):
                return calendar.timegm((int(m[1]), int(m[2] or 1), int(m[3] or 1), 0, 0, 0))
            when = datetime.datetime.fromisoformat(s.replace("Z", "+00:00"))
            return int((when if when.tzinfo else when.replace(tzinfo=datetime.timezone.utc)).timestamp())
        parsed = email.utils.parsedate_tz(s)
        return email.utils.mktime_tz(parsed) if parsed else None
    except (ValueError, TypeError, OverflowError):
        return None


def person(s):
    s = " ".join(str(s).split())
    if m := re.fullmatch(r"(\S+@\S+) *\((.+)\)", s):
        return m[2]
    if m := re.fullmatch(r"(.*\S) *[(<](\S+@\S+)[)>]", s):
        return m[1]
    return s.removeprefix("mailto:")


def right(said, where, kind, value):
    one = said.at(where)
    if one is None:
        return False, None
    if kind == "title":
        return plain(one.get("title", "")) == plain(value), one.get("title")
    if kind == "link":
        return one.get("url", "") == str(value).strip() or one.get("url", "").rstrip("/") == str(value).strip().rstrip("/"), one.get("url")
    if kind == "id":
        return one.get("id", "") == str(value).strip(), one.get("id")
    if kind in ("published", "updated"):
        ours = [one.get("published")] + [one.get("modified")] * (kind == "updated")
        return moment(value) in [moment(x) for x in ours if x], ours
    if kind == "authors":
        return plain(person(value)) in [plain(person(x)) for x in one.get("authors", [])], one.get("authors")
    if kind == "source":
        return plain(one.get("outlet", "")) == plain(value), one.get("outlet")
    texts = [one.get("summary", ""), said.texts.get(one["path"], "") if where != "feed" else ""]
    return plain(value) in map(plain, texts), texts


# ---- feedparser's expectations

def chain(node):
    """feed['a'][0].b as ["feed", "a", 0, "b"]."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return chain(node.value) + [node.attr]
    if isinstance(node, ast.Subscript):
        try:
            return chain(node.value) + [ast.literal_eval(node.slice)]
        except ValueError:
            return ["?"]
    return ["?"]


def kind_of(path):
    """(kind) of the fields behind feed or entries[i]; None where it does not concern us."""
    path = [p for p in path if p != 0]
    name, rest = (path + [""])[0], path[1:]
    if rest == ["value"] and name.endswith("_detail"):
        name, rest = name.removesuffix("_detail"), []
    if rest == ["value"] and name == "content":
        rest = []
    if name == "source" and rest == ["title"]:
        return "source"
    if name in ("author_detail", "authors") and rest == ["name"]:
        return "authors"
    if rest:
        return None
    return {"title": "title", "link": "link", "id": "id", "guid": "id", "author": "authors", "tagline": "text", "subtitle": "text", "info": "text",
            "description": "text", "summary": "text", "content": "text", "updated": "updated", "modified": "updated", "created": "published",
            "issued": "published", "published": "published", "updated_parsed": "updated", "modified_parsed": "updated",
            "created_parsed": "published", "published_parsed": "published", "issued_parsed": "published"}.get(name)


def equalities(expression):
    try:
        tree = ast.parse(expression, mode="eval").body
    except SyntaxError:
        return
    for node in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        if not (isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq)):
            continue
        path, value = chain(node.left), node.comparators[0]
        if isinstance(value, ast.Call) and value.args:
            value = value.args[0]   # _l("…") and the like
        try:
            value = ast.literal_eval(value)
        except ValueError:
            continue
        if path[0] == "feed" and (kind := kind_of(path[1:])):
            yield "feed", kind, value
        elif path[0] == "entries" and len(path) > 2 and isinstance(path[1], int) and (kind := kind_of(path[2:])):
            yield path[1], kind, value


def decoded(data):
    for mark, name in ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\0\0\0<", "utf-32be"),
                       (b"<\0\0\0", "utf-32le"), (b"\0<", "utf-16be"), (b"<\0", "utf-16le")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf8")
    except UnicodeDecodeError:
        return data.decode("latin1")


def feedparser(stemma, folder, tally):
    plain_files, special, wanted = [], [], {}
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".xml", ".json")):
        text = decoded(path.read_bytes())[:8000]
        m, headers = re.search(r"Expect:\s*(.*?)\s*(?:-->.*)?$", text, re.M), dict(re.findall(r"(?im)^\s*Header:\s*([\w-]+):\s*(.*?)\s*$", text))
        wanted[path] = list(equalities(m[1])) if m else []
        headers = {k.lower(): v for k, v in headers.items()}
        charset = re.search(r"charset\s*=\s*[\"']?([\w-]+)", headers.get("content-type", ""))
        base = headers.get("content-location", "")
        # The suite's own server has them at this address.
        base = urljoin(HOME, base) if base or "http" in str(path.relative_to(folder)) else ""
        options = (["--charset", charset[1]] if charset else []) + (["--url", base] if base else [])
        if wanted[path]:
            special.append((path, options)) if options else plain_files.append(path)
    listed, read = run(stemma, ["list"], plain_files), run(stemma, ["read", "--until", "decode"], plain_files)
    for path, options in special:
        listed |= run(stemma, ["list"], [path], *options)
        read |= run(stemma, ["read", "--until", "decode"], [path], *options)
    for path, all_wanted in wanted.items():
        said = Said(listed.get(str(path), []), read.get(str(path), []))
        for where, kind, value in all_wanted:
            tally.add("feedparser", path.relative_to(folder), kind, where, value, *right(said, where, kind, value))


# ---- gofeed's expectations

def people(*values):
    for value in values:
        for one in value if isinstance(value, list) else [value]:
            name = one.get("name") or one.get("email") if isinstance(one, dict) else one
            if name:
                yield "authors", name


def href(links):
    for one in links or []:
        if isinstance(one, dict) and one.get("rel", "alternate") in ("alternate", ""):
            return one.get("href")
    return None


def value_of(x):
    return x.get("value") if isinstance(x, dict) else x


def expectations(x):
    """(kind, value) of a feed or item in any of gofeed's three shapes."""
    yield "title", x.get("title")
    yield "link", x.get("link") if isinstance(x.get("link"), str) else href(x["links"]) if isinstance((x.get("links") or [None])[0], dict) else x.get("home_page_url") or x.get("url")
    yield "id", value_of(x.get("guid")) or x.get("id")
    yield "published", x.get("publishedParsed") or x.get("pubDateParsed") or x.get("published") or x.get("pubDate") or x.get("date_published")
    yield "updated", x.get("updatedParsed") or x.get("lastBuildDateParsed") or x.get("updated") or x.get("lastBuildDate") or x.get("date_modified")
    yield from people(x.get("authors") or x.get("author"), x.get("managingEditor"))
    for key in ("description", "subtitle", "summary", "content_text", "content_html"):
        yield "text", x.get(key)
    yield "text", value_of(x.get("content"))
    if isinstance(x.get("source"), dict):
        yield "source", x["source"].get("title")


def gofeed(stemma, folder, tally):
    pairs = {}
    for path in sorted(folder.rglob("*.json")):
        feed = path.with_suffix(".xml")
        if path.name.endswith("_expected.json"):
            feed = next((f for f in (path.with_name(path.name.replace("_expected.json", e)) for e in (".xml", ".json")) if f.exists()), feed)
        if feed.exists():
            pairs[feed] = json.loads(path.read_text(encoding="utf8"))
    listed, read = run(stemma, ["list"], list(pairs)), run(stemma, ["read", "--until", "decode"], list(pairs))
    for path, wanted in pairs.items():
        said = Said(listed.get(str(path), []), read.get(str(path), []))
        if not isinstance(wanted, dict):
            continue
        for where, x in [("feed", wanted), *enumerate(wanted.get("items") or wanted.get("entries") or [])]:
            for kind, value in expectations(x):
                if value:
                    tally.add("gofeed", path.relative_to(folder), kind, where, value, *right(said, where, kind, value))


# ---- every file of the validator

def validator(stemma, folder):
    files, slow, broken = sorted(p for p in folder.rglob("*") if p.is_file()), [], []
    for path in files:
        start = time.monotonic()
        try:
            status = subprocess.run([stemma, "read", "--until", "decode", "--format", "json", path], capture_output=True, timeout=20).returncode
        except subprocess.TimeoutExpired:
            status = "a time limit"
        if status not in (0, 1):
            broken.append(f"{path}: {status}")
        elif time.monotonic() - start > 5:
            slow.append(str(path))
    print(f"feedvalidator: {len(files)} files read, {len(broken)} crashed or hung, {len(slow)} slow")
    for line in broken + slow:
        print("   ", line)


class Tally:
    def __init__(self):
        self.good, self.all, self.missed = collections.Counter(), collections.Counter(), []

    def add(self, suite, path, kind, where, value, good, got):
        reason = next((why for word, why in NOT_DONE.items() if word in str(path)), None)
        kind = "date" if kind in ("published", "updated") else kind
        self.all[suite, kind] += 1
        self.good[suite, kind] += good
        if not good:
            self.missed.append((kind, f"{suite} {path}: {where} {kind} {value!r}, got {got!r}" + (f" ({reason})" if reason else "")))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--data", type=Path, default=Path("../shared/data/feeds"))
    args.add_argument("--to", type=Path, default=Path(tempfile.gettempdir()) / "stemma-eval-feeds")
    args.add_argument("--misses")
    args.add_argument("--quick", action="store_true", help="without the validator's files")
    given = args.parse_args()
    stemma, folder, tally = str(Path(given.stemma).resolve()), unpack(given.data, given.to), Tally()
    feedparser(stemma, folder / "feedparser-tests", tally)
    gofeed(stemma, folder / "gofeed-testdata", tally)
    for suite in ("feedparser", "gofeed"):
        good, count = (sum(c[suite, k] for k in KINDS) for c in (tally.good, tally.all))
        print(f"{suite}: {good} of {count} ({100 * good / max(1, count):.1f} %): "
              + ", ".join(f"{k} {tally.good[suite, k]}/{tally.all[suite, k]}" for k in KINDS if tally.all[suite, k]))
    for kind, line in tally.missed:
        if given.misses in (kind, "all"):
            print("   ", line[:300])
    if not given.quick:
        validator(stemma, folder / "feedvalidator-testcases")


if __name__ == "__main__":
    main()

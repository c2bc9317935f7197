#!/usr/bin/env python3
"""The JSON of `read` and `story` against the contract: required fields, types, closed lists, spans inside the text, ids that resolve.

Runs over examples/ and a few awkward texts. usage: contract.py [--stemma ./stemma] [FILE…]
"""
import argparse, json, re, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
ZONES = "headline standfirst byline dateline body caption credit promo metadata".split()
ENTITIES = "person organisation place people event thing".split()
FORMS = "name nominal pronoun".split()
PRECISIONS = "point city region country".split()
TIMES = "DATE TIME DURATION SET INTERVAL".split()
BOUNDS = "> >= < <= ~".split()
TYPES = "direct mixed indirect".split()
STANCES = "fact negated denied scheduled expected possible conditional requested opinion".split()
SOURCES = ("unnamed person official government spokesperson organisation company party state-media agency outlet expert witness "
           "document data media-evidence").split()
CERTAINTIES = "asserted attributed expected speculated denied".split()
MODALITIES = "actual scheduled expected speculated conditional requested denied negated".split()
RELATIONS = "same more-specific less-specific denies".split()
DIFFERENCES = "attribution-dropped attribution-changed certainty number list place time name wording".split()
QUOTES = "same-words edited fragment translation paraphrase".split()
COPIES = "wire republished shared-source boilerplate".split()
AWKWARD = {"short.txt": "No.\n", "control.txt": "He said \x01\x1b[31m “no”.\n", "accents.txt": "“Être prêt”, said Zoë Müller.\n",
           "page.html": "<title>A — B</title><p>It is over, the minister told Radio Four &amp; others on Monday.</p>"}
REQUIRED, failures = object(), []


def fail(where, what):
    if len(failures) < 40:
        print(f"FAIL {where}: {what}")
    failures.append(where)


def need(where, record, **fields):
    """Every field is there and of its kind: a type, a list of allowed values, or a function that says yes."""
    for key, kind in fields.items():
        optional, key = key.endswith("_"), key.rstrip("_")
        if key not in record:
            if not optional:
                fail(where, f"has no {key}")
            continue
        value = record[key]
        if isinstance(kind, list):
            good = value in kind
        elif isinstance(kind, (type, tuple)):
            good = isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool)
        else:
            good = kind(value)
        if not good:
            fail(where, f"{key} is {json.dumps(value, ensure_ascii=False)[:120]}")


class Article:
    def __init__(self, read):
        self.read, self.text = read, read["text"].encode()
        self.claims, self.attributions, self.entities = ({r["id"] for r in read.get(t, [])} for t in ("claims", "attributions", "entities"))

    def span(self, v):
        ok = isinstance(v, list) and len(v) == 2 and all(isinstance(x, int) for x in v) and 0 <= v[0] < v[1] <= len(self.text)
        return ok and all(x == len(self.text) or self.text[x] & 0xC0 != 0x80 for x in v)

    def spans(self, v):
        return isinstance(v, list) and all(self.span(s) for s in v) and all(a[1] <= b[0] for a, b in zip(v, v[1:]))

    def some(self, v):
        return bool(v) and self.spans(v)


probability = lambda v: isinstance(v, (int, float)) and 0 <= v <= 1
text = lambda v: isinstance(v, str) and v != ""
number = lambda v: isinstance(v, (int, float)) and not isinstance(v, bool)


def check_meta(where, a):
    r = a.read
    need(where, r, version=[1], source=dict, meta=dict, text=str, map_=list, zones=list, sentences=list, entities=list, times=list,
         quantities=list, attributions=list, claims=list, events=list)
    need(where + " source", r["source"], path=text, bytes=int, media_type=text, charset_=text,
         sha256=lambda v: bool(re.fullmatch("[0-9a-f]{64}", v)))
    need(where + " meta", r["meta"], title_=text, outlet_=text, published_=lambda v: bool(re.match(r"\d{4}(-\d\d){0,2}", v)), url_=text,
         language_=text, byline_=lambda v: isinstance(v, list) and all(map(text, v)), evidence=dict)
    for key, e in r["meta"]["evidence"].items():
        need(f"{where} evidence.{key}", e, span_=a.span, inferred_=[True])
        if key not in r["meta"]:
            fail(f"{where} evidence.{key}", "shows a fact that is not there")
    end = 0
    for run in r.get("map", []):
        if not (len(run) == 3 and run[0] >= end and run[0] + run[2] <= len(a.text) and run[1] + run[2] <= r["source"]["bytes"]):
            fail(f"{where} map", str(run))
        end = run[0] + run[2] if len(run) == 3 else end
    for i, z in enumerate(r.get("zones", [])):
        need(f"{where} zones[{i}]", z, kind=ZONES, span=a.span)
    for i, s in enumerate(r.get("sentences", [])):
        need(f"{where} sentences[{i}]", s, span=a.span)
    if not a.spans([s["span"] for s in r.get("sentences", [])]):
        fail(f"{where} sentences", "overlap or are out of order")


def check_things(where, a):
    for e in a.read["entities"]:
        at = f"{where} entities[{e.get('id')}]"
        need(at, e, id=int, kind=ENTITIES, name=text, mentions=list, roles_=list, place_=dict, stands_for_=text, family_=text)
        for m in e["mentions"]:
            need(at, m, span=a.span, form=FORMS)
        if "place" in e:
            need(at, e["place"], lat=lambda v: number(v) and -90 <= v <= 90, lon=lambda v: number(v) and -180 <= v <= 180, country_=text,
                 precision=PRECISIONS)
            if "stands_for" in e:
                fail(at, "is a place and stands for a body")
    for i, t in enumerate(a.read["times"]):
        need(f"{where} times[{i}]", t, span=a.span, type=TIMES, value=text, begin_=text, end_=text)
    for i, q in enumerate(a.read["quantities"]):
        at = f"{where} quantities[{i}]"
        need(at, q, span=a.span, value_=number, unit_=text, bound_=BOUNDS, items_=a.some)
        if ("value" in q) == ("items" in q):
            fail(at, "needs a value or items")


def check_said(where, a):
    for t in a.read["attributions"]:
        at = f"{where} attributions[{t.get('id')}]"
        need(at, t, id=int, type=TYPES, content=a.some, source=a.spans, cue=a.spans, speaker=lambda v: v is None or v in a.entities,
             said=lambda v: v is None or text(v), mod=STANCES, p=probability, chain=list)
        for h in t["chain"]:
            need(at + " chain", h, name=str, kind=SOURCES, named=bool, entity_=lambda v: v in a.entities)
        for r in t.get("rivals", []):
            need(at + " rivals", r, name=str, entity=lambda v: v in a.entities and v != t["speaker"], p=probability)
    for c in a.read["claims"]:
        need(f"{where} claims[{c.get('id')}]", c, id=int, span=a.some, attribution=lambda v: v is None or v in a.attributions,
             certainty=CERTAINTIES, mod=STANCES, time=lambda v: v is None or text(v), p=probability)
        if c.get("certainty") == "attributed" and c.get("attribution") is None:
            fail(f"{where} claims[{c['id']}]", "is attributed to nobody")
    for i, e in enumerate(a.read["events"]):
        need(f"{where} events[{i}]", e, span=a.some, claim_=lambda v: v in a.claims, cameo_=lambda v: bool(re.fullmatch(r"\d{2,4}", v)),
             plover_=text, modality=MODALITIES)


def check_story(where, s, articles, all_articles):
    ids = set(s["articles"])
    mine = lambda v: v in ids
    need(where, s, id=int, articles=lambda v: bool(v) and len(set(v)) == len(v) and all(x in articles for x in v), title=str, claims=list,
         quotes=list, contradictions=list, copies=list, sources=dict, timeline=list, places=list, only_in=dict)
    for c in s["claims"]:
        at = f"{where} claims[{c.get('id')}]"
        need(at, c, id=int, text=text, members=lambda v: bool(v), independent=dict, differences=list)
        for m in c["members"]:
            need(at, m, article=mine, relation=RELATIONS, claim=lambda v: v in articles[m["article"]].claims)
        i = c["independent"]
        need(at, i, min=int, max=int, why=list)
        if not 0 <= i["min"] <= i["max"]:
            fail(at, f"independent {i['min']} to {i['max']}")
        for d in c["differences"]:
            need(at, d, kind=DIFFERENCES, articles=lambda v: len(v) == 2 and all(map(mine, v)), spans=lambda v: len(v) == 2)
            for article, spans in zip(d["articles"], d["spans"]):
                if not articles[article].spans(spans):
                    fail(at, f"spans of a difference: {spans}")
    for q in s["quotes"]:
        need(where + " quotes", q, speaker=lambda v: v is None or text(v), kind=QUOTES, p=probability, variants=lambda v: len(v) > 1)
        for v in q["variants"]:
            need(where + " quotes", v, article=mine, attribution=lambda x: x in articles[v["article"]].attributions)
    for c in s["contradictions"]:
        for side in ("a", "b"):
            need(where + " contradictions", c[side], article=mine, claim=lambda v: v in articles[c[side]["article"]].claims)
        need(where + " contradictions", c, p=probability)
    for c in s["copies"]:
        need(where + " copies", c, articles=lambda v: len(v) == 2 and all(map(mine, v)), kind=COPIES, p=probability,
             spans=lambda v: len(v) == 2 and all(articles[x].some(p) for x, p in zip(c["articles"], v)))
    nodes = {n.get("id") for n in s["sources"]["nodes"]}
    for n in s["sources"]["nodes"]:
        need(where + " nodes", n, id=int, name=str, kind=SOURCES, named=bool, article_=mine, family_=text)
    for e in s["sources"]["edges"]:
        need(where + " edges", e, **{"from": lambda v: v in nodes, "to": lambda v: v in nodes}, kind=text, evidence=dict)
        need(where + " edges", e["evidence"], article=mine, span=articles[e["evidence"]["article"]].span)
    claims = {c["id"]: c for c in s["claims"]}
    for article, only in s["only_in"].items():
        for c in only:
            if c not in claims or {m["article"] for m in claims[c]["members"]} != {int(article)}:
                fail(f"{where} only_in", f"{article}: {c}")
    values = [t["value"] for t in s["timeline"]]
    if values != sorted(values):
        fail(f"{where} timeline", "is out of order")
    for t in s["timeline"]:
        need(where + " timeline", t, value=text, article=mine, span=articles[t["article"]].span)


def run(stemma, command, paths):
    done = subprocess.run([stemma, command, "--format", "json", *map(str, paths)], capture_output=True, timeout=300)
    if done.returncode:
        fail(command, f"exit status {done.returncode}: {done.stderr.decode()[:300]}")
    return [json.loads(line) for line in done.stdout.decode("utf8").splitlines()]


def check_group(stemma, paths):
    reads = run(stemma, "read", paths)
    articles = [Article(r) for r in reads]
    if len(reads) != len(paths):
        fail(str(paths[0]), f"{len(reads)} objects for {len(paths)} files")
    for a in articles:
        where = a.read["source"]["path"]
        check_meta(where, a), check_things(where, a), check_said(where, a)
    told = run(stemma, "story", paths)
    if len(told) != 1:
        return fail(str(paths[0]), "story does not give one object")
    need("story", told[0], version=[1], articles=list, stories=list)
    by_path = {a.read["source"]["path"]: a for a in articles}
    by_id = {r["id"]: by_path[r["path"]] for r in told[0]["articles"]}
    for r in told[0]["articles"]:
        need("story articles", r, id=int, path=text, outlet=lambda v: v is None or text(v), published=lambda v: v is None or text(v),
             title=lambda v: v is None or text(v))
    for s in told[0]["stories"]:
        check_story(f"{Path(paths[0]).parent.name} story {s.get('id')}", s, by_id, by_id)
    seen = sorted(x for s in told[0]["stories"] for x in s["articles"])
    if seen != sorted(by_id):
        fail("story", f"articles in stories: {seen}")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("files", nargs="*")
    given = args.parse_args()
    stemma = str(Path(given.stemma).resolve())
    groups = [given.files] if given.files else [sorted(d.iterdir()) for d in sorted((ROOT / "examples").iterdir()) if d.is_dir()]
    passed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, content in AWKWARD.items():
            Path(folder, name).write_text(content, encoding="utf8")
        for group in groups + ([] if given.files else [sorted(Path(folder).iterdir())]):
            before = len(failures)
            check_group(stemma, group)
            passed += len(failures) == before
    print(f"contract: {passed} passed, {len(failures)} failed")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

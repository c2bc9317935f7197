#!/usr/bin/env python3
"""The store: what is added is found, once; versions are kept; a killed program and a damaged file do no harm.

usage: store.py [--stemma ./stemma]
"""
import argparse, json, os, signal, sqlite3, subprocess, sys, tempfile, time
from pathlib import Path

FIRST = """date 2031-03-24 Ferry line to stop at night

The ferry line will stop at night from May, harbour master Ines Tolmar said on Monday.

"Nobody crosses after ten," Tolmar told the Tide. The city council denied that the line was to be sold.
"""
SECOND = FIRST.replace("from May", "from June")
OTHER = "date 2031-03-25 Bridge opens\n\nThe bridge at Varnholm opened on Tuesday, the road agency said.\n"


class Store:
    def __init__(self, stemma, folder):
        self.stemma, self.folder = stemma, folder

    def run(self, *words):
        return subprocess.run([self.stemma, *words], cwd=self.folder, capture_output=True, text=True, timeout=60)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf8")

    def found(self, *question):
        done = self.run("search", "--format", "json", *question)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


def added_once(store):
    store.write("a.txt", FIRST)
    first, again = store.run("add", "a.txt"), store.run("add", "a.txt")
    assert first.returncode == 0 and "1 added, 0 there before" in first.stderr, first.stderr
    assert again.returncode == 0 and "0 added, 1 there before" in again.stderr, again.stderr
    quotes = store.found("kind:quote", "crosses")
    assert len(quotes) == 1, quotes
    assert quotes[0]["words"].startswith("Nobody crosses after ten") and "Tolmar" in quotes[0]["speaker"], quotes


def spans_are_places(store):
    store.write("a.txt", FIRST)
    store.run("add", "a.txt")
    text = FIRST.encode("utf8")
    rows = store.found("ferry")
    assert rows, "nothing found"
    for row in rows:
        beg, end = row["span"]
        assert text[beg:end].decode("utf8").startswith(row["words"].split(" … ")[0]), row


def fields_narrow(store):
    store.write("a.txt", FIRST)
    store.write("b.txt", OTHER)
    store.run("add", "a.txt", "b.txt")
    assert {r["path"] for r in store.found("speaker:tolmar")} == {"a.txt"}
    assert {r["path"] for r in store.found("after:2031-03-25")} == {"b.txt"}
    assert {r["path"] for r in store.found("before:2031-03-25", "kind:claim")} == {"a.txt"}
    assert store.found("speaker:nobody") == []
    assert len(store.found("--most", "1", "kind:claim")) == 1
    assert {r["path"] for r in store.found("on:2031-03")} == {"a.txt", "b.txt"} and not store.found("on:2031-04")
    assert {r["path"] for r in store.found("title:bridge")} == {"b.txt"} == {r["path"] for r in store.found("path:b.t")}
    assert {r["path"] for r in store.found("person:agency")} == {"b.txt"} and not store.found("person:nobody")


def versions_are_kept(store):
    store.write("a.txt", FIRST)
    store.run("add", "a.txt")
    store.write("a.txt", SECOND)
    assert "1 added" in store.run("add", "a.txt").stderr
    assert store.found('"from May"') and store.found('"from June"')
    assert not store.found("version:last", '"from May"') and not store.found("version:1", '"from June"')
    assert {r["version"] for r in store.found("version:2", "ferry")} == {2}


def wrong_questions_are_told(store):
    store.write("a.txt", FIRST)
    store.run("add", "a.txt")
    done = store.run("search", "colour:red")
    assert done.returncode == 2 and "colour" in done.stderr, done
    for question in ("kind:rumour", "certainty:sure", "mod:x", "after:Monday", "on:2031-3", "version:new"):
        done = store.run("search", question)
        assert done.returncode == 2 and question in done.stderr and "write " in done.stderr, done
    for question in ('"', "NEAR(", "a AND", "*", "'; DROP TABLE article; --"):
        done = store.run("search", question)
        assert done.returncode in (0, 2) and "Traceback" not in done.stderr, (question, done)
    assert store.found("ferry"), "the table is gone"


def foreign_files_are_refused(store):
    store.write("notes.db", "no database at all, but long enough to look like one " * 40)
    for words in (("search", "--store", "notes.db", "x"), ("add", "--store", "notes.db", "a.txt"), ("search", "--store", "none.db", "x")):
        store.write("a.txt", FIRST)
        done = store.run(*words)
        assert done.returncode == 1 and words[2] in done.stderr, done
    assert "no store here yet" in done.stderr, done
    assert not (store.folder / "none.db").exists(), "a question made a file"


# The tables as version 1 of the store had them.
VERSION_1 = """
CREATE TABLE article(id INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, source BLOB NOT NULL, text TEXT NOT NULL,
  title TEXT, outlet TEXT, published TEXT, url TEXT, language TEXT, UNIQUE(path, sha256));
CREATE TABLE record(id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article(id), kind TEXT NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, words TEXT NOT NULL, speaker TEXT, chain TEXT, certainty TEXT, mod TEXT, time TEXT);
CREATE INDEX record_article ON record(article);
CREATE VIRTUAL TABLE record_words USING fts5(words, speaker, chain, content=record, content_rowid=id,
  tokenize='unicode61 remove_diacritics 2');
INSERT INTO article VALUES(1, 'a.txt', 'x', 'one', 'It was over.', 'A', NULL, '2031-03-24', NULL, 'en');
INSERT INTO article VALUES(2, 'b.txt', 'y', 'two', 'Other.', 'B', NULL, '2031-03-24', NULL, 'en');
INSERT INTO article VALUES(3, 'a.txt', 'z', 'six', 'It is over.', 'A', NULL, '2031-03-24', NULL, 'en');
INSERT INTO record VALUES(1, 1, 'claim', 0, 11, 'It was over', NULL, NULL, 'asserted', 'fact', NULL);
INSERT INTO record_words(rowid, words) VALUES(1, 'It was over');
PRAGMA application_id=1398033741;
PRAGMA user_version=1;
"""


def older_stores_are_taken_over(store):
    db = sqlite3.connect(store.folder / "stemma.db")
    db.executescript(VERSION_1)
    db.close()
    assert [r["version"] for r in store.found('"was over"')] == [1]
    done = store.run("versions", "--format", "json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["path"], r["version"]) for r in rows] == [("a.txt", 1), ("a.txt", 2)], rows
    assert [(c["was"]["text"], c["now"]["text"]) for c in rows[1]["changes"]] == [("was", "is")], rows
    store.write("a.txt", FIRST)
    assert "1 added" in store.run("add", "a.txt").stderr and len(store.found("version:3", "ferry")) > 0


def killed_and_whole(store):
    for i in range(200):
        store.write(f"n{i:03}.txt", FIRST.replace("Ferry", f"Ferry {i}"))
    for wait in (0.02, 0.05, 0.1):
        going = subprocess.Popen([store.stemma, "add", "-q", "."], cwd=store.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        going.send_signal(signal.SIGKILL)
        going.wait()
        for leftover in store.folder.glob("*.db-*"):
            assert leftover.name.endswith("-journal"), leftover
    (store.folder / "names").mkdir()
    files = sorted(p.name for p in store.folder.glob("n*.txt"))
    done = store.run("add", *files)
    assert done.returncode == 0, done.stderr
    paths = [r["path"] for r in store.found("--most", "100000", "kind:quote", "crosses")]
    assert {p.split("/")[-1] for p in paths} == set(files), "an article was lost"


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    stemma, passed, failed = str(Path(args.parse_args().stemma).resolve()), 0, 0
    for test in (added_once, spans_are_places, fields_narrow, versions_are_kept, wrong_questions_are_told, foreign_files_are_refused,
                 older_stores_are_taken_over, killed_and_whole):
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(Store(stemma, Path(folder)))
                passed += 1
            except AssertionError as e:
                failed += 1
                print(f"FAIL {test.__name__}: {e}")
    print(f"store: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

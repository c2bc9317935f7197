#!/usr/bin/env python3
"""The web, from a server on this machine: what is fetched, what is refused, within which bounds; feeds watched, versions kept,
and nothing lost or repeated by a program that is killed at any moment.

usage: fetch.py [--stemma ./stemma] [--kills N] [--only NAME]
"""
import argparse, gzip, json, os, random, re, signal, socket, sqlite3, subprocess, sys, tempfile, threading, time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MEG = 1 << 20


def page(title, body, furniture=""):
    return (f"<!doctype html><html><head><title>{title}</title></head><body><nav>{furniture}</nav>"
            f"<article><h1>{title}</h1>" + "".join(f"<p>{p}</p>" for p in body.split("\n")) + "</article></body></html>").encode()


FERRY = page("Ferry line to stop at night", "The ferry line will stop at night from May, harbour master Ines Tolmar said on Monday.\n"
             "“Nobody crosses after ten,” Tolmar told the Tide. The city council denied that the line was to be sold.")


class Site:
    """A server of one port. `pages`: path to bytes, or to a function of the request that sends the answer itself."""

    def __init__(self, pages=None):
        self.pages, self.seen, self.lock, self.now, self.most = dict(pages or {}), [], threading.Lock(), 0, 0
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                with site.lock:
                    site.seen.append((self.path, dict(self.headers), time.monotonic()))
                    site.now += 1
                    site.most = max(site.most, site.now)
                try:
                    site.answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                finally:
                    with site.lock:
                        site.now -= 1

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_):
                pass   # whoever asked was killed

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.root = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, to):
        path = to.path.split("?")[0]
        with self.lock:
            found = self.pages.get(path)
        if callable(found):
            found(to)
        elif found is None:
            send(to, 404, b"not here")
        else:
            send(to, 200, found)

    def asked(self, path):
        return [s for s in self.seen if s[0] == path]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def send(to, status, body=b"", **fields):
    to.send_response(status)
    for key, value in {"content-type": "text/html; charset=utf-8", "content-length": len(body), **fields}.items():
        to.send_header(key.replace("_", "-"), str(value))
    to.end_headers()
    to.wfile.write(body)


def versioned(state):
    """Answers with state["body"] under an ETag, and 304 where the asker has it."""
    def answer(to):
        tag = f'"{hash(state["body"]) & 0xffffffff:x}"'
        if to.headers.get("if-none-match") == tag:
            return send(to, 304)
        send(to, 200, state["body"], etag=tag, last_modified=formatdate(1932000000, usegmt=True))
    return answer


class Case:
    def __init__(self, stemma, folder):
        self.stemma, self.folder, self.sites = stemma, Path(folder), []

    def site(self, pages=None):
        self.sites.append(Site(pages))
        return self.sites[-1]

    def run(self, *words, timeout=60, private=True):
        usual = ["--allow-private", "--delay", "0"] if private and words[0] in ("fetch", "watch") else []
        command = [self.stemma, *map(str, words[:1]), *usual, *map(str, words[1:])]
        start = time.monotonic()
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=timeout)
        done.took = time.monotonic() - start
        return done

    def json(self, *words):
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def rows(self, question):
        db = sqlite3.connect(self.folder / "stemma.db")
        try:
            with db:
                return db.execute(question).fetchall()
        finally:
            db.close()


# ---- pages

def a_page_is_read(c):
    s = c.site({"/ferry": FERRY})
    got = c.json("fetch", "--format", "json", "--contact", "ann@example.org", f"{s.root}/ferry#top")[0]
    assert got["meta"]["title"] == "Ferry line to stop at night" and got["source"]["path"].endswith("/ferry#top"), got["meta"]
    assert any("Tolmar" in a["chain"][0]["name"] for a in got["attributions"]), got["attributions"]
    sent = s.asked("/ferry")[0][1]
    assert re.fullmatch(r"stemma/\d+\.\d+\.\d+ \(\+ann@example\.org\)", sent["User-Agent"]), sent
    assert not {"Cookie", "Authorization", "Referer"} & set(sent), sent


def cookies_are_not_kept(c):
    s = c.site({"/a": lambda to: send(to, 302, location="/b", set_cookie="who=you"), "/b": FERRY})
    assert c.run("fetch", f"{s.root}/a", f"{s.root}/b").returncode == 0
    assert all("Cookie" not in sent for _, sent, _ in s.seen), s.seen


def only_what_changed(c):
    state = {"body": FERRY}
    s = c.site({"/ferry": versioned(state)})
    fetch = lambda: c.run("fetch", "--store", "stemma.db", f"{s.root}/ferry").stderr
    assert "1 added, 0 changed, 0 there before" in fetch()
    assert "0 added, 0 changed, 1 there before" in fetch()
    sent = s.asked("/ferry")[1][1]
    assert sent.get("If-None-Match") and sent.get("If-Modified-Since"), sent
    state["body"] = FERRY.replace(b"<nav></nav>", b"<nav>4,812 readers now</nav>")
    assert "0 changed, 1 there before" in fetch(), "furniture is no edit"
    state["body"] = FERRY.replace(b"from May", b"from June")
    assert "0 added, 1 changed" in fetch()
    one, two = c.json("versions", "--format", "json", f"{s.root}/ferry")
    assert [w["text"] for w in (two["changes"][0]["was"], two["changes"][0]["now"])] == ["May,", "June,"], two
    assert one["changes"] == [] and two["seen"] and len(two["changes"]) == 1, (one, two)
    text = c.run("versions", "--format", "text").stdout
    assert "[-May,-] {+June,+}" in text and "version 2" in text, text
    assert {r["version"] for r in c.json("search", "--format", "json", "ferry")} == {1, 2}


def redirects_are_followed_and_bounded(c):
    hop = lambda where: lambda to: send(to, 302, location=where)
    s = c.site({"/a": hop("/b"), "/b": hop("../c"), "/c": FERRY, "/loop": hop("/loop"), "/file": hop("file:///etc/passwd"),
                "/ftp": hop("ftp://127.0.0.1/x"), "/secret": hop("http://ann:pass@127.0.0.1/"),
                "/nowhere": lambda to: send(to, 302),
                "/deep": lambda to: send(to, 301, location=f"/deep?{len(to.path)}{'x' * 20}" + to.path[5:])})
    assert c.json("fetch", "--format", "json", f"{s.root}/a")[0]["meta"]["url"] == f"{s.root}/c"
    for path, words in {"/loop": "more than 10 redirects", "/deep": "more than 10 redirects", "/file": "neither http",
                        "/ftp": "neither http", "/secret": "a name or a password", "/nowhere": "answers 302"}.items():
        done = c.run("fetch", f"{s.root}{path}", f"{s.root}/c")
        assert done.returncode == 1 and f"{s.root}{path}: " in done.stderr and words in done.stderr, (path, done.stderr)
        assert "Ferry line" in done.stdout, "the rest is done"
    assert len(s.asked("/loop")) == 11, len(s.asked("/loop"))


def slow_and_silent_servers_end(c):
    def drip(to):
        to.send_response(200)
        to.send_header("content-length", "100000")
        to.end_headers()
        for _ in range(100):
            to.wfile.write(b"x")
            time.sleep(0.1)
    s = c.site({"/drip": drip, "/silent": lambda to: time.sleep(8), "/robots.txt": b""})
    for path in ("/drip", "/silent"):
        done = c.run("fetch", "--timeout", 1, "--tries", 1, f"{s.root}{path}")
        assert done.returncode == 1 and "within 1 s" in done.stderr and done.took < 5, (done.stderr, done.took)
    shut = socket.socket()
    shut.bind(("127.0.0.1", 0))
    root = f"http://127.0.0.1:{shut.getsockname()[1]}"
    done = c.run("fetch", "--tries", 2, f"{root}/", f"{root}/2")
    assert done.returncode == 1 and done.stderr.count("cannot be fetched") == 2 and done.took < 10, (done.stderr, done.took)


def big_answers_are_cut_off(c):
    def endless(to):
        to.send_response(200)
        to.send_header("transfer-encoding", "chunked")
        to.end_headers()
        for _ in range(400):
            to.wfile.write(b"100000\r\n" + b"word " * (MEG // 5) + b"x\r\n")
    bomb = gzip.compress(bytes(300 * MEG), 1)
    told = lambda to: (to.send_response(200), to.send_header("content-length", str(300 * MEG)), to.end_headers(),
                       to.wfile.write(bytes(MEG)))
    s = c.site({"/endless": endless, "/told": told,
                "/bomb": lambda to: send(to, 200, bomb, content_encoding="gzip"),
                "/nested": lambda to: send(to, 200, bomb, content_encoding=", ".join(["gzip"] * 60))})
    for path in ("/endless", "/told", "/bomb", "/nested"):
        done = subprocess.run(["sh", "-c", f'ulimit -v {LIMIT}; exec "$@"', "sh", c.stemma, "fetch", "--allow-private",
                               "--delay", "0", "--largest", "8", "--tries", "1", f"{s.root}{path}"],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 1 and f"{s.root}{path}: " in done.stderr, (path, done)
        assert path == "/nested" or "larger than the limit" in done.stderr, (path, done.stderr)


def packed_pages_are_unpacked(c):
    s = c.site({"/ferry": lambda to: send(to, 200, gzip.compress(FERRY), content_encoding="gzip"),
                "/broken": lambda to: send(to, 200, gzip.compress(FERRY)[:60] + b"junk" * 9, content_encoding="gzip")})
    got = c.json("fetch", "--format", "json", f"{s.root}/ferry")[0]
    assert got["meta"]["title"].startswith("Ferry") and got["source"]["bytes"] == len(FERRY), got["source"]
    assert "gzip" in s.asked("/ferry")[0][1]["Accept-Encoding"]
    done = c.run("fetch", "--tries", 1, f"{s.root}/broken")
    assert done.returncode == 1 and f"{s.root}/broken: " in done.stderr, done


def charset_of_the_header(c):
    body = page("Zoë Müller steps down", "Zoë Müller steps down, the café's owner said.").decode().encode("latin-1")
    s = c.site({"/a": lambda to: send(to, 200, body, content_type='text/html; charset="ISO-8859-1"')})
    assert c.json("fetch", "--format", "json", f"{s.root}/a")[0]["meta"]["title"] == "Zoë Müller steps down"


def robots_are_obeyed(c):
    s = c.site({"/robots.txt": b"User-agent: *\nDisallow: /\n\nUser-agent: Stemma\nDisallow: /private\nAllow: /private/open\n",
                "/a": FERRY, "/private/x": FERRY, "/private/open": FERRY})
    done = c.run("fetch", f"{s.root}/private/x", f"{s.root}/a", f"{s.root}/private/open")
    assert done.returncode == 1 and "robots.txt" in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert not s.asked("/private/x") and s.asked("/a") and s.asked("/private/open")
    assert len(s.asked("/robots.txt")) == 1


def robots_in_trouble(c):
    down = c.site({"/robots.txt": lambda to: send(to, 500, b"oops"), "/a": FERRY})
    done = c.run("fetch", "--tries", 2, f"{down.root}/a", f"{down.root}/b")
    assert done.returncode == 1 and done.stderr.count("robots.txt") == 2 and not down.asked("/a"), done.stderr
    assert len(down.asked("/robots.txt")) == 2, "a host in trouble is asked once for all its pages"
    moved = c.site({"/robots.txt": lambda to: send(to, 301, location="/r2.txt"), "/r2.txt": b"User-agent: *\nDisallow: /a", "/a": FERRY})
    assert c.run("fetch", f"{moved.root}/a").returncode == 1 and not moved.asked("/a")
    loop = c.site({"/robots.txt": lambda to: send(to, 301, location="/robots.txt"), "/a": FERRY})
    assert c.run("fetch", f"{loop.root}/a").returncode == 0 and len(loop.asked("/robots.txt")) == 6
    other = c.site({"/hop": lambda to: send(to, 302, location=f"{moved.root}/a")})
    assert "robots.txt" in c.run("fetch", f"{other.root}/hop").stderr and not moved.asked("/a"), "a redirect is no way round"


def robots_once_a_day(c):
    s = c.site({"/robots.txt": b"User-agent: *\nDisallow: /b", "/a": FERRY})
    for _ in range(3):
        c.run("fetch", "--store", "stemma.db", f"{s.root}/a", f"{s.root}/b")
    assert len(s.asked("/robots.txt")) == 1 and not s.asked("/b")


def crawl_delay(c):
    s = c.site({"/robots.txt": b"User-agent: stemma\nCrawl-delay: 0.7\n", "/a": FERRY, "/b": FERRY, "/c": FERRY})
    assert c.run("fetch", *(f"{s.root}/{p}" for p in "abc")).returncode == 0
    times = [s.asked(f"/{p}")[0][2] for p in "abc"]
    assert all(b - a > 0.69 for a, b in zip(times, times[1:])), times


def one_at_a_time_several_hosts(c):
    def slowly(to):
        time.sleep(0.3)
        send(to, 200, FERRY)
    sites = [c.site({f"/{i}": slowly for i in range(3)}) for _ in range(4)]
    done = c.run("fetch", *(f"{s.root}/{i}" for s in sites for i in range(3)))
    assert done.returncode == 0 and all(s.most == 1 for s in sites), [s.most for s in sites]
    assert done.took < 2.6, f"{done.took:.1f} s for 12 pages of 0.3 s on 4 hosts"


def order_of_the_addresses(c):
    def slowly(to):
        time.sleep(0.6)
        send(to, 200, FERRY)
    slow, fast = c.site({"/": slowly}), c.site({"/": FERRY})
    urls = [f"{slow.root}/", f"{fast.root}/", f"{fast.root}/?2"]
    for threads in ("1", "2"):
        assert [r["source"]["path"] for r in c.json("fetch", "--format", "json", "-j", threads, *urls)] == urls


def private_addresses_are_refused(c):
    s = c.site({"/": FERRY})
    port = s.server.server_port
    for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254",
                 "192.168.1.1", "0.0.0.0"):
        done = c.run("fetch", "--timeout", 3, "--tries", 1, f"http://{host}:{port}/", private=False)
        assert done.returncode == 1 and "lies inside a private network" in done.stderr, (host, done.stderr)
    assert not s.seen, s.seen


def statuses(c):
    def at_last(status, **fields):
        tries = []
        def answer(to):
            tries.append(1)
            send(to, 200, FERRY) if len(tries) > 1 else send(to, status, b"wait", **fields)
        return answer
    s = c.site({"/500": at_last(500), "/503": at_last(503, retry_after=1), "/429": at_last(429, retry_after=1),
                "/always": lambda to: send(to, 500, b"x"), "/later": lambda to: send(to, 503, b"x", retry_after=7200),
                "/empty": b"", "/gone": lambda to: send(to, 410, b"x"),
                "/picture": lambda to: send(to, 200, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), content_type="image/png")})
    for path in ("/500", "/503", "/429"):
        done = c.run("fetch", f"{s.root}{path}")
        assert done.returncode == 0 and len(s.asked(path)) == 2, (path, done.stderr)
        waited = s.asked(path)[1][2] - s.asked(path)[0][2]
        assert waited > (0.99 if path != "/500" else 0.24), (path, waited)
    for path, words, asked in (("/missing", "answers 404", 1), ("/gone", "answers 410", 1), ("/always", "answers 500", 3),
                               ("/empty", "without a page", 1), ("/later", "come back in 7200 s", 1),
                               ("/picture", "PNG", 1)):
        done = c.run("fetch", f"{s.root}{path}")
        assert done.returncode == 1 and words in done.stderr and f"{s.root}{path}: " in done.stderr, (path, done.stderr)
        assert len(s.asked(path)) == asked and done.took < 5, (path, len(s.asked(path)), done.took)


def addresses_that_are_none(c):
    for url in ("ferry.html", "file:///etc/passwd", "ftp://example.org/", "http://", "http://ann:pass@example.org/", "javascript://x"):
        done = c.run("fetch", url)
        assert done.returncode == 1 and url in done.stderr, (url, done.stderr)
    assert c.run("fetch").returncode == 2 and c.run("fetch", "--delay", "x", "http://a.example/").returncode == 2


def pages_are_saved(c):
    s = c.site({"/news/ferry.html": FERRY, "/news/ferry": FERRY, "/p.png": b"\x89PNG\r\n\x1a\n\0\0"})
    urls = [f"{s.root}/news/ferry.html", f"{s.root}/news/ferry?a=../../b", f"{s.root}/p.png"]
    done = c.run("fetch", "--save", "pages", *urls)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert done.returncode == 0 and [u for u, _ in lines] == urls, done
    assert [Path(c.folder, p).read_bytes() for _, p in lines] == [FERRY, FERRY, b"\x89PNG\r\n\x1a\n\0\0"]
    names = {p.name for p in Path(c.folder, "pages").iterdir()}
    assert len(names) == 3 and all(re.fullmatch(r"[A-Za-z0-9.-]+\.(html|png)", n) for n in names), names


# ---- feeds

def rss(root, items, extra=""):
    rows = "".join(f"<item><title>{t}</title><link>{root}{path}</link>"
                   f"<pubDate>Mon, 24 Mar 2031 10:00:00 GMT</pubDate><description>{t}, in short.</description></item>" for path, t in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Tide</title>{rows}{extra}</channel></rss>'.encode()


def a_feed_is_taken_apart(c):
    s = c.site()
    s.pages["/feed"] = rss(s.root, [("/1", "Bridge opens"), ("/2", "Ferry stops")])
    titles = [r["meta"]["title"] for r in c.json("fetch", "--format", "json", f"{s.root}/feed")]
    assert titles == ["Bridge opens", "Ferry stops"], titles


def news(i, word="May"):
    return page(f"Story {i} of the harbour",
                f"The ferry line {i} will stop at night from {word}, harbour master Ines Tolmar said on Monday.\n"
                f"“Nobody crosses after {i},” Tolmar told the Tide.")


def lines_of(done):
    return sorted(line.split("\t")[:2] for line in done.stdout.splitlines())


def feeds_are_watched(c):
    s = c.site({f"/{i}": news(i) for i in range(4)})
    state = {"body": rss(s.root, [("/0", "Story 0"), ("/1", "Story 1")])}
    s.pages["/feed"] = versioned(state)
    watch = lambda: c.run("watch", "--once", f"{s.root}/feed")
    first = watch()
    assert first.returncode == 0 and lines_of(first) == [["new", f"{s.root}/0"], ["new", f"{s.root}/1"]], first
    assert watch().stdout == "" and s.asked("/feed")[1][1].get("If-None-Match"), "nothing is new"
    state["body"] = rss(s.root, [("/2", "Story 2"), ("/0", "Story 0"), ("/1", "Story 1, updated")])
    assert lines_of(watch()) == [["new", f"{s.root}/2"]]
    s.pages["/0"] = news(0, "June")
    assert lines_of(watch()) == [], "it is not yet looked at again"
    c.rows("UPDATE page SET due = 1 WHERE url LIKE '%/0'")   # an hour later
    assert lines_of(watch()) == [["changed", f"{s.root}/0"]], "a silent edit"
    assert [r["version"] for r in c.json("versions", "--format", "json")] == [1, 2]
    assert c.rows("SELECT count(*) FROM article")[0][0] == 4
    assert c.rows("SELECT DISTINCT outlet FROM article") == [("The Tide",)], "what the page does not tell the feed does"
    dates = c.rows("SELECT DISTINCT published FROM article")
    assert dates == [("2031-03-24T10:00:00+00:00",)] or dates[0][0].startswith("2031-03-24"), dates


def lists_of_feeds(c):
    s = c.site({f"/{i}": news(i) for i in range(4)})
    for i in range(3):
        s.pages[f"/feed{i}"] = rss(s.root, [(f"/{i}", f"Story {i}")])
    opml = lambda rows: f'<?xml version="1.0"?><opml version="2.0"><body><outline text="all">{rows}</outline></body></opml>'
    Path(c.folder, "list.opml").write_text(opml(f'<outline type="rss" xmlUrl="{s.root}/feed0"/>'
                                                f'<outline xmlUrl="{s.root}/list"/><outline xmlUrl="gopher://x"/>'))
    s.pages["/list"] = opml(f'<outline xmlUrl="{s.root}/feed1"/><outline xmlUrl="/feed2"/>').encode()
    done = c.run("watch", "--once", "list.opml")
    assert done.returncode == 1 and "gopher://x" in done.stderr and done.stderr.count("\n") == 2, done.stderr
    assert lines_of(done) == [["new", f"{s.root}/{i}"] for i in range(3)], done.stdout
    Path(c.folder, "notes.txt").write_text("no list")
    assert c.run("watch", "--once", "notes.txt").returncode == 1 and c.run("watch", "--once", "missing.opml").returncode == 1


def a_long_feed_holds_up_none(c):
    slow, quick = c.site({f"/{i}": news(i) for i in range(300)}), c.site({f"/{i}": news(i) for i in range(3)})
    slow.pages["/feed"] = rss(slow.root, [(f"/{i}", f"Story {i}") for i in range(300)])
    quick.pages["/feed"] = rss(quick.root, [(f"/{i}", f"Story {i}") for i in range(3)])
    going = subprocess.Popen([c.stemma, "watch", "-q", "--allow-private", "--delay", "300", f"{slow.root}/feed", f"{quick.root}/feed"],
                             cwd=c.folder, stdout=subprocess.DEVNULL)
    end = time.monotonic() + 20
    while len(quick.seen) < 5 and time.monotonic() < end:
        time.sleep(0.1)
    going.terminate()
    assert going.wait(10) == 0 and quick.asked("/2") and len(slow.seen) < 100, (len(quick.seen), len(slow.seen))


def a_page_names_its_feed(c):
    s = c.site({"/": b"<html><head><link rel=icon href=/x><link rel='alternate feed' type='application/rss+xml' href='feeds/all'>"
                     b"<link rel=alternate type=application/atom+xml href=/comments></head><body><p>The Tide</p></body></html>",
                "/0": news(0), "/plain": news(1)})
    s.pages["/feeds/all"] = rss(s.root, [("/0", "Story 0"), ("/0?utm_source=rss", "Story 0 again")])
    done = c.run("watch", "--once", f"{s.root}/")
    assert done.returncode == 0 and lines_of(done) == [["new", f"{s.root}/0"]] and not s.asked("/comments"), done
    done = c.run("watch", "--once", f"{s.root}/plain")
    assert done.returncode == 1 and "is no feed" in done.stderr and not done.stdout, done


def feeds_stay_in_the_store(c):
    s = c.site({"/0": news(0), "/1": news(1)})
    s.pages["/feed"] = rss(s.root, [("/0", "Story 0"), ("/gone", "Gone")])
    none = c.run("watch", "--once")
    assert none.returncode == 1 and "has no feeds" in none.stderr, none
    c.run("watch", "--once", f"{s.root}/feed")
    s.pages["/feed"] = rss(s.root, [("/1", "Story 1")])
    assert lines_of(c.run("watch", "--once")) == [["new", f"{s.root}/1"]]
    rows = [line.split("\t") for line in c.run("watch", "--list").stdout.splitlines()]
    assert [r[:2] for r in rows] == [["feed", f"{s.root}/feed"], ["failed", f"{s.root}/gone"]], rows
    assert rows[0][2] and not rows[0][3] and not rows[1][2] and "404" in rows[1][3], rows
    assert c.run("watch", "--forget", f"{s.root}/feed").returncode == 0
    again = c.run("watch", "--forget", f"{s.root}/feed")
    assert again.returncode == 1 and "no feed of this store" in again.stderr, again
    assert c.rows("SELECT count(*) FROM article") == [(2,)] and c.run("watch", "--once").returncode == 1


def failures_of_a_watch(c):
    s = c.site({"/0": news(0), "/busy": lambda to: send(to, 503, b"x", retry_after=3600),
                "/odd": lambda to: send(to, 200, b"\x89PNG\r\n\x1a\n\0\0\0")})
    s.pages["/feed"] = rss(s.root, [("/0", "Story 0"), ("/gone", "Gone"), ("/busy", "Busy"), ("/odd", "Odd")],
                           "<item><title>No page</title><description>The bridge at Varnholm is shut, the road agency said.</description></item>")
    done = c.run("watch", "--once", f"{s.root}/feed", f"{s.root}/none")
    assert done.returncode == 1 and done.stderr.count("\n") == 5, done.stderr
    assert len(done.stdout.splitlines()) == 2 and f"{s.root}/feed#" in done.stdout, done.stdout
    again = c.run("watch", "--once", f"{s.root}/feed", f"{s.root}/none")
    assert not again.stdout and "is asked again at" in again.stderr, again
    assert len(s.asked("/gone")) == 1 and len(s.asked("/busy")) == 1 and len(s.asked("/none")) == 1
    due = "SELECT url LIKE '%/busy' FROM page WHERE NOT feed AND due IS NOT NULL ORDER BY due DESC LIMIT 1"
    assert c.rows(due) == [(1,)], "what a server asks for holds over runs"


def a_broken_feed_is_asked_again(c):
    s = c.site({f"/{i}": news(i) for i in range(2)})
    whole = rss(s.root, [("/0", "Story 0"), ("/1", "Story 1")])
    state = {"body": whole[:whole.index(b"</item>") + 20]}
    s.pages["/feed"] = versioned(state)
    done = c.run("watch", "--once", f"{s.root}/feed")
    assert done.returncode == 1 and "broken" in done.stderr and f"new\t{s.root}/0" in done.stdout, done
    c.run("watch", "--once", f"{s.root}/feed")
    assert "If-None-Match" not in s.asked("/feed")[1][1], "what was not read whole is had again"


def signals_end_it(c):
    s = c.site({"/0": news(0)})
    s.pages["/feed"] = rss(s.root, [("/0", "Story 0")])
    for number in (signal.SIGINT, signal.SIGTERM):
        going = subprocess.Popen([c.stemma, "watch", "--allow-private", "--delay", "0", f"{s.root}/feed"], cwd=c.folder,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(1)
        going.send_signal(number)
        out, err = going.communicate(timeout=10)
        assert going.returncode == 0 and "added" in err, (going.returncode, err)
    assert c.rows("SELECT count(*) FROM article") == [(1,)]


FEEDS, ITEMS, EDITED = 3, 24, "/0/3"


def killed_at_any_moment(c):
    """Items appear while the program is killed again and again; one is edited on the way."""
    s, dice, shown, titles, before = c.site(), random.Random(20310324), [4] * FEEDS, {}, []
    def feed(f):
        rows = lambda: [(f"/{f}/{i}", titles.get(f"/{f}/{i}", f"Story {i}")) for i in range(min(shown[f], ITEMS))]
        return lambda to: versioned({"body": rss(s.root, rows())})(to)
    for f in range(FEEDS):
        s.pages[f"/feed{f}"] = feed(f)
        s.pages.update({f"/{f}/{i}": versioned({"body": news(100 * f + i)}) for i in range(ITEMS)})
    feeds = [f"{s.root}/feed{f}" for f in range(FEEDS)]
    for round_ in range(KILLS):
        asked, late = len(s.seen), time.monotonic() + 10
        going = subprocess.Popen([c.stemma, "watch", "-q", "--allow-private", "--delay", "0", "--interval", "1", "--recheck", "1",
                                  *feeds], cwd=c.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while round_ % 3 and len(s.seen) == asked and time.monotonic() < late:   # two of three have begun to ask
            time.sleep(0.002)
        time.sleep(dice.uniform(0, 0.4))
        shown[dice.randrange(FEEDS)] += 1
        going.send_signal(signal.SIGKILL)
        going.wait()
        if round_ >= KILLS // 2 and not before:
            before = c.rows(f"SELECT path, 2 FROM article WHERE path LIKE '%{EDITED}'")
        if before and EDITED not in titles:
            s.pages[EDITED], titles[EDITED] = versioned({"body": news(3, "June")}), "Story 3, corrected"
    shown[:] = [ITEMS] * FEEDS
    time.sleep(1.1)
    done = c.run("watch", "--once", *feeds, timeout=120)
    assert done.returncode == 0, done.stderr
    wanted = {(f"{s.root}/{f}/{i}", 1) for f in range(FEEDS) for i in range(ITEMS)} | set(before)
    rows = c.rows("SELECT path, version FROM article")
    assert len(rows) == len(set(rows)), "an article is repeated"
    assert set(rows) == wanted, (sorted(wanted ^ set(rows))[:9], len(rows))
    texts = dict(c.rows("SELECT path, text FROM article ORDER BY version"))
    for f in range(FEEDS):
        assert all(f"The ferry line {100 * f + i} will stop" in texts[f"{s.root}/{f}/{i}"] for i in range(ITEMS))
    twice = c.rows("SELECT article, kind, first, last, count(*) FROM record GROUP BY 1, 2, 3, 4, words HAVING count(*) > 1")
    bare = c.rows("SELECT path FROM article WHERE NOT EXISTS(SELECT 1 FROM record WHERE article = article.id)")
    assert not twice and not bare, (twice[:3], bare[:3])
    assert c.rows("PRAGMA integrity_check") == [("ok",)]
    assert c.rows("SELECT count(*) FROM record_words WHERE record_words MATCH 'crosses'")[0][0] >= FEEDS * ITEMS


KILLS, LIMIT = 40, 1_500_000
TESTS = [a_page_is_read, cookies_are_not_kept, only_what_changed, redirects_are_followed_and_bounded, slow_and_silent_servers_end,
         big_answers_are_cut_off, packed_pages_are_unpacked, charset_of_the_header, robots_are_obeyed, robots_in_trouble,
         robots_once_a_day, crawl_delay, one_at_a_time_several_hosts, order_of_the_addresses, private_addresses_are_refused, statuses,
         addresses_that_are_none, pages_are_saved, a_feed_is_taken_apart, feeds_are_watched, lists_of_feeds,
         a_long_feed_holds_up_none, a_page_names_its_feed, feeds_stay_in_the_store, failures_of_a_watch,
         a_broken_feed_is_asked_again, signals_end_it, killed_at_any_moment]


def main():
    global KILLS, LIMIT
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--kills", type=int, default=KILLS)
    args.add_argument("--only", default="")
    args.add_argument("--no-limit", action="store_true", help="of memory: sanitizers reserve terabytes of addresses")
    given = args.parse_args()
    stemma, passed, failed, KILLS = str(Path(given.stemma).resolve()), 0, 0, given.kills
    LIMIT = "unlimited" if given.no_limit else LIMIT
    for test in TESTS:
        if given.only not in test.__name__:
            continue
        with tempfile.TemporaryDirectory() as folder:
            case = Case(stemma, folder)
            try:
                test(case)
                passed += 1
            except (AssertionError, subprocess.TimeoutExpired, KeyError, IndexError, ValueError) as e:
                failed += 1
                print(f"FAIL {test.__name__}: {type(e).__name__} {str(e)[:800]}")
            for site in case.sites:
                site.close()
    print(f"fetch: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

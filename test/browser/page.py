#!/usr/bin/env python3
"""The page in headless Chromium: no error in its console, and a click on a cell shows the claim's sentence with the claim marked.

Speaks the DevTools protocol over a pipe, so nothing but Chromium is needed. usage: page.py [--stemma ./stemma]
"""
import argparse, json, os, shutil, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Each gives "" where it holds, else what is wrong.
CHECKS = {
    "a click on a cell shows the sentence, the claim marked": """
        const cell = document.querySelector('td a.ev') || document.querySelector('a.ev');
        if (!cell) return 'no cell';
        cell.click();
        const panel = document.getElementById('panel');
        if (panel.hidden) return 'the panel stays hidden';
        const mark = panel.querySelector('blockquote mark.mc');
        if (!mark || !mark.textContent.trim()) return 'no claim is marked';
        return panel.querySelector('blockquote').textContent.includes(mark.textContent) ? '' : 'the mark is not in the sentence';""",
    "Escape closes it and the cell has the focus again": """
        document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
        if (!document.getElementById('panel').hidden) return 'still open';
        return document.activeElement.classList.contains('ev') ? '' : 'the focus is on ' + document.activeElement.tagName;""",
    "the sentence leads into the article, which unfolds": """
        document.querySelector('a.ev').click();
        const go = document.querySelector('#panel .go a');
        if (!go) return 'no link';
        go.click();
        const text = document.getElementById(go.getAttribute('href').slice(1)).closest('details');
        return text && text.open ? '' : 'folded';""",
    "every link inside the page leads somewhere": """
        const dead = [...document.querySelectorAll('a[href^="#"]')].filter(a => !document.getElementById(a.getAttribute('href').slice(1)));
        return dead.length ? dead[0].outerHTML : '';""",
    "no id stands twice": """
        const ids = [...document.querySelectorAll('[id]')].map(e => e.id), twice = ids.find((id, i) => ids.indexOf(id) !== i);
        return twice || '';""",
    "nothing of the page is wider than the window": """
        return document.documentElement.scrollWidth <= innerWidth ? '' : document.documentElement.scrollWidth + ' > ' + innerWidth;""",
    "filters hide rows": """
        const rows = () => document.querySelectorAll('tbody tr:not([hidden])').length, button = document.querySelector('[data-show]:not([data-show=""])');
        if (!button) return '';
        const before = rows();
        button.click();
        const less = rows();
        button.parentElement.querySelector('[data-show=""]').click();
        return less <= before && rows() === before ? '' : before + ' rows, then ' + less + ', then ' + rows();""",
    "no attribute runs a script, no element loads anything": """
        const bad = [...document.querySelectorAll('*')].find(e => [...e.attributes].some(a => /^on/.test(a.name)) || /^(IMG|IFRAME|LINK|OBJECT|EMBED)$/.test(e.tagName));
        return bad ? bad.outerHTML.slice(0, 200) : '';""",
}


class Browser:
    """Chromium with the DevTools protocol on file descriptors 3 and 4."""

    def __init__(self, program, folder):
        to_child, from_us = os.pipe()
        to_us, from_child = os.pipe()
        keep = {3: to_child, 4: from_child}

        def descriptors():
            spare = {n: os.dup2(fd, 100 + n) for n, fd in keep.items()}
            for n, fd in spare.items():
                os.dup2(fd, n)

        self.child = subprocess.Popen([program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                                       "--disable-dev-shm-usage", f"--user-data-dir={folder}", "--remote-debugging-pipe", "about:blank"],
                                      preexec_fn=descriptors, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_child), os.close(from_child)
        self.write, self.read = os.fdopen(from_us, "wb", 0), os.fdopen(to_us, "rb", 0)
        self.rest, self.number, self.events = b"", 0, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def message(self):
        while b"\0" not in self.rest:
            more = self.read.read(1 << 16)
            if not more:
                raise EOFError("the browser went away")
            self.rest += more
        one, self.rest = self.rest.split(b"\0", 1)
        return json.loads(one)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        self.write.write(json.dumps(message).encode() + b"\0")
        while True:
            got = self.message()
            if got.get("id") == self.number:
                if "error" in got:
                    raise RuntimeError(f"{method}: {got['error']}")
                return got["result"]
            self.events.append(got)

    def open(self, url, width):
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self.message())

    def value(self, body):
        got = self.call("Runtime.evaluate", expression=f"(() => {{{body}}})()", returnByValue=True)
        return got["result"].get("value", "") if "exceptionDetails" not in got else str(got["exceptionDetails"])[:300]

    def errors(self):
        bad = [e for e in self.events if e.get("method") == "Runtime.exceptionThrown"
               or (e.get("method") == "Log.entryAdded" and e["params"]["entry"]["level"] == "error")
               or (e.get("method") == "Runtime.consoleAPICalled" and e["params"]["type"] == "error")]
        return json.dumps(bad[0])[:400] if bad else ""

    def close(self):
        self.child.terminate()
        self.child.wait(30)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--stemma", default="./stemma")
    args.add_argument("--page", action="append", help="check these pages instead of those of the examples")
    given = args.parse_args()
    program = next((p for p in map(shutil.which, BROWSERS) if p), None)
    if not program:
        print("browser: skipped, there is no Chromium here\nbrowser: 0 passed, 0 failed, 1 skipped")
        return 0
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        pages = [Path(p).resolve() for p in given.page or []]
        for name in [] if pages else ("harbour", "ferry", "talks"):
            pages.append(Path(folder, f"{name}.html"))
            subprocess.run([str(Path(given.stemma).resolve()), "story", "-o", pages[-1], str(ROOT / "examples" / name)], check=True, timeout=120)
        browser = Browser(program, Path(folder, "profile"))
        for page in pages:
            for width in (400, 1400):
                browser.open(page.as_uri(), width)
                results = {name: browser.value(body) for name, body in CHECKS.items()}
                results["no error in the console"] = browser.errors()
                for name, wrong in results.items():
                    passed, failed = passed + (not wrong), failed + bool(wrong)
                    if wrong:
                        print(f"FAIL {page.name} at {width}: {name}: {wrong}")
        browser.close()
    print(f"browser: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

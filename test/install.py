#!/usr/bin/env python3
"""What `make install` puts down works from there: the program, the manual, the library under C99, C11 and C++ through pkg-config;
and nothing but stm_* leaves the library.

usage: install.py
"""
import os, shutil, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = """bin/stemma include/stemma.h lib/libstemma.a lib/pkgconfig/stemma.pc share/man/man1/stemma.1 share/doc/stemma/LICENSE
share/bash-completion/completions/stemma share/zsh/site-functions/_stemma""".split()
PROGRAM = r"""
#include <stdio.h>
#include <string.h>
#include <stemma.h>

static int to_stdout(void *user, const char *bytes, size_t n) {
  (void)user;
  return fwrite(bytes, 1, n, stdout) != n;
}

int main(int argc, char **argv) {
  const char *text = "The harbour is closed, the ministry said.";
  stm_error error;
  stm_engine *engine = stm_engine_open(argc > 1 ? argv[1] : NULL, &error);
  stm_doc *doc = engine ? stm_read(engine, text, strlen(text), NULL, &error) : NULL;
  const stm_doc *docs[1];
  stm_stories *stories;
  if (!doc) return printf("%s\n", error.msg), 1;
  docs[0] = doc;
  stories = stm_story(engine, docs, 1, &error);
  if (!stories || stm_write_stories(stories, "json", NULL, to_stdout, NULL, &error)) return 1;
  if (stm_write_doc(doc, "no such format", NULL, to_stdout, NULL, &error) != STM_USAGE) return 1;
  stm_stories_free(stories);
  stm_doc_free(doc);
  stm_engine_close(engine);
  return 0;
}
"""
COMPILERS = {"C99": ["cc", "-std=c99", "-x", "c"], "C17": ["cc", "-std=c17", "-x", "c"], "C++11": ["c++", "-std=c++11", "-x", "c++"]}
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"]
passed = failed = 0


def check(name, done):
    global passed, failed
    good = done if isinstance(done, bool) else done.returncode == 0
    passed, failed = passed + good, failed + (not good)
    if not good:
        print(f"FAIL {name}" + ("" if isinstance(done, bool) else f": {(done.stdout + done.stderr).decode('utf8', 'replace')[-800:]}"))


def main():
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "STEMMA_PACK")}
    run = lambda *args, **more: subprocess.run(args, capture_output=True, timeout=600, env={**env, **more})
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder, "opt/stemma")
        check("make install", run("make", "-C", str(ROOT), "install", f"DESTDIR={folder}", "PREFIX=/opt/stemma"))
        for file in FILES:
            check(f"{file} is there", (to / file).is_file() and (to / file).stat().st_size > 0)
        check("the program runs", run(str(to / "bin/stemma"), "read", str(ROOT / "examples/talks/kna.txt")))
        if shutil.which("man"):
            check("the manual is good roff", not run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(to / "share/man/man1/stemma.1")).stderr)
        check("make check-symbols", run("make", "-C", str(ROOT), "check-symbols"))
        flags = run("pkg-config", "--cflags", "--libs", "stemma", PKG_CONFIG_PATH=str(to / "lib/pkgconfig"))
        check("pkg-config", flags)
        flags = [f.replace("/opt/stemma", str(to)) for f in flags.stdout.decode().split()]
        flags = [f"-isystem{f[2:]}" if f.startswith("-I") and "stemma" not in f else f for f in flags]
        source = Path(folder, "user.txt")
        source.write_text(PROGRAM)
        for name, compiler in COMPILERS.items():
            program = str(Path(folder, "user"))
            check(f"a program in {name}", run(*compiler, *STRICT, str(source), "-x", "none", "-o", program, *flags))
            models = [str(to / "share/stemma/en.pack")] if (to / "share/stemma/en.pack").exists() else []
            check(f"it runs, {name}", run(program, *models))
        check("make uninstall", run("make", "-C", str(ROOT), "uninstall", f"DESTDIR={folder}", "PREFIX=/opt/stemma"))
        left = [p for p in to.rglob("*") if p.is_file()]
        check("nothing is left", not left)
    print(f"install: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

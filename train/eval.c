#include "eval.h"

#include <stdio.h>
#include <stdlib.h>

#include "train.h"

static const struct {
  const char *name, *what;
  void (*run)(const kit *k, const char *dir);
} parts[] = {
#define EVAL_ROW(name, what) {#name, what, eval_##name},
    EVALS(EVAL_ROW)};

static bool asked(const char *name, int argc, char **argv) {
  for (int i = 2; i < argc; i++)
    if (!strcmp(argv[i], name)) return true;
  return argc < 3;
}

int train_eval(int argc, char **argv) {
  if (argc < 2) return fprintf(stderr, "usage: stemma-train eval DATADIR [PART…]\n"), 2;
  const char *path = getenv("STEMMA_PACK");
  fail f;
  pack *p = pack_open(path ? path : "models/en.pack", &f);
  if (!p) fprintf(stderr, "stemma-train: %s: %s\n", path ? path : "models/en.pack", f.msg);
  kit k = {.pack = p};
  for (u32 i = 0; p && i < COUNT_OF(parts); i++) {
    if (!asked(parts[i].name, argc, argv)) continue;
    printf("%s: %s\n", parts[i].name, parts[i].what);
    parts[i].run(&k, argv[1]);
  }
  pack_close(p);
  return !p;
}

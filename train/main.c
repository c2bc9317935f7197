// stemma-train: trains the models and makes the pack. Each verb makes one chunk from ../shared/data; `pack` joins them.
#include <stdio.h>
#include <string.h>

#include "train.h"

static const struct {
  const char *name;
  int (*run)(int argc, char **argv);
  const char *help;
} verbs[] = {
#define VERB_ROW(name, help) {#name, train_##name, help},
    VERBS(VERB_ROW)};

int main(int argc, char **argv) {
  for (size_t i = 0; argc > 1 && i < sizeof verbs / sizeof *verbs; i++)
    if (!strcmp(verbs[i].name, argv[1])) return verbs[i].run(argc - 1, argv + 1);
  fprintf(stderr, "usage: stemma-train VERB …\n");
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) fprintf(stderr, "  %-10s %s\n", verbs[i].name, verbs[i].help);
  return 2;
}

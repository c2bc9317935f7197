// Sentences, tokens, tags, lemmas and trees on the two dev sets: from raw text, and on the annotators' tokens.
#include <stdio.h>

#include "conll18.h"
#include "eval.h"
#include "pipeline.h"
#include "treebank.h"

static const struct {
  const char *name, *file;
  double goal[CONLL18_COUNT];   // 0: none is set
} sets[] = {
    {"EWT dev", "syntax/ud-english-ewt/en_ewt-ud-dev.conllu.xz", {99.0, 86, 0, 95.5, 0, 0, 95.5, 86, 83}},
    {"GUM-open dev", "syntax/gum-open/gum-open-dev.conllu.xz", {99.5, 94, 0, 96.5, 0, 0, 96.5, 87, 84}},
};

#define METRIC_NAME(id, name) name,
static const char *const metric[] = {CONLL18_METRICS(METRIC_NAME)};

enum { EVAL_MEMORY_GIB = 4 };

// From raw text: the whole pipeline up to trees.
static doc *read_raw(arena *mem, const kit *k, const doc *gold) {
  doc *d = doc_new(mem, S("eval"), gold->text);
  d->hints.media_type = S("text/plain");
  pipeline_run(d, k, stage_by_name(S("parse")));
  return d;
}

// On the annotators' sentences and tokens.
static doc *read_tokens(arena *mem, const kit *k, const doc *gold) {
  doc *d = doc_untagged(mem, gold);
  stage_tag(d, k);
  stage_parse(d, k);
  return d;
}

static void print_scores(const char *name, const char *from, const conll18 *c, const double *goal) {
  printf("  %s, from %s\n", name, from);
  for (u32 m = 0; m < CONLL18_COUNT; m++) {
    hits h = c->of[m];
    printf("    %-10s F1 %6.2f   %6u right of %6u, %6u given", metric[m], hits_f1(h), h.right, h.gold, h.system);
    if (goal[m] > 0) printf("   goal %.1f", goal[m]);
    printf("\n");
  }
}

void eval_syntax(const kit *k, const char *dir) {
  for (u32 i = 0; i < COUNT_OF(sets); i++) {
    arena *mem = arena_new((size_t)EVAL_MEMORY_GIB << 30);
    treebank *bank = treebank_read(mem, dir, sets[i].file);
    conll18 raw = {0}, given = {0};
    for (u32 b = 0; b < bank->docs; b++) {
      conll18_add(&raw, bank->doc[b], read_raw(mem, k, bank->doc[b]));
      conll18_add(&given, bank->doc[b], read_tokens(mem, k, bank->doc[b]));
    }
    print_scores(sets[i].name, "raw text", &raw, sets[i].goal);
    print_scores(sets[i].name, "the annotators' tokens", &given, sets[i].goal);
    arena_free(mem);
  }
}

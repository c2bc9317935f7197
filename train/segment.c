// Trains the model of sentence ends: logistic regression by AdaGrad (Duchi et al. 2011) over the features of
// lang/boundary.c, on the treebanks' texts as running text. The layout of news varies, so each text is read five times:
// paragraphs apart by an empty line, by a newline, with newlines in the midst of sentences, and with its lines wrapped
// at two widths.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chunk.h"
#include "doc/stages.h"
#include "lang/boundary.h"
#include "model/kit.h"
#include "train.h"
#include "treebank.h"

enum { BITS = 19, EPOCHS = 8, SHIFT = 64 - BITS };
static const float RATE = 0.03f, DECAY = 1e-4f;

typedef struct {
  u64 *feature;  // [count]
  u32 count;
  bool ends;
} ask;

typedef VEC(ask) asks;

// ---------------------------------------------------------------- layouts

static void join_paragraphs(char *text, size_t n) {
  for (size_t i = 0; i + 1 < n; i++)
    if (text[i] == '\n' && text[i + 1] == '\n') text[i] = ' ';
}

static void wrap(char *text, size_t n, size_t width) {
  size_t line = 0, blank = 0;
  for (size_t i = 0; i < n; i++) {
    if (text[i] == '\n') line = i + 1;
    if (text[i] == ' ') blank = i;
    if (i - line < width || blank <= line) continue;
    text[blank] = '\n';
    line = blank + 1;
  }
}

// Newlines that are in the midst of sentences: a blank in forty.
static void break_lines(char *text, size_t n) {
  dice d = {n};
  for (size_t i = 0; i < n; i++)
    if (text[i] == ' ' && !dice_below(&d, 40)) text[i] = '\n';
}

enum layout { PARAGRAPHS, LINES, BROKEN, WRAPPED_WIDE, WRAPPED_NARROW, LAYOUTS };

static str laid_out(arena *mem, str text, enum layout how) {
  str copy = str_copy(mem, text);
  char *bytes = NEWS(mem, char, copy.n + 1);
  memcpy(bytes, copy.p, copy.n);
  if (how == LINES) join_paragraphs(bytes, copy.n);
  if (how == BROKEN) break_lines(bytes, copy.n);
  if (how == WRAPPED_WIDE) wrap(bytes, copy.n, 79);
  if (how == WRAPPED_NARROW) wrap(bytes, copy.n, 64);
  return (str){bytes, copy.n};
}

// ---------------------------------------------------------------- questions

static bool gold_ends(const doc *gold, u32 byte) {
  u32 s = sentence_at(gold, byte - 1);
  return s && gold->sentences.at[s].at.end == byte;
}

static void ask_doc(arena *mem, const doc *gold, enum layout how, asks *to) {
  static const kit no_models;
  doc *d = doc_new(mem, gold->name, laid_out(mem, gold->text, how));
  stage_decode(d, &no_models);
  d->zones.len = 0;
  vec_push(mem, &d->zones, ((zone){{0, (u32)d->text.n}, ZONE_BODY}));
  stage_segment(d, &no_models);
  boundaries b = boundaries_of(d, NULL, words_seen_low(d), 1, d->tokens.len);
  u64 feature[BOUNDARY_FEATURES];
  for (u32 i = 1; i + 1 < d->tokens.len; i++) {
    bool ends = gold_ends(gold, d->tokens.at[i].end);
    if (!paragraph_ends(&b, i)) {
      sentence_ends(&b, i);
      if (boundary_possible(&b, i)) {
        u32 n = boundary_features(&b, i, feature);
        ask a = {NEWS(mem, u64, n), n, ends};
        memcpy(a.feature, feature, n * sizeof *feature);
        vec_push(mem, to, a);
      }
    }
    if (ends || paragraph_ends(&b, i)) sentence_begins(&b, i + 1);
  }
}

static asks ask_all(arena *mem, const treebank *bank) {
  asks all = {0};
  for (int how = 0; how < LAYOUTS; how++)
    for (u32 i = 0; i < bank->docs; i++) ask_doc(mem, bank->doc[i], (enum layout)how, &all);
  return all;
}

// ---------------------------------------------------------------- logistic regression

typedef struct {
  float *weight, *sum, bias, bias_sum;
} regression;

static float logit(const regression *r, const ask *a) {
  float x = r->bias;
  for (u32 i = 0; i < a->count; i++) x += r->weight[hashed_slot(a->feature[i], SHIFT)];
  return x;
}

static void step(regression *r, const ask *a, float rate, float decay) {
  float error = (a->ends ? 1.0f : 0.0f) - 1 / (1 + expf(-logit(r, a)));
  for (u32 i = 0; i < a->count; i++) {
    u32 s = hashed_slot(a->feature[i], SHIFT);
    float gradient = error - decay * r->weight[s];
    r->sum[s] += gradient * gradient;
    r->weight[s] += rate * gradient / sqrtf(r->sum[s] + 1e-3f);
  }
  r->bias_sum += error * error;
  r->bias += rate * error / sqrtf(r->bias_sum + 1);
}

static void report(const regression *r, const asks *a, const char *of) {
  u32 right = 0, found = 0, gold = 0;
  for (u32 i = 0; i < a->len; i++) {
    bool guess = logit(r, &a->at[i]) > 0;
    found += guess;
    gold += a->at[i].ends;
    right += guess && a->at[i].ends;
  }
  printf("%s: ends inside paragraphs found %u/%u of %u asked, precision %.2f, recall %.2f\n", of, right, gold, a->len,
         100.0 * right / MAX(found, 1u), 100.0 * right / MAX(gold, 1u));
}

static void learn(regression *r, const asks *a, arena *mem) {
  u32 *order = NEWS(mem, u32, a->len);
  for (u32 i = 0; i < a->len; i++) order[i] = i;
  dice d = {7};
  for (int epoch = 0; epoch < EPOCHS; epoch++) {
    dice_shuffle(&d, order, a->len);
    for (u32 i = 0; i < a->len; i++) step(r, &a->at[order[i]], RATE, DECAY);
  }
}

int train_segment(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: stemma-train segment OUT DATADIR\n");
    return 2;
  }
  arena *mem = arena_new((size_t)6 << 30);
  if (!mem || setjmp(*arena_spent(mem))) return 1;
  treebank *ewt = treebank_read(mem, argv[2], "syntax/ud-english-ewt/en_ewt-ud-train.conllu.xz");
  treebank *gum = treebank_read(mem, argv[2], "syntax/gum-open/gum-open-train.conllu.xz");
  asks all = ask_all(mem, treebank_join(mem, ewt, gum));
  regression r = {calloc(1u << BITS, sizeof(float)), calloc(1u << BITS, sizeof(float)), 0, 0};
  if (!r.weight || !r.sum) return 1;
  learn(&r, &all, mem);
  report(&r, &all, "train");
  out o = {0};
  hashed_write(&o, r.weight, BITS, r.bias);
  int status = chunk_write(argv[1], &o);
  out_free(&o);
  free(r.weight);
  free(r.sum);
  arena_free(mem);
  return status;
}

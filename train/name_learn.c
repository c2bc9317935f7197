#include "name_learn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lang/name_chain.h"
#include "learner.h"
#include "rounded.h"

enum { MOST_ROWS = 157000, CUT = 1000, ROUNDS_TO_CHOOSE = 2 };

// Numbers for the features that occur in at least two places: a growing hash table.
typedef struct {
  u64 *key;
  u32 *number, *seen;
  u32 slots, used, kept;
} numbers;

static u32 slot_of(const numbers *n, u64 key) {
  u32 i = (u32)(key >> 17) & (n->slots - 1);
  while (n->key[i] && n->key[i] != key) i = (i + 1) & (n->slots - 1);
  return i;
}

static numbers number_features(const examples *all, u32 least) {
  numbers n = {.slots = 1u << 22};
  n.key = calloc(n.slots, sizeof *n.key);
  n.number = calloc(n.slots, sizeof *n.number);
  n.seen = calloc(n.slots, sizeof *n.seen);
  if (!n.key || !n.number || !n.seen) exit(1);
  for (u32 e = 0; e < all->len; e++)
    for (u32 i = 0; i < all->at[e].view.last - all->at[e].view.first; i++)
      for (u32 k = 0; k < all->at[e].word_[i].count; k++) {
        u32 s = slot_of(&n, all->at[e].word_[i].feature[k]);
        n.used += !n.key[s];
        if (2 * n.used > n.slots) exit(1);
        n.key[s] = all->at[e].word_[i].feature[k];
        if (++n.seen[s] == least) n.number[s] = ++n.kept;
      }
  return n;
}

static crf_sentence numbered(arena *mem, const numbers *n, const example *e, u32 width) {
  u32 len = e->view.last - e->view.first, total = 0, k = 0;
  for (u32 i = 0; i < len; i++) total += e->word_[i].count;
  u32 *at = NEWS(mem, u32, len + 1), *feature = NEWS(mem, u32, total + 1);
  for (u32 i = 0; i < len; i++) {
    at[i] = k;
    for (u32 f = 0; f < e->word_[i].count; f++) {
      u32 number = n->number[slot_of(n, e->word_[i].feature[f])];
      if (number) feature[k++] = number;
    }
  }
  at[len] = k;
  return (crf_sentence){len, at, feature, e->gold + e->view.first,
                        e->view.d->tokens.context + (size_t)e->view.first * width};
}

// ---- which features are worth their room

typedef struct {
  float worth;
  u32 slot;
} candidate;

static int worthier(const void *a, const void *b) {
  const candidate *x = a, *y = b;
  if (x->worth != y->worth) return x->worth < y->worth ? 1 : -1;
  return x->slot < y->slot ? -1 : x->slot > y->slot;
}

// Keeps the features whose weights move most scores: the largest weight, more for features that are seen more often.
static void keep_worthy(const crf *c, numbers *n, u32 most) {
  candidate *all = calloc(n->kept + 1u, sizeof *all);
  if (!all) exit(1);
  u32 count = 0;
  for (u32 s = 0; s < n->slots; s++) {
    if (!n->number[s]) continue;
    float largest = 0;
    for (u32 l = 0; l < NAME_LABELS; l++)
      largest = fmaxf(largest, fabsf(c->weight[(size_t)n->number[s] * CRF_LABELS + l]));
    all[count++] = (candidate){largest * sqrtf((float)n->seen[s]), s};
  }
  qsort(all, count, sizeof *all, worthier);
  n->kept = 0;
  for (u32 i = 0; i < count; i++) n->number[all[i].slot] = i + 1 < most ? ++n->kept : 0;
  free(all);
}

static crf *learn_numbered(arena *mem, const examples *all, const numbers *n, u32 width, crf_options how) {
  crf_sentence *s = NEWS(mem, crf_sentence, all->len);
  for (u32 i = 0; i < all->len; i++) s[i] = numbered(mem, n, &all->at[i], width);
  crf *c = crf_new(mem, NAME_LABELS, n->kept, width, NAME_UNITS);
  for (u32 b = 0; b < NAME_LABELS; b++)
    for (u32 l = 0; l < NAME_LABELS; l++) c->may_follow[b][l] = name_may_follow(b, l);
  crf_learn(c, s, all->len, how);
  return c;
}

// ---- the model

// A learner that knows the weights, for its way of packing them: a weight put in at one tick counts half at the next.
static learner *as_learner(const crf *c, const numbers *n) {
  learner *l = learner_new(NAME_LABELS);
  for (u32 s = 0; s < n->slots; s++) {
    const float *w = c->weight + (size_t)n->number[s] * CRF_LABELS;
    for (u32 label = 0; n->number[s] && label < NAME_LABELS; label++)
      if (fabsf(w[label]) > 1e-4f) learner_add(l, &n->key[s], 1, label, 2 * w[label]);
  }
  learner_tick(l);
  return l;
}

static void pack_chain(const crf *c, const numbers *n, name_tables *tables, out *part) {
  learner *l = as_learner(c, n);
  learner_finish(l, &part[NAME_MODEL], MOST_ROWS, CUT);
  linear_view(&tables->model, out_view(&part[NAME_MODEL]));
  for (u32 b = 0; b < NAME_LABELS; b++)
    for (u32 k = 0; k < NAME_LABELS; k++) {
      i16 v = (i16)lrintf(c->change[b][k] / tables->model.unit);
      out_str(&part[NAME_CHANGE], (str){(const char *)&v, sizeof v});
    }
  tables->change = (const i16 *)(const void *)part[NAME_CHANGE].p;
  learner_free(l);
}

// What all labels have in common says nothing.
static void centre(float row[NAME_SCORES]) {
  float mean = 0;
  for (u32 l = 0; l < NAME_LABELS; l++) mean += row[l] / NAME_LABELS;
  for (u32 l = 0; l < NAME_LABELS; l++) row[l] -= mean;
}

// The hidden layer: scores in units of the model's.
static void pack_context(const crf *c, name_tables *tables, out *part) {
  static const float none[NAME_UNITS];
  float unit[WIDEST], inverse[NAME_UNITS];
  for (u32 k = 0; k < c->width; k++) unit[k] = CRF_UNIT;
  for (u32 near = 0; near < NEARS; near++)
    rounded_matrix(&part[NAME_CONTEXT + near], c->hidden.w.w + (size_t)near * c->width * NAME_UNITS,
                   near == NEAR_HERE ? c->hidden.b.w : none, c->width, NAME_UNITS, unit, 1);
  for (u32 k = 0; k < NAME_UNITS; k++) {
    unit[k] = fmaxf(c->unit_most[k], 1e-3f) / (Q_MOST - Q_ZERO);
    inverse[k] = 1 / unit[k];
  }
  out_str(&part[NAME_CONTEXT + CONTEXT_UNITS], (str){(const char *)inverse, sizeof inverse});
  for (u32 k = 0; k <= NAME_UNITS; k++) centre(k < NAME_UNITS ? c->top.w.w + (size_t)k * NAME_SCORES : c->top.b.w);
  rounded_matrix(&part[NAME_CONTEXT + CONTEXT_LABELS], c->top.w.w, c->top.b.w, NAME_UNITS, NAME_SCORES, unit,
                 1 / tables->model.unit);
  str view[CONTEXT_PARTS];
  for (u32 i = 0; i < CONTEXT_PARTS; i++) view[i] = out_view(&part[NAME_CONTEXT + i]);
  name_context_view(&tables->context, view, c->width);
}

// Twice: a short while with all features, to see which are worth their room, then with those alone.
void name_learn(arena *mem, const examples *all, u32 width, u32 least, crf_options how, name_tables *tables,
                out *part) {
  arena_mark here = arena_here(mem);
  numbers n = number_features(all, least);
  crf_options first = how;
  first.rounds = ROUNDS_TO_CHOOSE;
  crf *c = learn_numbered(mem, all, &n, width, first);
  keep_worthy(c, &n, MOST_ROWS);
  crf_free(c);
  arena_back(mem, here);
  c = learn_numbered(mem, all, &n, width, how);
  pack_chain(c, &n, tables, part);
  if (width) pack_context(c, tables, part);
  arena_back(mem, here);
  printf("  %u features, %u kept; %u rows, unit %.4f\n", n.used, n.kept, tables->model.rows,
         (double)tables->model.unit);
  crf_free(c);
  free(n.key), free(n.number), free(n.seen);
}

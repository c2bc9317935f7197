// Trains the finder of names: a conditional random field over all data sets of names together. Each document
// is read twice: with nothing known of it, and knowing how its words were labelled by a model that has not learned from
// it.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chunk.h"
#include "crf.h"
#include "known_names.h"
#include "lang/name_chain.h"
#include "lang/tagger.h"
#include "learner.h"
#include "model/parts.h"
#include "namebank.h"
#include "namescore.h"
#include "train.h"

enum { FOLDS = 2, LEAST_SEEN = 2, MOST_ROWS = 157000, RECASED = 12 };

static const crf_options FOLD_LEARNING = {4, 0.03f, 0, 0}, LEARNING = {8, 0.03f, 0, 0};

// A word that is asked about.
typedef struct {
  u64 *feature;
  u32 count;
} asked;

// A sentence with its features, ready to be read many times.
typedef struct {
  name_view view;
  asked *word_;    // [tokens]
  const u8 *gold;  // of the document [T]
} example;

typedef VEC(example) examples;

typedef struct {
  arena *mem;
  name_tables tables;  // of it only the known names
  word_tables lexicon;
  namebank bank;
  bool *test;       // [docs]
  const u8 **vote;  // [docs]
} training;

// ---------------------------------------------------------------- examples

static example example_of(arena *mem, const name_view *v, const u8 *gold) {
  u64 feature[NAME_FEATURES + VOTE_FEATURES];
  example e = {*v, NEWS(mem, asked, v->last - v->first), gold};
  for (u32 i = v->first; i < v->last; i++) {
    if (!may_be_name(v, i)) continue;
    u32 n = name_features(v, i, feature);
    n += name_vote_features(v, i, feature + n);
    e.word_[i - v->first] = (asked){NEWS(mem, u64, n), n};
    memcpy(e.word_[i - v->first].feature, feature, n * sizeof *feature);
  }
  return e;
}

// Labels that the finder can give: words that it is not asked about are none, a name begins where it
// can, and not with its article.
static u8 *possible(arena *mem, const name_view *v, const u8 *label) {
  u8 *gold = NEWS(mem, u8, v->d->tokens.len);
  for (u32 i = 1; i < v->d->tokens.len; i++) {
    u32 l = may_be_name(v, i) ? label[i] : 0;
    bool begins = v->d->tokens.sentence[i] != v->d->tokens.sentence[i - 1];
    gold[i] = (u8)(name_may_follow(begins ? 0 : gold[i - 1], l) ? l : l - 1);
    bool article =
        i > 1 && str_eq(low_str(v->d, i - 1), S("the")) && gold[i - 1] & 1 && gold[i] == name_label_inside(gold[i - 1]);
    if (article) gold[i] = gold[i - 1], gold[i - 1] = 0;
  }
  return gold;
}

static void add_examples(training *t, u32 row, bool voted, examples *to) {
  const name_doc *nd = &t->bank.docs.at[row];
  name_view v = name_view_of(nd->doc, &t->tables, &t->lexicon);
  if (voted) v.vote = t->vote[row];
  const u8 *gold = possible(t->mem, &v, nd->label);
  for (u32 s = 1; s < nd->doc->sentences.len; s++) {
    name_view_sentence(&v, s);
    vec_push(t->mem, to, example_of(t->mem, &v, gold));
  }
}

// ---------------------------------------------------------------- learning

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

static crf_sentence numbered(arena *mem, const numbers *n, const example *e) {
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
  return (crf_sentence){len, at, feature, e->gold + e->view.first};
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

static crf *learn_numbered(arena *mem, const examples *all, const numbers *n, crf_options how) {
  crf_sentence *s = NEWS(mem, crf_sentence, all->len);
  for (u32 i = 0; i < all->len; i++) s[i] = numbered(mem, n, &all->at[i]);
  crf *c = crf_new(NAME_LABELS, n->kept);
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

static void pack_model(const crf *c, const numbers *n, name_tables *tables, out *model, out *change) {
  learner *l = as_learner(c, n);
  learner_finish(l, model, MOST_ROWS);
  linear_view(&tables->model, out_view(model));
  for (u32 b = 0; b < NAME_LABELS; b++)
    for (u32 k = 0; k < NAME_LABELS; k++) {
      i16 v = (i16)lrintf(c->change[b][k] / tables->model.unit);
      out_str(change, (str){(const char *)&v, sizeof v});
    }
  tables->change = (const i16 *)(const void *)change->p;
  learner_free(l);
}

// Learns from the examples, twice: with all features, and with those alone that are worth their room. The model becomes
// one of `tables`, whose parts lie in model and change.
static void learn(arena *mem, const examples *all, u32 least, crf_options how, name_tables *tables, out *model,
                  out *change) {
  arena_mark here = arena_here(mem);
  numbers n = number_features(all, least);
  crf *c = learn_numbered(mem, all, &n, (crf_options){how.rounds / 2, how.rate, how.decay, how.drop});
  keep_worthy(c, &n, MOST_ROWS);
  crf_free(c);
  c = learn_numbered(mem, all, &n, how);
  arena_back(mem, here);
  pack_model(c, &n, tables, model, change);
  printf("  %u features, %u kept; %u rows, unit %.4f\n", n.used, n.kept, tables->model.rows,
         (double)tables->model.unit);
  crf_free(c);
  free(n.key), free(n.number), free(n.seen);
}

// The votes on each document by a model that has learned from the others.
static void take_votes(training *t) {
  for (u32 fold = 0; fold < FOLDS; fold++) {
    examples all = {0};
    for (u32 i = 0; i < t->bank.docs.len; i++)
      if (!t->test[i] && i % FOLDS != fold) add_examples(t, i, false, &all);
    out model = {0}, change = {0};
    name_tables n = t->tables;
    learn(t->mem, &all, LEAST_SEEN, FOLD_LEARNING, &n, &model, &change);
    for (u32 i = fold; i < t->bank.docs.len; i += FOLDS) {
      const doc *d = t->bank.docs.at[i].doc;
      name_view v = name_view_of(d, &t->tables, &t->lexicon);
      u8 *label = NEWS(t->mem, u8, d->tokens.len);
      name_chain_once(&v, &n, label);
      t->vote[i] = name_votes(&v, label);
    }
    out_free(&model);
    out_free(&change);
  }
}

static void read_sets(training *t, const char *dir) {
  for (u32 s = 0; s < SET_COUNT; s++) {
    u32 from = t->bank.docs.len;
    namebank_read(&t->bank, dir, (enum name_set)s);
    u32 to = t->bank.docs.len;
    if (name_set_tests((enum name_set)s)) continue;
    namebank_recase(&t->bank, from, to, RECASED, CASE_UPPER);
    namebank_recase(&t->bank, from + 1, to, RECASED, CASE_LOWER);
  }
  t->test = NEWS(t->mem, bool, t->bank.docs.len);
  t->vote = NEWS(t->mem, const u8 *, t->bank.docs.len);
}

// Leaves out one fifth of WikiGold, 0 … 4, with its recased copies, and the development sets.
static void hold_out(training *t, u32 fifth) {
  for (u32 i = 0, wiki = 0; i < t->bank.docs.len; i++) {
    const name_doc *nd = &t->bank.docs.at[i];
    if (nd->copy_of) t->test[i] = t->test[nd->copy_of - 1];
    else t->test[i] = name_set_tests((enum name_set)nd->set) || (nd->set == SET_WIKIGOLD && wiki++ % 5 == fifth);
  }
}

static void score(training *t, const name_tables *n) {
  static name_counts of[SET_COUNT];
  for (u32 i = 0; i < t->bank.docs.len; i++) {
    const name_doc *nd = &t->bank.docs.at[i];
    if (!t->test[i] || nd->copy_of) continue;
    name_view v = name_view_of(nd->doc, n, &t->lexicon);
    u8 *label = NEWS(t->mem, u8, nd->doc->tokens.len);
    name_chain(&v, n, label);
    name_score(nd, label, &of[nd->set]);
  }
  for (u32 s = 0; s < SET_COUNT; s++) name_counts_print((enum name_set)s, &of[s]);
}

int train_names(int argc, char **argv) {
  if (argc < 4) return fprintf(stderr, "usage: stemma-train names OUT DATADIR PACK [FIFTH]\n"), 2;
  training t = {.mem = arena_new((size_t)12 << 30)};
  if (!t.mem || setjmp(*arena_spent(t.mem))) return 1;
  fail f;
  kit k = {.pack = pack_open(argv[3], &f)};
  tagger g;
  tagger_view(&g, pack_chunk(k.pack, "syntax"));
  t.lexicon = g.words;
  out part[NAME_PARTS] = {0};
  known_names_write(argv[2], &part[NAME_STEPS], &part[NAME_STATES]);
  phrases_view(&t.tables.known, out_view(&part[NAME_STEPS]), out_view(&part[NAME_STATES]));
  t.bank = (namebank){.mem = t.mem, .kit = &k};
  read_sets(&t, argv[2]);
  hold_out(&t, argc > 4 ? (u32)atoi(argv[4]) : 5);
  take_votes(&t);
  examples all = {0};
  for (u32 i = 0; i < t.bank.docs.len; i++) {
    if (t.test[i]) continue;
    add_examples(&t, i, false, &all);
    add_examples(&t, i, true, &all);
  }
  name_tables n = t.tables;
  learn(t.mem, &all, 2 * LEAST_SEEN - 1, LEARNING, &n, &part[NAME_MODEL], &part[NAME_CHANGE]);
  if (argc > 4) score(&t, &n);
  str parts[NAME_PARTS];
  for (u32 i = 0; i < NAME_PARTS; i++) parts[i] = out_view(&part[i]);
  out o = {0};
  parts_write(&o, NAME_KIND, parts, NAME_PARTS);
  return chunk_write(argv[1], &o);
}

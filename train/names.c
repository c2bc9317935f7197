// Trains the finder of names: a conditional random field over all data sets of names together. Each document
// is read twice: with nothing known of it, and knowing how its words were labelled by a model that has not learned from
// it.
#include <stdio.h>
#include <stdlib.h>

#include "chunk.h"
#include "known_names.h"
#include "lang/name_chain.h"
#include "lang/tagger.h"
#include "model/parts.h"
#include "name_learn.h"
#include "namebank.h"
#include "namescore.h"
#include "train.h"

enum { FOLDS = 2, LEAST_SEEN = 2, RECASED = 8, NEWS_BLOCK = 10 };

static const crf_options FOLD_LEARNING = {4, 0.03f, 0, 80, 0.001f, 0.3f, 0.1f}, LEARNING = {8, 0.03f, 0, 80, 0.001f, 0.3f, 0.1f};

typedef struct {
  arena *mem;
  name_tables tables;  // of it only the known names
  word_tables lexicon;
  u32 width;           // of the words' vectors
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

// The votes on each document by a model that has learned from the others.
static void take_votes(training *t) {
  for (u32 fold = 0; fold < FOLDS; fold++) {
    examples all = {0};
    for (u32 i = 0; i < t->bank.docs.len; i++)
      if (!t->test[i] && i % FOLDS != fold) add_examples(t, i, false, &all);
    out part[NAME_PARTS] = {0};
    name_tables n = t->tables;
    name_learn(t->mem, &all, t->width, LEAST_SEEN, FOLD_LEARNING, &n, part);
    for (u32 i = fold; i < t->bank.docs.len; i += FOLDS) {
      const doc *d = t->bank.docs.at[i].doc;
      name_view v = name_view_of(d, &t->tables, &t->lexicon);
      u8 *label = NEWS(t->mem, u8, d->tokens.len);
      name_chain_once(&v, &n, label);
      t->vote[i] = name_votes(&v, label);
    }
    for (u32 i = 0; i < NAME_PARTS; i++) out_free(&part[i]);
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

// Leaves out one fifth of WikiGold and of the annotated news, 0 … 4, with its recased copies, and the development sets.
static void hold_out(training *t, u32 fifth) {
  u32 seen[SET_COUNT] = {0};
  for (u32 i = 0; i < t->bank.docs.len; i++) {
    const name_doc *nd = &t->bank.docs.at[i];
    u32 block = nd->set == SET_WIKIGOLD ? 1 : nd->set == SET_NEWS ? NEWS_BLOCK : 0;   // articles of one event stand together
    if (nd->copy_of) t->test[i] = t->test[nd->copy_of - 1];
    else t->test[i] = name_set_tests((enum name_set)nd->set) || (block && seen[nd->set]++ / block % 5 == fifth);
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
  t.width = g.net.width;
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
  name_learn(t.mem, &all, t.width, 2 * LEAST_SEEN - 1, LEARNING, &n, part);
  if (argc > 4) score(&t, &n);
  str parts[NAME_PARTS];
  for (u32 i = 0; i < NAME_PARTS; i++) parts[i] = out_view(&part[i]);
  out o = {0};
  parts_write(&o, NAME_KIND, parts, NAME_PARTS);
  return chunk_write(argv[1], &o);
}

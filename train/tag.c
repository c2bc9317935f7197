// The tagger's trainer: an averaged perceptron that decides from left to right on its own tags (as it will have to).
#include "tag.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "chunk.h"
#include "doc/stages.h"
#include "lang/lemma.h"
#include "lang/tagger.h"
#include "learner.h"
#include "model/kit.h"
#include "tally.h"
#include "train.h"

enum {
  ROUNDS = 10,
  LEAST_LABEL = 2,       // occurrences for a joint tag to be a label
  LEAST_KNOWN = 5,       // occurrences for a word to have an ambiguity class
  KNOWN_SHARE = 25,      // a tag belongs to the class if it is at least one in so many
  LEAST_SURE = 30,       // occurrences for a word to be tagged by the list
  MOST_ROWS = 70000,
  NO_LABEL = UINT32_MAX,
};

typedef struct {
  arena *mem;
  const treebank *bank;
  const bool *use;                          // [docs]
  joint_tag label[MOST_LABELS];
  u32 labels;
  u32 label_of[UPOS_COUNT][XPOS_COUNT];
  out known, sure, clusters;
  word_tables tables;
  table sure_table;
} training;

static bool used(const training *t, u32 row) { return !t->use || t->use[row]; }

static u32 gold_label(const training *t, const tokens *g, u32 i) { return t->label_of[g->upos[i]][g->xpos[i]]; }

static void find_labels(training *t) {
  u32 count[UPOS_COUNT][XPOS_COUNT] = {0};
  for (u32 b = 0; b < t->bank->docs; b++) {
    const tokens *g = &t->bank->doc[b]->tokens;
    for (u32 i = 1; used(t, b) && i < g->len; i++) count[g->upos[i]][g->xpos[i]]++;
  }
  for (u32 u = 0; u < UPOS_COUNT; u++)
    for (u32 x = 0; x < XPOS_COUNT; x++) {
      t->label_of[u][x] = NO_LABEL;
      if (count[u][x] < LEAST_LABEL || t->labels == MOST_LABELS) continue;
      t->label_of[u][x] = t->labels;
      t->label[t->labels++] = (joint_tag){(u8)u, (u8)x};
    }
}

// How often each word had each label, by one of its two keys.
static tally *count_labels(const training *t, bool by_form) {
  tally *all = tally_new();
  for (u32 b = 0; b < t->bank->docs; b++) {
    const doc *d = t->bank->doc[b];
    for (u32 i = 1; used(t, b) && i < d->tokens.len; i++) {
      u32 label = gold_label(t, &d->tokens, i);
      lexeme x = lexeme_of(words_str(d->words, d->tokens.form[i]), low_str(d, i), &t->tables);
      if (label != NO_LABEL) tally_add(all, by_form ? x.form : x.low, label);
    }
  }
  tally_sort(all);
  return all;
}

// Ambiguity classes (Cutting et al. 1992): a word's class is the set of its tags. Rare words have none, since in training
// the class would give away their one tag.
static void make_known(training *t) {
  tally *all = count_labels(t, false);
  VEC(u64) key = {0};
  VEC(u32) value = {0};
  for (u32 k = 0; k < tally_keys(all); k++) {
    tally_row r = tally_at(all, k);
    if (r.total < LEAST_KNOWN) continue;
    u64 class = 0;
    for (u32 i = 0; i < r.len; i++)
      if (KNOWN_SHARE * r.item[i].count >= r.total) class += hash_mix(atom(r.item[i].what), 1);
    vec_push(t->mem, &key, r.key);
    vec_push(t->mem, &value, (u32)(class >> 33) + 1);
  }
  table_write(&t->known, key.at, value.at, key.len);
  table_view(&t->tables.known, out_view(&t->known));
  tally_free(all);
}

static void make_sure(training *t) {
  tally *all = count_labels(t, true);
  VEC(u64) key = {0};
  VEC(u32) value = {0};
  for (u32 k = 0; k < tally_keys(all); k++) {
    tally_row r = tally_at(all, k);
    if (r.total < LEAST_SURE || 500 * (r.total - r.item[0].count) > r.total) continue;
    vec_push(t->mem, &key, r.key);
    vec_push(t->mem, &value, r.item[0].what + 1);
  }
  table_write(&t->sure, key.at, value.at, key.len);
  table_view(&t->sure_table, out_view(&t->sure));
  tally_free(all);
}

static void learn_sentence(const training *t, learner *l, const tag_view *v, const tokens *g) {
  u64 feature[MOST_FEATURES];
  u32 tag1 = 0, tag2 = 0;
  for (u32 i = v->first; i < v->last; i++) {
    u32 best = table_find(&t->sure_table, v->lex[i]->form), gold = gold_label(t, g, i);
    if (!best) {
      u32 n = tag_features(v, i, tag1, tag2, feature);
      best = learner_best(l, feature, n, NULL) + 1;
      if (gold != NO_LABEL) {
        learner_tick(l);
        if (best != gold + 1) learner_move(l, feature, n, gold, best - 1);
      }
    }
    tag2 = tag1;
    tag1 = best;
  }
}

typedef struct {
  u32 doc, sentence;
} place_of;

static void learn(training *t, learner *l, u32 rounds) {
  VEC(place_of) all = {0};
  const lexeme *const **lex = NEWS(t->mem, const lexeme *const *, t->bank->docs);
  for (u32 b = 0; b < t->bank->docs; b++) {
    if (!used(t, b)) continue;
    lex[b] = lexemes_of(t->mem, t->bank->doc[b], &t->tables);
    for (u32 s = 1; s < t->bank->doc[b]->sentences.len; s++) vec_push(t->mem, &all, ((place_of){b, s}));
  }
  u32 *order = NEWS(t->mem, u32, all.len);
  for (u32 i = 0; i < all.len; i++) order[i] = i;
  dice d = {1};
  for (u32 r = 0; r < rounds; r++) {
    dice_shuffle(&d, order, all.len);
    for (u32 i = 0; i < all.len; i++) {
      place_of p = all.at[order[i]];
      const doc *g = t->bank->doc[p.doc];
      tag_view v = tag_view_of(lex[p.doc], g->sentences.at[p.sentence].first, g->sentences.at[p.sentence].last);
      learn_sentence(t, l, &v, &g->tokens);
    }
  }
}

// Which features go with a word and its tag: the most frequent ones.
static void make_feats(training *t, out *list, out *find) {
  words *feats = words_new(t->mem);
  tally *all = tally_new();
  for (u32 b = 0; b < t->bank->docs; b++) {
    const doc *d = t->bank->doc[b];
    for (u32 i = 1; used(t, b) && i < d->tokens.len; i++) {
      u32 label = gold_label(t, &d->tokens, i);
      if (label == NO_LABEL) continue;
      u32 f = words_id(feats, words_str(d->words, d->tokens.feats[i]));
      tally_add(all, feats_key(word_key(low_str(d, i)), label), f);
      tally_add(all, feats_key(0, label), f);
    }
  }
  tally_sort(all);
  VEC(u64) key = {0};
  VEC(u32) value = {0};
  for (u32 k = 0; k < tally_keys(all); k++) {
    tally_row r = tally_at(all, k);
    vec_push(t->mem, &key, r.key);
    vec_push(t->mem, &value, r.item[0].what + 1);
  }
  table_write(find, key.at, value.at, key.len);
  str *row = NEWS(t->mem, str, words_count(feats));
  for (u32 i = 0; i < words_count(feats); i++) row[i] = words_str(feats, i);
  strings_write(list, row, words_count(feats));
  tally_free(all);
}

static void write_labels(const training *t, out *to) {
  u32 counts[2] = {UPOS_COUNT, XPOS_COUNT};
  out_str(to, (str){(const char *)counts, sizeof counts});
  out_str(to, (str){(const char *)t->label, t->labels * sizeof *t->label});
}

str tag_train(arena *mem, const treebank *bank, const bool *use, u32 rounds) {
  training *t = NEW(mem, training);
  t->mem = mem;
  t->bank = bank;
  t->use = use;
  table_view(&t->tables.known, (str){0});
  table_view(&t->tables.cluster, (str){0});
  find_labels(t);
  make_known(t);
  make_sure(t);
  learner *l = learner_new(t->labels);
  learn(t, l, rounds);
  out part[TAG_PARTS] = {0}, chunk = {0};
  write_labels(t, &part[TAG_LABELS]);
  learner_finish(l, &part[TAG_MODEL], MOST_ROWS);
  learner_free(l);
  part[TAG_KNOWN] = t->known;
  part[TAG_CLUSTERS] = t->clusters;
  part[TAG_SURE] = t->sure;
  make_feats(t, &part[TAG_FEATS], &part[TAG_FEATS_OF]);
  str view[TAG_PARTS];
  for (u32 i = 0; i < TAG_PARTS; i++) view[i] = out_view(&part[i]);
  parts_write(&chunk, TAG_KIND, view, TAG_PARTS);
  return out_view(&chunk);
}

doc **tag_jackknife(arena *mem, const treebank *bank, u32 folds, u32 rounds) {
  doc **tagged = NEWS(mem, doc *, bank->docs);
  bool *use = NEWS(mem, bool, bank->docs);
  str lemma = lemma_train(mem, bank);
  for (u32 f = 0; f < folds; f++) {
    for (u32 b = 0; b < bank->docs; b++) use[b] = b % folds != f;
    pack_part part[2] = {{"tag", tag_train(mem, bank, use, rounds)}, {"lemma", lemma}};
    out bytes = {0};
    pack_write(&bytes, part, 2);
    pack *p = pack_view(out_view(&bytes), NULL);
    for (u32 b = 0; b < bank->docs; b++) {
      if (use[b]) continue;
      tagged[b] = doc_untagged(mem, bank->doc[b]);
      stage_tag(tagged[b], &(kit){.pack = p});
    }
    pack_close(p);
    out_free(&bytes);
  }
  return tagged;
}

treebank *syntax_train_set(arena *mem, const char *dir) {
  return treebank_join(mem, treebank_read(mem, dir, "syntax/ud-english-ewt/en_ewt-ud-train.conllu.xz"),
                       treebank_read(mem, dir, "syntax/gum-open/gum-open-train.conllu.xz"));
}

enum { TRAIN_MEMORY_GIB = 8 };

int train_tag(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: stemma-train tag OUT DATADIR\n"), 2;
  arena *mem = arena_new((size_t)TRAIN_MEMORY_GIB << 30);
  str chunk = tag_train(mem, syntax_train_set(mem, argv[2]), NULL, ROUNDS);
  return chunk_write(argv[1], &(out){.p = (char *)(uintptr_t)chunk.p, .n = chunk.n});
}

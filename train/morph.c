// The tables of lemmas and features: edit scripts by word and tag, and by ending and tag; features by word and tag.
#include <stdio.h>

#include "chunk.h"
#include "lang/lemma.h"
#include "tally.h"
#include "train.h"
#include "treebank.h"

enum { ENDING_SHARE = 2 };   // an entry decides if more than one in so many agree

static joint_tag tag_of(const tokens *t, u32 i) { return (joint_tag){t->upos[i], t->xpos[i]}; }

static void count_scripts(arena *mem, const doc *d, words *scripts, tally *all) {
  const tokens *t = &d->tokens;
  for (u32 i = 1; i < t->len; i++) {
    str form = words_str(d->words, t->form[i]), low = low_str(d, i);
    u32 script = words_id(scripts, lemma_script(mem, form, low, words_str(d->words, t->lemma[i])));
    tally_add(all, lemma_word_key(form, tag_of(t, i)), script);
    for (size_t n = 0; n <= MIN(low.n, (size_t)LONGEST_ENDING); n++) tally_add(all, lemma_ending_key(low, n, tag_of(t, i)), script);
  }
}

static void count_feats(const doc *d, words *feats, tally *all) {
  const tokens *t = &d->tokens;
  for (u32 i = 1; i < t->len; i++) {
    u32 f = words_id(feats, words_str(d->words, t->feats[i]));
    tally_add(all, feats_word_key(low_str(d, i), tag_of(t, i)), f);
    tally_add(all, feats_tag_key(tag_of(t, i)), f);
  }
}

// The most frequent thing of each key, where it has at least the share.
static table full_table(arena *mem, out *to, tally *all, u32 share) {
  VEC(u64) key = {0};
  VEC(u32) value = {0};
  tally_sort(all);
  for (u32 k = 0; k < tally_keys(all); k++) {
    tally_row r = tally_at(all, k);
    if (share * r.item[0].count <= r.total) continue;
    vec_push(mem, &key, r.key);
    vec_push(mem, &value, r.item[0].what + 1);
  }
  table t;
  table_write(to, key.at, value.at, key.len);
  table_view(&t, out_view(to));
  tally_free(all);
  return t;
}

// What an entry adds to what the program would conclude without it. Entries that add nothing are left out of the pack.
typedef struct {
  table full;
  tally *needed;    // key with value
} pruning;

static void need_entry(pruning *p, u64 key, u32 *concluded) {
  u32 value = table_find(&p->full, key);
  if (!value || value == *concluded) return;
  tally_add(p->needed, key, value);
  *concluded = value;
}

static void prune_scripts(pruning *p, const doc *d) {
  const tokens *t = &d->tokens;
  for (u32 i = 1; i < t->len; i++) {
    str low = low_str(d, i);
    u32 concluded = 0;
    for (size_t n = 0; n <= MIN(low.n, (size_t)LONGEST_ENDING); n++) need_entry(p, lemma_ending_key(low, n, tag_of(t, i)), &concluded);
    need_entry(p, lemma_word_key(words_str(d->words, t->form[i]), tag_of(t, i)), &concluded);
  }
}

static void prune_feats(pruning *p, const doc *d) {
  for (u32 i = 1; i < d->tokens.len; i++) {
    u32 concluded = 0;
    need_entry(p, feats_tag_key(tag_of(&d->tokens, i)), &concluded);
    need_entry(p, feats_word_key(low_str(d, i), tag_of(&d->tokens, i)), &concluded);
  }
}

static void put_table(arena *mem, out *to, const treebank *bank, tally *all, u32 share, void (*prune)(pruning *, const doc *)) {
  out full = {0};
  pruning p = {full_table(mem, &full, all, share), tally_new()};
  for (u32 b = 0; b < bank->docs; b++) prune(&p, bank->doc[b]);
  tally_sort(p.needed);
  u64 *key = NEWS(mem, u64, tally_keys(p.needed) + 1u);
  u32 *value = NEWS(mem, u32, tally_keys(p.needed) + 1u), n = tally_keys(p.needed);
  for (u32 k = 0; k < n; k++) {
    key[k] = tally_at(p.needed, k).key;
    value[k] = tally_at(p.needed, k).item[0].what;
  }
  table_write(to, key, value, n);
  tally_free(p.needed);
  out_free(&full);
}

static void put_list(arena *mem, out *to, const words *w) {
  str *list = NEWS(mem, str, words_count(w));
  for (u32 i = 0; i < words_count(w); i++) list[i] = words_str(w, i);
  strings_write(to, list, words_count(w));
}

enum { NO_SHARE = 1000 };

int train_morph(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: stemma-train morph OUT DATA\n"), 2;
  arena *mem = arena_new((size_t)4 << 30);
  treebank *bank = treebank_syntax(mem, argv[2]);
  words *scripts = words_new(mem), *feats = words_new(mem);
  tally *script_counts = tally_new(), *feats_counts = tally_new();
  for (u32 b = 0; b < bank->docs; b++) {
    count_scripts(mem, bank->doc[b], scripts, script_counts);
    count_feats(bank->doc[b], feats, feats_counts);
  }
  out part[LEMMA_PARTS] = {0}, chunk = {0};
  put_list(mem, &part[LEMMA_SCRIPTS], scripts);
  put_table(mem, &part[LEMMA_TABLE], bank, script_counts, ENDING_SHARE, prune_scripts);
  put_list(mem, &part[LEMMA_FEATS], feats);
  put_table(mem, &part[LEMMA_FEATS_TABLE], bank, feats_counts, NO_SHARE, prune_feats);
  str view[LEMMA_PARTS];
  for (u32 i = 0; i < LEMMA_PARTS; i++) view[i] = out_view(&part[i]);
  parts_write(&chunk, LEMMA_KIND, view, LEMMA_PARTS);
  return chunk_write(argv[1], &chunk);
}

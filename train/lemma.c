// The lemmatiser's tables: counts of edit scripts by word and tag, and by ending and tag.
#include <stdio.h>

#include "chunk.h"
#include "lang/lemma.h"
#include "model/parts.h"
#include "tag.h"
#include "tally.h"
#include "train.h"

enum { ENDING_SHARE = 2 };   // an ending decides if more than one in so many agree

static void count_scripts(arena *mem, const treebank *bank, words *scripts, tally *all) {
  for (u32 b = 0; b < bank->docs; b++) {
    const doc *d = bank->doc[b];
    const tokens *t = &d->tokens;
    for (u32 i = 1; i < t->len; i++) {
      str form = words_str(d->words, t->form[i]), low = words_str(d->words, t->low[i]);
      u32 script = words_id(scripts, lemma_script(mem, form, low, words_str(d->words, t->lemma[i])));
      tally_add(all, lemma_word_key(form, (joint_tag){t->upos[i], t->xpos[i]}), script);
      for (size_t n = 0; n <= MIN(low.n, (size_t)LONGEST_ENDING); n++)
        tally_add(all, lemma_ending_key(low, n, (joint_tag){t->upos[i], t->xpos[i]}), script);
    }
  }
  tally_sort(all);
}

str lemma_train(arena *mem, const treebank *bank) {
  words *scripts = words_new(mem);
  tally *all = tally_new();
  count_scripts(mem, bank, scripts, all);
  VEC(u64) key = {0};
  VEC(u32) value = {0};
  for (u32 k = 0; k < tally_keys(all); k++) {
    tally_row r = tally_at(all, k);
    if (ENDING_SHARE * r.item[0].count <= r.total) continue;
    vec_push(mem, &key, r.key);
    vec_push(mem, &value, r.item[0].what + 1);
  }
  out part[LEMMA_PARTS] = {0}, chunk = {0};
  str *list = NEWS(mem, str, words_count(scripts)), view[LEMMA_PARTS];
  for (u32 i = 0; i < words_count(scripts); i++) list[i] = words_str(scripts, i);
  strings_write(&part[LEMMA_SCRIPTS], list, words_count(scripts));
  table_write(&part[LEMMA_TABLE], key.at, value.at, key.len);
  for (u32 i = 0; i < LEMMA_PARTS; i++) view[i] = out_view(&part[i]);
  parts_write(&chunk, LEMMA_KIND, view, LEMMA_PARTS);
  tally_free(all);
  return out_view(&chunk);
}

int train_lemma(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: stemma-train lemma OUT DATADIR\n"), 2;
  arena *mem = arena_new((size_t)4 << 30);
  str chunk = lemma_train(mem, syntax_train_set(mem, argv[2]));
  return chunk_write(argv[1], &(out){.p = (char *)(uintptr_t)chunk.p, .n = chunk.n});
}

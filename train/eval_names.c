// Names found in the development sets of UNER English EWT and CrossNER politics, from their running text.
#include <stdio.h>
#include <stdlib.h>

#include "doc/stages.h"
#include "eval.h"
#include "lang/name_chain.h"
#include "namescore.h"

static u8 *found_labels(const doc *d) {
  u8 *label = NEWS(d->mem, u8, d->tokens.len);
  for (u32 i = 1; i < d->tokens.len; i++) label[i] = (u8)name_label_of(name_at(d, i), name_begins(d->tokens.name[i]));
  return label;
}

void eval_names(const kit *k, const char *dir) {
  arena *mem = arena_new((size_t)2 << 30);
  if (!mem || setjmp(*arena_spent(mem))) exit(1);
  namebank bank = {.mem = mem, .kit = k};
  static name_counts of[SET_COUNT];
  for (u32 s = 0; s < SET_COUNT; s++)
    if (name_set_tests((enum name_set)s)) namebank_read(&bank, dir, (enum name_set)s);
  for (u32 i = 0; i < bank.docs.len; i++) {
    const name_doc *nd = &bank.docs.at[i];
    stage_name(nd->doc, k);
    name_score(nd, found_labels(nd->doc), &of[nd->set]);
  }
  for (u32 s = 0; s < SET_COUNT; s++) name_counts_print((enum name_set)s, &of[s]);
  arena_free(mem);
}

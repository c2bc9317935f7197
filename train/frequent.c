#include "frequent.h"

#include <stdlib.h>

#include "model/table.h"
#include "tally.h"

enum { SURE_FROM = 30, SURE_PERCENT = 99, NO_TAG = UINT16_MAX };   // annotated occurrences for a tag to be sure, and its share

typedef struct {
  u64 form;
  u32 count;
} counted;

static int by_count(const void *a, const void *b) {
  const counted *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  return (x->form > y->form) - (x->form < y->form);
}

// Annotated words count for their tag, others for none.
static void count_words(tally *all, const doc *d, const lexeme *const *lex, bool annotated) {
  for (u32 i = 1; i < d->tokens.len; i++) {
    u32 tag = annotated ? (u32)d->tokens.upos[i] << 8 | d->tokens.xpos[i] : NO_TAG;
    if (lex[i]->form) tally_add(all, lex[i]->form, tag);
  }
}

static counted *counts_of(arena *mem, const tally *all) {
  counted *c = NEWS(mem, counted, tally_keys(all) + 1u);
  for (u32 k = 0; k < tally_keys(all); k++) c[k] = (counted){tally_at(all, k).key, tally_at(all, k).total};
  qsort(c, tally_keys(all), sizeof *c, by_count);
  return c;
}

static void find_looks(const table *t, frequent *to, const doc *d, const lexeme *const *lex) {
  for (u32 i = 1; i < d->tokens.len; i++) {
    u32 row = table_find(t, lex[i]->form);
    if (row) to[row - 1].look = *lex[i];
  }
}

static void find_tag(frequent *to, tally_row row) {
  u32 annotated = 0, most = 0, tag = 0;
  for (u32 i = 0; i < row.len; i++) {
    if (row.item[i].what == NO_TAG) continue;
    annotated += row.item[i].count;
    if (row.item[i].count > most) most = row.item[i].count, tag = row.item[i].what;
  }
  to->sure = annotated >= SURE_FROM && 100 * most >= SURE_PERCENT * annotated;
  to->tag = (joint_tag){(u8)(tag >> 8), (u8)tag};
}

frequent *frequent_words(arena *mem, const treebank *bank, const lexeme *const *const *lex, const rawtext *raw,
                         const lexeme *const *const *raw_lex, u32 most, u32 *count) {
  tally *all = tally_new();
  for (u32 b = 0; b < bank->docs; b++) count_words(all, bank->doc[b], lex[b], true);
  for (u32 b = 0; b < raw->docs.len; b++) count_words(all, raw->docs.at[b], raw_lex[b], false);
  tally_sort(all);
  counted *c = counts_of(mem, all);
  *count = MIN(most, tally_keys(all));
  frequent *found = NEWS(mem, frequent, *count);
  u64 *key = NEWS(mem, u64, *count);
  u32 *value = NEWS(mem, u32, *count);
  for (u32 i = 0; i < *count; i++) key[i] = c[i].form, value[i] = i + 1;
  out bytes = {0};
  table t;
  table_write(&bytes, key, value, *count);
  table_view(&t, out_view(&bytes));
  for (u32 b = 0; b < bank->docs; b++) find_looks(&t, found, bank->doc[b], lex[b]);
  for (u32 b = 0; b < raw->docs.len; b++) find_looks(&t, found, raw->docs.at[b], raw_lex[b]);
  for (u32 k = 0; k < tally_keys(all); k++) {
    u32 row = table_find(&t, tally_at(all, k).key);
    if (row) find_tag(&found[row - 1], tally_at(all, k));
  }
  out_free(&bytes);
  tally_free(all);
  return found;
}

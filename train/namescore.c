#include "namescore.h"

#include <stdio.h>

#include "lang/name_chain.h"

bool name_set_tests(enum name_set set) { return set == SET_EWT_DEV || set == SET_POLITICS_DEV; }

void name_score(const name_doc *nd, const u8 *label, name_counts *to) {
  const doc *d = nd->doc;
  for (u32 n = 0; n < nd->names; n++) to->gold[nd->name[n].kind]++;
  for (u32 i = 1, g = 0, end; i < d->tokens.len; i = end) {
    end = i + 1;
    if (!label[i]) continue;
    name_kind k = name_label_kind(label[i]);
    while (end < d->tokens.len && label[end] && label[end] == name_label_inside(label[i])) end++;
    span at = token_span(d, i, end);
    to->found[k]++;
    while (g < nd->names && nd->name[g].at.beg < at.beg) g++;
    if (g < nd->names && nd->name[g].at.beg == at.beg && nd->name[g].at.end == at.end && nd->name[g].kind == k)
      to->right[k]++;
  }
}

static void print_row(const char *what, u32 right, u32 found, u32 gold) {
  double p = 100.0 * right / MAX(found, 1u), r = 100.0 * right / MAX(gold, 1u);
  printf("  %-14s F1 %5.2f  precision %5.2f (%u/%u)  recall %5.2f (%u/%u)\n", what, right ? 2 * p * r / (p + r) : 0, p,
         right, found, r, right, gold);
}

void name_counts_print(enum name_set set, const name_counts *c) {
  static const char *const titles[] = {[SET_EWT_DEV] = "UNER English EWT, dev",
                                       [SET_POLITICS_DEV] = "CrossNER politics, dev",
                                       [SET_WIKIGOLD] = "WikiGold, held out",
                                       [SET_NEWS] = "annotated news, held out",
                                       [SET_COUNT] = NULL};
  static const name_kind kinds[] = {NAME_PERSON, NAME_ORGANISATION, NAME_PLACE};
  u32 right = 0, found = 0, gold = 0;
  for (u32 k = 0; k < COUNT_OF(kinds); k++) {
    right += c->right[kinds[k]];
    found += c->found[kinds[k]];
    gold += c->gold[kinds[k]];
  }
  if (!gold || !titles[set]) return;
  printf(" %s\n", titles[set]);
  for (u32 k = 0; k < COUNT_OF(kinds); k++)
    print_row(name_kind_name(kinds[k]).p, c->right[kinds[k]], c->found[kinds[k]], c->gold[kinds[k]]);
  print_row("three kinds", right, found, gold);
}

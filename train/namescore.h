// Names found and missed: exact spans and kinds, by the field's rules, of the three kinds that all data sets tell apart.
#ifndef STEMMA_TRAIN_NAMESCORE_H
#define STEMMA_TRAIN_NAMESCORE_H

#include "namebank.h"

typedef struct {
  u32 right[NAME_COUNT], found[NAME_COUNT], gold[NAME_COUNT];
} name_counts;

bool name_set_tests(enum name_set set);     // is for scoring, not for learning

void name_score(const name_doc *nd, const u8 *label, name_counts *to);   // label [T] of lang/name_chain.h
void name_counts_print(enum name_set set, const name_counts *c);

#endif

// Counts of pairs: how often each key went with each thing.
#ifndef STEMMA_TALLY_H
#define STEMMA_TALLY_H

#include "base/base.h"

typedef struct tally tally;

typedef struct {
  u32 what, count;
} tally_item;

typedef struct {
  u64 key;
  const tally_item *item;   // the most frequent first
  u32 len, total;
} tally_row;

tally *tally_new(void);
void tally_free(tally *t);
void tally_add(tally *t, u64 key, u32 what);
void tally_sort(tally *t);          // before any row is looked at: rows then ascend by key
u32 tally_keys(const tally *t);
tally_row tally_at(const tally *t, u32 row);

#endif

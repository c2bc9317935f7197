// The best path through a row of words, given what each state scores at each word and what it costs to change from one to the
// next (Viterbi 1967), in whole numbers and 16 states at a time.
#ifndef STEMMA_PATH_H
#define STEMMA_PATH_H

#include "base/base.h"

enum {
  PATH_STATES = 16,
  PATH_MOST = 1 << 14,     // larger scores and changes are cut; a path of a thousand words then fits
  PATH_NEVER = -(1 << 29), // a change that cannot be
};

typedef struct {
  i32 cost[PATH_STATES][PATH_STATES];   // [before][state], as path_changes_set() makes them
} path_changes;

void path_changes_set(path_changes *c, u32 before, u32 state, i32 score);   // or PATH_NEVER, which those are that are not set
path_changes path_changes_none(void);

// The states of `words` words: before them stands state 0, and where `goes_on` behind them, too. back has room for them.
// `fast`: AVX2 is there (lanes_fast()); the plain loops give the same path.
void path_best(const path_changes *c, const i32 (*score)[PATH_STATES], u32 words, bool goes_on, u8 (*back)[PATH_STATES], u8 *state,
               bool fast);

#endif

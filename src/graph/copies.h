// Which articles of a story share sentences word for word, beyond the quotations that both print.
#ifndef STEMMA_COPIES_H
#define STEMMA_COPIES_H

#include "graph/shingle.h"
#include "graph/story.h"

// The copies among the articles of one story; `story_of` [A + 1] tells the story of every article of the batch.
void find_copies(stories *all, story *s, const shingles *sh, const u32 *story_of);

// How two articles overlap, for whoever wants the numbers.
typedef struct {
  u32 covered;            // words of the shorter article in common runs
  u32 shorter;            // its words
  u32 unquoted, longest;  // of them outside quotation marks; the longest such run
  spans a, b;             // the runs
} overlap;

overlap overlap_of(arena *mem, const shingles *sh, u32 a, u32 b);
bool overlap_is_copy(const overlap *o);

#endif

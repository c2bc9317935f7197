// The best tree over words whose arcs have scores. One word hangs on the root.
#ifndef STEMMA_TREE_H
#define STEMMA_TREE_H

#include "base/arena.h"

enum {
  MOST_WORDS = 256,       // of one tree; a longer sentence is several
  MOST_PROJECTIVE = 100,  // of a tree that is searched for in cubic time
};

// score[d * stride + h] for the arc from h to d; rows and columns 0 … words, 0 being the root. Changes the scores.
// head[1 … words]. Up to MOST_PROJECTIVE words no two arcs cross: in English few do, and most that a model would cross
// are errors. Longer sentences have the best tree of all (Chu and Liu 1965, Edmonds 1967).
void tree_best(arena *mem, i32 *score, u32 stride, u32 words, u32 *head);

// The two searches by themselves.
void tree_projective(arena *mem, const i32 *score, u32 stride, u32 words, u32 *head);
void tree_crossing(arena *mem, i32 *score, u32 stride, u32 words, u32 *head);

#endif

// The best tree over words whose arcs have scores: Chu and Liu 1965, Edmonds 1967. Trees may cross (not projective).
#ifndef STEMMA_TREE_H
#define STEMMA_TREE_H

#include "base/arena.h"

enum { MOST_WORDS = 256 };   // of one tree; a longer sentence is several

// score[d * stride + h] for the arc from h to d; rows and columns 0 … words, 0 being the root. One word hangs on the root.
// Changes the scores. head[1 … words].
void tree_best(arena *mem, i32 *score, u32 stride, u32 words, u32 *head);

#endif

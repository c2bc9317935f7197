// A chain of yes/no decisions, each with a score for yes, each neighbouring pair with a table of scores: the linear-chain
// conditional random field (Lafferty, McCallum and Pereira 2001) with two labels.
#ifndef STEMMA_YES_CHAIN_H
#define STEMMA_YES_CHAIN_H

#include "base/arena.h"

typedef struct {
  float of[2][2];     // [label before][label here]
} pair_scores;

typedef struct {
  u32 len;            // N
  const float *yes;               // [N] score of yes; that of no is 0
  const pair_scores *pair;        // [N] pair[i] joins i - 1 and i; pair[0] is not looked at
  const i8 *given;                // [N] 1 yes, 0 no, -1 open; NULL: all open
  float *p;                       // [N] out: probability of yes
  float (*both)[2][2];            // [N] out, where not NULL: probabilities of the pair that ends here
} yes_chain;

void yes_chain_solve(arena *mem, yes_chain *c);

#endif

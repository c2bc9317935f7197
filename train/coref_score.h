// The scores of coreference: MUC (Vilain et al. 1995), B3 (Bagga and Baldwin 1998), CEAF over entities with phi 4 (Luo 2005), and
// their mean, the score of CoNLL 2012. Mentions are token ranges; a cluster of one mention is none.
#ifndef STEMMA_COREF_SCORE_H
#define STEMMA_COREF_SCORE_H

#include "base/arena.h"

typedef struct {
  u32 first, last, chain;   // chain from 1
} chain_mention;

typedef struct {
  double right, all;        // summed over documents
} ratio;

typedef struct {
  ratio muc_p, muc_r, b3_p, b3_r, ceaf_p, ceaf_r, mention_p, mention_r;
} coref_score;

// Adds a document. The arrays are sorted and cleared of singletons here.
void coref_score_add(arena *mem, coref_score *to, chain_mention *gold, u32 golds, chain_mention *given, u32 givens);

double ratio_of(ratio r);                // in percent
double f1_of(ratio p, ratio r);
double coref_conll(const coref_score *s);

#endif

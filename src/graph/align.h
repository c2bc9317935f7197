// Claims of several articles that make one point, as groups.
#ifndef STEMMA_ALIGN_H
#define STEMMA_ALIGN_H

#include "graph/pairs.h"

typedef struct {
  u32 *of;        // [props] its group, 0…count - 1, numbered by their first prop
  u32 count;
} alignment;

extern const float ALIGN_AT;   // a pair this likely may join two groups

alignment align_claims(const props *p, const claim_pairs *pairs, float at);

#endif

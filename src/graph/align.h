// Claims of several articles that make one point, as groups.
#ifndef STEMMA_ALIGN_H
#define STEMMA_ALIGN_H

#include "graph/pairs.h"

// The props that make one point, ascending.
typedef struct {
  u32 *at;
  u32 n;
} prop_group;

// Every prop is in one group at least, alone where nobody else makes its point. One that says two things can be in two:
// "a bomber struck, killing four" meets who says that a bomber struck, and who says that four were killed.
typedef struct {
  prop_group *group;   // [count] by their first props
  u32 count;
} alignment;

alignment align_claims(const props *p, const claim_pairs *pairs);

#endif

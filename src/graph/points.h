// The points of a story: each claim with the members that make or deny it.
#ifndef STEMMA_POINTS_H
#define STEMMA_POINTS_H

#include "graph/align.h"

// What the later steps need of a story in the making.
typedef struct {
  stories *all;
  story *story;
  const kit *kit;
  actors *who;
  const props *p;
  claim_pairs pairs;
  u32 **prop_of;        // [claims of the story][members] the prop behind each member
} making;

void fill_claims(making *m, const alignment *al);
void find_contradictions(making *m);   // contradict.c

const claim *claim_of(const making *m, const prop *x);
const prop *member_prop(const making *m, u32 claim, u32 member);
bool one_statement(const prop *x, const prop *y);   // nearly the same words: one statement, whoever is described as its source
bool one_frame_denied(const prop *x, const prop *y);   // one predicate of one subject and one object, with a "not" and without

#endif

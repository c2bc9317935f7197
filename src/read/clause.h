// Propositions: the clauses of an article that can each be true or false, with whoever vouches for them.
#ifndef STEMMA_CLAUSE_H
#define STEMMA_CLAUSE_H

#include "read/attrib.h"

typedef struct {
  u32 head;           // head token
  u32 attribution;    // the innermost that vouches, 0 = the article itself
  bool main;          // heads its sentence, or the content of its attribution
  stance shown;       // what its adjective says of it (expected talks), or a headline's question mark; MOD_COUNT = nothing
  spans at;           // its own words, without those of the clauses within it
} clause;

typedef VEC(clause) clauses;   // in order of their first byte

clauses clauses_find(scene *s);   // of d->attributions as they stand
void own_traits(const scene *s, const clause *c, traits *t);   // own.c: how the article itself puts it
str claim_text(const scene *s, const clause *c);                // its words, what they leave to the sentence filled in
str denial_text(const scene *s, const clause *c, span pointer, str denied);   // its words, with what they deny in the pointer's place

#endif

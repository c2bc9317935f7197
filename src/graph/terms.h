// The words of all articles as numbers that mean the same in each: stems, their sets of synonyms, how telling they are.
#ifndef STEMMA_TERMS_H
#define STEMMA_TERMS_H

#include "doc/stages.h"
#include "model/likeness.h"

// The key of a term; 0 = a function word or a mark.
typedef u32 term;

typedef struct {
  arena *mem;
  likeness table;
  words *stems;            // term -> its stem
  VEC(term) set;           // [terms] name of its set of synonyms, itself where it has none
  VEC(u32) in_texts;       // [terms] texts of the table that hold it
  VEC(u32) in_articles;    // [terms] articles of this batch that hold it, of those counted
  u32 counted;             // articles counted
  term **of;               // [A + 1][T] the terms of each article's tokens
} terms;

terms *terms_new(arena *mem, const doc *const *docs, u32 articles, likeness table);
term term_of(terms *t, str low);                 // the term of a lower-case word or lemma
void terms_count(terms *t, const term *distinct, u32 n);   // counts one article's different terms
float term_weight(const terms *t, term v);       // inverse document frequency over table and batch, 0 of none
bool one_meaning(str a, str b);                  // one lemma, or two of one set of synonyms

#endif

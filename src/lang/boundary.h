// Where sentences and paragraphs end, asked token by token of one stretch of text.
#ifndef STEMMA_BOUNDARY_H
#define STEMMA_BOUNDARY_H

#include "doc/doc.h"

enum { LONGEST_SENTENCE = 2000 };   // tokens; a longer one is cut there, so that later stages may be quadratic in it

typedef struct {
  const doc *d;
  u32 first, last;    // its tokens
  u32 widest;         // bytes of its longest line
} boundaries;

boundaries boundaries_of(const doc *d, u32 first, u32 last);
bool sentence_ends(const boundaries *b, u32 token);    // after this token, which is not the last
bool paragraph_ends(const boundaries *b, u32 token);

#endif

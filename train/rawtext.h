// English text that nobody annotated, as documents cut into sentences and words: for classes of words, and for a network
// to learn from what better ones make of it.
#ifndef STEMMA_RAWTEXT_H
#define STEMMA_RAWTEXT_H

#include "doc/doc.h"

typedef struct {
  VEC(doc *) docs;   // each in memory of its own
  u32 words;
} rawtext;

rawtext *rawtext_read(arena *mem, const char *dir);   // of DATA

#endif

// The chunk `align`: in how many texts a word stands, and the weights by which pairs of claims are judged.
//
//   head     u32 version, u32 texts, u32 words, u32 weights
//   words    u32 hash[words] ascending, u16 texts[words] (padded to 4 bytes)
//   weights  float[weights]
#ifndef STEMMA_LIKENESS_H
#define STEMMA_LIKENESS_H

#include "base/out.h"

enum { LIKENESS_VERSION = 1 };

// A view of the chunk; all zero where there is none.
typedef struct {
  u32 texts, words, weights;
  const u32 *hash;       // [words]
  const u16 *in_texts;   // [words]
  const float *weight;   // [weights]
} likeness;

likeness likeness_of(str chunk);                       // all zero if the chunk is missing or broken
u32 likeness_hash(str stem);                           // how words are named in the table
u32 likeness_texts(const likeness *l, str stem);       // in how many texts the stem stands, 0 = none
void likeness_write(out *to, const likeness *l);

#endif

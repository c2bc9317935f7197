// A linear ranker over hashed features: one weight a feature, the sum is the score. Features are made by the caller.
#ifndef STEMMA_RANKER_H
#define STEMMA_RANKER_H

#include "base/str.h"

enum { RANKER_BITS = 15, RANKER_SIZE = 1 << RANKER_BITS, RANKER_MOST = 64 };

typedef struct {
  u32 at[RANKER_MOST];   // weights
  u32 len;
} feature_list;

typedef struct {
  const i16 *weights;    // [RANKER_SIZE] in units of `scale`
  float scale;
} ranker;

// A chunk: float scale, then RANKER_SIZE little-endian i16. False where the chunk is missing or of another size.
bool ranker_open(ranker *r, str chunk);

// Adds the feature of a template and its values.
void feature_add(feature_list *to, u32 template, u32 a, u32 b, u32 c);

float ranker_score(const ranker *r, const feature_list *f);

#endif

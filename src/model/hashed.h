// A yes-or-no linear model: features are hashed into one array of small weights, collisions and all (Weinberger et al. 2009,
// Feature Hashing for Large Scale Multitask Learning). The chunk: u32 kind, u32 bits, float bias, float unit, then i8 [2^bits].
#ifndef STEMMA_HASHED_H
#define STEMMA_HASHED_H

#include "base/out.h"

enum { HASHED_KIND = 0x31485348, HASHED_HEAD = 16 };

typedef struct {
  const i8 *weight;   // [2^bits]
  u32 shift;          // 64 - bits
  float bias, unit;
} hashed;

bool hashed_view(hashed *m, str chunk);                            // false where the chunk is no such model
float hashed_score(const hashed *m, const u64 *feature, u32 n);    // the logit
void hashed_write(out *to, const float *weight, u32 bits, float bias);

static inline u32 hashed_slot(u64 feature, u32 shift) { return (u32)(feature * 0x9E3779B97F4A7C15u >> shift); }

#endif

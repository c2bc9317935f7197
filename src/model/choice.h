// Log-linear choices over hashed features: yes or no, one of several candidates, in or out along a row of tokens.
//
// A trait is a feature as a hash of its template and values; its weight stands in a table at the hash. One table serves
// many questions: each question's template numbers differ. Weights are i16 in the pack (one is 1/256); while training,
// floats. Hashing: Weinberger et al. 2009; the two-state chain is a linear-chain CRF (Lafferty et al. 2001).
#ifndef STEMMA_CHOICE_H
#define STEMMA_CHOICE_H

#include "base/hash.h"

enum { TRAITS_MOST = 192, CHOICE_LABELS = 24 };

typedef struct {
  u64 at[TRAITS_MOST];
  u32 len;
} traits;

// Adds a trait; past TRAITS_MOST it is dropped.
static inline void trait(traits *t, u32 template, u64 a, u64 b) {
  if (t->len < TRAITS_MOST) t->at[t->len++] = hash_mix(hash_mix(template, a), b);
}

typedef struct {
  const i16 *fixed;     // [slots] of the pack
  const float *loose;   // [slots] while training; else NULL
  u32 mask;             // slots - 1
} scorer;

// The table of a chunk: u32 slots (a power of two), then the weights. False where the chunk is absent or has another size.
bool scorer_of(str chunk, scorer *s);

// The sum of the weights for one label of several (0 for a yes or no).
float score_label(const scorer *s, const traits *t, u32 label);
static inline u32 score_slot(const scorer *s, u64 hash, u32 label) {
  u64 h = label ? hash_mix(hash, label) : hash;
  return (u32)(h ^ (h >> 29)) & s->mask;
}

float squash(float x);                             // 1 / (1 + e^-x)
void soft_max(float *score, u32 n);                // scores become probabilities

// One row of n tokens, in or out: in[t] speaks for token t being in; open[t] for a piece that begins at t, close[t] for one
// that ends before t, close[n] at the end of the row. Fills inside[t] by the best way
// that is in somewhere, p with its probability among all ways, `empty` with that of being in nowhere. Scratch: `mem`.
void chain_best(arena *mem, const float *in, const float *open, const float *close, u32 n, bool *inside, float *p, float *empty);

// The probabilities behind it, for training: of being in, of beginning, of ending.
void chain_odds(arena *mem, const float *in, const float *open, const float *close, u32 n, float *p_in, float *p_open, float *p_close);

#endif

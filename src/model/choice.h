// Log-linear choices over hashed features: yes or no, one of several candidates, in or out along a row of tokens.
//
// A trait is a feature as a hash of its template and values; its weight stands in a table at the hash. One table serves
// many questions: each question's template numbers differ. Weights are i16 in the pack (one is 1/256); while training,
// floats. Beside the traits a question may look at vectors of the network of tags and trees, one block of weights each.
// Hashing: Weinberger et al. 2009; the two-state chain is a linear-chain CRF (Lafferty et al. 2001).
#ifndef STEMMA_CHOICE_H
#define STEMMA_CHOICE_H

#include "base/hash.h"

enum { TRAITS_MOST = 320, CHOICE_LABELS = 24, VECTOR_WIDTH = 160, VECTOR_BLOCKS = 8, VECTORS_MOST = 4, VECTOR_ZERO = 64 };

// A vector of bytes, VECTOR_ZERO being nought, and the block of weights that it meets.
typedef struct {
  const u8 *at;   // [width]
  u32 block, width;
} vector;

typedef struct {
  u64 at[TRAITS_MOST];
  u32 len;
  vector vector[VECTORS_MOST];
  u32 vectors;
} traits;

static inline void traits_clear(traits *t) { t->len = t->vectors = 0; }

static inline void trait_vector(traits *t, u32 block, const u8 *at, u32 width) {
  if (at && t->vectors < VECTORS_MOST) t->vector[t->vectors++] = (vector){at, block, MIN(width, VECTOR_WIDTH)};
}

// Adds a trait; past TRAITS_MOST it is dropped.
static inline void trait(traits *t, u32 template, u64 a, u64 b) {
  if (t->len < TRAITS_MOST) t->at[t->len++] = hash_mix(hash_mix(template, a), b);
}

typedef struct {
  const i16 *fixed, *fixed_block;     // [slots] of the pack; [VECTOR_BLOCKS][CHOICE_LABELS][VECTOR_WIDTH], NULL = none
  const float *loose, *loose_block;   // the same while training; else NULL
  u32 mask;                           // slots - 1
} scorer;

enum { BLOCK_WEIGHTS = VECTOR_BLOCKS * CHOICE_LABELS * VECTOR_WIDTH };

// The table of a chunk: u32 slots (a power of two), then the weights, then those of the blocks. False where the chunk is absent or has another size.
bool scorer_of(str chunk, scorer *s);

// The sum of the weights for one label of several (0 for a yes or no).
float score_label(const scorer *s, const traits *t, u32 label);

// The scores of labels 1 … n, in score[0] …; the best of them, of equal ones the first.
u32 score_labels(const scorer *s, const traits *t, u32 n, float *score);

static inline u32 score_slot(const scorer *s, u64 hash, u32 label) {
  u64 h = label ? hash_mix(hash, label) : hash;
  return (u32)(h ^ (h >> 29)) & s->mask;
}

static inline u32 block_row(u32 block, u32 label) { return (block * CHOICE_LABELS + label) * VECTOR_WIDTH; }

float squash(float x);                             // 1 / (1 + e^-x)
void soft_max(float *score, u32 n);                // scores become probabilities

// One row of n tokens, in or out: in[t] speaks for token t being in; open[t] for a piece that begins at t, close[t] for one
// that ends before t, close[n] at the end of the row. Fills inside[t] by the best way
// that is in somewhere, p with its probability among all ways, `empty` with that of being in nowhere. Scratch: `mem`.
void chain_best(arena *mem, const float *in, const float *open, const float *close, u32 n, bool *inside, float *p, float *empty);

// The probabilities behind it, for training: of being in, of beginning, of ending.
void chain_odds(arena *mem, const float *in, const float *open, const float *close, u32 n, float *p_in, float *p_open, float *p_close);

#endif

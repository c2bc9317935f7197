// A linear-chain conditional random field (Lafferty et al. 2001): numbers only. A label's score at a word is the sum of the
// weights of the word's features, trained by AdaGrad (Duchi et al. 2011), and of what a layer of hidden units makes of a
// vector, trained by Adam. Features are dense numbers 1 … F; labels 0 … L - 1. A word without features has label 0.
#ifndef STEMMA_TRAIN_CRF_H
#define STEMMA_TRAIN_CRF_H

#include "layers.h"

enum { CRF_LABELS = 16 };   // room of a row of weights

typedef struct {
  u32 len;
  const u32 *at;        // [len + 1] where the features of each word begin
  const u32 *feature;
  const u8 *gold;       // [len]
  const u8 *vector;     // [len][width] bytes around CRF_ZERO; the words beside a word are looked at, too
} crf_sentence;

enum { CRF_ZERO = 64 };
#define CRF_UNIT (1.0f / 16)   // what 1 of a vector's byte is worth

typedef struct {
  u32 labels, features;
  bool may_follow[CRF_LABELS][CRF_LABELS];   // [before][label]; before = 0 at the beginning
  float *weight;        // [features + 1][CRF_LABELS]
  float change[CRF_LABELS][CRF_LABELS];
  float *sum, change_sum[CRF_LABELS][CRF_LABELS];   // of squared gradients
  u32 width, units;     // of the vectors; 0 = none are looked at
  dense hidden, top;    // three vectors -> units -> labels
  float *unit_most;     // [units] the largest value seen
  arena *mem;
} crf;

typedef struct {
  u32 rounds;
  float rate, decay;    // decay: of a weight, each time that its feature is seen
  u32 drop;             // in 256: how often a feature of a word is overlooked while learning
  float unit_rate, unit_drop, vector_drop;   // of the hidden layer: rate of Adam, share of units and of inputs left out
} crf_options;

crf *crf_new(arena *mem, u32 labels, u32 features, u32 width, u32 units);
void crf_free(crf *c);
void crf_learn(crf *c, const crf_sentence *sentence, u32 sentences, crf_options how);

#endif

// A linear-chain conditional random field (Lafferty et al. 2001) trained by AdaGrad (Duchi et al. 2011): numbers only.
// Features are dense numbers 1 … F; labels 0 … L - 1. A word without features has label 0.
#ifndef STEMMA_TRAIN_CRF_H
#define STEMMA_TRAIN_CRF_H

#include "base/base.h"

enum { CRF_LABELS = 16 };   // room of a row of weights

typedef struct {
  u32 len;
  const u32 *at;        // [len + 1] where the features of each word begin
  const u32 *feature;
  const u8 *gold;       // [len]
} crf_sentence;

typedef struct {
  u32 labels, features;
  bool may_follow[CRF_LABELS][CRF_LABELS];   // [before][label]; before = 0 at the beginning
  float *weight;        // [features + 1][CRF_LABELS]
  float change[CRF_LABELS][CRF_LABELS];
  float *sum, change_sum[CRF_LABELS][CRF_LABELS];   // of squared gradients
} crf;

typedef struct {
  u32 rounds;
  float rate, decay;    // decay: of a weight, each time that its feature is seen
  u32 drop;             // in 256: how often a feature of a word is overlooked while learning
} crf_options;

crf *crf_new(u32 labels, u32 features);
void crf_free(crf *c);
void crf_learn(crf *c, const crf_sentence *sentence, u32 sentences, crf_options how);

#endif

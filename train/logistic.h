// Logistic regression by Newton's method, with a ridge.
#ifndef STEMMA_TRAIN_LOGISTIC_H
#define STEMMA_TRAIN_LOGISTIC_H

#include "base/base.h"

enum { LOGISTIC_MOST = 64 };   // features at most

typedef struct {
  const float *x;      // [features]
  float y, weight;     // 0 or 1; how much the example counts
} example;

// Weights w [features] that fit the examples; `ridge` holds them near 0.
void logistic_fit(const example *e, u32 n, u32 features, double ridge, float *w);

#endif

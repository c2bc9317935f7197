// The layers of the network as the trainer sees them: in floats, with their derivatives. The same bits on every processor.
#ifndef STEMMA_LAYERS_H
#define STEMMA_LAYERS_H

#include "chunk.h"
#include "gemm.h"

// Weights with their gradient and the moments of Adam (Kingma and Ba 2015). [n]
typedef struct {
  float *w, *grad, *first, *second;
  u32 n;
} weights;

weights weights_new(arena *mem, dice *d, u32 n, float spread);   // normal with that deviation
void weights_step(weights *p, u32 from, u32 n, float rate, float scale);   // and clears the gradient of these

// y[n][out] = x[n][in] · w + b
typedef struct {
  weights w, b;
  u32 in, out;
} dense;

dense dense_new(arena *mem, dice *d, u32 in, u32 width, float spread);
void dense_forward(const dense *l, u32 n, const float *x, float *y);
void dense_backward(dense *l, arena *mem, u32 n, const float *x, const float *dy, float *dx);   // adds to dx

// A layer of simple recurrent units that reads both ways; src/model/recur.c has the formulas.
typedef struct {
  dense gates;                // width -> 6 half; its bias is that of the gates
  weights forget, reset;      // [width] weights of the state before
  u32 half;
  bool skip;                  // its input goes past it, too
  bool split;                 // the gates of a direction see that direction of the layer below only; gates by squares
} sru;

// What a pass forward leaves for the pass back. [n][width] each, gates [n][6 half]
typedef struct {
  float *input, *dropped, *mask, *gates, *state, *forgot, *kept, *output;
} sru_trace;

sru sru_new(arena *mem, dice *d, u32 half, bool skip, bool split);
sru_trace sru_trace_new(arena *mem, u32 half, u32 n);
// The words of all sentences lie behind each other; len[sentences]. `drop` 0: no dropout.
void sru_forward(const sru *l, sru_trace *t, const u32 *len, u32 sentences, float drop, dice *d);
void sru_backward(sru *l, arena *mem, const sru_trace *t, const u32 *len, u32 sentences, const float *dy, float *dx);   // adds to dx

void dropout(float *x, float *mask, size_t n, float drop, dice *d);   // mask: what each was multiplied with
void vector_add(float *to, const float *from, size_t n);
void vector_times(float *to, const float *by, size_t n);

float logistic_gate(float x);   // the logistic function, as the units have it

void softmax(float *score, u32 n);   // scores become shares

#endif

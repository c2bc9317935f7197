// Matrices of small integers, multiplied by vectors of 7-bit numbers: what makes a network fast on a plain processor.
// A vector's value x[k] is held as q[k] = x[k] / unit[k] + 64, in 0 … 127; weights are in -63 … 63, so that four products
// fit in 16 bits and sums are exact on every processor.
#ifndef STEMMA_MATRIX_H
#define STEMMA_MATRIX_H

#include "base/str.h"
#include "model/lanes.h"

enum { WEIGHT_MOST = 63, WEIGHT_NARROW = 31, MATRIX_STRIP = 64, WIDEST = 512 };

typedef struct matrix matrix;
struct matrix {
  u32 in, out;           // multiples of 16
  const float *scale;    // [out] what 1 of a sum is worth
  const float *bias;     // [out] with the share of Q_ZERO taken off
  const i8 *w;           // [out * in] at matrix_at()
  void (*times)(const matrix *m, const u8 *q, float *y);
  void (*shorts)(const matrix *m, const u8 *q, i16 *y);
};

// The part: u32 in, out, the largest weight, 13 spare, then scale, bias and weights. False where its size does not fit; then all is 0.
bool matrix_view(matrix *m, str part, u32 in, u32 out);

// y[out] = the product, in floats
static inline void matrix_times(const matrix *m, const u8 *q, float *y) { m->times(m, q, y); }
static inline void matrix_shorts(const matrix *m, const u8 *q, i16 *y) { m->shorts(m, q, y); }   // rounded, held in 16 bits

// The bare sums of w · q, over weights that the caller has laid out, where matrix_at() says.
typedef void matrix_kernel(const i8 *w, u32 in, u32 out, const u8 *q, i32 *sum);
matrix_kernel *matrix_best_kernel(void);
matrix_kernel matrix_sums_plain;
// Strips of up to 64 outputs; in a strip eight inputs at a time, so that a kernel walks straight through its memory.
static inline size_t matrix_at(u32 in, u32 width, u32 o, u32 k) {
  u32 first = o / MATRIX_STRIP * MATRIX_STRIP, wide = MIN(width - first, (u32)MATRIX_STRIP);
  return (size_t)first * in + (size_t)(k / 8) * 8 * wide + (o - first) / 8 * 64 + k % 8 / 4 * 32 + o % 8 * 4 + k % 4;
}

#endif

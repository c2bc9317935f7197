// Loops over arrays of numbers that a processor does eight at a time. `fast`: AVX2 is there; the plain loops give the
// same bits. Lengths are multiples of 8.
#ifndef STEMMA_LANES_H
#define STEMMA_LANES_H

#include "base/base.h"

enum { Q_ZERO = 64, Q_MOST = 127 };   // a value x of unit u is held as q = x / u + Q_ZERO, in 0 … Q_MOST

bool lanes_fast(void);   // on this processor

// to += 4 · the sum of up to three rows; n is a multiple of 16
enum { LANES_ROWS = 3 };
void lanes_add_rows(const i8 *const *row, u32 rows, u32 n, i16 *to, bool fast);

// q of x, where inverse is 1 / unit; values below 0 are first multiplied by `leak` (1 leaves them, 0 cuts them off)
void lanes_quantise(const float *x, const float *inverse, float leak, u32 n, u8 *q, bool fast);

void lanes_add(const float *a, const float *b, u32 n, float *sum, bool fast);
u32 lanes_best(const float *x, u32 n, bool fast);   // the largest, of equal ones the first; n need not be a multiple

// The largest a[k] + b[k]. Up to LANES_MORE places behind the n may be read; what stands there must not be larger.
enum { LANES_MORE = 8 };
i32 lanes_most_sum(const i32 *a, const i32 *b, u32 n, bool fast);

#endif

// Matrix products in float, row-major, widths multiples of 16. Sums run over k in order with fused multiply-add, whatever
// the processor, so that a training gives the same bits everywhere.
#ifndef STEMMA_GEMM_H
#define STEMMA_GEMM_H

#include "base/base.h"

// c[n][m] = (add ? c : 0) + a[n][k] · b[k][m]; lda, ldb, ldc: floats from row to row.
void gemm(u32 n, u32 k, u32 m, const float *a, u32 lda, const float *b, u32 ldb, float *c, u32 ldc, bool add);

void transpose(u32 rows, u32 columns, const float *from, u32 ld_from, float *to, u32 ld_to);

#endif

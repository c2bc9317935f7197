#include "gemm.h"

#include <math.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef struct {
  u32 k, lda, ldb, ldc;
  const float *a, *b;
  float *c;
  bool add;
} tile;

static void tile_plain(const tile *t, u32 rows, u32 columns) {
  for (u32 i = 0; i < rows; i++)
    for (u32 j = 0; j < columns; j++) {
      float sum = t->add ? t->c[i * t->ldc + j] : 0;
      for (u32 k = 0; k < t->k; k++) sum = fmaf(t->a[i * t->lda + k], t->b[k * t->ldb + j], sum);
      t->c[i * t->ldc + j] = sum;
    }
}

#if defined(__x86_64__)
// R rows by 16 C columns in registers.
#define TILE_512(name, R, C)                                                                                     \
  __attribute__((target("avx512f"))) static void name(const tile *t) {                                           \
    __m512 sum[R][C];                                                                                            \
    for (u32 i = 0; i < R; i++)                                                                                  \
      for (u32 j = 0; j < C; j++) sum[i][j] = t->add ? _mm512_loadu_ps(t->c + i * t->ldc + 16 * j) : _mm512_setzero_ps(); \
    for (u32 k = 0; k < t->k; k++) {                                                                             \
      __m512 b[C];                                                                                               \
      for (u32 j = 0; j < C; j++) b[j] = _mm512_loadu_ps(t->b + (size_t)k * t->ldb + 16 * j);                    \
      for (u32 i = 0; i < R; i++) {                                                                              \
        __m512 a = _mm512_set1_ps(t->a[(size_t)i * t->lda + k]);                                                 \
        for (u32 j = 0; j < C; j++) sum[i][j] = _mm512_fmadd_ps(a, b[j], sum[i][j]);                             \
      }                                                                                                          \
    }                                                                                                            \
    for (u32 i = 0; i < R; i++)                                                                                  \
      for (u32 j = 0; j < C; j++) _mm512_storeu_ps(t->c + i * t->ldc + 16 * j, sum[i][j]);                       \
  }
TILE_512(tile_6x4, 6, 4)
TILE_512(tile_1x4, 1, 4)
TILE_512(tile_6x1, 6, 1)
TILE_512(tile_1x1, 1, 1)

static void gemm_512(u32 n, u32 m, tile t) {
  const tile all = t;
  for (u32 j = 0; j < m; j += (m - j >= 64 ? 64 : 16))
    for (u32 i = 0; i < n; i += (n - i >= 6 ? 6 : 1)) {
      t.a = all.a + (size_t)i * t.lda;
      t.b = all.b + j;
      t.c = all.c + (size_t)i * t.ldc + j;
      bool tall = n - i >= 6, wide = m - j >= 64;
      if (tall && wide) tile_6x4(&t);
      else if (wide) tile_1x4(&t);
      else if (tall) tile_6x1(&t);
      else tile_1x1(&t);
    }
}
#endif

void gemm(u32 n, u32 k, u32 m, const float *a, u32 lda, const float *b, u32 ldb, float *c, u32 ldc, bool add) {
  tile t = {k, lda, ldb, ldc, a, b, c, add};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) {
    gemm_512(n, m, t);
    return;
  }
#endif
  tile_plain(&t, n, m);
}

void transpose(u32 rows, u32 columns, const float *from, u32 ld_from, float *to, u32 ld_to) {
  for (u32 i = 0; i < rows; i++)
    for (u32 j = 0; j < columns; j++) to[(size_t)j * ld_to + i] = from[(size_t)i * ld_from + j];
}

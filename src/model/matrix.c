#include "model/matrix.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef struct {
  u32 in, out, spare[14];
} head;

void matrix_sums_plain(const i8 *w, u32 in, u32 out, const u8 *q, i32 *sum) {
  for (u32 o = 0; o < out; o++) {
    i32 s = 0;
    for (u32 k = 0; k < in; k++) s += w[matrix_at(in, out, o, k)] * q[k];
    sum[o] = s;
  }
}

#if defined(__x86_64__)
// A strip of `blocks` times eight outputs, summed in registers. Products of pairs are added in 16 bits (at most
// 2 · 2 · 127 · 64), then widened: 64 products in five instructions.
__attribute__((target("avx2"), always_inline)) static inline void strip_avx2(const i8 *w, u32 in, u32 blocks, const u8 *q, i32 *sum) {
  const __m256i ones = _mm256_set1_epi16(1), *v = (const __m256i *)(const void *)w;
  __m256i acc[MATRIX_STRIP / 8];
#pragma GCC unroll 8
  for (u32 b = 0; b < blocks; b++) acc[b] = _mm256_setzero_si256();
  for (u32 k = 0; k < in; k += 8, v += 2 * blocks) {
    i32 low, high;
    memcpy(&low, q + k, sizeof low);
    memcpy(&high, q + k + 4, sizeof high);
    __m256i x0 = _mm256_set1_epi32(low), x1 = _mm256_set1_epi32(high);
#pragma GCC unroll 8
    for (u32 b = 0; b < blocks; b++) {
      __m256i one = _mm256_maddubs_epi16(x0, _mm256_loadu_si256(v + 2 * b)), two = _mm256_maddubs_epi16(x1, _mm256_loadu_si256(v + 2 * b + 1));
      acc[b] = _mm256_add_epi32(acc[b], _mm256_madd_epi16(_mm256_add_epi16(one, two), ones));
    }
  }
#pragma GCC unroll 8
  for (u32 b = 0; b < blocks; b++) _mm256_storeu_si256((__m256i *)(void *)(sum + 8 * b), acc[b]);
}

// The same where the processor multiplies and adds four bytes at once.
__attribute__((target("avx512f,avx512vl,avx512vnni"), always_inline)) static inline void strip_vnni(const i8 *w, u32 in, u32 blocks, const u8 *q, i32 *sum) {
  const __m256i *v = (const __m256i *)(const void *)w;
  __m256i acc[MATRIX_STRIP / 8];
#pragma GCC unroll 8
  for (u32 b = 0; b < blocks; b++) acc[b] = _mm256_setzero_si256();
  for (u32 k = 0; k < in; k += 8, v += 2 * blocks) {
    i32 low, high;
    memcpy(&low, q + k, sizeof low);
    memcpy(&high, q + k + 4, sizeof high);
    __m256i x0 = _mm256_set1_epi32(low), x1 = _mm256_set1_epi32(high);
#pragma GCC unroll 8
    for (u32 b = 0; b < blocks; b++)
      acc[b] = _mm256_dpbusd_epi32(_mm256_dpbusd_epi32(acc[b], x0, _mm256_loadu_si256(v + 2 * b)), x1, _mm256_loadu_si256(v + 2 * b + 1));
  }
#pragma GCC unroll 8
  for (u32 b = 0; b < blocks; b++) _mm256_storeu_si256((__m256i *)(void *)(sum + 8 * b), acc[b]);
}

#define SUMS(name, strip, features)                                                                      \
  __attribute__((target(features))) static void name(const i8 *w, u32 in, u32 out, const u8 *q, i32 *sum) { \
    for (; out >= MATRIX_STRIP; out -= MATRIX_STRIP, sum += MATRIX_STRIP, w += (size_t)MATRIX_STRIP * in) \
      strip(w, in, 8, q, sum);                                                                           \
    switch (out / 8) {                                                                                   \
      case 6: strip(w, in, 6, q, sum); break;                                                            \
      case 4: strip(w, in, 4, q, sum); break;                                                            \
      case 2: strip(w, in, 2, q, sum); break;                                                            \
    }                                                                                                    \
  }
SUMS(sums_avx2, strip_avx2, "avx2")
SUMS(sums_vnni, strip_vnni, "avx512f,avx512vl,avx512vnni")
#endif

matrix_kernel *matrix_best_kernel(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vl")) return sums_vnni;
  if (__builtin_cpu_supports("avx2")) return sums_avx2;
#endif
  return matrix_sums_plain;
}

bool matrix_view(matrix *m, str part, u32 in, u32 out) {
  *m = (matrix){0};
  const head *h = (const head *)(const void *)part.p;
  size_t floats = 2 * (size_t)out * sizeof(float);
  if (in % 16 || out % 16 || in > WIDEST || out > 4 * WIDEST || part.n != sizeof *h + floats + (size_t)in * out) return false;
  if (h->in != in || h->out != out) return false;
  m->in = in;
  m->out = out;
  m->scale = (const float *)(const void *)(h + 1);
  m->bias = m->scale + out;
  m->w = (const i8 *)(m->bias + out);
  m->sums = matrix_best_kernel();
  m->fast = lanes_fast();
  return true;
}

void matrix_sums(const matrix *m, const u8 *q, i32 *sum) { m->sums(m->w, m->in, m->out, q, sum); }

void matrix_times(const matrix *m, const u8 *q, float *y) {
  i32 sum[4 * WIDEST];
  matrix_sums(m, q, sum);
  lanes_scale(sum, m->scale, m->bias, m->out, y, m->fast);
}

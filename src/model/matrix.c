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
#define AVX2 "avx2"
#define VNNI "avx512f,avx512vl,avx512vnni"

// Four inputs of each of eight outputs, added to their sums. Products of pairs are added in 16 bits (at most
// 2 · 2 · 127 · 64), then widened: 64 products in five instructions. The other where the processor multiplies and adds four
// bytes at once.
__attribute__((target(AVX2), always_inline)) static inline __m256i add_avx2(__m256i sum, __m256i x0, __m256i x1, const __m256i *w) {
  __m256i one = _mm256_maddubs_epi16(x0, _mm256_loadu_si256(w)), two = _mm256_maddubs_epi16(x1, _mm256_loadu_si256(w + 1));
  return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_add_epi16(one, two), _mm256_set1_epi16(1)));
}

__attribute__((target(VNNI), always_inline)) static inline __m256i add_vnni(__m256i sum, __m256i x0, __m256i x1, const __m256i *w) {
  return _mm256_dpbusd_epi32(_mm256_dpbusd_epi32(sum, x0, _mm256_loadu_si256(w)), x1, _mm256_loadu_si256(w + 1));
}

// A strip of `blocks` times eight outputs, summed in registers, sixteen inputs a turn; then the sums themselves or, with a
// scale, what they stand for.
#define STRIP(name, features, add)                                                                                     \
  __attribute__((target(features), always_inline)) static inline void name(const i8 *w, u32 in, u32 blocks, const u8 *q, \
                                                                           const float *scale, const float *bias, void *to) { \
    const __m256i *v = (const __m256i *)(const void *)w;                                                               \
    __m256i acc[MATRIX_STRIP / 8];                                                                                     \
    _Pragma("GCC unroll 8") for (u32 b = 0; b < blocks; b++) acc[b] = _mm256_setzero_si256();                          \
    for (const u8 *end = q + in; q < end; q += 16)                                                                     \
      _Pragma("GCC unroll 2") for (u32 k = 0; k < 2; k++, v += 2 * blocks) {                                           \
        i32 low, high;                                                                                                 \
        memcpy(&low, q + 8 * k, sizeof low);                                                                           \
        memcpy(&high, q + 8 * k + 4, sizeof high);                                                                     \
        __m256i x0 = _mm256_set1_epi32(low), x1 = _mm256_set1_epi32(high);                                             \
        _Pragma("GCC unroll 8") for (u32 b = 0; b < blocks; b++) acc[b] = add(acc[b], x0, x1, v + 2 * b);              \
      }                                                                                                                \
    _Pragma("GCC unroll 8") for (u32 b = 0; b < blocks; b++) {                                                         \
      if (!scale) _mm256_storeu_si256((__m256i *)to + b, acc[b]);                                                      \
      else {                                                                                                           \
        __m256 y = _mm256_mul_ps(_mm256_cvtepi32_ps(acc[b]), _mm256_loadu_ps(scale + 8 * b));                          \
        _mm256_storeu_ps((float *)to + 8 * b, _mm256_add_ps(y, _mm256_loadu_ps(bias + 8 * b)));                        \
      }                                                                                                                \
    }                                                                                                                  \
  }
STRIP(strip_avx2, AVX2, add_avx2)
STRIP(strip_vnni, VNNI, add_vnni)

#define KERNELS(sums, times, strip, features)                                                                          \
  __attribute__((target(features))) static void sums(const i8 *w, u32 in, u32 out, const u8 *q, i32 *sum) {            \
    for (; out >= MATRIX_STRIP; out -= MATRIX_STRIP, sum += MATRIX_STRIP, w += (size_t)MATRIX_STRIP * in)              \
      strip(w, in, 8, q, NULL, NULL, sum);                                                                             \
    if (out == 48) strip(w, in, 6, q, NULL, NULL, sum);                                                                \
    if (out == 32) strip(w, in, 4, q, NULL, NULL, sum);                                                                \
    if (out == 16) strip(w, in, 2, q, NULL, NULL, sum);                                                                \
  }                                                                                                                    \
  __attribute__((target(features))) static void times(const matrix *m, const u8 *q, float *y) {                        \
    const i8 *w = m->w;                                                                                                \
    u32 o = 0, in = m->in;                                                                                             \
    for (; o + MATRIX_STRIP <= m->out; o += MATRIX_STRIP, w += (size_t)MATRIX_STRIP * in)                              \
      strip(w, in, 8, q, m->scale + o, m->bias + o, y + o);                                                            \
    if (m->out - o == 48) strip(w, in, 6, q, m->scale + o, m->bias + o, y + o);                                        \
    if (m->out - o == 32) strip(w, in, 4, q, m->scale + o, m->bias + o, y + o);                                        \
    if (m->out - o == 16) strip(w, in, 2, q, m->scale + o, m->bias + o, y + o);                                        \
  }
KERNELS(sums_avx2, times_avx2, strip_avx2, AVX2)
KERNELS(sums_vnni, times_vnni, strip_vnni, VNNI)
#endif

static void times_plain(const matrix *m, const u8 *q, float *y) {
  i32 sum[4 * WIDEST];
  matrix_sums_plain(m->w, m->in, m->out, q, sum);
  for (u32 o = 0; o < m->out; o++) y[o] = (float)sum[o] * m->scale[o] + m->bias[o];
}

matrix_kernel *matrix_best_kernel(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vl")) return sums_vnni;
  if (__builtin_cpu_supports("avx2")) return sums_avx2;
#endif
  return matrix_sums_plain;
}

static void choose_times(matrix *m) {
  m->times = times_plain;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) m->times = times_avx2;
  if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vl")) m->times = times_vnni;
#endif
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
  choose_times(m);
  return true;
}

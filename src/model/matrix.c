#include "model/matrix.h"

#include <math.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef struct {
  u32 in, out;
  u32 most;         // no weight is larger; 0: WEIGHT_MOST
  u32 spare[13];
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
#define AVX2_INLINE __attribute__((target(AVX2), always_inline)) static inline

// Four inputs of each of eight outputs, added to their sums. Products of pairs are added in 16 bits (at most
// 2 · 2 · 127 · 64), then widened: 64 products in five instructions. The other where the processor multiplies and adds four
// bytes at once.
__attribute__((target(AVX2), always_inline)) static inline __m256i add_avx2(__m256i sum, __m256i x0, __m256i x1, const __m256i *w) {
  __m256i one = _mm256_maddubs_epi16(x0, _mm256_loadu_si256(w)), two = _mm256_maddubs_epi16(x1, _mm256_loadu_si256(w + 1));
  sum = _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_add_epi16(one, two), _mm256_set1_epi16(1)));
  __asm__ volatile("" : "+x"(sum));   // one after the other: all at once would not fit in the registers
  return sum;
}

__attribute__((target(VNNI), always_inline)) static inline __m256i add_vnni(__m256i sum, __m256i x0, __m256i x1, const __m256i *w) {
  return _mm256_dpbusd_epi32(_mm256_dpbusd_epi32(sum, x0, _mm256_loadu_si256(w)), x1, _mm256_loadu_si256(w + 1));
}

AVX2_INLINE __m256 worth(__m256i sum, const float *scale, const float *bias) {
  return _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(sum), _mm256_loadu_ps(scale)), _mm256_loadu_ps(bias));
}

AVX2_INLINE void store_shorts(const __m256i *acc, u32 blocks, const float *scale, const float *bias, i16 *to) {
#pragma GCC unroll 4
  for (u32 b = 0; b < blocks; b += 2) {
    __m256i low = _mm256_cvtps_epi32(worth(acc[b], scale + 8 * b, bias + 8 * b));
    __m256i high = _mm256_cvtps_epi32(worth(acc[b + 1], scale + 8 * b + 8, bias + 8 * b + 8));
    __m256i both = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);
    _mm256_storeu_si256((__m256i *)(void *)(to + 8 * b), both);
  }
}

AVX2_INLINE void store_floats(const __m256i *acc, u32 blocks, const float *scale, const float *bias, float *to) {
#pragma GCC unroll 8
  for (u32 b = 0; b < blocks; b++) _mm256_storeu_ps(to + 8 * b, worth(acc[b], scale + 8 * b, bias + 8 * b));
}

AVX2_INLINE void store_sums(const __m256i *acc, u32 blocks, i32 *to) {
#pragma GCC unroll 8
  for (u32 b = 0; b < blocks; b++) _mm256_storeu_si256((__m256i *)(void *)(to + 8 * b), acc[b]);
}

// A strip of `blocks` times eight outputs, summed in registers, sixteen inputs a turn.
#define STRIP(name, features, add)                                                                                        \
  __attribute__((target(features), always_inline)) static inline void name(const i8 *w, u32 in, u32 blocks, const u8 *q, __m256i *acc) { \
    const __m256i *v = (const __m256i *)(const void *)w;                                                                  \
    _Pragma("GCC unroll 8") for (u32 b = 0; b < blocks; b++) acc[b] = _mm256_setzero_si256();                             \
    for (const u8 *end = q + in; q < end; q += 16)                                                                        \
      _Pragma("GCC unroll 2") for (u32 k = 0; k < 2; k++, v += 2 * blocks) {                                              \
        i32 low, high;                                                                                                    \
        memcpy(&low, q + 8 * k, sizeof low);                                                                              \
        memcpy(&high, q + 8 * k + 4, sizeof high);                                                                        \
        __m256i x0 = _mm256_set1_epi32(low), x1 = _mm256_set1_epi32(high);                                                \
        _Pragma("GCC unroll 8") for (u32 b = 0; b < blocks; b++) acc[b] = add(acc[b], x0, x1, v + 2 * b);                 \
      }                                                                                                                   \
  }
STRIP(strip_avx2, AVX2, add_avx2)
STRIP(strip_vnni, VNNI, add_vnni)

// Where weights are at most WEIGHT_NARROW, four pairs fit in 16 bits: 128 products in nine instructions.
__attribute__((target(AVX2), always_inline)) static inline void strip_narrow(const i8 *w, u32 in, u32 blocks, const u8 *q, __m256i *acc) {
  const __m256i *v = (const __m256i *)(const void *)w, ones = _mm256_set1_epi16(1);
#pragma GCC unroll 8
  for (u32 b = 0; b < blocks; b++) acc[b] = _mm256_setzero_si256();
  for (const u8 *end = q + in; q < end; q += 16, v += 4 * blocks) {
    i32 four[4];
    memcpy(four, q, sizeof four);
    __m256i x0 = _mm256_set1_epi32(four[0]), x1 = _mm256_set1_epi32(four[1]), x2 = _mm256_set1_epi32(four[2]), x3 = _mm256_set1_epi32(four[3]);
#pragma GCC unroll 8
    for (u32 b = 0; b < blocks; b++) {
      const __m256i *one = v + 2 * b, *two = one + 2 * blocks;
      __m256i low = _mm256_add_epi16(_mm256_maddubs_epi16(x0, _mm256_loadu_si256(one)), _mm256_maddubs_epi16(x1, _mm256_loadu_si256(one + 1)));
      __m256i high = _mm256_add_epi16(_mm256_maddubs_epi16(x2, _mm256_loadu_si256(two)), _mm256_maddubs_epi16(x3, _mm256_loadu_si256(two + 1)));
      acc[b] = _mm256_add_epi32(acc[b], _mm256_madd_epi16(_mm256_add_epi16(low, high), ones));
      __asm__ volatile("" : "+x"(acc[b]));
    }
  }
}

// All strips of a matrix, each stored as `store` says.
#define EACH_STRIP(strip, w, in, out, q, store)                                 \
  __m256i acc[MATRIX_STRIP / 8];                                                \
  u32 o = 0;                                                                    \
  for (; o + 64 <= out; o += 64) {                                              \
    strip(w + (size_t)o * in, in, 8, q, acc);                                   \
    store(8);                                                                   \
  }                                                                             \
  if (out - o == 48) {                                                          \
    strip(w + (size_t)o * in, in, 6, q, acc);                                   \
    store(6);                                                                   \
  } else if (out - o == 32) {                                                   \
    strip(w + (size_t)o * in, in, 4, q, acc);                                   \
    store(4);                                                                   \
  } else if (out - o == 16) {                                                   \
    strip(w + (size_t)o * in, in, 2, q, acc);                                   \
    store(2);                                                                   \
  }
#define AS_SUMS(blocks) store_sums(acc, blocks, sum + o)
#define AS_FLOATS(blocks) store_floats(acc, blocks, m->scale + o, m->bias + o, y + o)
#define AS_SHORTS(blocks) store_shorts(acc, blocks, m->scale + o, m->bias + o, y + o)

#define KERNELS(kind, features)                                                                                    \
  __attribute__((target(features))) static void times_##kind(const matrix *m, const u8 *q, float *y) {             \
    EACH_STRIP(strip_##kind, m->w, m->in, m->out, q, AS_FLOATS)                                                    \
  }                                                                                                                \
  __attribute__((target(features))) static void shorts_##kind(const matrix *m, const u8 *q, i16 *y) {              \
    EACH_STRIP(strip_##kind, m->w, m->in, m->out, q, AS_SHORTS)                                                    \
  }
KERNELS(avx2, AVX2)
KERNELS(narrow, AVX2)
KERNELS(vnni, VNNI)

#define SUMS(kind, features)                                                                                       \
  __attribute__((target(features))) static void sums_##kind(const i8 *w, u32 in, u32 out, const u8 *q, i32 *sum) { \
    EACH_STRIP(strip_##kind, w, in, out, q, AS_SUMS)                                                               \
  }
SUMS(avx2, AVX2)
SUMS(vnni, VNNI)
#endif

static void times_plain(const matrix *m, const u8 *q, float *y) {
  i32 sum[4 * WIDEST];
  matrix_sums_plain(m->w, m->in, m->out, q, sum);
  for (u32 o = 0; o < m->out; o++) y[o] = (float)sum[o] * m->scale[o] + m->bias[o];
}

static void shorts_plain(const matrix *m, const u8 *q, i16 *y) {
  float x[4 * WIDEST];
  times_plain(m, q, x);
  for (u32 o = 0; o < m->out; o++) y[o] = (i16)fmaxf(INT16_MIN, fminf(INT16_MAX, rintf(x[o])));
}

matrix_kernel *matrix_best_kernel(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vl")) return sums_vnni;
  if (__builtin_cpu_supports("avx2")) return sums_avx2;
#endif
  return matrix_sums_plain;
}

static void choose_times(matrix *m, bool narrow) {
  (void)narrow;
  m->times = times_plain, m->shorts = shorts_plain;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) m->times = times_avx2, m->shorts = shorts_avx2;
  if (__builtin_cpu_supports("avx2") && narrow) m->times = times_narrow, m->shorts = shorts_narrow;
  if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vl")) m->times = times_vnni, m->shorts = shorts_vnni;
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
  choose_times(m, h->most && h->most <= WEIGHT_NARROW);
  return true;
}

#include "model/lanes.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2")))
#endif

enum { WIDEST_ROW = 512 };

static const float HALF_UP = Q_ZERO + 0.5f;

static void add_rows_plain(const i8 *const *row, u32 rows, u32 n, i16 *to) {
  for (u32 r = 0; r < rows; r++)
    for (u32 i = 0; i < n; i++) to[i] = (i16)(to[i] + 4 * row[r][i]);
}

static void quantise_plain(const float *x, const float *inverse, float leak, u32 n, u8 *q) {
  for (u32 i = 0; i < n; i++) {
    float v = (x[i] > 0 ? x[i] : x[i] * leak) * inverse[i] + HALF_UP;
    q[i] = (u8)(v > 0 ? v < Q_MOST ? (i32)v : Q_MOST : 0);
  }
}

static void add_plain(const float *a, const float *b, u32 n, float *sum) {
  for (u32 i = 0; i < n; i++) sum[i] = a[i] + b[i];
}

static u32 best_plain(const float *x, u32 n) {
  u32 best = 0;
  for (u32 i = 1; i < n; i++)
    if (x[i] > x[best]) best = i;
  return best;
}

static i32 most_sum_plain(const i32 *a, const i32 *b, u32 n) {
  i32 most = a[0] + b[0];
  for (u32 k = 1; k < n; k++) most = MAX(most, a[k] + b[k]);
  return most;
}

#if defined(__x86_64__)
AVX2 static i32 most_sum_avx2(const i32 *a, const i32 *b, u32 n) {
  __m256i most = _mm256_set1_epi32(INT32_MIN);
  for (u32 k = 0; k < n; k += 8) {
    __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(a + k)), y = _mm256_loadu_si256((const __m256i *)(const void *)(b + k));
    most = _mm256_max_epi32(most, _mm256_add_epi32(x, y));
  }
  __m128i half = _mm_max_epi32(_mm256_castsi256_si128(most), _mm256_extracti128_si256(most, 1));
  half = _mm_max_epi32(half, _mm_shuffle_epi32(half, 0x4E));
  return _mm_cvtsi128_si32(_mm_max_epi32(half, _mm_shuffle_epi32(half, 0xB1)));
}

AVX2 static void add_rows_avx2(const i8 *const *row, u32 rows, u32 n, i16 *to) {
  static const i8 nothing[WIDEST_ROW];
  const i8 *a = rows > 0 ? row[0] : nothing, *b = rows > 1 ? row[1] : nothing, *c = rows > 2 ? row[2] : nothing;
  for (u32 i = 0; i < n; i += 16) {
    __m256i x = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(a + i)));
    __m256i y = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(b + i)));
    __m256i z = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(c + i)));
    __m256i sum = _mm256_slli_epi16(_mm256_add_epi16(_mm256_add_epi16(x, y), z), 2);
    __m256i *at = (__m256i *)(void *)(to + i);
    _mm256_storeu_si256(at, _mm256_add_epi16(_mm256_loadu_si256(at), sum));
  }
}

AVX2 static void quantise_avx2(const float *x, const float *inverse, float leak, u32 n, u8 *q) {
  const __m256 zero = _mm256_setzero_ps();
  for (u32 i = 0; i < n; i += 8) {
    __m256 v = _mm256_loadu_ps(x + i);
    v = _mm256_blendv_ps(_mm256_mul_ps(v, _mm256_set1_ps(leak)), v, _mm256_cmp_ps(v, zero, _CMP_GT_OQ));
    v = _mm256_add_ps(_mm256_mul_ps(v, _mm256_loadu_ps(inverse + i)), _mm256_set1_ps(HALF_UP));
    __m256i whole = _mm256_cvttps_epi32(_mm256_min_ps(_mm256_max_ps(v, zero), _mm256_set1_ps(Q_MOST)));
    __m128i pairs = _mm_packs_epi32(_mm256_castsi256_si128(whole), _mm256_extracti128_si256(whole, 1));
    _mm_storel_epi64((__m128i *)(void *)(q + i), _mm_packus_epi16(pairs, pairs));
  }
}

AVX2 static void add_avx2(const float *a, const float *b, u32 n, float *sum) {
  for (u32 i = 0; i < n; i += 8) _mm256_storeu_ps(sum + i, _mm256_add_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i)));
}

// The largest of all, then where it stands first.
AVX2 static u32 best_avx2(const float *x, u32 n) {
  if (n < 8) return best_plain(x, n);
  __m256 most = _mm256_loadu_ps(x);
  u32 i = 8;
  for (; i + 8 <= n; i += 8) most = _mm256_max_ps(most, _mm256_loadu_ps(x + i));
  float lane[8], top;
  _mm256_storeu_ps(lane, most);
  top = lane[best_plain(lane, 8)];
  for (; i < n; i++) top = x[i] > top ? x[i] : top;
  for (i = 0; i + 8 <= n; i += 8) {
    int same = _mm256_movemask_ps(_mm256_cmp_ps(_mm256_loadu_ps(x + i), _mm256_set1_ps(top), _CMP_EQ_OQ));
    if (same) return i + (u32)__builtin_ctz((unsigned)same);
  }
  while (i + 1 < n && x[i] != top) i++;
  return i < n ? i : 0;
}

bool lanes_fast(void) { return __builtin_cpu_supports("avx2"); }
#define CHOOSE(name, ...) (fast ? name##_avx2(__VA_ARGS__) : name##_plain(__VA_ARGS__))
#else
bool lanes_fast(void) { return false; }
#define CHOOSE(name, ...) ((void)fast, name##_plain(__VA_ARGS__))
#endif

void lanes_add_rows(const i8 *const *row, u32 rows, u32 n, i16 *to, bool fast) { CHOOSE(add_rows, row, rows, n, to); }

void lanes_quantise(const float *x, const float *inverse, float leak, u32 n, u8 *q, bool fast) {
  CHOOSE(quantise, x, inverse, leak, n, q);
}

void lanes_add(const float *a, const float *b, u32 n, float *sum, bool fast) { CHOOSE(add, a, b, n, sum); }

u32 lanes_best(const float *x, u32 n, bool fast) { return CHOOSE(best, x, n); }

i32 lanes_most_sum(const i32 *a, const i32 *b, u32 n, bool fast) { return CHOOSE(most_sum, a, b, n); }

#include "model/path.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// A sum is held times 16: the low bits of what is compared tell the state before, so that the larger of two sums brings
// it along; of equal ones the first state is the larger.
enum { TELL = PATH_STATES };

static i32 cut(i32 score) { return score > PATH_MOST ? PATH_MOST : score < -PATH_MOST ? -PATH_MOST : score; }

path_changes path_changes_none(void) {
  path_changes c;
  for (u32 b = 0; b < PATH_STATES; b++)
    for (u32 s = 0; s < PATH_STATES; s++) c.cost[b][s] = PATH_NEVER;
  return c;
}

void path_changes_set(path_changes *c, u32 before, u32 state, i32 score) {
  c->cost[before][state] = score == PATH_NEVER ? PATH_NEVER : cut(score) * TELL + (i32)(TELL - 1 - before);
}

static void step_plain(const path_changes *c, const i32 *before, const i32 *score, i32 *now, u8 *back) {
  for (u32 s = 0; s < PATH_STATES; s++) {
    i32 sum = PATH_NEVER;
    for (u32 b = 0; b < PATH_STATES; b++)
      if (before[b] > PATH_NEVER / 2) sum = MAX(sum, before[b] + c->cost[b][s]);
    back[s] = (u8)(TELL - 1 - (sum & (TELL - 1)));
    now[s] = (sum & ~(TELL - 1)) + cut(score[s]) * TELL;
  }
}

#if defined(__x86_64__)
typedef struct {
  __m256i half[2];
} row;

__attribute__((target("avx2"))) static inline row load(const i32 *from) {
  const __m256i *at = (const __m256i *)(const void *)from;
  return (row){{_mm256_loadu_si256(at), _mm256_loadu_si256(at + 1)}};
}

__attribute__((target("avx2"))) static inline __m256i cut_avx2(__m256i score) {
  return _mm256_max_epi32(_mm256_min_epi32(score, _mm256_set1_epi32(PATH_MOST)), _mm256_set1_epi32(-PATH_MOST));
}

__attribute__((target("avx2"))) static void step_avx2(const path_changes *c, const i32 *before, const i32 *score,
                                                      i32 *now, u8 *back) {
  row sum = {{_mm256_set1_epi32(PATH_NEVER), _mm256_set1_epi32(PATH_NEVER)}};
  for (u32 b = 0; b < PATH_STATES; b++) {
    if (before[b] <= PATH_NEVER / 2) continue;
    row cost = load(c->cost[b]);
    __m256i from = _mm256_set1_epi32(before[b]);
    for (u32 h = 0; h < 2; h++) sum.half[h] = _mm256_max_epi32(sum.half[h], _mm256_add_epi32(from, cost.half[h]));
  }
  const __m256i tell = _mm256_set1_epi32(TELL - 1);
  row own = load(score), from;
  for (u32 h = 0; h < 2; h++) {
    from.half[h] = _mm256_sub_epi32(tell, _mm256_and_si256(sum.half[h], tell));
    __m256i next =
        _mm256_add_epi32(_mm256_andnot_si256(tell, sum.half[h]), _mm256_slli_epi32(cut_avx2(own.half[h]), 4));
    _mm256_storeu_si256((__m256i *)(void *)(now + 8 * h), next);
  }
  __m256i words = _mm256_permute4x64_epi64(_mm256_packs_epi32(from.half[0], from.half[1]), 0xD8);
  __m128i bytes = _mm_packs_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
  _mm_storeu_si128((__m128i *)(void *)back, bytes);
}
#endif

typedef void path_step(const path_changes *c, const i32 *before, const i32 *score, i32 *now, u8 *back);

static path_step *step_for(bool fast) {
#if defined(__x86_64__)
  if (fast) return step_avx2;
#endif
  (void)fast;
  return step_plain;
}

void path_best(const path_changes *c, const i32 (*score)[PATH_STATES], u32 words, bool goes_on, u8 (*back)[PATH_STATES],
               u8 *state, bool fast) {
  static const i32 zero[PATH_STATES];
  path_step *step = step_for(fast);
  i32 best[2][PATH_STATES];
  u8 last[PATH_STATES];
  for (u32 s = 0; s < PATH_STATES; s++) best[1][s] = s ? PATH_NEVER : 0;
  for (u32 i = 0; i < words; i++) step(c, best[(i + 1) % 2], score[i], best[i % 2], back[i]);
  const i32 *end = best[(words + 1) % 2];
  u32 at = 0;
  if (goes_on) {
    step(c, end, zero, best[words % 2], last);
    at = last[0];
  }
  for (u32 s = 1; !goes_on && s < PATH_STATES; s++)
    if (end[s] > end[at]) at = s;
  for (u32 i = words; i-- > 0; at = back[i][at]) state[i] = (u8)at;
}

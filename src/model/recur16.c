// Simple recurrent units (Lei et al. 2018) in sixteen bits: each unit keeps a state between its neighbours' candidates,
//   f = s(gate + v·c)   c' = z + f·(c - z)   r = s(gate + w·c)   h = x + r·(c' - x)
// No multiplication of matrices waits for the word before, so only these few lines are sequential. The gate is of the second
// degree: s(x) = 1/2 + t - t|t|/2 with t = x/4, held within -1 and 1; the trainer has the same, train/layers.c.
#include "model/recur16.h"

#include "model/lanes.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { MOST_T = RECUR_ONE - 1, MOST_HALF = 256 };

static inline i16 held(i32 x) { return (i16)(x > INT16_MAX ? INT16_MAX : x < INT16_MIN ? INT16_MIN : x); }
static inline i16 share(i16 a, i16 b) { return (i16)((a * b + (1 << 14)) >> 15); }   // a · b, b in 1 / 32768

// s(x) - 1/2 in 1 / 32768.
static inline i16 gate(i16 x) {
  i16 t = (i16)((x > MOST_T ? MOST_T : x < -MOST_T ? -MOST_T : x) * 32), size = t < 0 ? (i16)-t : t;
  return (i16)(t - (share(t, size) >> 1));
}

// from + s · (to - from)
static inline i16 between(i16 from, i16 to, i16 s) {
  i16 way = held(to - from);
  return held(held(from + (way >> 1)) + share(way, s));
}

// One word, one direction: `d` is 0 or `half`, the place of the direction in arrays of the layer's width.
static void step_plain(const recurrence16 *r, u32 word, u32 d, i16 *state) {
  u32 H = r->half;
  const i16 *z = r->gates + (size_t)word * 6 * H + d, *f = r->gates + (size_t)word * 6 * H + 2 * H + 2 * d, *w = f + H;
  size_t at = (size_t)word * 2 * H + d;
  for (u32 j = 0; j < H; j++) {
    i16 before = state[j], c = between(z[j], before, gate(held(f[j] + share(before, r->forget[d + j]))));
    i16 x = r->below ? share((i16)((r->below[at + j] - Q_ZERO) * 256), r->below_unit[d + j]) : 0;
    i16 h = between(x, c, gate(held(w[j] + share(before, r->reset[d + j]))));
    i32 q = held(share(h, r->inverse[d + j]) + Q_ZERO);
    state[j] = c;
    r->out[at + j] = (u8)(q < 0 ? 0 : q > Q_MOST ? Q_MOST : q);
  }
}

static void gates_plain(const i16 *sum, const i16 *bias, u32 n, u32 doublings, i16 *gates) {
  i32 most = INT16_MAX >> doublings;
  for (u32 i = 0; i < n; i++) gates[i] = held((sum[i] > most ? most : sum[i] < -most ? -most : sum[i]) * (1 << doublings) + bias[i]);
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i load(const i16 *at) { return _mm256_loadu_si256((const __m256i *)(const void *)at); }

AVX2 static inline __m256i gate16(__m256i x) {
  x = _mm256_max_epi16(_mm256_min_epi16(x, _mm256_set1_epi16(MOST_T)), _mm256_set1_epi16(-MOST_T));
  __m256i t = _mm256_slli_epi16(x, 5);
  return _mm256_sub_epi16(t, _mm256_srai_epi16(_mm256_mulhrs_epi16(t, _mm256_abs_epi16(t)), 1));
}

AVX2 static inline __m256i between16(__m256i from, __m256i to, __m256i s) {
  __m256i way = _mm256_subs_epi16(to, from);
  return _mm256_adds_epi16(_mm256_adds_epi16(from, _mm256_srai_epi16(way, 1)), _mm256_mulhrs_epi16(way, s));
}

AVX2 static inline __m256i input16(const u8 *below, const i16 *unit) {
  __m256i q = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(const void *)below));
  return _mm256_mulhrs_epi16(_mm256_slli_epi16(_mm256_sub_epi16(q, _mm256_set1_epi16(Q_ZERO)), 8), load(unit));
}

AVX2 static inline void store_q(__m256i x, u8 *to) {
  x = _mm256_min_epi16(_mm256_adds_epi16(x, _mm256_set1_epi16(Q_ZERO)), _mm256_set1_epi16(Q_MOST));
  __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1));
  _mm_storeu_si128((__m128i *)(void *)to, bytes);
}

// The arrays of one word and direction, so that they need not be looked up again after each store.
typedef struct {
  const i16 *z, *f, *w, *forget, *reset, *unit, *inverse;
  const u8 *below;
  u8 *out;
} places;

AVX2 static inline void sixteen(const places *p, u32 j, i16 *state, bool first) {
  __m256i before = load(state + j);
  __m256i forget = gate16(_mm256_adds_epi16(load(p->f + j), _mm256_mulhrs_epi16(before, load(p->forget + j))));
  __m256i reset = gate16(_mm256_adds_epi16(load(p->w + j), _mm256_mulhrs_epi16(before, load(p->reset + j))));
  __m256i c = between16(load(p->z + j), before, forget);
  _mm256_storeu_si256((__m256i *)(void *)(state + j), c);
  __m256i x = first ? _mm256_setzero_si256() : input16(p->below + j, p->unit + j);
  store_q(_mm256_mulhrs_epi16(between16(x, c, reset), load(p->inverse + j)), p->out + j);
}

AVX2 static void step_avx2(const recurrence16 *r, u32 word, u32 d, i16 *state) {
  u32 H = r->half;
  const i16 *gates = r->gates + (size_t)word * 6 * H;
  size_t at = (size_t)word * 2 * H + d;
  bool first = !r->below;
  const places p = {gates + d, gates + 2 * H + 2 * d, gates + 3 * H + 2 * d, r->forget + d, r->reset + d, first ? NULL : r->below_unit + d,
                    r->inverse + d, first ? NULL : r->below + at, r->out + at};
  if (first)
    for (u32 j = 0; j < H; j += 16) sixteen(&p, j, state, true);
  else
    for (u32 j = 0; j < H; j += 16) sixteen(&p, j, state, false);
}

AVX2 static void gates_avx2(const i16 *sum, const i16 *bias, u32 n, u32 doublings, i16 *gates) {
  const __m256i most = _mm256_set1_epi16((i16)(INT16_MAX >> doublings)), least = _mm256_set1_epi16((i16) - (INT16_MAX >> doublings));
  const __m128i by = _mm_cvtsi32_si128((int)doublings);
  for (u32 i = 0; i < n; i += 16) {
    __m256i x = _mm256_sll_epi16(_mm256_max_epi16(_mm256_min_epi16(load(sum + i), most), least), by);
    _mm256_storeu_si256((__m256i *)(void *)(gates + i), _mm256_adds_epi16(x, load(bias + i)));
  }
}
#endif

typedef void step(const recurrence16 *r, u32 word, u32 d, i16 *state);

static void both_ways(const recurrence16 *r, step *one) {
  i16 ahead[MOST_HALF] = {0}, back[MOST_HALF] = {0};
  for (u32 i = 0; i < r->words; i++) {
    one(r, i, 0, ahead);
    one(r, r->words - 1 - i, r->half, back);
  }
}

void recur16_plain(const recurrence16 *r) { both_ways(r, step_plain); }

void recur16(const recurrence16 *r, bool fast) {
#if defined(__x86_64__)
  if (fast) {
    both_ways(r, step_avx2);
    return;
  }
#endif
  recur16_plain(r);
}

void recur16_gates(const i16 *sum, const i16 *bias, u32 candidates, u32 n, u32 doublings, i16 *gates, bool fast) {
#if defined(__x86_64__)
  if (fast) {
    gates_avx2(sum, bias, candidates, doublings, gates);
    gates_avx2(sum + candidates, bias + candidates, n - candidates, doublings - 2, gates + candidates);
    return;
  }
#endif
  gates_plain(sum, bias, candidates, doublings, gates);
  gates_plain(sum + candidates, bias + candidates, n - candidates, doublings - 2, gates + candidates);
}

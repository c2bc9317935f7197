// The recurrence of simple recurrent units (Lei et al. 2018): each unit keeps a state between its neighbours' candidates,
//   f = s(gate + v·c)   c' = f·c + (1 - f)·z   r = s(gate + w·c)   h = r·c' + (1 - r)·x
// No multiplication of matrices waits for the word before, so only these few lines are sequential.
#include "model/network.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The logistic function as a quotient (a Padé approximant of tanh); the trainer has the same, train/layers.c.
static inline float gate(float x) {
  float y = 0.5f * x;
  y = y > 3 ? 3 : y < -3 ? -3 : y;
  float q = y * y;
  return 0.5f + 0.5f * (y * (27 + q) / (27 + 9 * q));
}

static inline u8 as_q(float x) { return (u8)(x > 0 ? x < Q_MOST ? (i32)x : Q_MOST : 0); }

// One word, one direction: `d` is 0 or `half`, the place of the direction in arrays of the layer's width.
static void step_plain(const recurrence *r, u32 word, u32 d, float *state) {
  u32 H = r->half;
  const float *z = r->gates + (size_t)word * 6 * H + 3 * d, *f = z + H, *w = f + H;
  size_t at = (size_t)word * 2 * H + d;
  for (u32 j = 0; j < H; j++) {
    float forget = gate(f[j] + r->forget[d + j] * state[j]), reset = gate(w[j] + r->reset[d + j] * state[j]);
    float c = z[j] + forget * (state[j] - z[j]);
    float x = r->below ? ((float)r->below[at + j] - Q_ZERO) * r->below_unit[d + j] : 0;
    state[j] = c;
    r->out[at + j] = as_q((x + reset * (c - x)) * r->inverse[d + j] + ((float)Q_ZERO + 0.5f));
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static inline __m256 gate8(__m256 x) {
  __m256 y = _mm256_mul_ps(_mm256_set1_ps(0.5f), x);
  y = _mm256_max_ps(_mm256_min_ps(y, _mm256_set1_ps(3)), _mm256_set1_ps(-3));
  __m256 q = _mm256_mul_ps(y, y), n = _mm256_set1_ps(27);
  __m256 over = _mm256_mul_ps(y, _mm256_add_ps(n, q)), under = _mm256_add_ps(n, _mm256_mul_ps(_mm256_set1_ps(9), q));
  __m256 half = _mm256_set1_ps(0.5f);
  return _mm256_add_ps(half, _mm256_mul_ps(half, _mm256_div_ps(over, under)));
}

__attribute__((target("avx2"))) static inline void store_q(__m256 x, u8 *to) {
  x = _mm256_min_ps(_mm256_max_ps(x, _mm256_setzero_ps()), _mm256_set1_ps(Q_MOST));
  __m256i i = _mm256_cvttps_epi32(x);
  __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(i), _mm256_extracti128_si256(i, 1));
  _mm_storel_epi64((__m128i *)(void *)to, _mm_packus_epi16(words, words));
}

__attribute__((target("avx2"))) static void step_avx2(const recurrence *r, u32 word, u32 d, float *state) {
  u32 H = r->half;
  const float *gates = r->gates + (size_t)word * 6 * H + 3 * d;
  size_t at = (size_t)word * 2 * H + d;
  for (u32 j = 0; j < H; j += 8) {
    __m256 before = _mm256_loadu_ps(state + j), z = _mm256_loadu_ps(gates + j), x = _mm256_setzero_ps();
    __m256 f = gate8(_mm256_add_ps(_mm256_loadu_ps(gates + H + j), _mm256_mul_ps(_mm256_loadu_ps(r->forget + d + j), before)));
    __m256 w = gate8(_mm256_add_ps(_mm256_loadu_ps(gates + 2 * H + j), _mm256_mul_ps(_mm256_loadu_ps(r->reset + d + j), before)));
    __m256 c = _mm256_add_ps(z, _mm256_mul_ps(f, _mm256_sub_ps(before, z)));
    if (r->below) {
      __m256i q = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)(r->below + at + j)));
      x = _mm256_mul_ps(_mm256_sub_ps(_mm256_cvtepi32_ps(q), _mm256_set1_ps(Q_ZERO)), _mm256_loadu_ps(r->below_unit + d + j));
    }
    _mm256_storeu_ps(state + j, c);
    __m256 h = _mm256_add_ps(x, _mm256_mul_ps(w, _mm256_sub_ps(c, x)));
    store_q(_mm256_add_ps(_mm256_mul_ps(h, _mm256_loadu_ps(r->inverse + d + j)), _mm256_set1_ps(Q_ZERO + 0.5f)), r->out + at + j);
  }
}
#endif

typedef void step(const recurrence *r, u32 word, u32 d, float *state);

static void both_ways(const recurrence *r, step *one) {
  float ahead[NET_MOST_HALF] = {0}, back[NET_MOST_HALF] = {0};
  for (u32 i = 0; i < r->words; i++) {
    one(r, i, 0, ahead);
    one(r, r->words - 1 - i, r->half, back);
  }
}

void recur_plain(const recurrence *r) { both_ways(r, step_plain); }

void recur(const recurrence *r, bool fast) {
#if defined(__x86_64__)
  if (fast) {
    both_ways(r, step_avx2);
    return;
  }
#endif
  recur_plain(r);
}

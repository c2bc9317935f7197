#include "model/choice.h"

#include <math.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

bool scorer_of(str chunk, scorer *s) {
  u32 slots;
  if (chunk.n < sizeof slots) return false;
  memcpy(&slots, chunk.p, sizeof slots);
  if (!slots || (slots & (slots - 1)) || chunk.n < 64 + (size_t)slots * sizeof(i16)) return false;
  const i16 *at = (const i16 *)(const void *)(chunk.p + 64);
  bool blocks = chunk.n >= 64 + ((size_t)slots + BLOCK_WEIGHTS) * sizeof(i16);
  *s = (scorer){at, blocks ? at + slots : NULL, NULL, NULL, slots - 1};
  return true;
}

// Pairs of products are added as the processor likes it; whole numbers, so the order does not count.
#if defined(__SSE2__)
static i32 sum_products(const u8 *x, const i16 *w, u32 n) {
  const __m128i none = _mm_setzero_si128(), zero = _mm_set1_epi16(VECTOR_ZERO);
  __m128i sum = none;
  for (u32 i = 0; i + 8 <= n; i += 8) {
    __m128i v = _mm_sub_epi16(_mm_unpacklo_epi8(_mm_loadl_epi64((const __m128i *)(const void *)(x + i)), none), zero);
    sum = _mm_add_epi32(sum, _mm_madd_epi16(v, _mm_loadu_si128((const __m128i *)(const void *)(w + i))));
  }
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
  return _mm_cvtsi128_si32(_mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1)));
}
#else
static i32 sum_products(const u8 *x, const i16 *w, u32 n) {
  i32 sum = 0;
  for (u32 i = 0; i + 8 <= n; i += 8)
    for (u32 k = i; k < i + 8; k++) sum += ((i32)x[k] - VECTOR_ZERO) * w[k];
  return sum;
}
#endif

static i32 product(const vector *v, const i16 *w) { return sum_products(v->at, w, v->width) / VECTOR_ZERO; }

static float loose_product(const vector *v, const float *w) {
  float sum = 0;
  for (u32 i = 0; i < v->width; i++) sum += (float)((i32)v->at[i] - VECTOR_ZERO) * w[i];
  return sum / VECTOR_ZERO;
}

float score_label(const scorer *s, const traits *t, u32 label) {
  if (s->loose) {
    float sum = 0;
    for (u32 i = 0; i < t->len; i++) sum += s->loose[score_slot(s, t->at[i], label)];
    for (u32 i = 0; i < t->vectors; i++) sum += loose_product(&t->vector[i], s->loose_block + block_row(t->vector[i].block, label));
    return sum;
  }
  i32 sum = 0;
  for (u32 i = 0; i < t->len; i++) sum += s->fixed[score_slot(s, t->at[i], label)];
  for (u32 i = 0; i < t->vectors && s->fixed_block; i++) sum += product(&t->vector[i], s->fixed_block + block_row(t->vector[i].block, label));
  return (float)sum / 256;
}

u32 score_labels(const scorer *s, const traits *t, u32 n, float *score) {
  i32 sum[CHOICE_LABELS] = {0};
  for (u32 i = 0; !s->loose && i < t->len; i++)
    for (u32 k = 0; k < n; k++) sum[k] += s->fixed[score_slot(s, t->at[i], k + 1)];
  u32 best = 0;
  for (u32 k = 0; k < n; k++) {
    for (u32 i = 0; i < t->vectors && s->fixed_block; i++) sum[k] += product(&t->vector[i], s->fixed_block + block_row(t->vector[i].block, k + 1));
    score[k] = s->loose ? score_label(s, t, k + 1) : (float)sum[k] / 256;
    if (score[k] > score[best]) best = k;
  }
  return best;
}

float squash(float x) { return 1 / (1 + expf(-x)); }

void soft_max(float *score, u32 n) {
  float top = n ? score[0] : 0, sum = 0;
  for (u32 i = 1; i < n; i++) top = MAX(top, score[i]);
  for (u32 i = 0; i < n; i++) sum += score[i] = expf(score[i] - top);
  for (u32 i = 0; i < n; i++) score[i] /= sum;
}

static float log_add(float a, float b) {
  float top = MAX(a, b);
  return top + log1pf(expf(-fabsf(a - b)));
}

// Forward sums: out[t], in[t] over all ways up to token t that end outside, inside.
typedef struct {
  float out, in;
} pair;

static pair *forward(arena *mem, const float *in, const float *open, const float *close, u32 n) {
  pair *f = NEWS(mem, pair, n + 1);
  f[0] = (pair){0, in[0] + open[0]};
  for (u32 t = 1; t < n; t++) {
    f[t].out = log_add(f[t - 1].out, f[t - 1].in + close[t]);
    f[t].in = in[t] + log_add(f[t - 1].out + open[t], f[t - 1].in);
  }
  return f;
}

static pair *backward(arena *mem, const float *in, const float *open, const float *close, u32 n) {
  pair *b = NEWS(mem, pair, n + 1);
  b[n - 1] = (pair){0, close[n]};
  for (u32 t = n - 1; t-- > 0;) {
    b[t].out = log_add(b[t + 1].out, open[t + 1] + in[t + 1] + b[t + 1].in);
    b[t].in = log_add(b[t + 1].out + close[t + 1], in[t + 1] + b[t + 1].in);
  }
  return b;
}

void chain_odds(arena *mem, const float *in, const float *open, const float *close, u32 n, float *p_in, float *p_open, float *p_close) {
  pair *f = forward(mem, in, open, close, n), *b = backward(mem, in, open, close, n);
  float all = log_add(f[n - 1].out, f[n - 1].in + close[n]);
  for (u32 t = 0; t < n; t++) {
    p_in[t] = expf(f[t].in + b[t].in - all);
    p_open[t] = expf((t ? f[t - 1].out : 0) + open[t] + in[t] + b[t].in - all);
    p_close[t] = t ? expf(f[t - 1].in + close[t] + b[t].out - all) : 0;
  }
  p_close[n] = expf(f[n - 1].in + close[n] - all);
}

// Viterbi over before, in and after, so that the way taken is in at least once.
void chain_best(arena *mem, const float *in, const float *open, const float *close, u32 n, bool *inside, float *p, float *empty) {
  *p = 0, *empty = 1;
  if (!n) return;
  enum { CAME_OPEN = 1, CAME_AGAIN = 2, CAME_LEFT = 4 };
  u8 *from = NEWS(mem, u8, n);   // in: from before, from after; after: from in
  float now = in[0] + open[0], after = -1e9f;
  from[0] = CAME_OPEN;
  for (u32 t = 1; t < n; t++) {
    float first = open[t], again = after + open[t], stay = now, leave = now + close[t];
    from[t] = (u8)((leave > after ? CAME_LEFT : 0) | (first >= again && first > stay ? CAME_OPEN : again > stay ? CAME_AGAIN : 0));
    after = MAX(leave, after);
    now = in[t] + MAX(MAX(first, again), stay);
  }
  float ended = now + close[n], top = MAX(ended, after);
  enum { BEFORE, IN, AFTER } state = ended >= after ? IN : AFTER;
  for (u32 t = n; t-- > 0;) {
    inside[t] = state == IN;
    if (state == IN) state = from[t] & CAME_OPEN ? BEFORE : from[t] & CAME_AGAIN ? AFTER : IN;
    else if (state == AFTER) state = from[t] & CAME_LEFT ? IN : AFTER;
  }
  pair *f = forward(mem, in, open, close, n);
  float all = log_add(f[n - 1].out, f[n - 1].in + close[n]);
  *p = expf(top - all);
  *empty = expf(-all);
}

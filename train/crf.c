#include "crf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chunk.h"

#if defined(__x86_64__)
#define FAST __attribute__((target_clones("avx512f", "avx2", "default"), optimize("O3")))
#else
#define FAST
#endif

enum { LONGEST = 4096, BATCH = 8, NEAR = 3 };  // words of a sentence; sentences a step of Adam; vectors a word

crf *crf_new(arena *mem, u32 labels, u32 features, u32 width, u32 units) {
  crf *c = calloc(1, sizeof *c);
  if (!c) exit(1);
  c->labels = labels;
  c->features = features;
  c->weight = calloc((size_t)(features + 1) * CRF_LABELS, sizeof *c->weight);
  c->sum = calloc((size_t)(features + 1) * CRF_LABELS, sizeof *c->sum);
  if (!c->weight || !c->sum) exit(1);
  c->mem = mem;
  c->width = width;
  c->units = units;
  if (!width) return c;
  dice d = {5};
  c->hidden = dense_new(mem, &d, NEAR * width, units, sqrtf(1.0f / (float)(NEAR * width)));
  c->top = dense_new(mem, &d, units, CRF_LABELS, 0);
  c->unit_most = NEWS(mem, float, units);
  return c;
}

void crf_free(crf *c) {
  free(c->weight);
  free(c->sum);
  free(c);
}

// What one sentence needs; the rows of words without features are those of label 0 alone.
typedef struct {
  float score[LONGEST][CRF_LABELS];  // exp of the sum of the weights
  float ahead[LONGEST][CRF_LABELS], back[LONGEST][CRF_LABELS];
  float change[CRF_LABELS][CRF_LABELS];
} lattice;

// The hidden layer over the words of one sentence that are asked about. [asked][…]
typedef struct {
  u32 *word_, asked;
  float *x, *x_mask, *h, *mask, *y, *dy;
} layer;

// ---------------------------------------------------------------- the hidden layer

static bool is_asked(const crf_sentence *s, u32 i) { return s->at[i + 1] > s->at[i]; }

static void put_vector(const crf *c, const crf_sentence *s, i64 i, float *to) {
  if (i < 0 || i >= s->len) return;
  const u8 *v = s->vector + (size_t)i * c->width;
  for (u32 k = 0; k < c->width; k++) to[k] = (float)((i32)v[k] - CRF_ZERO) * CRF_UNIT;
}

// A word's vector is dropped as a whole now and then; a unit of it is dropped by itself.
static layer layer_forward(crf *c, const crf_sentence *s, dice *d, crf_options how) {
  u32 in = NEAR * c->width;
  layer y = {NEWS(c->mem, u32, s->len), 0, NULL, NULL, NULL, NULL, NULL, NULL};
  for (u32 i = 0; i < s->len; i++)
    if (is_asked(s, i)) y.word_[y.asked++] = i;
  y.x = NEWS(c->mem, float, (size_t)y.asked *in);
  y.x_mask = NEWS(c->mem, float, (size_t)y.asked *in);
  y.h = NEWS(c->mem, float, (size_t)y.asked * c->units);
  y.mask = NEWS(c->mem, float, (size_t)y.asked * c->units);
  y.y = NEWS(c->mem, float, (size_t)y.asked *CRF_LABELS);
  y.dy = NEWS(c->mem, float, (size_t)y.asked *CRF_LABELS);
  for (u32 k = 0; k < y.asked; k++)
    for (u32 near = 0; near < NEAR; near++)
      put_vector(c, s, (i64)y.word_[k] + near - 1, y.x + (size_t)k * in + near * c->width);
  if (how.vector_drop > 0) dropout(y.x, y.x_mask, (size_t)y.asked * in, how.vector_drop, d);
  dense_forward(&c->hidden, y.asked, y.x, y.h);
  for (u32 k = 0; k < y.asked * c->units; k++) {
    y.h[k] = fmaxf(y.h[k], 0);
    c->unit_most[k % c->units] = fmaxf(c->unit_most[k % c->units], y.h[k]);
  }
  dropout(y.h, y.mask, (size_t)y.asked * c->units, how.unit_drop, d);
  dense_forward(&c->top, y.asked, y.h, y.y);
  return y;
}

// Adds the gradients of the two layers, given that of the labels.
static void layer_backward(crf *c, const layer *y) {
  if (!y->asked) return;
  u32 in = NEAR * c->width;
  float *dh = NEWS(c->mem, float, (size_t)y->asked * c->units), *across = NEWS(c->mem, float, (size_t)y->asked *in);
  dense_backward(&c->top, c->mem, y->asked, y->h, y->dy, dh);
  for (u32 k = 0; k < y->asked * c->units; k++) dh[k] = y->h[k] > 0 ? dh[k] * y->mask[k] : 0;
  transpose(y->asked, in, y->x, in, across, y->asked);
  gemm(in, y->asked, c->units, across, y->asked, dh, c->units, c->hidden.w.grad, c->units, true);
  for (u32 k = 0; k < y->asked; k++) vector_add(c->hidden.b.grad, dh + (size_t)k * c->units, c->units);
}

static void layer_step(crf *c, float rate) {
  weights *const all[] = {&c->hidden.w, &c->hidden.b, &c->top.w, &c->top.b};
  for (u32 i = 0; i < COUNT_OF(all); i++) weights_step(all[i], 0, all[i]->n, rate, 1.0f / BATCH);
}

// ---------------------------------------------------------------- the chain

FAST static void add_rows(const float *weight, const u32 *kept, u32 n, float *sum) {
  for (u32 k = 0; k < n; k++) {
    const float *w = weight + (size_t)kept[k] * CRF_LABELS;
    for (u32 l = 0; l < CRF_LABELS; l++) sum[l] += w[l];
  }
}

static void fill_scores(const crf *c, const crf_sentence *s, const u32 *at, const u32 *kept, const layer *y,
                        lattice *t) {
  for (u32 i = 0, asked = 0; i < s->len; i++) {
    float sum[CRF_LABELS] = {0}, most = 0;
    add_rows(c->weight, kept + at[i], at[i + 1] - at[i], sum);
    if (is_asked(s, i) && c->width) vector_add(sum, y->y + (size_t)asked++ * CRF_LABELS, CRF_LABELS);
    for (u32 l = 0; l < c->labels; l++) most = fmaxf(most, sum[l]);
    for (u32 l = 0; l < CRF_LABELS; l++)
      t->score[i][l] = l >= c->labels || (l && !is_asked(s, i)) ? 0 : expf(sum[l] - most);
  }
}

static void normalise(float row[CRF_LABELS]) {
  float sum = 1e-30f;
  for (u32 l = 0; l < CRF_LABELS; l++) sum += row[l];
  for (u32 l = 0; l < CRF_LABELS; l++) row[l] /= sum;
}

FAST static void forward_backward(const crf *c, const crf_sentence *s, lattice *t) {
  for (u32 b = 0; b < CRF_LABELS; b++)
    for (u32 l = 0; l < CRF_LABELS; l++) t->change[b][l] = c->may_follow[b][l] ? expf(c->change[b][l]) : 0;
  float before[CRF_LABELS] = {1};
  for (u32 i = 0; i < s->len; i++) {
    float *now = t->ahead[i];
    memset(now, 0, sizeof t->ahead[i]);
    for (u32 b = 0; b < c->labels; b++)
      for (u32 l = 0; before[b] > 0 && l < CRF_LABELS; l++) now[l] += before[b] * t->change[b][l];
    for (u32 l = 0; l < CRF_LABELS; l++) now[l] *= t->score[i][l];
    normalise(now);
    memcpy(before, now, sizeof before);
  }
  for (u32 l = 0; l < CRF_LABELS; l++) t->back[s->len - 1][l] = 1;
  for (u32 i = s->len - 1; i-- > 0;) {
    for (u32 b = 0; b < CRF_LABELS; b++) {
      float sum = 0;
      for (u32 l = 0; l < CRF_LABELS; l++) sum += t->change[b][l] * t->score[i + 1][l] * t->back[i + 1][l];
      t->back[i][b] = sum;
    }
    normalise(t->back[i]);
  }
}

FAST static void move(float *weight, float *sum, const float *gradient, float decay, float rate) {
  for (u32 l = 0; l < CRF_LABELS; l++) {
    float g = gradient[l] + decay * weight[l];
    sum[l] += g * g;
    weight[l] -= rate * g / sqrtf(sum[l] + 1e-4f);
  }
}

static void learn_words(crf *c, const crf_sentence *s, const u32 *at, const u32 *kept, const lattice *t, layer *y,
                        crf_options how) {
  for (u32 i = 0, asked = 0; i < s->len; i++) {
    float p[CRF_LABELS];
    if (!is_asked(s, i)) continue;
    for (u32 l = 0; l < CRF_LABELS; l++) p[l] = t->ahead[i][l] * t->back[i][l];
    normalise(p);
    p[s->gold[i]] -= 1;
    for (u32 k = at[i]; k < at[i + 1]; k++)
      move(c->weight + (size_t)kept[k] * CRF_LABELS, c->sum + (size_t)kept[k] * CRF_LABELS, p, how.decay, how.rate);
    if (c->width) memcpy(y->dy + (size_t)asked++ * CRF_LABELS, p, sizeof p);
  }
}

static void learn_change(crf *c, const crf_sentence *s, const lattice *t, float rate) {
  float expected[CRF_LABELS][CRF_LABELS] = {0};
  for (u32 i = 0; i < s->len; i++) {
    float pair[CRF_LABELS][CRF_LABELS] = {0}, sum = 1e-30f;
    u32 gold_before = i ? s->gold[i - 1] : 0;
    for (u32 b = 0; b < c->labels; b++)
      for (u32 l = 0; l < c->labels; l++) {
        float before = i ? t->ahead[i - 1][b] : b == 0;
        pair[b][l] = before * t->change[b][l] * t->score[i][l] * t->back[i][l];
        sum += pair[b][l];
      }
    for (u32 b = 0; b < c->labels; b++)
      for (u32 l = 0; l < c->labels; l++) expected[b][l] += pair[b][l] / sum;
    expected[gold_before][s->gold[i]] -= 1;
  }
  for (u32 b = 0; b < c->labels; b++)
    for (u32 l = 0; l < CRF_LABELS; l++) expected[b][l] = c->may_follow[b][l] ? expected[b][l] : 0;
  for (u32 b = 0; b < c->labels; b++) move(c->change[b], c->change_sum[b], expected[b], 0, rate);
}

static void learn_sentence(crf *c, const crf_sentence *s, lattice *t, dice *d, crf_options how) {
  arena_mark here = arena_here(c->mem);
  u32 *at = NEWS(c->mem, u32, s->len + 1), *kept = NEWS(c->mem, u32, s->at[s->len] + 1), n = 0;
  for (u32 i = 0; i < s->len; i++) {
    at[i] = n;
    for (u32 k = s->at[i]; k < s->at[i + 1]; k++)
      if (!how.drop || (dice_roll(d) & 255) >= how.drop) kept[n++] = s->feature[k];
  }
  at[s->len] = n;
  layer y = {0};
  if (c->width) y = layer_forward(c, s, d, how);
  fill_scores(c, s, at, kept, &y, t);
  forward_backward(c, s, t);
  learn_words(c, s, at, kept, t, &y, how);
  learn_change(c, s, t, how.rate);
  if (c->width) layer_backward(c, &y);
  arena_back(c->mem, here);
}

// ---------------------------------------------------------------- averages

// The weights at the end of each of the later rounds are averaged: the last ones follow the last sentences too closely.
typedef struct {
  float *at;
  size_t n;
  double *sum;
} averaged;

enum { AVERAGED = 6 };

static void list_weights(crf *c, averaged list[AVERAGED]) {
  list[0] = (averaged){c->weight, (size_t)(c->features + 1) * CRF_LABELS, NULL};
  list[1] = (averaged){c->change[0], CRF_LABELS * CRF_LABELS, NULL};
  weights *const more[] = {&c->hidden.w, &c->hidden.b, &c->top.w, &c->top.b};
  for (u32 i = 0; i < COUNT_OF(more); i++) list[2 + i] = (averaged){more[i]->w, more[i]->n, NULL};
  for (u32 i = 0; i < AVERAGED; i++)
    if (!(list[i].sum = calloc(list[i].n + 1, sizeof *list[i].sum))) exit(1);
}

static void add_weights(averaged list[AVERAGED]) {
  for (u32 i = 0; i < AVERAGED; i++)
    for (size_t k = 0; k < list[i].n; k++) list[i].sum[k] += list[i].at[k];
}

static void take_averages(averaged list[AVERAGED], u32 rounds) {
  for (u32 i = 0; i < AVERAGED; i++) {
    for (size_t k = 0; k < list[i].n; k++) list[i].at[k] = (float)(list[i].sum[k] / rounds);
    free(list[i].sum);
  }
}

// The rate of the hidden layer falls to nothing in the last rounds.
void crf_learn(crf *c, const crf_sentence *sentence, u32 sentences, crf_options how) {
  lattice *t = malloc(sizeof *t);
  u32 *order = calloc(sentences + 1u, sizeof *order), steps = 0, all = how.rounds * sentences;
  if (!t || !order) exit(1);
  for (u32 i = 0; i < sentences; i++) order[i] = i;
  dice d = {11};
  averaged list[AVERAGED];
  list_weights(c, list);
  for (u32 r = 0; r < how.rounds; r++) {
    dice_shuffle(&d, order, sentences);
    for (u32 i = 0; i < sentences; i++) {
      const crf_sentence *s = &sentence[order[i]];
      bool asked = s->len && s->len <= LONGEST && s->at[s->len];
      if (asked) learn_sentence(c, s, t, &d, how);
      if (asked && c->width && ++steps % BATCH == 0)
        layer_step(c, how.unit_rate * (1 - (float)(r * sentences + i) / (float)all));
    }
    if (r + 1 > how.rounds / 2) add_weights(list);
  }
  take_averages(list, how.rounds - how.rounds / 2);
  free(t);
  free(order);
}

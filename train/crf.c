#include "crf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chunk.h"

enum { LONGEST = 4096 };

crf *crf_new(u32 labels, u32 features) {
  crf *c = calloc(1, sizeof *c);
  if (!c) exit(1);
  c->labels = labels;
  c->features = features;
  c->weight = calloc((size_t)(features + 1) * CRF_LABELS, sizeof *c->weight);
  c->sum = calloc((size_t)(features + 1) * CRF_LABELS, sizeof *c->sum);
  if (!c->weight || !c->sum) exit(1);
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

static void fill_scores(const crf *c, const crf_sentence *s, const u32 *at, const u32 *kept, lattice *t) {
  for (u32 i = 0; i < s->len; i++) {
    float sum[CRF_LABELS] = {0}, most = 0;
    for (u32 k = at[i]; k < at[i + 1]; k++) {
      const float *w = c->weight + (size_t)kept[k] * CRF_LABELS;
      for (u32 l = 0; l < CRF_LABELS; l++) sum[l] += w[l];
    }
    for (u32 l = 0; l < c->labels; l++) most = fmaxf(most, sum[l]);
    bool asked = s->at[i + 1] > s->at[i];
    for (u32 l = 0; l < CRF_LABELS; l++) t->score[i][l] = l >= c->labels || (l && !asked) ? 0 : expf(sum[l] - most);
  }
}

static void normalise(float row[CRF_LABELS]) {
  float sum = 1e-30f;
  for (u32 l = 0; l < CRF_LABELS; l++) sum += row[l];
  for (u32 l = 0; l < CRF_LABELS; l++) row[l] /= sum;
}

static void forward_backward(const crf *c, const crf_sentence *s, lattice *t) {
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

static void move(float *weight, float *sum, float gradient, float rate) {
  *sum += gradient * gradient;
  *weight -= rate * gradient / sqrtf(*sum + 1e-4f);
}

static void learn_words(crf *c, const crf_sentence *s, const u32 *at, const u32 *kept, const lattice *t,
                        crf_options how) {
  for (u32 i = 0; i < s->len; i++) {
    float p[CRF_LABELS];
    for (u32 l = 0; l < CRF_LABELS; l++) p[l] = t->ahead[i][l] * t->back[i][l];
    normalise(p);
    p[s->gold[i]] -= 1;
    for (u32 k = at[i]; k < at[i + 1]; k++) {
      float *w = c->weight + (size_t)kept[k] * CRF_LABELS, *sum = c->sum + (size_t)kept[k] * CRF_LABELS;
      for (u32 l = 0; l < CRF_LABELS; l++) move(&w[l], &sum[l], p[l] + how.decay * w[l], how.rate);
    }
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
    for (u32 l = 0; l < c->labels; l++)
      if (c->may_follow[b][l]) move(&c->change[b][l], &c->change_sum[b][l], expected[b][l], rate);
}

static void learn_sentence(crf *c, const crf_sentence *s, lattice *t, dice *d, crf_options how, u32 **room,
                           u32 *rooms) {
  u32 *at = calloc(s->len + 1u, sizeof *at), n = 0;
  if (s->at[s->len] > *rooms) {
    *rooms = 2 * s->at[s->len];
    *room = realloc(*room, *rooms * sizeof **room);
  }
  if (!at || !*room) exit(1);
  for (u32 i = 0; i < s->len; i++) {
    at[i] = n;
    for (u32 k = s->at[i]; k < s->at[i + 1]; k++)
      if (!how.drop || (dice_roll(d) & 255) >= how.drop) (*room)[n++] = s->feature[k];
  }
  at[s->len] = n;
  fill_scores(c, s, at, *room, t);
  forward_backward(c, s, t);
  learn_words(c, s, at, *room, t, how);
  learn_change(c, s, t, how.rate);
  free(at);
}

void crf_learn(crf *c, const crf_sentence *sentence, u32 sentences, crf_options how) {
  lattice *t = malloc(sizeof *t);
  u32 *order = calloc(sentences + 1u, sizeof *order), *room = NULL, rooms = 0;
  if (!t || !order) exit(1);
  for (u32 i = 0; i < sentences; i++) order[i] = i;
  dice d = {11};
  for (u32 r = 0; r < how.rounds; r++) {
    dice_shuffle(&d, order, sentences);
    for (u32 i = 0; i < sentences; i++) {
      const crf_sentence *s = &sentence[order[i]];
      if (s->len && s->len <= LONGEST && s->at[s->len]) learn_sentence(c, s, t, &d, how, &room, &rooms);
    }
  }
  free(t);
  free(order);
  free(room);
}

#include "choose.h"

#include <math.h>
#include <stdlib.h>

static const float VECTOR_RATE = 1;

chooser *chooser_new(u32 slots, float rate) {
  chooser *c = calloc(1, sizeof *c);
  if (!c) exit(1);
  c->weights = slots + BLOCK_WEIGHTS;
  c->weight = calloc(c->weights, sizeof(float));
  c->square = calloc(c->weights, sizeof(float));
  c->sum = calloc(c->weights, sizeof(float));
  if (!c->weight || !c->square || !c->sum) exit(1);
  c->view = (scorer){.loose = c->weight, .loose_block = c->weight + slots, .mask = slots - 1};
  c->rate = rate;
  return c;
}

void chooser_free(chooser *c) {
  free(c->weight);
  free(c->square);
  free(c->sum);
  free(c);
}

static void step(chooser *c, u32 at, float by) {
  c->square[at] += by * by;
  c->weight[at] += c->rate * by / sqrtf(c->square[at] + .5f);
}

static void push_vector(chooser *c, const vector *v, u32 label, float by) {
  u32 row = c->view.mask + 1 + block_row(v->block, label);
  for (u32 i = 0; i < v->width; i++)
    if (v->at[i] != VECTOR_ZERO) step(c, row + i, VECTOR_RATE * by * (float)((i32)v->at[i] - VECTOR_ZERO) / VECTOR_ZERO);
}

void chooser_push(chooser *c, const traits *t, u32 label, float by) {
  if (fabsf(by) < 1e-4f) return;
  for (u32 i = 0; i < t->len; i++) step(c, score_slot(&c->view, t->at[i], label), by);
  for (u32 i = 0; i < t->vectors; i++) push_vector(c, &t->vector[i], label, by);
}

void chooser_yes_no(chooser *c, const traits *t, bool yes, float worth) {
  float p = squash(score_label(&c->view, t, 0));
  chooser_push(c, t, 0, worth * ((yes ? 1 : 0) - p));
}

void chooser_one_of(chooser *c, const traits *t, u32 n, u32 right) {
  float p[256];
  n = MIN(n, 256);
  for (u32 i = 0; i < n; i++) p[i] = score_label(&c->view, &t[i], 0);
  soft_max(p, n);
  for (u32 i = 0; i < n; i++) chooser_push(c, &t[i], 0, (i == right ? 1 : 0) - p[i]);
}

void chooser_label(chooser *c, const traits *t, u32 labels, u32 right) {
  float p[CHOICE_LABELS];
  for (u32 i = 0; i < labels; i++) p[i] = score_label(&c->view, t, i + 1);
  soft_max(p, labels);
  for (u32 i = 0; i < labels; i++) chooser_push(c, t, i + 1, (i + 1 == right ? 1 : 0) - p[i]);
}

void chooser_shrink(chooser *c, float by) {
  for (u32 i = 0; i < c->weights; i++) c->weight[i] *= 1 - by;
}

void chooser_keep(chooser *c) {
  for (u32 i = 0; i < c->weights; i++) c->sum[i] += c->weight[i];
  c->kept++;
}

void chooser_average(chooser *c) {
  for (u32 i = 0; c->kept && i < c->weights; i++) c->weight[i] = c->sum[i] / (float)c->kept;
}

static i16 fixed(float w) {
  float x = roundf(w * 256);
  return (i16)(x > 32767 ? 32767 : x < -32767 ? -32767 : x);
}

void chooser_write(const chooser *c, out *chunk) {
  u32 slots = c->view.mask + 1;
  char head[64] = {0};
  memcpy(head, &slots, sizeof slots);
  out_str(chunk, (str){head, sizeof head});
  for (u32 i = 0; i < c->weights; i++) {
    i16 w = fixed(c->weight[i]);
    out_str(chunk, (str){(const char *)&w, sizeof w});
  }
}

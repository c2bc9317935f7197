// Trains the network of the chunk `syntax` on UD English EWT and GUM, rounds it to small integers, and packs it.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "samples.h"
#include "train.h"
#include "xz.h"

enum {
  ROUNDS = 18,
  BATCH_WORDS = 600,
  MOST_BATCH = 256,      // sentences
  WARM_UP = 200,         // steps in which the rate grows
  MEASURED = 2000,       // sentences whose values decide how units are rounded
  TRAIN_MEMORY_GIB = 12,
};

static const float RATE = 0.003f;

static const net_noise noise = {.drop = 0.3f,
                                .unknown = 15,
                                .hidden = 1u << COLUMN_FORM | 1u << COLUMN_LOW | 1u << (COLUMN_SUFFIX + 4) |
                                          1u << COLUMN_PAIR_BEFORE | 1u << COLUMN_PAIR_AFTER};

static u32 take_batch(const samples *s, const u32 *order, u32 *at, const sample **batch) {
  u32 count = 0, words_in = 0;
  while (*at < s->len && count < MOST_BATCH && words_in < BATCH_WORDS) {
    batch[count] = &s->all[order[(*at)++]];
    words_in += batch[count++]->words;
  }
  return count;
}

// The rate grows at first and then falls to nothing.
static float rate_at(u32 step, u32 steps) {
  float done = (float)step / (float)steps;
  return RATE * (step < WARM_UP ? (float)(step + 1) / WARM_UP : 1) * fmaxf(1 - done, 0.001f);
}

static void learn(net *n, arena *mem, const samples *s) {
  u32 *order = NEWS(mem, u32, s->len), step = 0, steps = ROUNDS * (s->words / BATCH_WORDS);
  const sample *batch[MOST_BATCH];
  dice d = {5};
  for (u32 i = 0; i < s->len; i++) order[i] = i;
  for (u32 round = 0; round < ROUNDS; round++) {
    net_loss loss = {0};
    dice_shuffle(&d, order, s->len);
    for (u32 at = 0; at < s->len; step++) {
      u32 count = take_batch(s, order, &at, batch);
      net_learn(n, mem, batch, count, noise, &d, &loss);
      net_step(n, rate_at(step, steps));
    }
    fprintf(stderr, "syntax: round %2u of %u, entropy a word: tags %.3f arcs %.3f labels %.3f\n", round + 1, ROUNDS,
            loss.tag / loss.words, loss.arc / loss.words, loss.label / loss.words);
  }
}

// ---- rounding

static void put_floats(out *to, const float *x, u32 n) { out_str(to, (str){(const char *)x, n * sizeof *x}); }

static void put_head(out *to, u32 in, u32 width) {
  u32 head[16] = {in, width};
  out_str(to, (str){(const char *)head, sizeof head});
}

// The input's units go into the weights, column by column; each output has its own scale.
static void put_matrix(arena *mem, out *to, const float *w, const float *bias, u32 in, u32 width, const float *unit) {
  float *scale = NEWS(mem, float, width), *shifted = NEWS(mem, float, width);
  i8 *small = NEWS(mem, i8, (size_t)in * width);
  for (u32 o = 0; o < width; o++) {
    float most = 1e-9f;
    i32 sum = 0;
    for (u32 k = 0; k < in; k++) most = fmaxf(most, fabsf(w[(size_t)k * width + o] * unit[k]));
    scale[o] = most / WEIGHT_MOST;
    for (u32 k = 0; k < in; k++) {
      i8 v = (i8)lrintf(w[(size_t)k * width + o] * unit[k] / scale[o]);
      small[matrix_at(in, width, o, k)] = v;
      sum += v;
    }
    shifted[o] = bias[o] - (float)(Q_ZERO * sum) * scale[o];
  }
  put_head(to, in, width);
  put_floats(to, scale, width);
  put_floats(to, shifted, width);
  out_str(to, (str){(const char *)small, (size_t)in * width});
}

static void put_dense(arena *mem, out *to, const dense *l, const float *unit) {
  put_matrix(mem, to, l->w.w, l->b.w, l->in, l->out, unit);
}

// Several layers over the same input beside each other: one matrix.
static void put_heads(arena *mem, out *to, const net *n, const float *unit) {
  const dense *const parts[] = {&n->dependent, &n->head, &n->above, &n->below};
  u32 width = 2 * (NET_ARC + NET_LABEL_UNITS), at = 0;
  float *w = NEWS(mem, float, (size_t)NET_WIDTH * width), *b = NEWS(mem, float, width);
  for (u32 p = 0; p < COUNT_OF(parts); at += parts[p++]->out) {
    memcpy(b + at, parts[p]->b.w, parts[p]->out * sizeof *b);
    for (u32 k = 0; k < NET_WIDTH; k++)
      memcpy(w + (size_t)k * width + at, parts[p]->w.w + (size_t)k * parts[p]->out, parts[p]->out * sizeof *w);
  }
  put_matrix(mem, to, w, b, NET_WIDTH, width, unit);
}

static int by_size(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

// The size that all but one in two thousand of the numbers stay below: the few beyond are cut.
static float usual_most(arena *mem, const float *x, size_t n) {
  arena_mark here = arena_here(mem);
  float *sorted = NEWS(mem, float, n);
  for (size_t i = 0; i < n; i++) sorted[i] = fabsf(x[i]);
  qsort(sorted, n, sizeof *sorted, by_size);
  float most = sorted[n - 1 - n / 2000];
  arena_back(mem, here);
  return fmaxf(most, 1e-6f);
}

// Rows of features times the first layer's weights, as a linear model.
static void put_rows(arena *mem, out *to, const net *n, const samples *s) {
  u32 gates = 3 * NET_WIDTH;
  size_t count = (size_t)s->rows * gates;
  float *all = NEWS(mem, float, count);
  gemm(s->rows, NET_WIDTH, gates, n->word.w, NET_WIDTH, n->layer[0].gates.w.w, gates, all, gates, false);
  linear_write(to, s->key, all, s->rows, gates, usual_most(mem, all + gates, count - gates) / 127);
}

static void units_of(const float *most, u32 n, float *unit, float *inverse) {
  for (u32 k = 0; k < n; k++) {
    unit[k] = fmaxf(most[k], 1e-3f) / WEIGHT_MOST;
    inverse[k] = 1 / unit[k];
  }
}

typedef struct {
  float layer[NET_LAYERS][NET_WIDTH], layer_inverse[NET_LAYERS][NET_WIDTH];
  float arc[NET_ARC], arc_inverse[NET_ARC], arc_weight[NET_ARC], label[NET_LABEL_UNITS], label_inverse[NET_LABEL_UNITS];
} net_units;

// Products of arcs are in whole numbers: of all heads and units together the largest is WEIGHT_MOST.
static void measure(net *n, arena *mem, const samples *s, net_units *u) {
  net_ranges *r = NEW(mem, net_ranges);
  for (u32 i = 0; i < MEASURED && i < s->len; i++) net_measure(n, mem, &s->all[i * (u64)s->len / MEASURED], r);
  for (u32 l = 0; l < NET_LAYERS; l++) units_of(r->layer[l], NET_WIDTH, u->layer[l], u->layer_inverse[l]);
  units_of(r->arc, NET_ARC, u->arc, u->arc_inverse);
  units_of(r->label, NET_LABEL_UNITS, u->label, u->label_inverse);
  float most = 1e-9f;
  for (u32 k = 0; k < NET_ARC; k++) most = fmaxf(most, r->head[k] * u->arc[k]);
  for (u32 k = 0; k < NET_ARC; k++) u->arc_weight[k] = u->arc[k] * WEIGHT_MOST / most;
}

static void put_all_floats(out *to, const net *n, const net_units *u) {
  float arc[NET_ARC], label[NET_LABEL_UNITS];
  put_floats(to, n->layer[0].gates.b.w, 3 * NET_WIDTH);
  for (u32 l = 0; l < NET_LAYERS; l++) {
    put_floats(to, n->layer[l].forget.w, NET_WIDTH);
    put_floats(to, n->layer[l].reset.w, NET_WIDTH);
    put_floats(to, u->layer[l], NET_WIDTH);
    put_floats(to, u->layer_inverse[l], NET_WIDTH);
  }
  dense_forward(&n->head, 1, n->root.w, arc);
  dense_forward(&n->above, 1, n->root.w, label);
  put_floats(to, arc, NET_ARC);
  put_floats(to, u->arc_inverse, NET_ARC);
  put_floats(to, u->arc_weight, NET_ARC);
  put_floats(to, label, NET_LABEL_UNITS);
  put_floats(to, u->label_inverse, NET_LABEL_UNITS);
}

static void put_net(net *n, arena *mem, const samples *s, str classes, out *chunk) {
  net_units *u = NEW(mem, net_units);
  measure(n, mem, s, u);
  net_shape shape = {NET_HALF, NET_ARC, NET_LABEL_UNITS, s->tags, s->relations, LABEL_KINDS, {0}};
  out part[NET_PARTS] = {0};
  out_str(&part[NET_SHAPE], (str){(const char *)&shape, sizeof shape});
  out_str(&part[NET_TAGS], (str){(const char *)s->tag, s->tags * sizeof *s->tag});
  out_str(&part[NET_RELATIONS], (str){(const char *)s->relation, s->relations});
  out_str(&part[NET_CLASSES], classes);
  put_rows(mem, &part[NET_ROWS], n, s);
  put_all_floats(&part[NET_FLOATS], n, u);
  put_dense(mem, &part[NET_LAYER2], &n->layer[1].gates, u->layer[0]);
  put_dense(mem, &part[NET_LAYER3], &n->layer[2].gates, u->layer[1]);
  put_dense(mem, &part[NET_TAG], &n->tag, u->layer[NET_TAG_LAYER - 1]);
  put_heads(mem, &part[NET_HEADS], n, u->layer[NET_LAYERS - 1]);
  put_dense(mem, &part[NET_LABEL], &n->label, u->label);
  str view[NET_PARTS];
  for (u32 i = 0; i < NET_PARTS; i++) view[i] = out_view(&part[i]);
  parts_write(chunk, NET_KIND, view, NET_PARTS);
}

// Another chunk that lies in the same folder.
static str read_beside(arena *mem, const char *chunk, const char *name) {
  str path = str_of(chunk);
  size_t slash = path.n;
  while (slash && path.p[slash - 1] != '/') slash--;
  return read_data(slash ? str_c(mem, str_sub(path, 0, slash)) : ".", name);
}

int train_syntax(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: stemma-train syntax OUT DATA\n"), 2;
  arena *mem = arena_new((size_t)TRAIN_MEMORY_GIB << 30);
  str classes = read_beside(mem, argv[1], "classes.chunk");
  samples *s = samples_of(mem, treebank_syntax(mem, argv[2]), classes);
  fprintf(stderr, "syntax: %u sentences, %u words, %u features, %u tags, %u relations\n", s->len, s->words, s->rows, s->tags, s->relations);
  net *n = net_new(mem, s->rows, s->tags, s->relations);
  learn(n, mem, s);
  out chunk = {0};
  put_net(n, mem, s, classes, &chunk);
  return chunk_write(argv[1], &chunk);
}

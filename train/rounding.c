#include "rounding.h"

#include <math.h>
#include <stdlib.h>

enum { MEASURED = 2000 };   // sentences whose values decide how units are rounded

static void put_floats(out *to, const float *x, u32 n) { out_str(to, (str){(const char *)x, n * sizeof *x}); }

static void put_head(out *to, u32 in, u32 width) {
  u32 head[16] = {in, width, WEIGHT_NARROW};
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
    scale[o] = most / WEIGHT_NARROW;
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

static void put_shorts(out *to, const float *x, u32 n, float times) {
  for (u32 i = 0; i < n; i++) {
    i16 v = (i16)fmaxf(-INT16_MAX, fminf(INT16_MAX, rintf(x[i] * times)));
    out_str(to, (str){(const char *)&v, sizeof v});
  }
}

static void put_dense(arena *mem, out *to, const dense *l, const float *unit) {
  put_matrix(mem, to, l->w.w, l->b.w, l->in, l->out, unit);
}

// Several layers over the same input beside each other: one matrix.
static void put_heads(arena *mem, out *to, const net *n, const float *unit) {
  const dense *const parts[] = {&n->dependent, &n->head, &n->above, &n->below};
  u32 width = 2 * (n->size.arc + n->size.label), at = 0;
  float *w = NEWS(mem, float, (size_t)n->width * width), *b = NEWS(mem, float, width);
  for (u32 p = 0; p < COUNT_OF(parts); at += parts[p++]->out) {
    memcpy(b + at, parts[p]->b.w, parts[p]->out * sizeof *b);
    for (u32 k = 0; k < n->width; k++)
      memcpy(w + (size_t)k * width + at, parts[p]->w.w + (size_t)k * parts[p]->out, parts[p]->out * sizeof *w);
  }
  put_matrix(mem, to, w, b, n->width, width, unit);
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

// Columns [from, from + width) of a layer's gates as the trainer has them, by direction: candidate, forget, reset, each `half`.
// The reader has both candidates first.
static void copy_columns(float *to, u32 to_stride, const float *w, u32 stride, u32 rows, u32 from, u32 width) {
  for (u32 k = 0; k < rows; k++) memcpy(to + (size_t)k * to_stride, w + (size_t)k * stride + from, width * sizeof *to);
}

static void in_order(float *to, const float *w, u32 rows, u32 half) {
  static const u32 from[] = {0, 3, 1, 2, 4, 5};
  for (u32 i = 0; i < COUNT_OF(from); i++) copy_columns(to + i * half, 6 * half, w, 6 * half, rows, from[i] * half, half);
}

// The gates [from, from + width) of the reader's order, over the inputs [first, first + in), in units of recur16.h.
static void put_gates(arena *mem, out *to, const sru *l, const float *unit, u32 first, u32 in, u32 from, u32 width, float one) {
  u32 gates = 6 * l->half;
  float *ordered = NEWS(mem, float, (size_t)l->gates.in * gates), *w = NEWS(mem, float, (size_t)in * width), *bias = NEWS(mem, float, gates);
  in_order(ordered, l->gates.w.w, l->gates.in, l->half);
  in_order(bias, l->gates.b.w, 1, l->half);
  copy_columns(w, width, ordered + (size_t)first * gates, gates, in, from, width);
  for (u32 i = 0; i < in * width; i++) w[i] *= one;
  for (u32 i = 0; i < width; i++) bias[from + i] *= one;
  put_matrix(mem, to, w, bias + from, in, width, unit + first);
}

static void put_layer(arena *mem, out *candidates, out *ahead, out *back, const sru *l, const float *unit) {
  u32 H = l->half;
  put_gates(mem, candidates, l, unit, 0, 2 * H, 0, 2 * H, RECUR_ONE);
  put_gates(mem, ahead, l, unit, 0, H, 2 * H, 2 * H, RECUR_ONE / 4);
  put_gates(mem, back, l, unit, H, H, 4 * H, 2 * H, RECUR_ONE / 4);
}

// Rows of features times the first layer's weights. [rows][3 width]
static float *products_of(arena *mem, const net *n, const samples *s) {
  u32 gates = 3 * n->width;
  float *all = NEWS(mem, float, (size_t)s->rows * gates), *w = NEWS(mem, float, (size_t)n->width * gates);
  in_order(w, n->layer[0].gates.w.w, n->width, n->size.half);
  gemm(s->rows, n->width, gates, n->word.w, n->width, w, gates, all, gates, false);
  return all;
}

// What the features of a known word add in one place, rounded to KNOWN_UNITS of the rows' unit.
static void put_known_row(out *to, const samples *s, const u64 *feature, const float *all, u32 gates, float unit) {
  for (u32 g = 0; g < gates; g++) {
    float sum = 0;
    for (u32 k = 0; k < WORD_COLUMNS; k++) sum += all[(size_t)samples_row(s, feature[k]) * gates + g];
    float v = roundf(sum / unit / KNOWN_UNITS);
    out_byte(to, (char)(i8)(v < -127 ? -127 : v > 127 ? 127 : v));
  }
}

static u32 sure_tag(const samples *s, const frequent *f) {
  for (u32 t = 0; f->sure && t < s->tags; t++)
    if (s->tag[t].upos == f->tag.upos && s->tag[t].xpos == f->tag.xpos) return t + 1;
  return 0;
}

static void put_known(out *to, out *find, out *rows, arena *mem, const samples *s, const float *all, u32 gates, float unit) {
  u64 *key = NEWS(mem, u64, s->knowns);
  u32 *value = NEWS(mem, u32, s->knowns);
  for (u32 i = 0; i < s->knowns; i++) {
    const frequent *f = &s->known[i];
    known_word w = {sure_tag(s, f)};
    u64 self[WORD_COLUMNS] = {0}, before[WORD_COLUMNS] = {0}, after[WORD_COLUMNS] = {0};
    features_of_self(&f->look, false, CASING_USUAL, self);
    features_of_before(&f->look, before);
    features_of_after(&f->look, after);
    const u64 *const feature[WORD_PLACES] = {self, before, after};
    for (u32 p = 0; p < WORD_PLACES; p++) put_known_row(rows, s, feature[p], all, gates, unit);
    out_str(to, (str){(const char *)&w, sizeof w});
    key[i] = f->look.form, value[i] = i + 1;
  }
  table_write(find, key, value, s->knowns);
}

// The unit is a power of two, so that sums come to the units of recur16.h by doubling.
static u32 put_rows(arena *mem, out *part, const net *n, const samples *s) {
  u32 gates = 3 * n->width, doublings = 2;
  size_t count = (size_t)s->rows * gates;
  float *all = products_of(mem, n, s), most = usual_most(mem, all + gates, count - gates);
  while (doublings < RECUR_BITS && (float)(127u << doublings) / RECUR_ONE < most) doublings++;
  float unit = (float)(1u << doublings) / RECUR_ONE;
  linear_write(&part[NET_ROWS], s->key, all, s->rows, gates, unit);
  memset(all, 0, gates * sizeof *all);
  put_known(&part[NET_KNOWN], &part[NET_KNOWN_TABLE], &part[NET_KNOWN_ROWS], mem, s, all, gates, unit);
  return doublings;
}

static void units_of(const float *most, u32 n, float *unit, float *inverse) {
  for (u32 k = 0; k < n; k++) {
    unit[k] = fmaxf(most[k], 1e-3f) / WEIGHT_MOST;
    inverse[k] = 1 / unit[k];
  }
}

typedef struct {
  float *layer[NET_LAYERS], *layer_inverse[NET_LAYERS], *arc, *arc_inverse, *arc_weight, *label, *label_inverse;
} net_units;

static net_units net_units_new(arena *mem, const net *n) {
  u32 A = n->size.arc, R = n->size.label;
  net_units u = {.arc = NEWS(mem, float, A), .arc_inverse = NEWS(mem, float, A), .arc_weight = NEWS(mem, float, A),
                 .label = NEWS(mem, float, R), .label_inverse = NEWS(mem, float, R)};
  for (u32 l = 0; l < NET_LAYERS; l++) u.layer[l] = NEWS(mem, float, n->width), u.layer_inverse[l] = NEWS(mem, float, n->width);
  return u;
}

// Products of arcs are in whole numbers: of all heads and units together the largest is WEIGHT_MOST.
static net_units measure(net *n, arena *mem, const samples *s) {
  net_units u = net_units_new(mem, n);
  net_ranges r = net_ranges_new(mem, n);
  for (u32 i = 0; i < MEASURED && i < s->gold; i++) net_measure(n, mem, &s->all[i * (u64)s->gold / MEASURED], &r);
  for (u32 l = 0; l < NET_LAYERS; l++) units_of(r.layer[l], n->width, u.layer[l], u.layer_inverse[l]);
  units_of(r.arc, n->size.arc, u.arc, u.arc_inverse);
  units_of(r.label, n->size.label, u.label, u.label_inverse);
  float most = 1e-9f;
  for (u32 k = 0; k < n->size.arc; k++) most = fmaxf(most, r.head[k] * u.arc[k]);
  for (u32 k = 0; k < n->size.arc; k++) u.arc_weight[k] = u.arc[k] * WEIGHT_MOST / most;
  return u;
}

static void put_all_floats(arena *mem, out *to, const net *n, const net_units *u) {
  u32 A = n->size.arc, R = n->size.label;
  float *arc = NEWS(mem, float, A), *label = NEWS(mem, float, R);
  dense_forward(&n->head, 1, n->root.w, arc);
  dense_forward(&n->above, 1, n->root.w, label);
  put_floats(to, arc, A);
  put_floats(to, u->arc_inverse, A);
  put_floats(to, u->arc_weight, A);
  put_floats(to, label, R);
  put_floats(to, u->label_inverse, R);
}

static void put_all_shorts(arena *mem, out *to, const net *n, const net_units *u) {
  float *bias = NEWS(mem, float, 3 * n->width);
  in_order(bias, n->layer[0].gates.b.w, 1, n->size.half);
  put_shorts(to, bias, n->width, RECUR_ONE);
  put_shorts(to, bias + n->width, 2 * n->width, RECUR_ONE / 4);
  for (u32 l = 0; l < NET_LAYERS; l++) {
    put_shorts(to, n->layer[l].forget.w, n->width, 8192);
    put_shorts(to, n->layer[l].reset.w, n->width, 8192);
    put_shorts(to, u->layer[l], n->width, 131072);
    put_shorts(to, u->layer_inverse[l], n->width, 32);
  }
}

void put_net(net *n, arena *mem, const samples *s, str classes, out *chunk) {
  net_units made = measure(n, mem, s), *u = &made;
  out part[NET_PARTS] = {0};
  u32 doublings = put_rows(mem, part, n, s);
  net_shape shape = {n->size.half, n->size.arc, n->size.label, s->tags, s->relations, LABEL_KINDS, doublings, {0}};
  out_str(&part[NET_SHAPE], (str){(const char *)&shape, sizeof shape});
  out_str(&part[NET_TAGS], (str){(const char *)s->tag, s->tags * sizeof *s->tag});
  out_str(&part[NET_RELATIONS], (str){(const char *)s->relation, s->relations});
  out_str(&part[NET_CLASSES], classes);
  put_all_floats(mem, &part[NET_FLOATS], n, u);
  put_all_shorts(mem, &part[NET_SHORTS], n, u);
  put_layer(mem, &part[NET_LAYER2], &part[NET_AHEAD2], &part[NET_BACK2], &n->layer[1], u->layer[0]);
  put_layer(mem, &part[NET_LAYER3], &part[NET_AHEAD3], &part[NET_BACK3], &n->layer[2], u->layer[1]);
  put_dense(mem, &part[NET_TAG], &n->tag, u->layer[NET_TAG_LAYER - 1]);
  put_heads(mem, &part[NET_HEADS], n, u->layer[NET_LAYERS - 1]);
  put_dense(mem, &part[NET_LABEL], &n->label, u->label);
  str view[NET_PARTS];
  for (u32 i = 0; i < NET_PARTS; i++) view[i] = out_view(&part[i]);
  parts_write(chunk, NET_KIND, view, NET_PARTS);
}

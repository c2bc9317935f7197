#include "learner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

// One weight of a feature. Rows are sparse: most features speak for two or three labels.
typedef struct {
  float now;
  u32 stamp;      // the tick when `total` was last brought up
  double total;   // sum of `now` over all ticks
  u32 label;
} weight;

typedef struct {
  u64 key;        // 0 = free slot
  weight *at;
  u32 len, cap;
  u32 moves;      // how often it was changed
} row;

struct learner {
  row *slot;      // [slots], open addressing
  u32 slots, used, labels, tick;
};

static void *need(void *p) {
  if (p) return p;
  fprintf(stderr, "stemma-train: no memory\n");
  exit(1);
}

learner *learner_new(u32 labels) {
  learner *l = need(calloc(1, sizeof *l));
  *l = (learner){.labels = labels, .slots = 1u << 16, .tick = 1};
  l->slot = need(calloc(l->slots, sizeof *l->slot));
  return l;
}

void learner_free(learner *l) {
  for (u32 i = 0; i < l->slots; i++) free(l->slot[i].at);
  free(l->slot);
  free(l);
}

static row *find(const learner *l, u64 key) {
  u32 i = (u32)key & (l->slots - 1);
  while (l->slot[i].key && l->slot[i].key != key) i = (i + 1) & (l->slots - 1);
  return &l->slot[i];
}

static void widen(learner *l) {
  row *old = l->slot;
  u32 slots = l->slots;
  l->slots *= 2;
  l->slot = need(calloc(l->slots, sizeof *l->slot));
  for (u32 i = 0; i < slots; i++)
    if (old[i].key) *find(l, old[i].key) = old[i];
  free(old);
}

static row *find_or_make(learner *l, u64 key) {
  row *r = find(l, key);
  if (r->key) return r;
  if (2 * l->used >= l->slots) {
    widen(l);
    r = find(l, key);
  }
  l->used++;
  r->key = key;
  return r;
}

void learner_scores(const learner *l, const u64 *feature, u32 n, float *score) {
  memset(score, 0, l->labels * sizeof *score);
  for (u32 i = 0; i < n; i++) {
    const row *r = find(l, feature[i]);
    for (u32 w = 0; w < r->len; w++) score[r->at[w].label] += r->at[w].now;
  }
}

u32 learner_best(const learner *l, const u64 *feature, u32 n, float *score) {
  float own[MOST_LABELS];
  if (!score) score = own;
  learner_scores(l, feature, n, score);
  u32 best = 0;
  for (u32 i = 1; i < l->labels; i++)
    if (score[i] > score[best]) best = i;
  return best;
}

void learner_tick(learner *l) { l->tick++; }

static weight *weight_of(row *r, u32 label) {
  for (u32 w = 0; w < r->len; w++)
    if (r->at[w].label == label) return &r->at[w];
  if (r->len == r->cap) {
    r->cap = r->cap ? 2 * r->cap : 2;
    r->at = need(realloc(r->at, r->cap * sizeof *r->at));
  }
  r->at[r->len] = (weight){.label = label};
  return &r->at[r->len++];
}

void learner_add(learner *l, const u64 *feature, u32 n, u32 label, float by) {
  for (u32 i = 0; i < n; i++) {
    row *r = find_or_make(l, feature[i]);
    weight *w = weight_of(r, label);
    w->total += (double)w->now * (l->tick - w->stamp);
    w->stamp = l->tick;
    w->now += by;
    r->moves++;
  }
}

void learner_move(learner *l, const u64 *feature, u32 n, u32 to, u32 from) {
  learner_add(l, feature, n, to, 1);
  learner_add(l, feature, n, from, -1);
}

u32 learner_features(const learner *l) { return l->used; }

// ---- the model that is packed

typedef struct {
  u64 key;
  double size;     // the largest weight
  const row *from;
} kept;

static double average(const learner *l, const weight *w) {
  return (w->total + (double)w->now * (l->tick - w->stamp)) / l->tick;
}

static int heavier(const void *a, const void *b) {
  const kept *x = a, *y = b;
  if (x->size != y->size) return x->size < y->size ? 1 : -1;
  return x->key < y->key ? -1 : x->key > y->key;
}

static kept *sorted_rows(const learner *l, u32 *count) {
  kept *all = need(calloc(l->used + 1u, sizeof *all));
  u32 n = 0;
  for (u32 i = 0; i < l->slots; i++) {
    const row *r = &l->slot[i];
    if (!r->key) continue;
    double size = 0;
    for (u32 w = 0; w < r->len; w++) size = fmax(size, fabs(average(l, &r->at[w])));
    all[n++] = (kept){r->key, size, r};
  }
  qsort(all, n, sizeof *all, heavier);
  *count = n;
  return all;
}

// The unit is such that all but the heaviest features fit in 8 bits.
static double choose_unit(const kept *all, u32 n, u32 cut) {
  double heavy = n ? all[n / cut].size : 1;
  return heavy > 0 ? heavy / 127 : 1;
}

static void fill_row(const learner *l, const row *r, double unit, i8 *to) {
  for (u32 w = 0; w < r->len; w++) {
    double v = average(l, &r->at[w]) / unit;
    to[r->at[w].label] = (i8)lrint(fmax(-127, fmin(127, v)));
  }
}

void learner_finish(learner *l, out *part, u32 most_rows, u32 cut) {
  u32 n;
  kept *all = sorted_rows(l, &n);
  double unit = choose_unit(all, n, cut);
  u32 keep = 0;
  while (keep < n && keep + 1 < most_rows && all[keep].size >= unit / 2) keep++;
  u32 stride = linear_stride(l->labels), head[16] = {l->labels, stride, keep + 1};
  float unit_of = (float)unit;
  memcpy(&head[3], &unit_of, sizeof unit_of);
  size_t bytes = ((size_t)(keep + 1) * stride + 63) / 64 * 64;
  i8 *rows = need(calloc(bytes, 1));
  u64 *key = need(calloc(keep + 1u, sizeof *key));
  u32 *value = need(calloc(keep + 1u, sizeof *value));
  for (u32 i = 0; i < keep; i++) {
    fill_row(l, all[i].from, unit, rows + (size_t)(i + 1) * stride);
    key[i] = all[i].key;
    value[i] = i + 1;
  }
  out_str(part, (str){(const char *)head, sizeof head});
  out_str(part, (str){(const char *)rows, bytes});
  table_write(part, key, value, keep);
  free(rows), free(key), free(value), free(all);
}

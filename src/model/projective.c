// The best tree without crossing arcs (Eisner 1996): from short spans to long ones, each with its head at one end. An
// incomplete span is an arc with what lies between; a complete one has all the children that its head takes on that side.
#include "model/tree.h"

enum side { HEAD_RIGHT, HEAD_LEFT };

typedef struct {
  i32 value;
  u32 split;
} cell;

typedef struct {
  u32 n;                    // words + 1
  cell *open[2], *full[2];  // [n][n] by first and last word
  u32 *head;
} chart;

static cell *at(cell *table, u32 n, u32 i, u32 j) { return &table[i * n + j]; }

static cell best_split(const cell *left, const cell *right, u32 n, u32 i, u32 j, u32 from, u32 to, u32 step) {
  cell best = {INT32_MIN, from};
  for (u32 k = from; k <= to; k++) {
    i32 value = left[i * n + k].value + right[(k + step) * n + j].value;
    if (value > best.value) best = (cell){value, k};
  }
  return best;
}

static void fill_span(chart *c, const i32 *score, u32 stride, u32 i, u32 j) {
  u32 n = c->n;
  cell joined = best_split(c->full[HEAD_LEFT], c->full[HEAD_RIGHT], n, i, j, i, j - 1, 1);
  *at(c->open[HEAD_LEFT], n, i, j) = (cell){joined.value + score[(size_t)j * stride + i], joined.split};
  *at(c->open[HEAD_RIGHT], n, i, j) = (cell){joined.value + score[(size_t)i * stride + j], joined.split};
  *at(c->full[HEAD_LEFT], n, i, j) = best_split(c->open[HEAD_LEFT], c->full[HEAD_LEFT], n, i, j, i + 1, j, 0);
  *at(c->full[HEAD_RIGHT], n, i, j) = best_split(c->full[HEAD_RIGHT], c->open[HEAD_RIGHT], n, i, j, i, j - 1, 0);
}

// No deeper than the sentence is long.
static void trace_full(const chart *c, u32 i, u32 j, enum side s);

static void trace_open(const chart *c, u32 i, u32 j, enum side s) {
  u32 k = at(c->open[s], c->n, i, j)->split;
  if (s == HEAD_LEFT) c->head[j] = i;
  else c->head[i] = j;
  trace_full(c, i, k, HEAD_LEFT);
  trace_full(c, k + 1, j, HEAD_RIGHT);
}

static void trace_full(const chart *c, u32 i, u32 j, enum side s) {
  if (i == j) return;
  u32 k = at(c->full[s], c->n, i, j)->split;
  if (s == HEAD_LEFT) {
    trace_open(c, i, k, s);
    trace_full(c, k, j, s);
  } else {
    trace_full(c, i, k, s);
    trace_open(c, k, j, s);
  }
}

void tree_projective(arena *mem, const i32 *score, u32 stride, u32 words, u32 *head) {
  u32 n = words + 1, root = 1;
  arena_mark here = arena_here(mem);
  chart c = {.n = n, .head = head};
  for (u32 s = 0; s < 2; s++) {
    c.open[s] = NEWS(mem, cell, (size_t)n * n);
    c.full[s] = NEWS(mem, cell, (size_t)n * n);
  }
  for (u32 len = 1; len < words; len++)
    for (u32 i = 1; i + len <= words; i++) fill_span(&c, score, stride, i, i + len);
  i32 most = INT32_MIN;
  for (u32 r = 1; r <= words; r++) {
    i32 value = at(c.full[HEAD_RIGHT], n, 1, r)->value + at(c.full[HEAD_LEFT], n, r, words)->value + score[(size_t)r * stride];
    if (value > most) most = value, root = r;
  }
  head[root] = 0;
  trace_full(&c, 1, root, HEAD_RIGHT);
  trace_full(&c, root, words, HEAD_LEFT);
  arena_back(mem, here);
}

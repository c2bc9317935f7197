// The best tree without crossing arcs (Eisner 1996): from short spans to long ones, each with its head at one end. An open
// span is an arc with what lies between; a full one has all the children that its head takes on that side. Only values
// are kept; where a span was split is looked for again on the way back, for the few spans of the tree.
#include "model/lanes.h"
#include "model/tree.h"

enum { NO_VALUE = -(1 << 29) };   // of spans not made yet; two of them may be added

// Values of spans i … j. Each is laid out so that a split runs along a row: by first word [i][j], or by last word [j][i].
// `left`: the head is the first word. Rows have LANES_MORE places more than words, which stay NO_VALUE.
typedef struct {
  u32 width;
  i32 *full_left, *full_left_by_last, *full_right, *full_right_by_last;
  i32 *open_left, *open_right_by_last;
  u32 *head;
} chart;

static i32 *row(const chart *c, i32 *table, u32 r) { return table + (size_t)r * c->width; }

static void fill_span(const chart *c, const i32 *score, u32 stride, u32 i, u32 j, bool fast) {
  i32 joined = lanes_most_sum(row(c, c->full_left, i) + i, row(c, c->full_right_by_last, j) + i + 1, j - i, fast);
  row(c, c->open_left, i)[j] = joined + score[(size_t)j * stride + i];
  row(c, c->open_right_by_last, j)[i] = joined + score[(size_t)i * stride + j];
  i32 left = lanes_most_sum(row(c, c->open_left, i) + i + 1, row(c, c->full_left_by_last, j) + i + 1, j - i, fast);
  i32 right = lanes_most_sum(row(c, c->full_right, i) + i, row(c, c->open_right_by_last, j) + i, j - i, fast);
  row(c, c->full_left, i)[j] = row(c, c->full_left_by_last, j)[i] = left;
  row(c, c->full_right, i)[j] = row(c, c->full_right_by_last, j)[i] = right;
}

static u32 best_split(const i32 *a, const i32 *b, u32 n) {
  u32 best = 0;
  for (u32 k = 1; k < n; k++)
    if (a[k] + b[k] > a[best] + b[best]) best = k;
  return best;
}

static void trace_left(const chart *c, u32 i, u32 j);
static void trace_right(const chart *c, u32 i, u32 j);

// The inside of an arc between i and j.
static void trace_inside(const chart *c, u32 i, u32 j) {
  u32 k = i + best_split(row(c, c->full_left, i) + i, row(c, c->full_right_by_last, j) + i + 1, j - i);
  trace_left(c, i, k);
  trace_right(c, k + 1, j);
}

static void trace_left(const chart *c, u32 i, u32 j) {
  if (i == j) return;
  u32 k = i + 1 + best_split(row(c, c->open_left, i) + i + 1, row(c, c->full_left_by_last, j) + i + 1, j - i);
  c->head[k] = i;
  trace_inside(c, i, k);
  trace_left(c, k, j);
}

static void trace_right(const chart *c, u32 i, u32 j) {
  if (i == j) return;
  u32 k = i + best_split(row(c, c->full_right, i) + i, row(c, c->open_right_by_last, j) + i, j - i);
  c->head[k] = j;
  trace_inside(c, k, j);
  trace_right(c, i, k);
}

static u32 best_root(const chart *c, const i32 *score, u32 stride, u32 words) {
  i32 most = INT32_MIN;
  u32 root = 1;
  for (u32 r = 1; r <= words; r++) {
    i32 value = row(c, c->full_right, 1)[r] + row(c, c->full_left, r)[words] + score[(size_t)r * stride];
    if (value > most) most = value, root = r;
  }
  return root;
}

static chart chart_new(arena *mem, u32 words, u32 *head) {
  chart c = {.width = words + 1 + LANES_MORE, .head = head};
  i32 **const tables[] = {&c.full_left, &c.full_left_by_last, &c.full_right, &c.full_right_by_last, &c.open_left, &c.open_right_by_last};
  size_t size = (size_t)(words + 2) * c.width;
  for (u32 t = 0; t < COUNT_OF(tables); t++) {
    *tables[t] = ROOM(mem, i32, size);
    for (size_t k = 0; k < size; k++) (*tables[t])[k] = NO_VALUE;
  }
  for (u32 i = 1; i <= words; i++)
    for (u32 t = 0; t < 4; t++) row(&c, *tables[t], i)[i] = 0;
  return c;
}

void tree_projective(arena *mem, const i32 *score, u32 stride, u32 words, u32 *head) {
  arena_mark here = arena_here(mem);
  chart c = chart_new(mem, words, head);
  bool fast = lanes_fast();
  for (u32 len = 1; len < words; len++)
    for (u32 i = 1; i + len <= words; i++) fill_span(&c, score, stride, i, i + len, fast);
  u32 root = best_root(&c, score, stride, words);
  head[root] = 0;
  trace_right(&c, 1, root);
  trace_left(&c, root, words);
  arena_back(mem, here);
}

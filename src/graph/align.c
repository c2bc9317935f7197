// Agglomeration from the likeliest pair down. Two groups join only if their pairs over articles are likely on average, a
// pair that was not worth a look counting as unlikely: so a long chain of half-likely pairs does not run together. Likely
// pairs that this leaves apart are a second point of one of the two (claim pairs in cross-validation: F1 37 became 41).
#include "graph/align.h"

#include <stdlib.h>

#include "base/hash.h"

enum { LARGEST_GROUP = 64, MOST_POINTS = 4 };   // props of a group; groups of a prop

static const float ALIGN_AT = 0.35f, AGAIN_AT = 0.22f;   // a pair this likely may join two groups, or add to one
static const float UNSEEN = 0.03f, MEAN_SHARE = 0.8f;
static const float OWN_ARTICLE = 0.3f;

typedef struct {
  arena *mem;
  const props *p;
  const claim_pairs *pairs;
  u32 *group;         // [props] the group's first prop
  u32 *next;          // [props] the next of its group, UINT32_MAX at the end
  u32 *size;          // [props] of the group that begins here
} aligner;

static float likelihood(const aligner *g, u32 i, u32 j) {
  const claim_pair *c = pair_at(g->pairs, i, j);
  return c ? c->p : UNSEEN;
}

// How likely two groups are one on average over their pairs. Two claims of one article count by their words: an article
// that says a point twice says it alike, while two halves of a sentence are two points.
static float mean_likelihood(const aligner *g, u32 a, u32 b) {
  float sum = 0;
  u32 n = 0;
  for (u32 i = a; i != UINT32_MAX; i = g->next[i])
    for (u32 j = b; j != UINT32_MAX; j = g->next[j], n++) {
      const prop *x = &g->p->at[i], *y = &g->p->at[j];
      sum += x->article == y->article ? OWN_ARTICLE * words_dice(x->own, y->own) : likelihood(g, i, j);
    }
  return n ? sum / (float)n : 0;
}

static void join(aligner *g, u32 a, u32 b) {
  u32 last = a;
  while (g->next[last] != UINT32_MAX) last = g->next[last];
  g->next[last] = b;
  g->size[a] += g->size[b];
  for (u32 i = b; i != UINT32_MAX; i = g->next[i]) g->group[i] = a;
}

typedef struct {
  float p;
  u32 row;
} ranked;

static int by_likelihood(const void *x, const void *y) {
  const ranked *a = x, *b = y;
  if (a->p != b->p) return a->p < b->p ? 1 : -1;
  return (a->row > b->row) - (a->row < b->row);
}

static ranked *rank(const aligner *g, float at, u32 *n) {
  ranked *r = NEWS(g->mem, ranked, g->pairs->n + 1);
  *n = 0;
  for (u32 k = 0; k < g->pairs->n; k++)
    if (g->pairs->at[k].p >= at) r[(*n)++] = (ranked){g->pairs->at[k].p, k};
  qsort(r, *n, sizeof *r, by_likelihood);
  return r;
}

// Groups as they grow by second points.
typedef struct {
  const aligner *g;
  VEC(row_list) rows;
  row_list *groups_of;      // [props]
} points;

static void put(points *to, u32 group, u32 i) {
  vec_push(to->g->mem, &to->rows.at[group], i);
  vec_push(to->g->mem, &to->groups_of[i], group);
}

static u32 new_group(points *to) {
  vec_push(to->g->mem, &to->rows, ((row_list){0}));
  return to->rows.len - 1;
}

static points take_groups(const aligner *g) {
  points to = {.g = g, .groups_of = NEWS(g->mem, row_list, g->p->n + 1)};
  for (u32 i = 0; i < g->p->n; i++) {
    if (g->group[i] != i) continue;
    u32 group = new_group(&to);
    for (u32 k = i; k != UINT32_MAX; k = g->next[k]) put(&to, group, k);
  }
  return to;
}

static bool are_together(const points *to, u32 i, u32 j) {
  for (u32 a = 0; a < to->groups_of[i].len; a++)
    for (u32 b = 0; b < to->groups_of[j].len; b++)
      if (to->groups_of[i].at[a] == to->groups_of[j].at[b]) return true;
  return false;
}

// How likely i makes the point of the group that j came to by agglomeration; 0 where j stands alone.
static float fits_group(const points *to, u32 i, u32 j) {
  const aligner *g = to->g;
  u32 first = g->group[j], n = 0;
  float sum = 0;
  if (g->size[first] < 2) return 0;
  for (u32 k = first; k != UINT32_MAX; k = g->next[k])
    if (g->p->at[k].article != g->p->at[i].article) sum += likelihood(g, i, k), n++;
  return sum / (float)MAX(n, 1u);
}

// The pair is a second point of one of the two: it joins the other's group, or both begin a new one.
static void add_point(points *to, u32 i, u32 j) {
  if (to->groups_of[i].len == MOST_POINTS || to->groups_of[j].len == MOST_POINTS || are_together(to, i, j)) return;
  float with_j = fits_group(to, i, j), with_i = fits_group(to, j, i);
  if (MAX(with_i, with_j) >= AGAIN_AT) {
    u32 joins = with_j > with_i ? i : j, other = joins == i ? j : i;
    put(to, to->groups_of[other].at[0], joins);
    return;
  }
  u32 group = new_group(to);
  put(to, group, i);
  put(to, group, j);
}

static int by_row(const void *a, const void *b) {
  u32 x = *(const u32 *)a, y = *(const u32 *)b;
  return (x > y) - (x < y);
}

static int by_first(const void *a, const void *b) {
  const prop_group *x = a, *y = b;
  for (u32 k = 0; k < x->n && k < y->n; k++)
    if (x->at[k] != y->at[k]) return x->at[k] < y->at[k] ? -1 : 1;
  return (x->n > y->n) - (x->n < y->n);
}

// In order of their first props; a prop that was alone and has found a point is no longer alone.
static alignment finish(points *to) {
  alignment al = {NEWS(to->g->mem, prop_group, to->rows.len + 1), 0};
  for (u32 r = 0; r < to->rows.len; r++) {
    row_list *row = &to->rows.at[r];
    if (row->len == 1 && to->groups_of[row->at[0]].len > 1) continue;
    qsort(row->at, row->len, sizeof *row->at, by_row);
    al.group[al.count++] = (prop_group){row->at, row->len};
  }
  qsort(al.group, al.count, sizeof *al.group, by_first);
  return al;
}

alignment align_claims(const props *p, const claim_pairs *pairs) {
  aligner g = {p->mem, p, pairs, NEWS(p->mem, u32, p->n + 1), NEWS(p->mem, u32, p->n + 1), NEWS(p->mem, u32, p->n + 1)};
  for (u32 i = 0; i < p->n; i++) g.group[i] = i, g.next[i] = UINT32_MAX, g.size[i] = 1;
  u32 n;
  ranked *r = rank(&g, AGAIN_AT, &n);
  for (u32 k = 0; k < n && r[k].p >= ALIGN_AT; k++) {
    u32 a = g.group[pairs->at[r[k].row].i], b = g.group[pairs->at[r[k].row].j];
    if (a == b || g.size[a] + g.size[b] > LARGEST_GROUP) continue;
    if (mean_likelihood(&g, MIN(a, b), MAX(a, b)) >= MEAN_SHARE * ALIGN_AT) join(&g, MIN(a, b), MAX(a, b));
  }
  points to = take_groups(&g);
  for (u32 k = 0; k < n; k++) add_point(&to, pairs->at[r[k].row].i, pairs->at[r[k].row].j);
  return finish(&to);
}

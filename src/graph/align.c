// Agglomeration from the likeliest pair down. Two groups join only if their pairs over articles are likely on average, a
// pair that was not worth a look counting as unlikely: so a long chain of half-likely pairs does not run together.
#include "graph/align.h"

#include <stdlib.h>

#include "base/hash.h"

enum { LARGEST_GROUP = 64 };

const float ALIGN_AT = 0.2f;
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

static alignment number_groups(const aligner *g) {
  alignment al = {NEWS(g->mem, u32, g->p->n + 1), 0};
  u32 *name = NEWS(g->mem, u32, g->p->n + 1);
  for (u32 i = 0; i < g->p->n; i++) {
    if (!name[g->group[i]]) name[g->group[i]] = ++al.count;
    al.of[i] = name[g->group[i]] - 1;
  }
  return al;
}

alignment align_claims(const props *p, const claim_pairs *pairs, float at) {
  aligner g = {p->mem, p, pairs, NEWS(p->mem, u32, p->n + 1), NEWS(p->mem, u32, p->n + 1), NEWS(p->mem, u32, p->n + 1)};
  for (u32 i = 0; i < p->n; i++) g.group[i] = i, g.next[i] = UINT32_MAX, g.size[i] = 1;
  u32 n;
  ranked *r = rank(&g, at, &n);
  for (u32 k = 0; k < n; k++) {
    u32 a = g.group[pairs->at[r[k].row].i], b = g.group[pairs->at[r[k].row].j];
    if (a == b || g.size[a] + g.size[b] > LARGEST_GROUP) continue;
    if (mean_likelihood(&g, MIN(a, b), MAX(a, b)) >= MEAN_SHARE * at) join(&g, MIN(a, b), MAX(a, b));
  }
  return number_groups(&g);
}

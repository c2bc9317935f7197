// The second pass over the blocks of a page: what the first one thinks of the page as a whole.
#include "base/hash.h"
#include "input/block_features.h"

enum { P_BINS = 10, SURE_WORDS = 10, GROUPS = BLOCK_ABOVE + 1, NEAR = 3 };

static const float sure = 0.8f;

// ---- groups of blocks: those of one path, those below one element

typedef struct {
  u64 key;
  double kept, all;      // words over its blocks, those thought article and all
  u32 blocks;
} group;

typedef struct {
  group *at;
  u32 mask;
} groups;

static u64 group_key(const block_brief *b, u32 kind) { return kind < BLOCK_ABOVE ? hash_mix(kind + 1, b->above[kind]) : hash_mix(99, b->path); }

static group *group_of(const groups *g, u64 key) {
  u32 i = (u32)(key >> 17) & g->mask;
  while (g->at[i].blocks && g->at[i].key != key) i = (i + 1) & g->mask;
  g->at[i].key = key;
  return &g->at[i];
}

static groups groups_of(arena *mem, const block_brief *b, const float *p, u32 n) {
  groups g = {.mask = 63};
  while (g.mask < 2 * GROUPS * n) g.mask = 2 * g.mask + 1;
  g.at = NEWS(mem, group, g.mask + 1);
  for (u32 i = 0; i < n; i++)
    for (u32 kind = 0; kind < GROUPS; kind++) {
      group *at = group_of(&g, group_key(&b[i], kind));
      at->blocks++;
      at->all += b[i].words;
      at->kept += (double)p[i] * b[i].words;
    }
  return g;
}

// ---- features

typedef struct {
  const block_brief *b;
  const float *p;
  u32 n;
  groups groups;
  u32 first, last;       // sure blocks of the article; first > last where there are none
  double kept, words;    // of the page
} context;

static void add(block_row *r, u32 template, u64 a, u64 b, u64 c) {
  if (r->len == BLOCK_FEATURES) return;
  u64 h = hash_mix(hash_mix(hash_mix(template + 1000, a), b), c);
  r->slot[r->len++] = (u32)(h >> 24) & (BLOCK_SLOTS - 1);
}

enum { OWN, OWN_SIZE, BESIDE, AROUND, GROUP, GROUP_OWN, GROUP_SIZE, ALL_GROUPS, PLACE, PLACE_OWN, PAGE, PAGE_OWN };

static u32 bin_of(double p) { return (u32)(MIN(MAX(p, 0), 0.999) * P_BINS); }

static u32 size_of_words(u32 n) { return n < 4 ? 0 : n < 10 ? 1 : n < 25 ? 2 : n < 60 ? 3 : 4; }

static u32 bin_at(const context *c, i64 i) { return i < 0 || i >= c->n ? P_BINS : bin_of((double)c->p[i]); }

static void add_groups(const context *c, u32 i, block_row *r) {
  u32 own = bin_of((double)c->p[i]), size = size_of_words(c->b[i].words), all = 0;
  for (u32 kind = 0; kind < GROUPS; kind++) {
    const group *g = group_of(&c->groups, group_key(&c->b[i], kind));
    double others = g->all - c->b[i].words, kept = g->kept - (double)c->p[i] * c->b[i].words;
    u32 share = others < 1 ? P_BINS : bin_of(kept / others), much = others < 20 ? 0 : others < 100 ? 1 : 2;
    u32 part = c->kept < 1 ? 9 : bin_of(g->kept / c->kept);
    add(r, GROUP, kind, share, much);
    add(r, GROUP_OWN, kind, share, own);
    add(r, GROUP_SIZE, kind, share * 16 + part, size);
    add(r, GROUP_SIZE, kind + 16, share * 64 + c->b[i].tag, size);
    all = all * 4 + share / 3;
  }
  add(r, ALL_GROUPS, all, own / 3, 0);
}

static void add_place(const context *c, u32 i, block_row *r) {
  u32 own = bin_of((double)c->p[i]), size = size_of_words(c->b[i].words);
  u32 where = c->first > c->last ? 0 : i < c->first ? 1 : i > c->last ? 2 : 3;
  u32 far = where == 1 ? c->first - i : where == 2 ? i - c->last : 0;
  u32 steps = far < 4 ? far : far < 8 ? 4 : far < 20 ? 5 : 6;
  add(r, PLACE, where, steps, size);
  add(r, PLACE_OWN, where, steps, own);
}

static void add_context(const context *c, u32 i, block_row *r) {
  u32 own = bin_of((double)c->p[i]), size = size_of_words(c->b[i].words);
  add(r, OWN, own, 0, 0);
  add(r, OWN_SIZE, own, size, c->b[i].tag);
  add(r, OWN_SIZE, own, 9, c->b[i].rule);
  double near = 0, near_words = 0;
  for (i64 k = -NEAR; k <= NEAR; k++) {
    if (!k) continue;
    add(r, BESIDE, (u64)(k + NEAR), bin_at(c, (i64)i + k), 0);
    if ((i64)i + k < 0 || (i64)i + k >= c->n) continue;
    near += (double)c->p[i + k] * c->b[i + k].words;
    near_words += c->b[i + k].words;
  }
  add(r, BESIDE, 100, bin_at(c, (i64)i - 1) * 16 + bin_at(c, (i64)i + 1), own);
  add(r, AROUND, near_words < 1 ? P_BINS : bin_of(near / near_words), own, size);
  u32 page_kept = c->kept < 50 ? 0 : c->kept < 150 ? 1 : c->kept < 500 ? 2 : 3;
  add(r, PAGE, page_kept, bin_of(c->kept / MAX(c->words, 1)), size);
  add(r, PAGE_OWN, page_kept, own, c->b[i].rule);
  add_groups(c, i, r);
  add_place(c, i, r);
}

void block_context(arena *mem, const block_brief *briefs, const float *p, u32 n, block_row *rows) {
  context c = {.b = briefs, .p = p, .n = n, .groups = groups_of(mem, briefs, p, n), .first = n};
  for (u32 i = 0; i < n; i++) {
    c.kept += (double)p[i] * briefs[i].words;
    c.words += briefs[i].words;
    if (p[i] < sure || briefs[i].words < SURE_WORDS) continue;
    c.first = MIN(c.first, i);
    c.last = i;
  }
  for (u32 i = 0; i < n; i++) add_context(&c, i, &rows[i]);
}

void block_solve(arena *mem, const block_weights *w, const block_row *rows, const u8 *step, u32 n, float *p) {
  arena_mark mark = arena_here(mem);
  float *yes = NEWS(mem, float, n + 1);
  pair_scores *pair = NEWS(mem, pair_scores, n + 1);
  for (u32 i = 0; i < n; i++) {
    for (u32 j = 0; j < rows[i].len; j++) yes[i] += w->weight[rows[i].slot[j]];
    if (i) pair[i] = w->step[step[i]];
  }
  yes_chain c = {.len = n, .yes = yes, .pair = pair, .p = p};
  yes_chain_solve(mem, &c);
  arena_back(mem, mark);
}

// Text reuse between two articles: common runs of eight words or more, found by seeding on shared shingles and extending,
// as in Clough et al., "METER: MEasuring TExt Reuse" (2002). Quotations are set apart: who prints the same statement has
// not copied. Two articles are copies when most of the shorter one stands in the other, or when a good piece outside
// quotation marks does.
#include "graph/copies.h"

#include <stdlib.h>

enum { RUN_LEAST = 8, PIECE_WORDS = 30, PIECE_RUN = 12, PLACES_TRIED = 8, STORIES_OF_BOILERPLATE = 3 };

typedef VEC(copy) copy_list;

static const float COPY_COVERS = 0.6f;

typedef struct {
  u64 shingle;
  u32 word;
} place_of;

static int by_shingle(const void *x, const void *y) {
  const place_of *a = x, *b = y;
  if (a->shingle != b->shingle) return a->shingle < b->shingle ? -1 : 1;
  return (a->word > b->word) - (a->word < b->word);
}

static place_of *index_of(arena *mem, const word_row *r, u32 *n) {
  place_of *at = NEWS(mem, place_of, r->len + 1);
  *n = 0;
  for (u32 w = 0; w + SHINGLE_WORDS <= r->len; w++) at[(*n)++] = (place_of){r->shingle[w], w};
  qsort(at, *n, sizeof *at, by_shingle);
  return at;
}

static u32 first_place(const place_of *at, u32 n, u64 shingle) {
  u32 lo = 0, hi = n;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (at[mid].shingle < shingle) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

// How many words from i in one and j in the other run on in common.
static u32 run_length(const word_row *a, const word_row *b, u32 i, u32 j) {
  u32 n = 0;
  while (i + n + SHINGLE_WORDS <= a->len && j + n + SHINGLE_WORDS <= b->len && a->shingle[i + n] == b->shingle[j + n]) n++;
  return n ? n + SHINGLE_WORDS - 1 : 0;
}

typedef struct {
  arena *mem;
  const word_row *a, *b;
  bool *taken;            // [words of b] already part of a run
  VEC(span) in_a, in_b;
  overlap sum;
} run_finder;

static void add_run(run_finder *f, u32 i, u32 j, u32 n) {
  vec_push(f->mem, &f->in_a, ((span){f->a->at[i].beg, f->a->at[i + n - 1].end}));
  vec_push(f->mem, &f->in_b, ((span){f->b->at[j].beg, f->b->at[j + n - 1].end}));
  f->sum.covered += n;
  u32 run = 0;
  for (u32 k = 0; k < n; k++) {
    f->taken[j + k] = true;
    run = f->a->quoted[i + k] || f->b->quoted[j + k] ? 0 : run + 1;
    f->sum.unquoted += run > 0;
    f->sum.longest = MAX(f->sum.longest, run);
  }
}

static void find_runs(run_finder *f) {
  u32 n;
  place_of *at = index_of(f->mem, f->b, &n);
  for (u32 i = 0; i + RUN_LEAST <= f->a->len;) {
    u32 most = 0, where = 0, from = first_place(at, n, f->a->shingle[i]);
    for (u32 k = from; k < n && at[k].shingle == f->a->shingle[i] && k < from + PLACES_TRIED; k++) {
      u32 len = f->taken[at[k].word] ? 0 : run_length(f->a, f->b, i, at[k].word);
      if (len > most) most = len, where = at[k].word;
    }
    if (most >= RUN_LEAST) add_run(f, i, where, most);
    i += most >= RUN_LEAST ? most : 1;
  }
}

overlap overlap_of(arena *mem, const shingles *sh, u32 a, u32 b) {
  run_finder f = {.mem = mem, .a = &sh->rows[a], .b = &sh->rows[b]};
  f.taken = NEWS(mem, bool, f.b->len + 1);
  find_runs(&f);
  f.sum.shorter = MIN(f.a->len, f.b->len);
  f.sum.a = (spans){f.in_a.at, f.in_a.len};
  f.sum.b = (spans){f.in_b.at, f.in_b.len};
  return f.sum;
}

bool overlap_is_copy(const overlap *o) {
  bool piece = o->unquoted >= PIECE_WORDS && o->longest >= PIECE_RUN;
  return piece || ((float)o->covered >= COPY_COVERS * (float)o->shorter && o->longest >= RUN_LEAST);
}

// Whether a run stands in articles of other stories, too: what a site prints under everything.
static bool is_boilerplate(const shingles *sh, const u32 *story_of, u64 shingle) {
  u32 others[STORIES_OF_BOILERPLATE] = {0}, n = 0;
  for (u32 i = first_holding(sh, shingle); i < sh->held.len && sh->held.at[i].shingle == shingle; i++) {
    bool known = false;
    for (u32 k = 0; k < n; k++) known = known || others[k] == story_of[sh->held.at[i].article];
    if (!known) others[n++] = story_of[sh->held.at[i].article];
    if (n == STORIES_OF_BOILERPLATE) return true;
  }
  return false;
}

static bool names_outlet(const doc *d, str outlet) {
  if (!outlet.n) return false;
  for (u32 q = 1; q < d->attributions.len; q++)
    for (u32 h = 0; h < d->attributions.at[q].hops; h++)
      if (str_eq_nocase(d->attributions.at[q].chain[h].name, outlet)) return true;
  return str_eq_nocase(d->meta.agency.value, outlet);
}

static copy_kind kind_of(const doc *a, const doc *b, const overlap *o) {
  if (a->meta.agency.value.n || b->meta.agency.value.n) return COPY_WIRE;
  if (names_outlet(a, b->meta.outlet.value) || names_outlet(b, a->meta.outlet.value)) return COPY_REPUBLISHED;
  return (float)o->covered >= COPY_COVERS * (float)o->shorter ? COPY_REPUBLISHED : COPY_SHARED;
}

static u64 first_shared(const word_row *r, const overlap *o) {
  for (u32 w = 0; w < r->len; w++)
    if (r->at[w].beg == o->a.at[0].beg) return r->shingle[w];
  return 0;
}

static void add_copy(stories *all, const shingles *sh, const u32 *story_of, const reuse_pair *p, copy_list *found) {
  overlap o = overlap_of(all->mem, sh, p->a, p->b);
  if (!o.a.len || !overlap_is_copy(&o)) return;
  const doc *a = all->docs[p->a], *b = all->docs[p->b];
  bool boiler = is_boilerplate(sh, story_of, first_shared(&sh->rows[p->a], &o));
  float share = (float)o.covered / (float)MAX(o.shorter, 1u);
  copy_kind kind = boiler ? COPY_BOILERPLATE : kind_of(a, b, &o);
  vec_push(all->mem, found, ((copy){p->a, p->b, o.a, o.b, kind, MIN(0.99f, 0.6f + 0.4f * share)}));
}

static u32 first_pair(const shingles *sh, u32 article) {
  u32 lo = 0, hi = sh->pairs.len;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (sh->pairs.at[mid].a < article) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

void find_copies(stories *all, story *s, const shingles *sh, const u32 *story_of) {
  copy_list found = {0};
  for (u32 i = 0; i < s->narticles; i++) {
    u32 a = s->articles[i];
    for (u32 p = first_pair(sh, a); p < sh->pairs.len && sh->pairs.at[p].a == a; p++)
      if (story_of[sh->pairs.at[p].b] == story_of[a]) add_copy(all, sh, story_of, &sh->pairs.at[p], &found);
  }
  s->copies = found.at;
  s->ncopies = found.len;
}

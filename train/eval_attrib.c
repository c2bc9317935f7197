// Who says what, on the dev part of wikinews-chains: what is found, what its labels are, and whether p means what it says.
#include <math.h>
#include <stdio.h>

#include "eval.h"
#include "pipeline.h"
#include "said.h"

enum { BINS = 10, MEMORY_GIB = 2 };

typedef struct {
  u32 gold, said, hits;
} count;

typedef struct {
  count found, content, source, cue, quotes;
  u32 named, speaker;              // quotations that both have, with a named origin; those with the right one
  u32 mod, kind, hops;             // right among the hits
  u32 bin[BINS], bin_right[BINS];
  double bin_p[BINS];
} tally;

static void show(const char *what, count c) {
  double p = c.said ? 100.0 * c.hits / c.said : 0, r = c.gold ? 100.0 * c.hits / c.gold : 0;
  printf("  %-28s F1 %.1f (P %.1f of %u, R %.1f of %u)\n", what, p + r > 0 ? 2 * p * r / (p + r) : 0, p, c.said, r, c.gold);
}

static u32 both_bytes(spans a, spans b) {
  u32 n = 0;
  for (u32 i = 0; i < a.len; i++)
    for (u32 j = 0; j < b.len; j++)
      if (span_meets(a.at[i], b.at[j])) n += MIN(a.at[i].end, b.at[j].end) - MAX(a.at[i].beg, b.at[j].beg);
  return n;
}

static u32 all_bytes(spans a) {
  u32 n = 0;
  for (u32 i = 0; i < a.len; i++) n += span_len(a.at[i]);
  return n;
}

// Intersection over union, and a little for the same cue.
static double like(const said *g, const attribution *a) {
  u32 both = both_bytes(g->content, a->content);
  double share = (double)both / (double)(all_bytes(g->content) + all_bytes(a->content) - both);
  return share >= .5 ? share + (both_bytes(g->cue, a->cue) ? .3 : 0) : 0;
}

static bool same_spans(spans a, spans b) {
  if (a.len != b.len) return false;
  for (u32 i = 0; i < a.len; i++)
    if (a.at[i].beg != b.at[i].beg || a.at[i].end != b.at[i].end) return false;
  return true;
}

static void add_hit(tally *n, const said *g, const attribution *a) {
  n->found.hits++;
  n->content.hits += same_spans(g->content, a->content);
  n->source.hits += g->source.len && same_spans(g->source, a->source);
  n->cue.hits += g->cue.len && same_spans(g->cue, a->cue);
  n->mod += g->mod == a->mod;
  n->hops += g->hops == a->hops;
  n->kind += g->hops && a->hops && g->chain[0].kind == a->chain[0].kind;
}

// One to one, the best pair first.
static void match(tally *n, const said_article *gold, const doc *d, bool *gold_used, bool *said_used) {
  for (;;) {
    double most = 0;
    u32 g_best = 0, a_best = 0;
    for (u32 g = 0; g < gold->n; g++)
      for (u32 a = 1; a < d->attributions.len && !gold_used[g]; a++) {
        double worth = said_used[a] ? 0 : like(&gold->say[g], &d->attributions.at[a]);
        if (worth > most) most = worth, g_best = g, a_best = a;
      }
    if (most == 0) return;
    gold_used[g_best] = said_used[a_best] = true;
    add_hit(n, &gold->say[g_best], &d->attributions.at[a_best]);
  }
}

// ---- quotations: stretches between outermost marks, of which a content holds the whole

static span words_only(const doc *d, span at) {
  while (at.beg < at.end && !is_alnum(d->text.p[at.beg]) && d->text.p[at.beg] > 0) at.beg++;
  while (at.end > at.beg && !is_alnum(d->text.p[at.end - 1]) && d->text.p[at.end - 1] > 0) at.end--;
  return at;
}

static bool quotes_it(const doc *d, spans content, span at) {
  for (u32 i = 0; i < content.len; i++)
    if (span_holds(words_only(d, content.at[i]), at)) return true;
  return false;
}

// The narrowest content that holds it; 0, NULL = none.
static u32 said_by(const doc *d, span at) {
  u32 best = 0;
  for (u32 a = 1; a < d->attributions.len; a++) {
    const attribution *r = &d->attributions.at[a];
    if (quotes_it(d, r->content, at) && (!best || all_bytes(r->content) < all_bytes(d->attributions.at[best].content))) best = a;
  }
  return best;
}

static const said *gold_of(const said_article *gold, const doc *d, span at) {
  const said *best = NULL;
  for (u32 g = 0; g < gold->n; g++)
    if (quotes_it(d, gold->say[g].content, at) && (!best || all_bytes(gold->say[g].content) < all_bytes(best->content))) best = &gold->say[g];
  return best;
}

// Names share a word, small ones aside.
static bool alike(str a, str b) {
  enum { SMALL = 3 };
  while (a.n) {
    str part = str_token(&a, ' '), rest = b;
    while (part.n > SMALL && rest.n)
      if (str_eq_nocase(part, str_token(&rest, ' '))) return true;
  }
  return false;
}

static void add_quotes(tally *n, const said_article *gold, const doc *d) {
  const quotes *q = &((const scene *)d->scene)->q;
  for (u32 i = 1; i < q->len; i++) {
    span at = words_only(d, q->at[i].inner);
    if (q->at[i].depth || span_empty(at)) continue;
    const said *g = gold_of(gold, d, at);
    u32 a = said_by(d, at);
    n->quotes.gold += g != NULL, n->quotes.said += a != 0, n->quotes.hits += g && a;
    if (!g || !a || !g->hops || !g->chain[0].named) continue;
    n->named++;
    n->speaker += alike(g->chain[0].name, d->entities.at[d->attributions.at[a].speaker].name);
  }
}

static void add_article(arena *mem, tally *n, const said_article *gold, const kit *k) {
  doc *d = doc_new(mem, gold->d->name, gold->d->source);
  pipeline_run(d, k, stage_by_name(S("claim")));
  bool *gold_used = NEWS(mem, bool, gold->n + 1), *said_used = NEWS(mem, bool, d->attributions.len);
  match(n, gold, d, gold_used, said_used);
  add_quotes(n, gold, d);
  for (u32 g = 0; g < gold->n; g++) {
    n->source.gold += gold->say[g].source.len != 0;
    n->cue.gold += gold->say[g].cue.len != 0;
  }
  n->found.gold += gold->n, n->content.gold += gold->n;
  for (u32 a = 1; a < d->attributions.len; a++) {
    const attribution *r = &d->attributions.at[a];
    n->found.said++, n->content.said++;
    n->source.said += r->source.len != 0, n->cue.said += r->cue.len != 0;
    u32 bin = MIN((u32)(r->p * BINS), BINS - 1);
    n->bin[bin]++, n->bin_p[bin] += (double)r->p, n->bin_right[bin] += said_used[a];
  }
}

static void show_reliability(const tally *n) {
  double error = 0;
  for (u32 b = 0; b < BINS; b++) {
    if (!n->bin[b]) continue;
    printf("  p %.1f to %.1f: %3u, mean p %.2f, right %.2f\n", b / 10.0, (b + 1) / 10.0, n->bin[b], n->bin_p[b] / n->bin[b],
           (double)n->bin_right[b] / n->bin[b]);
    error += fabs(n->bin_p[b] - n->bin_right[b]) / n->found.said;
  }
  printf("  expected calibration error %.3f\n", error);
}

void eval_attrib(const kit *k, const char *dir) {
  arena *mem = arena_new((size_t)MEMORY_GIB << 30);
  if (!mem || setjmp(*arena_spent(mem))) return;
  said_set set = {0};
  said_read(mem, &set, dir, "attribution/wikinews-chains/dev.jsonl.xz", k, 0, 0);
  tally n = {0};
  for (u32 i = 0; i < set.n; i++) add_article(mem, &n, &set.at[i], k);
  printf("attributions, %u articles of wikinews-chains dev (a hit: contents overlap by half or more)\n", set.n);
  show("attributions", n.found);
  show("content exact, of hits", n.content);
  show("source exact, of hits", n.source);
  show("cue exact, of hits", n.cue);
  show("quotations, whole", n.quotes);
  printf("  %-28s %.1f %% (of %u with a named origin)\n", "their speaker right", 100.0 * n.speaker / MAX(n.named, 1), n.named);
  u32 hits = MAX(n.found.hits, 1);
  printf("  of hits: mod %.1f %%, origin kind %.1f %%, chain length %.1f %% (of %u)\n", 100.0 * n.mod / hits, 100.0 * n.kind / hits,
         100.0 * n.hops / hits, n.found.hits);
  show_reliability(&n);
  arena_free(mem);
}

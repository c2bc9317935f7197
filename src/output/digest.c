#include "output/digest.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "output/time_words.h"

str outlet_of(const doc *d) {
  if (d->meta.outlet.value.n) return d->meta.outlet.value;
  str name = d->name;
  for (size_t i = name.n; i-- > 0;)
    if (name.p[i] == '/') return str_from(name, i + 1);
  return name;
}

str day_of(const doc *d) { return str_sub(d->meta.published.value, 0, 10); }

u32 column_of(const digest *g, u32 article) { return g->column[article]; }

u32 articles_of(const shared_claim *c) {
  u32 n = 0;
  for (u32 i = 0; i < c->nmembers; i++) n += !i || c->members[i].article != c->members[i - 1].article;
  return n;
}

const member *member_of(const shared_claim *c, u32 article) {
  for (u32 i = 0; i < c->nmembers; i++)
    if (c->members[i].article == article) return &c->members[i];
  return NULL;
}

bool is_denied(const shared_claim *c) {
  for (u32 i = 0; i < c->nmembers; i++)
    if (c->members[i].relation == DENIES) return true;
  return false;
}

bool denies_in(const digest *g, const shared_claim *c, u32 article) {
  const member *m = member_of(c, article);
  if (!m) return false;
  return m->relation == DENIES || g->all->docs[article]->claims.at[m->claim].certainty == CERTAINTY_DENIED;
}

bool is_single(const shared_claim *c) { return c->max == 1 && articles_of(c) > 1; }
u32 only_in(const shared_claim *c) { return articles_of(c) == 1 ? c->members[0].article : 0; }

// Differences in the order in which an editor asks for them; another wording is none, another source shows in the chains.
static const u8 rank[DIFFERENCE_KIND_COUNT] = {[DIFF_NUMBER] = 9, [DIFF_LIST] = 8,      [DIFF_TIME] = 7,   [DIFF_PLACE] = 6,
                                               [DIFF_NAME] = 5,   [DIFF_CERTAINTY] = 4, [DIFF_DROPPED] = 3};

const difference *telling_difference(const shared_claim *c) {
  const difference *best = NULL;
  for (u32 i = 0; i < c->ndifferences; i++) {
    const difference *d = &c->differences[i];
    if (rank[d->kind] && (!best || rank[d->kind] > rank[best->kind])) best = d;
  }
  return best;
}

str kin_words(const digest *g, u32 node) {
  const story *s = g->story;
  str family = s->nodes[node].family, told = family_words(family, (str){0}, g->mem);
  for (u32 i = 0; told.n && i < s->nnodes; i++)
    if (i != node && str_eq(s->nodes[i].family, family)) return told;
  return (str){0};
}

u32 first_source(const story *s) {
  u32 best = s->nnodes;
  for (u32 i = 0; i < s->nnodes; i++) {
    bool origin = !s->nodes[i].article && s->nodes[i].named && s->nodes[i].claims;
    for (u32 e = 0; e < s->nedges && origin; e++) origin = s->edges[e].to != i || s->edges[e].from == i;
    if (origin && (best == s->nnodes || s->nodes[i].claims > s->nodes[best].claims)) best = i;
  }
  return best;
}

u32 first_differences(const digest *g, const shared_claim **list, u32 most) {
  u32 n = 0;
  for (u32 r = COUNT_OF(rank); r > 0 && n < most; r--)
    for (u32 i = 0; i < g->nshared && n < most; i++) {
      const shared_claim *c = &g->story->claims[g->shared[i]];
      const difference *d = telling_difference(c);
      if (d && rank[d->kind] == r && has_sides(g, c, d->kind)) list[n++] = c;
    }
  return n;
}

// Rows to be sorted: what counts, then their own order.
typedef struct {
  u32 row, count;
} weight;

static int by_count(const void *a, const void *b) {
  const weight *x = a, *y = b;
  if (x->count != y->count) return x->count > y->count ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

static u32 *sorted_rows(arena *mem, weight *w, u32 n) {
  u32 *rows = NEWS(mem, u32, n + 1);
  qsort(w, n, sizeof *w, by_count);
  for (u32 i = 0; i < n; i++) rows[i] = w[i].row;
  return rows;
}

u32 *sources_by_claims(const digest *g, u32 *count) {
  weight *w = NEWS(g->mem, weight, g->story->nnodes + 1);
  *count = 0;
  for (u32 i = 0; i < g->story->nnodes; i++)
    if (!g->story->nodes[i].article && g->story->nodes[i].claims) w[(*count)++] = (weight){i, g->story->nodes[i].claims};
  return sorted_rows(g->mem, w, *count);
}

static u32 outlets_in(const stories *all, const story *s) {
  u32 n = 0;
  for (u32 i = 0; i < s->narticles; i++) {
    bool seen = false;
    for (u32 k = 0; k < i && !seen; k++) seen = str_eq(outlet_of(all->docs[s->articles[k]]), outlet_of(all->docs[s->articles[i]]));
    n += !seen;
  }
  return n;
}

digest digest_new(arena *mem, const stories *all, const story *s) {
  digest g = {.mem = mem, .all = all, .story = s, .outlets = outlets_in(all, s)};
  g.column = NEWS(mem, u32, all->articles + 1);
  for (u32 i = 0; i < s->narticles; i++) g.column[s->articles[i]] = i;
  weight *w = NEWS(mem, weight, s->nclaims + 1);
  for (u32 i = 0; i < s->nclaims; i++) {
    const shared_claim *c = &s->claims[i];
    u32 n = articles_of(c);
    g.denied += is_denied(c);
    g.differing += telling_difference(c) != NULL;
    if (n < 2) continue;
    g.in_all += n == s->narticles;
    g.single += c->max == 1;
    w[g.nshared++] = (weight){i, n};
  }
  g.shared = sorted_rows(mem, w, g.nshared);
  return g;
}

str words_at(arena *mem, const doc *d, spans at) {
  out o = {0};
  for (u32 i = 0; i < at.len; i++) {
    if (i) out_lit(&o, " … ");
    out_str(&o, doc_str(d, at.at[i]));
  }
  str text = str_copy(mem, out_view(&o));
  out_free(&o);
  return text;
}

str claim_words(arena *mem, const doc *d, u32 id) {
  const claim *c = &d->claims.at[id];
  return c->text.n ? c->text : words_at(mem, d, c->at);
}

str chain_of(arena *mem, const attribution *a) {
  out o = {0};
  for (u32 i = 0; i < a->hops; i++) {
    if (i) out_lit(&o, " → ");
    out_str(&o, a->chain[i].name.n ? a->chain[i].name : S("nobody named"));
  }
  if (!a->hops) out_lit(&o, "nobody named");
  str text = str_copy(mem, out_view(&o));
  out_free(&o);
  return text;
}

static voice *voice_for(voice *list, u32 *count, str chain, certainty sure, u32 most, arena *mem) {
  for (u32 i = 0; i < *count; i++)
    if (str_eq(list[i].chain, chain) && list[i].certainty == sure) return &list[i];
  list[*count] = (voice){chain, sure, NEWS(mem, u32, most), 0};
  return &list[(*count)++];
}

voice *voices_of(const digest *g, const shared_claim *c, u32 *count) {
  voice *list = NEWS(g->mem, voice, c->nmembers + 1);
  *count = 0;
  for (u32 i = 0; i < c->nmembers; i++) {
    const doc *d = g->all->docs[c->members[i].article];
    const claim *k = &d->claims.at[c->members[i].claim];
    str chain = k->attribution ? chain_of(g->mem, &d->attributions.at[k->attribution]) : (str){0};
    voice *v = voice_for(list, count, chain, k->certainty, c->nmembers, g->mem);
    if (!v->narticles || v->articles[v->narticles - 1] != c->members[i].article) v->articles[v->narticles++] = c->members[i].article;
  }
  return list;
}

enum { LOOK_BACK = 200 };   // earlier rows with which one is compared

static void add_article(u32 *list, u32 *n, u32 article) {
  u32 i = *n;
  while (i && list[i - 1] > article) i--;
  if (i && list[i - 1] == article) return;
  memmove(list + i + 1, list + i, (*n - i) * sizeof *list);
  list[i] = article;
  ++*n;
}

moment *moments_of(const digest *g, u32 *count) {
  const story *s = g->story;
  moment *list = NEWS(g->mem, moment, s->ntimeline + 1);
  *count = 0;
  for (u32 i = 0; i < s->ntimeline; i++) {
    const timeline_row *r = &s->timeline[i];
    const doc *d = g->all->docs[r->article];
    str when = time_words(r->value, g->mem);
    if (!when.n) continue;
    str text = r->claim ? claim_words(g->mem, d, r->claim) : doc_str(d, sentence_of(d, d->times.at[r->time].at.beg));
    moment *m = NULL;
    for (u32 k = *count; k > 0 && *count - k < LOOK_BACK && !m && str_eq(list[k - 1].row->value, r->value); k--)
      if (str_eq(list[k - 1].words, text)) m = &list[k - 1];
    if (!m) {
      m = &list[(*count)++];
      *m = (moment){r, when, text, NEWS(g->mem, u32, s->narticles + 1), 0};
    }
    add_article(m->articles, &m->narticles, r->article);
  }
  return list;
}

where *places_of(const digest *g, u32 *count) {
  const story *s = g->story;
  where *list = NEWS(g->mem, where, s->nplaces + 1);
  *count = 0;
  for (u32 i = 0; i < s->nplaces; i++) {
    const story_place *p = &s->places[i];
    u32 k = *count > LOOK_BACK ? *count - LOOK_BACK : 0;
    while (k < *count && !(str_eq(list[k].row->name, p->name) && str_eq(list[k].row->where.country, p->where.country))) k++;
    if (k == *count) list[(*count)++] = (where){p, NEWS(g->mem, u32, s->narticles + 1), 0};
    add_article(list[k].articles, &list[k].narticles, p->article);
  }
  return list;
}

static bool in_list(const u32 *list, u32 n, u32 article) {
  for (u32 i = 0; i < n; i++)
    if (list[i] == article) return true;
  return false;
}

// How sure an article puts it: its words would be the whole sentence.
static str how_sure(const digest *g, const shared_claim *c, u32 article) {
  const member *m = member_of(c, article);
  if (!m) return (str){0};
  const claim *k = &g->all->docs[article]->claims.at[m->claim];
  if (k->certainty > CERTAINTY_ATTRIBUTED) return certainty_name(k->certainty);
  return k->mod == MOD_FACT ? S("as a fact") : stance_name(k->mod);
}

// An article counts once, with what it was seen to have first; articles with the same words share a side.
static void add_side(const digest *g, side *list, u32 *count, u32 article, str words_here) {
  side *same = NULL;
  for (u32 i = 0; i < *count; i++) {
    if (in_list(list[i].articles, list[i].narticles, article)) return;
    if (str_eq(utf8_fold(g->mem, list[i].words), utf8_fold(g->mem, words_here))) same = &list[i];
  }
  if (!same) {
    same = &list[(*count)++];
    *same = (side){words_here, NEWS(g->mem, u32, g->story->narticles), 0};
  }
  add_article(same->articles, &same->narticles, article);
}

static int by_article(const void *a, const void *b) {
  const side *x = a, *y = b;
  return x->articles[0] < y->articles[0] ? -1 : x->articles[0] > y->articles[0];
}

side *sides_of(const digest *g, const shared_claim *c, difference_kind k, u32 *count) {
  side *list = NEWS(g->mem, side, 2 * c->ndifferences + 1);
  *count = 0;
  for (u32 i = 0; i < c->ndifferences; i++) {
    const difference *d = &c->differences[i];
    if (d->kind != k) continue;
    bool sure = k == DIFF_CERTAINTY;
    str in_a = sure ? how_sure(g, c, d->article_a) : words_at(g->mem, g->all->docs[d->article_a], d->a);
    str in_b = sure ? how_sure(g, c, d->article_b) : words_at(g->mem, g->all->docs[d->article_b], d->b);
    add_side(g, list, count, d->article_a, in_a);
    add_side(g, list, count, d->article_b, in_b);
  }
  qsort(list, *count, sizeof *list, by_article);
  return list;
}

bool has_sides(const digest *g, const shared_claim *c, difference_kind k) {
  bool has = false, dropped = false;
  u32 n = 0;
  for (u32 i = 0; i < c->ndifferences && !has; i++) has = c->differences[i].kind == k;
  if (!has) return false;
  side *list = sides_of(g, c, k, &n);
  for (u32 i = 0; i < n; i++) dropped |= !list[i].words.n;
  return n > 1 && (k != DIFF_DROPPED || dropped);
}

span sentence_of(const doc *d, u32 byte) {
  u32 s = sentence_at(d, byte);
  return s ? d->sentences.at[s].at : (span){byte, byte};
}

str kind_words(source_kind k) {
  static const str plain[SOURCE_COUNT] = {
      [SOURCE_UNNAMED] = {"unnamed", 7}, [SOURCE_STATE_MEDIA] = {"state medium", 12}, [SOURCE_EVIDENCE] = {"pictures", 8}};
  return k < SOURCE_COUNT && plain[k].n ? plain[k] : source_kind_name(k);
}

static bool makes(const shared_claim *c, u32 article, u32 claim_row) {
  for (u32 i = 0; i < c->nmembers; i++)
    if (c->members[i].article == article && c->members[i].claim == claim_row) return true;
  return false;
}

u32 apart_contradictions(const digest *g, const contradiction **list, u32 most) {
  u32 n = 0;
  for (u32 i = 0; i < g->story->ncontradictions && n < most; i++) {
    const contradiction *k = &g->story->contradictions[i];
    bool one_point = false;
    for (u32 c = 0; c < g->story->nclaims && !one_point; c++)
      one_point = makes(&g->story->claims[c], k->article_a, k->claim_a) && makes(&g->story->claims[c], k->article_b, k->claim_b);
    if (!one_point) list[n++] = k;
  }
  return n;
}

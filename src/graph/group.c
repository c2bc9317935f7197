// Agglomeration over tf-idf fingerprints with names counted twice: among all words and among themselves, so that two
// events of one kind, which share their words but not their names, stay apart. An inverted index gives the pairs; from the
// likest pair down two groups join when their pairs are alike on average. The result does not depend on the order of the
// articles; a single pass over the stream (Allan et al. 1998), which does, was worse on every set but one.
#include "graph/group.h"

#include <math.h>
#include <stdlib.h>

enum { FINGERPRINT = 400, WORDS_READ = 900, LONGEST_POSTING = 800, TITLE_COUNTS = 3, NO_DAY = INT32_MIN, SAMPLE = 40 };

static const float NAME_COUNTS = 1.5f, NAMES_SHARE = 0.3f, JOIN_AT = 0.14f, LEAST_LIKE = 0.08f, DAYS_APART = 60.0f, MOST_LOST = 0.35f;

typedef struct {
  term t;
  float weight, name;   // among all words; among the names, 0 = no name
} weighed;

typedef struct {
  weighed *at;    // [n] the most telling first
  u32 n;
  i32 day;        // days since 1970, NO_DAY where unknown
} fingerprint;

typedef struct {
  u32 article;
  float weight, name;
} posting;

typedef VEC(posting) posting_list;

// Two articles that are alike, a < b.
typedef struct {
  u32 a, b;
  float like;
} likely;

typedef struct {
  arena *mem;
  terms *t;
  const doc *const *docs;
  u32 articles;
  fingerprint *print;       // [A + 1]
  VEC(likely) pairs;        // by a, then b
  u32 *group;               // [A + 1] its group's first article
  u32 *next;                // [A + 1] the next article of its group, 0 at the end
} grouper;

// Days since 1970 of an ISO date (civil calendar, after H. Hinnant's days_from_civil).
static i32 day_of(str iso) {
  i64 y, m, d;
  if (iso.n < 10 || !str_to_int(str_sub(iso, 0, 4), &y) || !str_to_int(str_sub(iso, 5, 7), &m) ||
      !str_to_int(str_sub(iso, 8, 10), &d))
    return NO_DAY;
  y -= m <= 2;
  i64 era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
  i64 of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return (i32)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468);
}

static bool tells(zone_kind k) { return k != ZONE_PROMO && k != ZONE_METADATA && k != ZONE_CREDIT && k != ZONE_BYLINE; }

static bool is_name(const doc *d, u32 token) {
  if (d->tokens.name && d->tokens.name[token]) return true;
  str s = token_str(d, token);
  return s.n && is_upper(s.p[0]) && token != d->sentences.at[d->tokens.sentence[token]].first;
}

static int by_term(const void *a, const void *b) {
  term x = ((const weighed *)a)->t, y = ((const weighed *)b)->t;
  return (x > y) - (x < y);
}

static int by_weight(const void *a, const void *b) {
  const weighed *x = a, *y = b;
  if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
  return by_term(a, b);
}

// Every term of the article with how often it stands there; names and the headline count more.
static u32 count_terms(const grouper *g, u32 a, weighed *found) {
  const doc *d = g->docs[a];
  u32 n = 0, read = 0;
  for (u32 s = 1; s < d->sentences.len && read < WORDS_READ; s++) {
    const sentence *sent = &d->sentences.at[s];
    zone_kind kind = sent->zone < d->zones.len ? d->zones.at[sent->zone].kind : ZONE_NONE;
    if (!tells(kind)) continue;
    for (u32 i = sent->first; i < sent->last && read < WORDS_READ; i++, read++) {
      float times = kind == ZONE_HEADLINE ? TITLE_COUNTS : 1;
      bool name = is_name(d, i);
      if (g->t->of[a][i]) found[n++] = (weighed){g->t->of[a][i], name ? times * NAME_COUNTS : times, name ? times * NAME_COUNTS : 0};
    }
  }
  return n;
}

static u32 merge_same(weighed *w, u32 n) {
  u32 kept = 0;
  qsort(w, n, sizeof *w, by_term);
  for (u32 i = 0; i < n; i++) {
    if (!kept || w[kept - 1].t != w[i].t) w[kept++] = w[i];
    else w[kept - 1].weight += w[i].weight, w[kept - 1].name += w[i].name;
  }
  return kept;
}

static void count_article(grouper *g, u32 a) {
  fingerprint *f = &g->print[a];
  f->day = day_of(g->docs[a]->meta.published.value);
  f->at = NEWS(g->mem, weighed, WORDS_READ + 1);
  f->n = merge_same(f->at, count_terms(g, a, f->at));
  term *distinct = NEWS(g->mem, term, f->n + 1);
  for (u32 i = 0; i < f->n; i++) distinct[i] = f->at[i].t;
  terms_count(g->t, distinct, f->n);
}

// A term is a name if most of its places are; both weights have length 1 over the article.
static void weigh_article(grouper *g, fingerprint *f) {
  float all = 0, names = 0;
  for (u32 i = 0; i < f->n; i++) {
    bool name = 2 * f->at[i].name > f->at[i].weight;
    f->at[i].weight = (1 + logf(f->at[i].weight)) * term_weight(g->t, f->at[i].t);
    f->at[i].name = name ? f->at[i].weight : 0;
  }
  qsort(f->at, f->n, sizeof *f->at, by_weight);
  f->n = MIN(f->n, (u32)FINGERPRINT);
  for (u32 i = 0; i < f->n; i++) all += f->at[i].weight * f->at[i].weight, names += f->at[i].name * f->at[i].name;
  for (u32 i = 0; i < f->n; i++) {
    f->at[i].weight /= sqrtf(all);
    if (names > 0) f->at[i].name /= sqrtf(names);
  }
}

static float time_factor(i32 a, i32 b) {
  if (a == NO_DAY || b == NO_DAY) return 1;
  return 1 - MOST_LOST * fminf(1, fabsf((float)a - (float)b) / DAYS_APART);
}

// Pairs of article b with those before it; `like` [A + 1] is scratch, all zero before and after.
static void pair_article(grouper *g, posting_list *in, u32 b, float *like) {
  const fingerprint *f = &g->print[b];
  for (u32 i = 0; i < f->n; i++) {
    posting_list *p = &in[f->at[i].t];
    for (u32 k = p->len > LONGEST_POSTING ? p->len - LONGEST_POSTING : 0; k < p->len; k++)
      like[p->at[k].article] += (1 - NAMES_SHARE) * p->at[k].weight * f->at[i].weight + NAMES_SHARE * p->at[k].name * f->at[i].name;
    vec_push(g->mem, p, ((posting){b, f->at[i].weight, f->at[i].name}));
  }
  for (u32 a = 1; a < b; a++) {
    float l = like[a] * time_factor(g->print[a].day, f->day);
    if (l >= LEAST_LIKE) vec_push(g->mem, &g->pairs, ((likely){a, b, l}));
    like[a] = 0;
  }
}

static int by_likeness(const void *x, const void *y) {
  const likely *a = x, *b = y;
  if (a->like != b->like) return a->like < b->like ? 1 : -1;
  if (a->a != b->a) return a->a < b->a ? -1 : 1;
  return (a->b > b->b) - (a->b < b->b);
}

static int by_articles(const void *x, const void *y) {
  const likely *a = x, *b = y;
  if (a->a != b->a) return a->a < b->a ? -1 : 1;
  return (a->b > b->b) - (a->b < b->b);
}

static float likeness_at(const grouper *g, u32 a, u32 b) {
  likely wanted = {MIN(a, b), MAX(a, b), 0};
  const likely *found = bsearch(&wanted, g->pairs.at, g->pairs.len, sizeof wanted, by_articles);
  return found ? found->like : 0;
}

// How alike two groups are on average, over their first articles where they are large.
static float mean_likeness(const grouper *g, u32 a, u32 b) {
  float sum = 0;
  u32 n = 0;
  for (u32 i = a, x = 0; i && x < SAMPLE; i = g->next[i], x++)
    for (u32 j = b, y = 0; j && y < SAMPLE; j = g->next[j], y++) sum += likeness_at(g, i, j), n++;
  return sum / (float)n;
}

static void join(grouper *g, u32 a, u32 b) {
  u32 last = a;
  while (g->next[last]) last = g->next[last];
  g->next[last] = b;
  for (u32 i = b; i; i = g->next[i]) g->group[i] = a;
}

static void agglomerate(grouper *g) {
  u32 n = g->pairs.len;
  likely *order = NEWS(g->mem, likely, n + 1);
  if (n) {
    qsort(g->pairs.at, n, sizeof *order, by_articles);
    memcpy(order, g->pairs.at, n * sizeof *order);
    qsort(order, n, sizeof *order, by_likeness);
  }
  for (u32 k = 0; k < n && order[k].like >= JOIN_AT; k++) {
    u32 a = g->group[order[k].a], b = g->group[order[k].b];
    if (a != b && mean_likeness(g, MIN(a, b), MAX(a, b)) >= JOIN_AT) join(g, MIN(a, b), MAX(a, b));
  }
}

// Numbers the stories by their first article in the order given.
static grouping renumber(arena *mem, const u32 *group, u32 articles) {
  grouping r = {NEWS(mem, u32, articles + 1), 0};
  u32 *name = NEWS(mem, u32, articles + 1);
  for (u32 a = 1; a <= articles; a++) {
    if (!name[group[a]]) name[group[a]] = ++r.count;
    r.story[a] = name[group[a]];
  }
  return r;
}

grouping group_articles(arena *mem, terms *t, const doc *const *docs, u32 articles) {
  grouper g = {.mem = mem, .t = t, .docs = docs, .articles = articles};
  g.print = NEWS(mem, fingerprint, articles + 1);
  g.group = NEWS(mem, u32, articles + 1);
  g.next = NEWS(mem, u32, articles + 1);
  posting_list *in = NEWS(mem, posting_list, t->set.len);
  float *like = NEWS(mem, float, articles + 1);
  for (u32 a = 1; a <= articles; a++) count_article(&g, a);
  for (u32 a = 1; a <= articles; a++) {
    weigh_article(&g, &g.print[a]);
    pair_article(&g, in, a, like);
    g.group[a] = a;
  }
  agglomerate(&g);
  return renumber(mem, g.group, articles);
}

// Single-pass clustering of a news stream (Allan et al., Topic Detection and Tracking, 1998): tf-idf with names counted
// more, cosine to the story's sum vector, less for each day between. The weights of words come from the table and from
// the articles seen so far, never from those to come, so that a stream and a batch give one result. An inverted index
// over the articles' most telling terms finds the stories; nothing is compared that shares no such term.
#include "graph/group.h"

#include <math.h>
#include <stdlib.h>

enum { FINGERPRINT = 300, WORDS_READ = 900, LONGEST_POSTING = 500, TITLE_COUNTS = 3, NO_DAY = INT32_MIN };

static const float NAME_COUNTS = 2.0f, JOIN_AT = 0.21f, DAYS_APART = 60.0f, MOST_LOST = 0.35f;

typedef struct {
  term t;
  float weight;
} weighed;

typedef struct {
  weighed *at;    // [n] the most telling first
  u32 n;
  i32 day;        // days since 1970, NO_DAY where unknown
} fingerprint;

typedef struct {
  u32 article;
  float weight;
} posting;

typedef VEC(posting) posting_list;

typedef struct {
  float norm2;          // |sum of its fingerprints|²
  i32 first, last;      // days of its articles
  float dot;            // scratch: its sum times the article in hand
} group;

typedef struct {
  arena *mem;
  terms *t;
  const doc *const *docs;
  posting_list *postings;   // [terms]
  VEC(group) groups;        // row 0 is nil
  VEC(u32) touched;         // scratch
  u32 *story;               // [A + 1]
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
      if (g->t->of[a][i]) found[n++] = (weighed){g->t->of[a][i], is_name(d, i) ? times * NAME_COUNTS : times};
    }
  }
  return n;
}

static u32 merge_same(weighed *w, u32 n) {
  u32 kept = 0;
  qsort(w, n, sizeof *w, by_term);
  for (u32 i = 0; i < n; i++) {
    if (kept && w[kept - 1].t == w[i].t) w[kept - 1].weight += w[i].weight;
    else w[kept++] = w[i];
  }
  return kept;
}

static void normalise(weighed *w, u32 n) {
  float sum = 0;
  for (u32 i = 0; i < n; i++) sum += w[i].weight * w[i].weight;
  for (u32 i = 0; i < n && sum > 0; i++) w[i].weight /= sqrtf(sum);
}

static fingerprint fingerprint_of(grouper *g, u32 a) {
  fingerprint f = {.day = day_of(g->docs[a]->meta.published.value)};
  f.at = NEWS(g->mem, weighed, WORDS_READ + 1);
  f.n = merge_same(f.at, count_terms(g, a, f.at));
  term *distinct = NEWS(g->mem, term, f.n + 1);
  for (u32 i = 0; i < f.n; i++) distinct[i] = f.at[i].t;
  terms_count(g->t, distinct, f.n);
  for (u32 i = 0; i < f.n; i++) f.at[i].weight = (1 + logf(f.at[i].weight)) * term_weight(g->t, f.at[i].t);
  qsort(f.at, f.n, sizeof *f.at, by_weight);
  f.n = MIN(f.n, (u32)FINGERPRINT);
  normalise(f.at, f.n);
  return f;
}

// Adds what the article shares with each story; of a term in very many articles, the latest count.
static void touch_groups(grouper *g, const fingerprint *f) {
  g->touched.len = 0;
  for (u32 i = 0; i < f->n; i++) {
    const posting_list *p = &g->postings[f->at[i].t];
    u32 from = p->len > LONGEST_POSTING ? p->len - LONGEST_POSTING : 0;
    for (u32 k = from; k < p->len; k++) {
      u32 s = g->story[p->at[k].article];
      group *to = &g->groups.at[s];
      if (to->dot == 0) vec_push(g->mem, &g->touched, s);
      to->dot += p->at[k].weight * f->at[i].weight;
    }
  }
}

static float time_factor(const group *s, i32 day) {
  if (day == NO_DAY || s->last == NO_DAY) return 1;
  i32 gap = day > s->last ? day - s->last : day < s->first ? s->first - day : 0;
  return 1 - MOST_LOST * fminf(1, (float)gap / DAYS_APART);
}

// The nearest story, 0 where none is near enough. Of equals the older one.
static u32 nearest(grouper *g, const fingerprint *f) {
  u32 best = 0;
  float most = 0;
  for (u32 i = 0; i < g->touched.len; i++) {
    u32 s = g->touched.at[i];
    float near = g->groups.at[s].dot / sqrtf(g->groups.at[s].norm2) * time_factor(&g->groups.at[s], f->day);
    if (near > most || (near == most && s < best)) best = s, most = near;
  }
  return most >= JOIN_AT ? best : 0;
}

static void widen_days(group *s, i32 day) {
  if (day == NO_DAY) return;
  if (s->last == NO_DAY) s->first = s->last = day;
  s->first = MIN(s->first, day);
  s->last = MAX(s->last, day);
}

static void join(grouper *g, u32 a, const fingerprint *f, u32 s) {
  if (!s) {
    s = g->groups.len;
    vec_push(g->mem, &g->groups, ((group){.first = NO_DAY, .last = NO_DAY}));
  }
  group *to = &g->groups.at[s];
  to->norm2 += 1 + 2 * to->dot;
  widen_days(to, f->day);
  g->story[a] = s;
  for (u32 i = 0; i < f->n; i++) vec_push(g->mem, &g->postings[f->at[i].t], ((posting){a, f->at[i].weight}));
}

typedef struct {
  i32 day;
  u32 article;
} dated;

static int by_day(const void *a, const void *b) {
  const dated *x = a, *y = b;
  if (x->day != y->day) return x->day < y->day ? -1 : 1;
  return (x->article > y->article) - (x->article < y->article);
}

// Numbers the stories by their first article in the order given.
static grouping renumber(arena *mem, const u32 *story, u32 articles, u32 groups) {
  grouping r = {NEWS(mem, u32, articles + 1), 0};
  u32 *name = NEWS(mem, u32, groups + 1);
  for (u32 a = 1; a <= articles; a++) {
    if (!name[story[a]]) name[story[a]] = ++r.count;
    r.story[a] = name[story[a]];
  }
  return r;
}

grouping group_articles(arena *mem, terms *t, const doc *const *docs, u32 articles) {
  grouper g = {.mem = mem, .t = t, .docs = docs};
  g.postings = NEWS(mem, posting_list, t->set.len);
  g.story = NEWS(mem, u32, articles + 1);
  vec_push(mem, &g.groups, (group){0});
  dated *order = NEWS(mem, dated, articles + 1);
  for (u32 a = 1; a <= articles; a++) order[a - 1] = (dated){day_of(docs[a]->meta.published.value), a};
  qsort(order, articles, sizeof *order, by_day);
  for (u32 i = 0; i < articles; i++) {
    fingerprint f = fingerprint_of(&g, order[i].article);
    touch_groups(&g, &f);
    join(&g, order[i].article, &f, nearest(&g, &f));
    for (u32 k = 0; k < g.touched.len; k++) g.groups.at[g.touched.at[k]].dot = 0;
  }
  return renumber(mem, g.story, articles, g.groups.len);
}

#include "stories.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "logistic.h"

static const double RIDGE = 2;

static span tokens_of(const doc *d, span at) {
  u32 first = token_at(d, at.beg), last = first;
  while (last < d->tokens.len && d->tokens.at[last].beg < at.end) last++;
  return (span){first, last};
}

static bool is_word(const doc *d, u32 i) {
  str s = token_str(d, i);
  return s.n && (is_alnum(s.p[0]) || (u8)s.p[0] >= 0xC3);
}

static u32 words_between(const doc *d, u32 first, u32 last) {
  u32 n = 0;
  for (u32 i = first; i < last; i++) n += is_word(d, i);
  return n;
}

float fit_of(const doc *d, spans said, span gold) {
  span g = tokens_of(d, gold);
  u32 own = 0, both = 0;
  for (u32 k = 0; k < said.len; k++) {
    span s = tokens_of(d, said.at[k]);
    own += words_between(d, s.beg, s.end);
    both += words_between(d, MAX(s.beg, g.beg), MAX(MAX(s.beg, g.beg), MIN(s.end, g.end)));
  }
  u32 sum = own + words_between(d, g.beg, g.end);
  return sum ? 2 * (float)both / (float)sum : 0;
}

// A place counted in code points of the gold text as a byte of the document's text.
static u32 byte_of(const doc *d, str gold, size_t code) {
  size_t at = str_find(d->text, gold), i = 0;
  if (at == d->text.n) at = 0;
  while (code-- && i < gold.n) i = utf8_next(gold, i);
  return (u32)(at + i);
}

static u32 article_of(const json_t *docs, str letter) {
  for (size_t i = 0; i < json_array_size(docs); i++)
    if (str_eq(json_text(json_array_get(docs, i), "doc"), letter)) return (u32)i + 1;
  return 0;
}

static void read_members(gold_story *s, const json_t *docs, const json_t *gold) {
  const json_t *claims = json_object_get(gold, "claims");
  for (size_t g = 0; g < json_array_size(claims); g++) {
    const json_t *list = json_object_get(json_array_get(claims, g), "members");
    for (size_t m = 0; m < json_array_size(list); m++) {
      const json_t *row = json_array_get(list, m), *at = json_object_get(row, "span");
      u32 a = article_of(docs, json_text(row, "doc"));
      if (!a) continue;
      const doc *d = s->set->docs[a];
      str text = json_text(json_array_get(docs, a - 1), "text");
      span where = {byte_of(d, text, (size_t)json_integer_value(json_array_get(at, 0))),
                    byte_of(d, text, (size_t)json_integer_value(json_array_get(at, 1)))};
      vec_push(s->set->mem, &s->members, ((gold_member){a, where, (u32)g}));
    }
  }
}

// The first token of the span that hangs on one outside it.
static u32 head_of(const doc *d, span at) {
  span t = tokens_of(d, at);
  for (u32 i = t.beg; d->tokens.head && i < t.end; i++)
    if (d->tokens.head[i] < t.beg || d->tokens.head[i] >= t.end) return i;
  return t.beg;
}

// Lets the gold spans stand for the claims of the articles; the documents are this trainer's own.
static void give_spans(gold_story *s) {
  for (u32 a = 1; a <= s->set->n; a++) {
    doc *d = (doc *)(uintptr_t)s->set->docs[a];
    d->claims.len = 1;
    for (u32 m = 0; m < s->members.len; m++)
      if (s->members.at[m].article == a)
        vec_push(d->mem, &d->claims, ((claim){.at = spans_one(d->mem, s->members.at[m].at), .head = head_of(d, s->members.at[m].at)}));
  }
}

static void compare_story(gold_story *s, const kit *k, likeness table) {
  arena *mem = s->set->mem;
  s->all = (stories){.mem = mem, .docs = s->set->docs, .articles = s->set->n, .stories = &s->one, .count = 1};
  s->one.articles = NEWS(mem, u32, s->set->n);
  for (u32 a = 1; a <= s->set->n; a++) s->one.articles[s->one.narticles++] = a;
  terms *t = terms_new(mem, s->set->docs, s->set->n, table);
  s->p = props_of(&s->all, &s->one, t, actors_of(&s->all, &s->one, k));
  s->pairs = pairs_of(s->p);
  s->same = NEWS(mem, bool, s->pairs.n + 1);
  for (u32 q = 0; q < s->pairs.n; q++) s->same[q] = same_point(s, s->pairs.at[q].i, s->pairs.at[q].j);
}

static json_t *gold_of(const char *data, str name) {
  str rest = read_data(data, "claims/story-gold/gold.jsonl.xz");
  for (json_t *row; (row = next_row(&rest)); json_decref(row))
    if (str_eq(json_text(row, "story"), name)) return row;
  return NULL;
}

u32 read_gold_stories(const char *data, const kit *k, likeness table, bool spans_given, gold_story to[GOLD_STORIES]) {
  str rest = read_data(data, "claims/story-gold/stories.jsonl.xz");
  u32 n = 0;
  for (json_t *row; n < GOLD_STORIES && (row = next_row(&rest)); json_decref(row)) {
    const json_t *docs = json_object_get(row, "docs");
    json_t *gold = gold_of(data, json_text(row, "story"));
    if (!gold) continue;
    gold_story *s = &to[n++];
    *s = (gold_story){.set = news_new((u32)json_array_size(docs))};
    for (size_t i = 0; i < json_array_size(docs); i++) news_add(s->set, json_array_get(docs, i), k, "event");
    read_members(s, docs, gold);
    if (spans_given) give_spans(s);
    compare_story(s, k, table);
    json_decref(gold);
  }
  return n;
}

static bool fits(const gold_story *s, u32 prop_row, const gold_member *m) {
  const prop *x = &s->p->at[prop_row];
  const doc *d = s->set->docs[x->article];
  return x->article == m->article && fit_of(d, d->claims.at[x->claim].at, m->at) >= 0.5f;
}

bool same_point(const gold_story *s, u32 i, u32 j) {
  for (u32 m = 0; m < s->members.len; m++) {
    if (!fits(s, i, &s->members.at[m])) continue;
    for (u32 n = 0; n < s->members.len; n++)
      if (s->members.at[n].group == s->members.at[m].group && fits(s, j, &s->members.at[n])) return true;
  }
  return false;
}

static bool is_found(const gold_story *s, const alignment *al, const gold_member *a, const gold_member *b) {
  for (u32 g = 0; g < al->count; g++) {
    const prop_group *in = &al->group[g];
    bool has_a = false, has_b = false;
    for (u32 k = 0; k < in->n; k++) has_a |= fits(s, in->at[k], a), has_b |= fits(s, in->at[k], b);
    if (has_a && has_b) return true;
  }
  return false;
}

void score_groups(const gold_story *s, const alignment *al, pair_score *to) {
  for (u32 g = 0; g < al->count; g++)
    for (u32 a = 0; a < al->group[g].n; a++)
      for (u32 b = a + 1; b < al->group[g].n; b++) {
        u32 i = al->group[g].at[a], j = al->group[g].at[b];
        if (s->p->at[i].article != s->p->at[j].article) to->said++, to->right += same_point(s, i, j);
      }
  for (u32 m = 0; m < s->members.len; m++)
    for (u32 n = m + 1; n < s->members.len; n++) {
      const gold_member *a = &s->members.at[m], *b = &s->members.at[n];
      if (a->group != b->group || a->article == b->article) continue;
      to->gold++;
      to->found += is_found(s, al, a, b);
    }
}

// The pairs as examples of the first judgement (context false) or of the second.
static void add_story(const gold_story *s, bool context, example *to, u32 *n) {
  for (u32 k = 0; k < s->pairs.n; k++) {
    const claim_pair *c = &s->pairs.at[k];
    to[(*n)++] = (example){context ? c->context : c->like, s->same[k], 1};
  }
}

likeness learn_pairs(gold_story *g, u32 n, u32 left_out, float *w) {
  u32 all = 0, used = 0;
  for (u32 i = 0; i < n; i++) all += g[i].pairs.n;
  example *e = calloc(all + 1u, sizeof *e);
  for (u32 i = 0; e && i < n; i++)
    if (i != left_out) add_story(&g[i], false, e, &used);
  logistic_fit(e, used, LIKE_COUNT, RIDGE, w);
  for (u32 i = 0; i < n; i++) judge_first(&g[i].pairs, g[i].p, w, LIKE_COUNT);
  used = 0;
  for (u32 i = 0; e && i < n; i++)
    if (i != left_out) add_story(&g[i], true, e, &used);
  logistic_fit(e, used, CONTEXT_COUNT, RIDGE, w + LIKE_COUNT);
  free(e);
  return (likeness){.weights = PAIR_WEIGHTS, .weight = w};
}

void free_gold_stories(gold_story *g, u32 n) {
  for (u32 i = 0; i < n; i++) news_free(g[i].set);
}

double score_f1(const pair_score *s) {
  double p = s->said > 0 ? s->right / s->said : 0, r = s->gold > 0 ? s->found / s->gold : 0;
  return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

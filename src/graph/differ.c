#include "graph/differ.h"

#include <math.h>

enum { PAIRS_COMPARED = 120, MEMBERS_COMPARED = 12 };   // pairs of articles for a claim; members of an article

static const float OTHER_WORDS = 0.4f;   // how likely a pair must be before its wording is compared

// One article's part in a claim: its members [from, to).
typedef struct {
  u32 article, from, to;
} side;

typedef struct {
  making *m;
  const shared_claim *c;
  u32 row;
  side a, b;
  const prop *x, *y;      // the members that are most alike
} differ;

typedef VEC(difference) difference_list;

static const doc *doc_of(const differ *f, const side *s) { return f->m->all->docs[s->article]; }
static const claim *claim_of(const differ *f, const prop *x) { return &f->m->all->docs[x->article]->claims.at[x->claim]; }

static void add(differ *f, difference_list *to, difference_kind kind, spans a, spans b) {
  vec_push(f->m->all->mem, to, ((difference){kind, f->a.article, f->b.article, a, b}));
}

// ---- who says it

// The first attribution among an article's members, 0 where all are in its own voice; `own` tells whether one is.
static u32 voice_of(const differ *f, const side *s, bool *own) {
  const doc *d = doc_of(f, s);
  u32 first = 0;
  *own = false;
  for (u32 k = s->from; k < s->to; k++) {
    u32 q = d->claims.at[f->c->members[k].claim].attribution;
    if (!q) *own = true;
    else if (!first) first = q;
  }
  return first;
}

static bool speaks_for(const differ *f, const side *s, u32 family_of) {
  const doc *d = doc_of(f, s);
  for (u32 k = s->from; k < s->to; k++) {
    u32 q = d->claims.at[f->c->members[k].claim].attribution;
    u32 who = q ? actor_of_speaker(f->m->who, s->article, &d->attributions.at[q]) : 0;
    if (who == family_of) return true;
  }
  return false;
}

// Whether one of the first side's origins is an origin of the second, too.
static bool share_origin(const differ *f) {
  const doc *d = doc_of(f, &f->a);
  for (u32 k = f->a.from; k < f->a.to; k++) {
    u32 q = d->claims.at[f->c->members[k].claim].attribution;
    u32 who = q ? actor_of_speaker(f->m->who, f->a.article, &d->attributions.at[q]) : 0;
    if (who && speaks_for(f, &f->b, who)) return true;
  }
  return false;
}

static spans source_spans(const doc *d, u32 q) {
  return d->attributions.at[q].source.len ? d->attributions.at[q].source : d->attributions.at[q].cue;
}

static void compare_voices(differ *f, difference_list *to) {
  bool own_a, own_b;
  u32 qa = voice_of(f, &f->a, &own_a), qb = voice_of(f, &f->b, &own_b);
  spans a = qa ? source_spans(doc_of(f, &f->a), qa) : (spans){0}, b = qb ? source_spans(doc_of(f, &f->b), qb) : (spans){0};
  if ((qa || qb) && (!qa || !qb || own_a != own_b)) add(f, to, DIFF_DROPPED, qb && !qa ? (spans){0} : a, qa && !qb ? (spans){0} : b);
  if (qa && qb && !share_origin(f)) add(f, to, DIFF_CHANGED, a, b);
}

// ---- how sure it is

static u32 doubts_of(const differ *f, const side *s, spans *where) {
  u32 doubts = 0;
  for (u32 k = s->from; k < s->to; k++) {
    const claim *c = &doc_of(f, s)->claims.at[f->c->members[k].claim];
    bool plain = c->certainty == CERTAINTY_ASSERTED || c->certainty == CERTAINTY_ATTRIBUTED;
    if (!plain || !where->len) *where = c->at;
    if (!plain) doubts |= 1u << c->certainty;
  }
  return doubts;
}

static void compare_certainty(differ *f, difference_list *to) {
  spans a = {0}, b = {0};
  if (doubts_of(f, &f->a, &a) != doubts_of(f, &f->b, &b)) add(f, to, DIFF_CERTAINTY, a, b);
}

// ---- numbers and lists

static bool is_in(const claim *c, span at) {
  for (u32 s = 0; s < c->at.len; s++)
    if (span_holds(c->at.at[s], at)) return true;
  return false;
}

static bool one_measure(const doc *da, const quantity *a, const doc *db, const quantity *b) {
  if (!str_eq(a->unit, b->unit)) return false;
  if (!a->counted || !b->counted) return true;
  return str_eq(words_str(da->words, a->counted), words_str(db->words, b->counted));
}

static bool one_value(const quantity *a, const quantity *b) { return fabs(a->value - b->value) <= 1e-9 * fabs(a->value); }

// Some quantity of one side that has its like on the other, and the other's value; equal values anywhere settle it.
static void compare_numbers(differ *f, difference_list *to) {
  const doc *da = doc_of(f, &f->a), *db = doc_of(f, &f->b);
  const quantity *x = NULL, *y = NULL;
  for (u32 i = 1; i < da->quantities.len; i++) {
    const quantity *a = &da->quantities.at[i];
    if (a->items.len || !is_in(claim_of(f, f->x), a->at)) continue;
    for (u32 j = 1; j < db->quantities.len; j++) {
      const quantity *b = &db->quantities.at[j];
      if (b->items.len || !is_in(claim_of(f, f->y), b->at) || !one_measure(da, a, db, b)) continue;
      if (one_value(a, b) && a->bound == b->bound) return;
      if (!x) x = a, y = b;
    }
  }
  if (x) add(f, to, DIFF_NUMBER, spans_one(f->m->all->mem, x->at), spans_one(f->m->all->mem, y->at));
}

static const quantity *list_in(const doc *d, const claim *c) {
  for (u32 i = 1; i < d->quantities.len; i++)
    if (d->quantities.at[i].items.len > 1 && is_in(c, d->quantities.at[i].at)) return &d->quantities.at[i];
  return NULL;
}

// The telling words of an item, that "a military band" and "the band" be one.
static bool items_meet(const differ *f, span a, span b) {
  const doc *da = doc_of(f, &f->a), *db = doc_of(f, &f->b);
  const terms *t = f->m->p->t;
  for (u32 i = token_at(da, a.beg); i < da->tokens.len && da->tokens.at[i].beg < a.end; i++)
    for (u32 j = token_at(db, b.beg); j < db->tokens.len && db->tokens.at[j].beg < b.end; j++) {
      term x = t->of[f->a.article][i], y = t->of[f->b.article][j];
      if (x && y && t->set.at[x] == t->set.at[y]) return true;
    }
  return false;
}

static u32 items_met(const differ *f, spans a, spans b) {
  u32 n = 0;
  for (u32 i = 0; i < a.len; i++) {
    bool met = false;
    for (u32 j = 0; j < b.len && !met; j++) met = items_meet(f, a.at[i], b.at[j]);
    n += met;
  }
  return n;
}

static void compare_lists(differ *f, difference_list *to) {
  const quantity *a = list_in(doc_of(f, &f->a), claim_of(f, f->x)), *b = list_in(doc_of(f, &f->b), claim_of(f, f->y));
  if (!a || !b) return;
  bool same = a->items.len == b->items.len && items_met(f, a->items, b->items) == a->items.len;
  if (!same) add(f, to, DIFF_LIST, a->items, b->items);
}

// ---- times, places, names

static void compare_times(differ *f, difference_list *to) {
  const claim *a = claim_of(f, f->x), *b = claim_of(f, f->y);
  if (!a->time || !b->time) return;
  const timex *x = &doc_of(f, &f->a)->times.at[a->time], *y = &doc_of(f, &f->b)->times.at[b->time];
  bool same = str_starts(x->value, y->value) || str_starts(y->value, x->value);
  if (!same && x->value.n && y->value.n) add(f, to, DIFF_TIME, spans_one(f->m->all->mem, x->at), spans_one(f->m->all->mem, y->at));
}

typedef bool wanted(const entity *e);
static bool is_place(const entity *e) { return e->named && e->kind == ENTITY_PLACE && e->place; }
static bool is_somebody(const entity *e) { return e->named && (e->kind == ENTITY_PERSON || e->kind == ENTITY_ORGANISATION); }

static bool mentioned(const differ *f, const prop *x, u32 who) {
  const doc *d = f->m->all->docs[x->article];
  for (u32 s = 1; s < d->mentions.len; s++)
    if (is_in(claim_of(f, x), d->mentions.at[s].at) && actor_of_entity(f->m->who, x->article, d->mentions.at[s].entity) == who)
      return true;
  return false;
}

// A mention of x's claim, of the wanted kind, whose bearer y's claim does not mention. `others` counts those it does.
static const mention *only_here(const differ *f, const prop *x, const prop *y, wanted *is, u32 *others) {
  const doc *d = f->m->all->docs[x->article];
  const mention *only = NULL;
  *others = 0;
  for (u32 s = 1; s < d->mentions.len; s++) {
    const mention *m = &d->mentions.at[s];
    if (m->form != FORM_NAME || !is(&d->entities.at[m->entity]) || !is_in(claim_of(f, x), m->at)) continue;
    if (d->tokens.upos && d->tokens.upos[m->head] == UPOS_ADJ) continue;   // the Russian president: no place of the claim
    u32 who = actor_of_entity(f->m->who, x->article, m->entity);
    if (who && mentioned(f, y, who)) ++*others;
    else if (!only) only = m;
  }
  return only;
}

// Both name somebody (or some place) that the other does not, and nobody in common.
static void compare_named(differ *f, difference_list *to, wanted *is, difference_kind kind) {
  u32 shared_a, shared_b;
  const mention *a = only_here(f, f->x, f->y, is, &shared_a), *b = only_here(f, f->y, f->x, is, &shared_b);
  if (!a || !b || shared_a || shared_b || str_eq_nocase(doc_str(doc_of(f, &f->a), a->at), doc_str(doc_of(f, &f->b), b->at))) return;
  add(f, to, kind, spans_one(f->m->all->mem, a->at), spans_one(f->m->all->mem, b->at));
}

// ---- words

static u8 class_of(const doc *d, u32 token) { return d->tokens.upos ? d->tokens.upos[token] : UPOS_X; }

// Another predicate for the same participants: entered, arrived; was killed, was murdered.
static void compare_words(differ *f, difference_list *to) {
  const prop *x = f->x, *y = f->y;
  const claim *a = claim_of(f, x), *b = claim_of(f, y);
  if (!x->head || !y->head || x->head == y->head || !a->head || !b->head) return;
  if (class_of(doc_of(f, &f->a), a->head) != class_of(doc_of(f, &f->b), b->head)) return;
  const claim_pair *p = pair_at(&f->m->pairs, (u32)(x - f->m->p->at), (u32)(y - f->m->p->at));
  if (!p || p->p < OTHER_WORDS) return;
  const doc *da = doc_of(f, &f->a), *db = doc_of(f, &f->b);
  add(f, to, DIFF_WORDING, spans_one(f->m->all->mem, da->tokens.at[a->head]), spans_one(f->m->all->mem, db->tokens.at[b->head]));
}

// ---- all of them

static void pick_members(differ *f) {
  float most = -1;
  for (u32 a = f->a.from; a < f->a.to && a < f->a.from + MEMBERS_COMPARED; a++)
    for (u32 b = f->b.from; b < f->b.to && b < f->b.from + MEMBERS_COMPARED; b++) {
      const claim_pair *p = pair_at(&f->m->pairs, f->m->prop_of[f->row][a], f->m->prop_of[f->row][b]);
      float like = p ? p->p : 0;
      if (like <= most) continue;
      most = like;
      f->x = member_prop(f->m, f->row, a);
      f->y = member_prop(f->m, f->row, b);
    }
}

static bool has_kind(const differ *f, const difference_list *list, difference_kind k) {
  for (u32 i = 0; i < list->len; i++) {
    const difference *d = &list->at[i];
    if (d->kind == k && d->article_a == f->a.article && d->article_b == f->b.article) return true;
  }
  return false;
}

// Figures differ where any two members that are likely one point have others, not only those that are most alike.
static void compare_figures(differ *f, difference_list *to) {
  for (u32 a = f->a.from; a < f->a.to && a < f->a.from + MEMBERS_COMPARED; a++)
    for (u32 b = f->b.from; b < f->b.to && b < f->b.from + MEMBERS_COMPARED; b++) {
      const claim_pair *p = pair_at(&f->m->pairs, f->m->prop_of[f->row][a], f->m->prop_of[f->row][b]);
      if (!p || p->p < OTHER_WORDS) continue;
      f->x = member_prop(f->m, f->row, a);
      f->y = member_prop(f->m, f->row, b);
      if (!has_kind(f, to, DIFF_NUMBER)) compare_numbers(f, to);
      if (!has_kind(f, to, DIFF_LIST)) compare_lists(f, to);
    }
}

static void compare_sides(differ *f, difference_list *to) {
  compare_voices(f, to);
  compare_certainty(f, to);
  compare_figures(f, to);
  pick_members(f);
  compare_times(f, to);
  compare_named(f, to, is_place, DIFF_PLACE);
  compare_named(f, to, is_somebody, DIFF_NAME);
  compare_words(f, to);
}

static u32 sides_of(const shared_claim *c, side *list, u32 most) {
  u32 n = 0;
  for (u32 k = 0; k < c->nmembers && n < most; k++) {
    if (n && list[n - 1].article == c->members[k].article) list[n - 1].to = k + 1;
    else list[n++] = (side){c->members[k].article, k, k + 1};
  }
  return n;
}

static void compare_claim(making *m, u32 row) {
  shared_claim *c = &m->story->claims[row];
  side list[PAIRS_COMPARED];
  difference_list found = {0};
  u32 n = sides_of(c, list, PAIRS_COMPARED), pairs = 0;
  for (u32 a = 0; a < n; a++)
    for (u32 b = a + 1; b < n && pairs < PAIRS_COMPARED; b++, pairs++) {
      differ f = {.m = m, .c = c, .row = row, .a = list[a], .b = list[b]};
      compare_sides(&f, &found);
    }
  c->differences = found.at;
  c->ndifferences = found.len;
}

void find_differences(making *m) {
  for (u32 i = 0; i < m->story->nclaims; i++)
    if (m->story->claims[i].nmembers > 1) compare_claim(m, i);
}

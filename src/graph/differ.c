#include "graph/differ.h"

#include <math.h>

enum { PAIRS_COMPARED = 120, MEMBERS_COMPARED = 12, LONG_NAME = 5, STEPS_UP = 4 };   // pairs of articles for a claim; members of an article; letters; heads

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

static bool is_in(const claim *c, span at) {
  for (u32 s = 0; s < c->at.len; s++)
    if (span_holds(c->at.at[s], at)) return true;
  return false;
}

// How likely the two members that are compared make one point.
static float likeness_here(const differ *f) {
  const claim_pair *p = pair_at(&f->m->pairs, (u32)(f->x - f->m->p->at), (u32)(f->y - f->m->p->at));
  return p ? p->p : 0;
}

static bool has_term(prop_words w, term t) {
  for (u32 k = 0; k < w.n; k++)
    if (w.at[k].t == t) return true;
  return false;
}

static u32 token_with(const doc *d, const term *of, const claim *c, term t) {
  for (u32 s = 0; s < c->at.len; s++)
    for (u32 i = token_at(d, c->at.at[s].beg); i < d->tokens.len && d->tokens.at[i].beg < c->at.at[s].end; i++)
      if (of[i] == t) return i;
  return 0;
}

static void add(differ *f, difference_list *to, difference_kind kind, spans a, spans b) {
  vec_push(f->m->all->mem, to, ((difference){kind, f->a.article, f->b.article, a, b}));
}

// ---- who says it

// The attribution of a member, 0 where it is the article's own voice: "it is expected" names nobody and tells how sure it is.
static u32 voice_at(const differ *f, u32 k) {
  const doc *d = f->m->all->docs[f->c->members[k].article];
  u32 q = d->claims.at[f->c->members[k].claim].attribution;
  const attribution *it = &d->attributions.at[q];
  return q && (it->source.len || (it->hops && it->chain[0].name.n)) ? q : 0;
}

// The first attribution among an article's members, 0 where all are in its own voice; `own` tells whether one is.
static u32 voice_of(const differ *f, const side *s, bool *own) {
  u32 first = 0;
  *own = false;
  for (u32 k = s->from; k < s->to; k++) {
    u32 q = voice_at(f, k);
    if (!q) *own = true;
    else if (!first) first = q;
  }
  return first;
}

static u32 speaker_at(const differ *f, const side *s, u32 k) {
  u32 q = voice_at(f, k);
  return q ? actor_of_speaker(f->m->who, s->article, &doc_of(f, s)->attributions.at[q]) : 0;
}

// Whether one of the first side's origins is an origin of the second, too, or speaks for it.
static bool share_origin(const differ *f) {
  for (u32 k = f->a.from; k < f->a.to; k++)
    for (u32 j = f->b.from; j < f->b.to; j++) {
      u32 x = speaker_at(f, &f->a, k), y = speaker_at(f, &f->b, j);
      if (x && y && one_voice(f->m->who, x, y)) return true;
      if (voice_at(f, k) && voice_at(f, j) && one_statement(member_prop(f->m, f->row, k), member_prop(f->m, f->row, j))) return true;
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

static bool is_plain(const claim *c) { return c->certainty == CERTAINTY_ASSERTED || c->certainty == CERTAINTY_ATTRIBUTED; }

// Of the two members that are most alike: others say more than this point, and how sure that is.
static void compare_certainty(differ *f, difference_list *to) {
  const claim *a = claim_of(f->m, f->x), *b = claim_of(f->m, f->y);
  if (likeness_here(f) < OTHER_WORDS) return;
  if (a->certainty != b->certainty && !(is_plain(a) && is_plain(b))) add(f, to, DIFF_CERTAINTY, a->at, b->at);
}

// ---- numbers and lists

// The verb that a quantity stands under: killed four clerks, hundreds of women came. 0 = none.
static u32 deed_of(const doc *d, const quantity *q) {
  u32 t = token_at(d, q->at.end) - 1;
  for (u32 up = 0; t && d->tokens.head && d->tokens.upos && up < STEPS_UP; up++, t = d->tokens.head[t])
    if (d->tokens.upos[t] == UPOS_VERB) return t;
  return 0;
}

// Of persons something is told: as many dead are not as many hurt, whatever both are called. Bare numbers count nothing.
static bool one_measure(const differ *f, const side *sa, const quantity *a, const side *sb, const quantity *b) {
  const doc *da = doc_of(f, sa), *db = doc_of(f, sb);
  const terms *t = f->m->p->t;
  if (!str_eq(a->unit, b->unit)) return false;
  bool counted = a->counted && b->counted && one_meaning(words_str(da->words, a->counted), words_str(db->words, b->counted));
  if (!str_eq(a->unit, S("person"))) return counted || (a->unit.n && (!a->counted || !b->counted));
  term x = t->of[sa->article][deed_of(da, a)], y = t->of[sb->article][deed_of(db, b)];
  return x && y ? t->set.at[x] == t->set.at[y] : counted;
}

static bool one_value(const quantity *a, const quantity *b) { return fabs(a->value - b->value) <= 1e-9 * fabs(a->value); }

// Whether one side gives this value somewhere in the claim: a later figure beside it is another count.
static bool has_value(const differ *f, const side *s, const side *of, const quantity *q) {
  const doc *d = doc_of(f, s);
  for (u32 k = s->from; k < s->to; k++)
    for (u32 i = 1; i < d->quantities.len; i++) {
      const quantity *o = &d->quantities.at[i];
      if (!o->items.len && one_measure(f, s, o, of, q) && one_value(o, q) && o->bound == q->bound &&
          is_in(&d->claims.at[f->c->members[k].claim], o->at)) return true;
    }
  return false;
}

// Some quantity of one side that has its like on the other, and the other's value, if neither has the other's as well.
static void compare_numbers(differ *f, difference_list *to) {
  const doc *da = doc_of(f, &f->a), *db = doc_of(f, &f->b);
  for (u32 i = 1; i < da->quantities.len; i++) {
    const quantity *a = &da->quantities.at[i];
    if (a->items.len || !is_in(claim_of(f->m, f->x), a->at) || has_value(f, &f->b, &f->a, a)) continue;
    for (u32 j = 1; j < db->quantities.len; j++) {
      const quantity *b = &db->quantities.at[j];
      if (b->items.len || !is_in(claim_of(f->m, f->y), b->at) || !one_measure(f, &f->a, a, &f->b, b) || has_value(f, &f->a, &f->b, b)) continue;
      add(f, to, DIFF_NUMBER, spans_one(f->m->all->mem, a->at), spans_one(f->m->all->mem, b->at));
      return;
    }
  }
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
  const quantity *a = list_in(doc_of(f, &f->a), claim_of(f->m, f->x)), *b = list_in(doc_of(f, &f->b), claim_of(f->m, f->y));
  if (!a || !b) return;
  bool same = a->items.len == b->items.len && items_met(f, a->items, b->items) == a->items.len;
  if (!same) add(f, to, DIFF_LIST, a->items, b->items);
}

// ---- times, places, names

// Two hours, or two days as far as both are told: a day and an hour of it are no two times, nor are a length of time and a date.
static bool other_time(const timex *a, const timex *b) {
  size_t day_a = str_find(a->value, S("T")), day_b = str_find(b->value, S("T"));
  str hour_a = str_from(a->value, MIN(day_a + 1, a->value.n)), hour_b = str_from(b->value, MIN(day_b + 1, b->value.n));
  if (a->type == TIME_DURATION || b->type == TIME_DURATION) return false;
  if (hour_a.n && hour_b.n && is_digit(hour_a.p[0]) && is_digit(hour_b.p[0]) && !str_eq(hour_a, hour_b)) return true;
  str x = str_sub(a->value, 0, day_a), y = str_sub(b->value, 0, day_b);
  return x.n && y.n && is_digit(x.p[0]) && is_digit(y.p[0]) && !str_starts(x, y) && !str_starts(y, x);
}

static void compare_times(differ *f, difference_list *to) {
  const claim *a = claim_of(f->m, f->x), *b = claim_of(f->m, f->y);
  if (!a->time || !b->time) return;
  const timex *x = &doc_of(f, &f->a)->times.at[a->time], *y = &doc_of(f, &f->b)->times.at[b->time];
  if (other_time(x, y)) add(f, to, DIFF_TIME, spans_one(f->m->all->mem, x->at), spans_one(f->m->all->mem, y->at));
}

static bool is_place(const entity *e) { return e->named && e->kind == ENTITY_PLACE && e->place; }

static bool mentioned(const differ *f, const prop *x, u32 who) {
  const doc *d = f->m->all->docs[x->article];
  for (u32 s = 1; s < d->mentions.len; s++)
    if (is_in(claim_of(f->m, x), d->mentions.at[s].at) && actor_of_entity(f->m->who, x->article, d->mentions.at[s].entity) == who)
      return true;
  return false;
}

// A place that x's claim names and y's does not. `others` counts those it does.
static const mention *only_here(const differ *f, const prop *x, const prop *y, u32 *others) {
  const doc *d = f->m->all->docs[x->article];
  const mention *only = NULL;
  *others = 0;
  for (u32 s = 1; s < d->mentions.len; s++) {
    const mention *m = &d->mentions.at[s];
    if (m->form != FORM_NAME || !is_place(&d->entities.at[m->entity]) || !is_in(claim_of(f->m, x), m->at)) continue;
    if (d->tokens.upos && d->tokens.upos[m->head] == UPOS_ADJ) continue;   // the Russian president: no place of the claim
    u32 who = actor_of_entity(f->m->who, x->article, m->entity);
    if (who && mentioned(f, y, who)) ++*others;
    else if (!only) only = m;
  }
  return only;
}

// Both name a place that the other does not, and none in common.
static void compare_places(differ *f, difference_list *to) {
  u32 shared_a, shared_b;
  const mention *a = only_here(f, f->x, f->y, &shared_a), *b = only_here(f, f->y, f->x, &shared_b);
  if (!a || !b || shared_a || shared_b || str_eq_nocase(doc_str(doc_of(f, &f->a), a->at), doc_str(doc_of(f, &f->b), b->at))) return;
  add(f, to, DIFF_PLACE, spans_one(f->m->all->mem, a->at), spans_one(f->m->all->mem, b->at));
}

// One letter more, less or another: Mazar-i-Sharif, Mazar-e-Sharif.
static bool letter_apart(str a, str b) {
  if (a.n > b.n) return letter_apart(b, a);
  size_t i = 0, j = 0;
  while (i < a.n && to_lower(a.p[i]) == to_lower(b.p[i])) i++;
  while (j < a.n - i && to_lower(a.p[a.n - 1 - j]) == to_lower(b.p[b.n - 1 - j])) j++;
  return b.n - a.n <= 1 && b.n - i - j <= 1;
}

static bool is_bearer(const doc *d, const mention *m) {
  const entity *e = &d->entities.at[m->entity];
  bool attribute = d->tokens.upos && d->tokens.upos[m->head] == UPOS_ADJ;
  return m->form == FORM_NAME && e->named && !attribute && (e->kind == ENTITY_PERSON || e->kind == ENTITY_ORGANISATION || e->kind == ENTITY_PLACE);
}

// Subject or object of the claim's own predicate, REL_ROOT where it is neither.
static rel role_of(const doc *d, const claim *c, const mention *m) {
  if (!d->tokens.head || !c->head || d->tokens.head[m->head] != c->head) return REL_ROOT;
  rel r = d->tokens.rel[m->head];
  return r == REL_NSUBJ || r == REL_OBJ || r == REL_NSUBJ_PASS ? r : REL_ROOT;
}

// One bearer under two names, neither a part of the other, or two names a letter apart.
static bool spelled_otherwise(const differ *f, const mention *a, const mention *b) {
  str x = doc_str(doc_of(f, &f->a), a->at), y = doc_str(doc_of(f, &f->b), b->at);
  if (str_find_nocase(x, y) < x.n || str_find_nocase(y, x) < y.n) return false;
  u32 who = actor_of_entity(f->m->who, f->a.article, a->entity);
  bool one = who && who == actor_of_entity(f->m->who, f->b.article, b->entity) && !f->m->who->at.at[who].person;
  return one || (MIN(x.n, y.n) >= LONG_NAME && letter_apart(x, y));
}

// Somebody else does the same, or to somebody else the same is done.
static bool stands_in(const differ *f, const mention *a, const mention *b) {
  const doc *da = doc_of(f, &f->a), *db = doc_of(f, &f->b);
  rel role = role_of(da, claim_of(f->m, f->x), a);
  u32 x = actor_of_entity(f->m->who, f->a.article, a->entity), y = actor_of_entity(f->m->who, f->b.article, b->entity);
  return f->x->head && f->x->head == f->y->head && role != REL_ROOT && role == role_of(db, claim_of(f->m, f->y), b) && x && y && !one_voice(f->m->who, x, y);
}

static void compare_names(differ *f, difference_list *to) {
  const doc *da = doc_of(f, &f->a), *db = doc_of(f, &f->b);
  for (u32 i = 1; i < da->mentions.len; i++) {
    const mention *a = &da->mentions.at[i];
    if (!is_in(claim_of(f->m, f->x), a->at) || !is_bearer(da, a)) continue;
    for (u32 j = 1; j < db->mentions.len; j++) {
      const mention *b = &db->mentions.at[j];
      if (!is_in(claim_of(f->m, f->y), b->at) || !is_bearer(db, b) || !(spelled_otherwise(f, a, b) || stands_in(f, a, b))) continue;
      add(f, to, DIFF_NAME, spans_one(f->m->all->mem, a->at), spans_one(f->m->all->mem, b->at));
      return;
    }
  }
}

// The first token of x's claim whose word y's claim has in another one of the same meaning alone; `there` is that token.
static u32 other_word(const differ *f, const prop *x, const prop *y, u32 *there) {
  const term *of_x = f->m->p->t->of[x->article], *of_y = f->m->p->t->of[y->article];
  for (u32 i = 0; i < x->own.n; i++)
    for (u32 j = 0; j < y->own.n; j++) {
      const prop_word *a = &x->own.at[i], *b = &y->own.at[j];
      if (a->set != b->set || a->name || b->name || has_term(x->own, b->t) || has_term(y->own, a->t)) continue;
      *there = token_with(doc_of(f, &f->b), of_y, claim_of(f->m, y), b->t);
      return token_with(doc_of(f, &f->a), of_x, claim_of(f->m, x), a->t);
    }
  return 0;
}

// One matter in other words: took over, bought; gangs, groups. (Predicates that differ were right for one in eight; a word
// that values, in one of the two only, for no more than chance.)
static void compare_words(differ *f, difference_list *to) {
  if (likeness_here(f) < OTHER_WORDS) return;
  u32 there = 0, here = other_word(f, f->x, f->y, &there);
  if (!here || !there) return;
  span a = doc_of(f, &f->a)->tokens.at[here], b = doc_of(f, &f->b)->tokens.at[there];
  add(f, to, DIFF_WORDING, spans_one(f->m->all->mem, a), spans_one(f->m->all->mem, b));
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
  compare_figures(f, to);
  pick_members(f);
  compare_certainty(f, to);
  compare_times(f, to);
  compare_places(f, to);
  compare_names(f, to);
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

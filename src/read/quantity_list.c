// Enumerations: noun phrases joined by commas and "and" or "or", each an item. Read off the tags in one pass: whether two
// nouns share a modifier is what trees get wrong most, how many there are is not.
#include "model/lexicon.h"
#include "read/quantity.h"

enum { MOST_ITEMS = 24 };

typedef struct {
  u32 first, head, last;   // tokens [first, last), the last noun
  bool name;
} chunk;

static bool part(const doc *d, u32 t) {
  u8 pos = d->tokens.upos[t], tag = d->tokens.xpos[t];
  if (pos == UPOS_NOUN || pos == UPOS_PROPN || pos == UPOS_ADJ || pos == UPOS_NUM || tag == XPOS_POS || tag == XPOS_HYPH) return true;
  return pos == UPOS_VERB && (tag == XPOS_VBN || tag == XPOS_VBG);   // "armed drones", "nuclear-powered submarines"
}

static bool article(const doc *d, u32 t) {
  u8 tag = d->tokens.xpos[t];
  return d->tokens.upos[t] == UPOS_DET || tag == XPOS_PRPS;
}

static bool unit_of_time(const doc *d, u32 t) {
  return lex_value(lex_find(LEX_MEASURES, low_str(d, t)), "unit").n > 0 || str_eq(low_str(d, t), S("half"));
}

static bool comma(const doc *d, u32 t, u32 last) { return t < last && d->tokens.xpos[t] == XPOS_COMMA; }

static bool joins(const doc *d, u32 t, u32 last) {
  return t < last && d->tokens.upos[t] == UPOS_CCONJ && (str_eq(low_str(d, t), S("and")) || str_eq(low_str(d, t), S("or")));
}

// The noun phrase without its article that begins at t; its last noun ends it. A participle may open the later items ("cooking
// oil"), not the first, where it is a verb more often ("seeking shells").
static bool chunk_at(const doc *d, u32 t, u32 last, bool opens, chunk *c) {
  if (t < last && article(d, t)) t++;
  while (opens && t < last && d->tokens.upos[t] == UPOS_VERB) t++;
  *c = (chunk){.first = t};
  for (; t < last && part(d, t); t++) {
    u8 pos = d->tokens.upos[t];
    if (pos != UPOS_NOUN && pos != UPOS_PROPN) continue;
    c->head = t;
    c->last = t + 1;
    c->name = pos == UPOS_PROPN;
  }
  if (opens && !comma(d, c->last, last) && !joins(d, c->last, last)) return false;   // nothing is listed with it
  return c->head && !unit_of_time(d, c->head);
}

static bool opens_clause(const doc *d, u32 t, u32 first) {
  u8 pos = t > first ? d->tokens.upos[t - 1] : UPOS_PUNCT;
  if (pos == UPOS_DET && t - 1 > first) pos = d->tokens.upos[t - 2];
  return t == first || pos == UPOS_PUNCT || pos == UPOS_SCONJ || pos == UPOS_CCONJ || pos == UPOS_DET;
}

static bool finite_next(const doc *d, u32 t, u32 last) {
  if (t >= last) return false;
  u8 tag = d->tokens.xpos[t];
  return tag == XPOS_VBD || tag == XPOS_VBZ || tag == XPOS_VBP || tag == XPOS_MD;
}

// Items from the chunk `c`: 0 where no "and" ends them. *end is the token behind the last.
static u32 items_from(const doc *d, chunk c, u32 last, chunk *items, u32 *end) {
  u32 n = 0;
  items[n++] = c;
  bool closed = false;
  u32 at = c.last;
  while (!closed && n < MOST_ITEMS) {
    u32 next = at + comma(d, at, last);
    closed = joins(d, next, last);
    if (closed) next++;
    if (next == at || !chunk_at(d, next, last, false, &items[n])) return 0;
    at = items[n++].last;
  }
  *end = at;
  return closed ? n : 0;
}

// Two names are no list of things, three are; "he met the president and the minister left" is none.
static bool is_list(const doc *d, const sentence *s, const chunk *items, u32 n, u32 end) {
  u32 names = 0;
  for (u32 i = 0; i < n; i++) names += items[i].name;
  if (n < 3 && (names || comma(d, items[0].last, s->last))) return false;
  return !finite_next(d, end, s->last) || opens_clause(d, items[0].first, s->first);
}

static void add_list(doc *d, const chunk *items, u32 n) {
  quantity q = {.items = {NEWS(d->mem, span, n), n}};
  for (u32 i = 0; i < n; i++) q.items.at[i] = token_span(d, items[i].first, items[i].last);
  q.at = spans_hull(q.items);
  vec_push(d->mem, &d->quantities, q);
}

void sentence_lists(doc *d, const sentence *s) {
  if (!d->tokens.upos || !d->tokens.xpos) return;
  for (u32 t = s->first; t < s->last;) {
    chunk c, items[MOST_ITEMS];
    u32 end = 0, n = chunk_at(d, t, s->last, true, &c) ? items_from(d, c, s->last, items, &end) : 0;
    if (n && is_list(d, s, items, n, end)) add_list(d, items, n);
    t = n ? end : MAX(c.last, t + 1);
  }
}

// Numbers: value, bound, unit, and the thing counted. What is a date, a name ("Covid-19") or a score is none.
#include "read/quantity.h"

#include <stdlib.h>

#include "doc/stages.h"
#include "model/lexicon.h"
#include "read/atom.h"

enum { WINDOW = 400, MOST_BOUND_WORDS = 5, FAR_NOUN = 8 };

typedef struct {
  doc *d;
  atoms a;
  u32 time;         // the first time that may still meet what follows
  u8 *by_word;      // [words] number_bit, seen once for each word of the article
} scan;

// A number as it stands: atoms [first, last), with what its surroundings add.
typedef struct {
  u32 first, last;
  double value;
  quantity_bound bound;
  str unit;
  word counted;
  bool vague, ordinal;
} measure;

static str atom_word(const void *from, u32 i) { return ((const atom *)from)[i].low; }
#define low_is(a, i, text) ((i) < (a).len && str_eq((a).at[i].low, S(text)))
static u8 upos_at(const scan *s, u32 i) { return s->d->tokens.upos ? s->d->tokens.upos[s->a.at[i].token] : UPOS_X; }
static bool capital(const scan *s, u32 i) { return is_upper(s->d->text.p[s->a.at[i].at.beg]); }

static const lex_entry *phrase(atoms a, enum lexicon list, u32 i, u32 *len) {
  return i < a.len ? lex_phrase(list, i, MIN(a.len, i + 5), atom_word, a.at, len) : NULL;
}

static quantity_bound bound_named(str name) {
  for (int b = 1; b < BOUND_COUNT; b++)
    if (str_eq(bound_name((quantity_bound)b), name)) return (quantity_bound)b;
  return BOUND_NONE;
}

// The longest phrase of bounds.txt that ends before atom i: "more than", "at least", "as many as".
static void bound_before(const scan *s, measure *m) {
  for (u32 back = MIN(m->first, (u32)MOST_BOUND_WORDS); back > 0; back--) {
    u32 len = 0;
    const lex_entry *e = phrase(s->a, LEX_BOUNDS, m->first - back, &len);
    if (!e || len != back || lex_says(e, "behind")) continue;
    m->bound = bound_named(lex_value(e, "bound"));
    m->first -= back;
    return;
  }
}

static void bound_behind(const scan *s, measure *m) {
  u32 len = 0;
  const lex_entry *e = phrase(s->a, LEX_BOUNDS, m->last, &len);
  if (!lex_says(e, "behind")) return;
  m->bound = bound_named(lex_value(e, "bound"));
  m->last += len;
}

// "$110 billion", "US$5m", "€3", "Rs 500".
static void money_before(const scan *s, measure *m) {
  for (u32 back = MIN(m->first, 2u); back > 0; back--) {
    u32 len = 0;
    const lex_entry *e = phrase(s->a, LEX_MEASURES, m->first - back, &len);
    str unit = lex_value(e, "money");
    if (!unit.n || len != back) continue;
    bool dollar = low_is(s->a, m->first - 1, "$") && m->first > 1 && s->a.at[m->first - 1].glued;
    m->unit = unit;
    m->first -= back;
    if (dollar && back == 1) {   // "A$", "HK$"
      const lex_entry *land = lex_find(LEX_MEASURES, s->a.at[m->first - 1].low);
      if (lex_value(land, "dollar").n) m->unit = lex_value(land, "dollar"), m->first--;
    }
    return;
  }
}

static void unit_behind(const scan *s, measure *m) {
  u32 at = m->last + (low_is(s->a, m->last, "-") && s->a.at[m->last].glued), len = 0;
  const lex_entry *e = phrase(s->a, LEX_MEASURES, at, &len);
  str unit = lex_value(e, "unit"), factor = lex_value(e, "times"), money = lex_value(e, "coin");
  i64 times;
  if (unit.n && lex_says(e, "glued") && !s->a.at[at].glued) return;
  if (unit.n || money.n) {
    m->unit = unit.n ? unit : money;
    m->last = at + len;
    if (str_to_int(factor, &times) && times > 0) m->value *= (double)times;
  }
}

static bool noun_part(u8 pos) { return pos == UPOS_NOUN || pos == UPOS_ADJ || pos == UPOS_PROPN || pos == UPOS_VERB; }

// The noun that the number counts: its head in the tree, else the last noun of the run behind it.
static u32 counted_noun(const scan *s, const measure *m) {
  const tokens *t = &s->d->tokens;
  u32 number = s->a.at[m->last - 1].token, first = s->a.at[m->first].token, end = s->d->sentences.at[t->sentence[number]].last;
  for (u32 n = first; t->head && n <= number; n++)
    if (t->rel[n] == REL_NUMMOD && t->head[n] > number && t->head[n] < end && t->head[n] - number <= FAR_NOUN &&
        t->upos[t->head[n]] != UPOS_SYM)
      return t->head[n];
  u32 noun = 0, from = number + 1;
  if (m->vague && from < end && str_eq(low_str(s->d, from), S("of"))) from++;
  while (t->upos && from < end && from - number < 3 && (t->upos[from] == UPOS_ADV || str_eq(low_str(s->d, from), S("more")))) from++;
  for (u32 n = from; t->upos && n < end && n - number <= FAR_NOUN && noun_part(t->upos[n]); n++) {
    if (t->upos[n] == UPOS_NOUN) noun = n;
    else if (noun && t->upos[n] == UPOS_VERB) break;   // "300 people lost power"
  }
  return noun;
}

static void count_of(const scan *s, measure *m) {
  u32 noun = counted_noun(s, m);
  if (!noun || !s->d->tokens.lemma) return;
  m->counted = s->d->tokens.lemma[noun];
  str lemma = words_str(s->d->words, m->counted);
  if (!m->unit.n && str_eq(lex_value(lex_find(LEX_HEADS, lemma), "kind"), S("person"))) m->unit = S("person");
}

// Numbers that count nothing: cut from a name, a score, a version, a street, a page.
static bool part_of_name(const scan *s, const measure *m) {
  atoms a = s->a;
  u32 i = m->first, end = m->last;
  bool figures = a.at[i].kind == ATOM_DIGITS;
  if (figures && i && a.at[i].glued && a.at[i - 1].kind == ATOM_WORD) return true;
  if (figures && i > 1 && a.at[i].glued && a.at[i - 1].glued && low_is(a, i - 1, "-") && a.at[i - 2].kind == ATOM_WORD) return true;
  if (figures && i && a.at[i].glued && (low_is(a, i - 1, "#") || low_is(a, i - 1, "/") || low_is(a, i - 1, ":") || low_is(a, i - 1, "."))) return true;
  if (figures && end < a.len && a.at[end].glued && (low_is(a, end, ":") || low_is(a, end, "/")) && end + 1 < a.len && a.at[end + 1].glued) return true;
  if (figures && end < a.len && a.at[end].glued && a.at[end].kind == ATOM_WORD && !m->unit.n) return true;
  bool name_before = i && a.at[i - 1].kind == ATOM_WORD && upos_at(s, i - 1) == UPOS_PROPN && capital(s, i - 1);
  bool noun_behind = end < a.len && upos_at(s, end) == UPOS_NOUN;
  return figures && name_before && !m->unit.n && !noun_behind;
}

static bool in_time(scan *s, span at, bool has_unit) {
  const doc *d = s->d;
  while (s->time < d->times.len && d->times.at[s->time].at.end <= at.beg && d->times.at[s->time].type != TIME_INTERVAL) s->time++;
  for (u32 i = s->time; i < d->times.len && d->times.at[i].at.beg < at.end; i++) {
    const timex *t = &d->times.at[i];
    if (t->type == TIME_DURATION || t->type == TIME_INTERVAL || !span_meets(t->at, at)) continue;
    if (!has_unit) return true;
  }
  return false;
}

static bool year_unit(str unit) {
  static const char *const units[] = {"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"};
  for (u32 i = 0; i < COUNT_OF(units); i++)
    if (str_eq(unit, str_of(units[i]))) return true;
  return false;
}

static void push(scan *s, const measure *m) {
  quantity q = {.at = {s->a.at[m->first].at.beg, s->a.at[m->last - 1].at.end}, .value = m->value, .bound = m->bound,
                .unit = m->unit, .counted = m->counted};
  vec_push(s->d->mem, &s->d->quantities, q);
}

// "a year and a half", "half a million" are numbers without a number word in front.
static bool article_amount(const scan *s, u32 i, measure *m) {
  atoms a = s->a;
  if (!low_is(a, i, "a") && !low_is(a, i, "an")) return false;
  const lex_entry *e = i + 1 < a.len ? lex_find(LEX_MEASURES, a.at[i + 1].low) : NULL;
  str unit = lex_value(e, "unit");
  if (!unit.n || !low_is(a, i + 2, "and") || !low_is(a, i + 3, "a") || !low_is(a, i + 4, "half")) return false;
  *m = (measure){.first = i, .last = i + 5, .value = 1.5, .unit = unit};
  return true;
}

// "a third of", "two-thirds of", "half of".
static bool fraction(const scan *s, u32 i, measure *m) {
  atoms a = s->a;
  numeral n = numeral_at(a, i);
  u32 at = low_is(a, i, "a") ? i + 1 : n.len && !n.ordinal ? i + n.len : i;
  if (low_is(a, at, "-")) at++;
  const lex_entry *e = at < a.len ? lex_find(LEX_NUMBERS, a.at[at].low) : NULL;
  i64 parts;
  if (!str_to_int(lex_value(e, "part"), &parts) || !low_is(a, at + 1, "of")) return false;
  bool half = parts == 2;
  if (at == i && !half) return false;
  double count = n.len && at > i ? n.value : 1;
  *m = (measure){.first = i, .last = at + 1, .value = count / (double)parts, .unit = S("ratio")};
  return true;
}

// "3-1": a score, whose figures count nothing here.
static u32 score_end(const scan *s, u32 at) {
  atoms a = s->a;
  bool joined = at + 1 < a.len && low_is(a, at, "-") && a.at[at].glued && a.at[at + 1].glued && a.at[at + 1].kind == ATOM_DIGITS;
  return joined ? at + 2 : 0;
}

static bool counts(const scan *s, const measure *m, const numeral *n) {
  if (m->unit.n || m->counted || m->bound) return true;
  bool one = n->words && n->value <= 1;
  return !n->ordinal && !one && (!n->words || n->value > 20 || low_is(s->a, m->last, "of"));
}

// "between 10 and 15", "10 to 15", "10-15 people": two numbers with bounds.
static u32 range_end(const scan *s, u32 at, numeral *high) {
  atoms a = s->a;
  bool joins = low_is(a, at, "to") || low_is(a, at, "-") || low_is(a, at, "and") || low_is(a, at, "or");
  if (!joins || at + 1 >= a.len) return 0;
  u32 next = at + 1;
  if (lex_value(lex_find(LEX_MEASURES, a.at[next].low), "money").n) next++;
  *high = numeral_at(a, next);
  return high->len && !high->ordinal ? next + high->len : 0;
}

static u32 take_range(scan *s, u32 i, const numeral *low) {
  numeral high;
  u32 end = range_end(s, i + low->len, &high);
  bool between = i && low_is(s->a, i - 1, "between"), alternative = low_is(s->a, i + low->len, "or");
  if (!end || (low_is(s->a, i + low->len, "and") && !between) || (alternative && high.value > low->value + 5)) return 0;
  measure m = {.first = i, .last = end, .value = high.value, .bound = BOUND_MOST};
  money_before(s, &m);
  unit_behind(s, &m);
  count_of(s, &m);
  if (high.value <= low->value || part_of_name(s, &m) || !(m.unit.n || m.counted || between) ||
      in_time(s, s->a.at[i].at, m.unit.n && year_unit(m.unit)))
    return 0;
  measure lower = m;
  lower.value = low->value;
  lower.bound = BOUND_LEAST;
  push(s, &lower);
  push(s, &m);
  return end;
}

static u32 take_number(scan *s, u32 i) {
  measure m;
  numeral n = {0};
  if (!article_amount(s, i, &m) && !fraction(s, i, &m)) {
    n = numeral_at(s->a, i);
    if (!n.len) return 0;
    u32 range = n.ordinal || n.vague ? 0 : take_range(s, i, &n);
    if (range) return range;
    u32 score = s->a.at[i].kind == ATOM_DIGITS ? score_end(s, i + n.len) : 0;
    if (score) return score;
    m = (measure){.first = i, .last = i + n.len, .value = n.value, .vague = n.vague, .ordinal = n.ordinal,
                  .bound = n.vague ? BOUND_MORE : BOUND_NONE};
  }
  u32 end = m.last;
  money_before(s, &m);
  if (!m.unit.n) unit_behind(s, &m);
  if (n.ordinal && !str_eq(m.unit, S("times"))) return end;
  if (n.ordinal) m.unit = S("ordinal");
  count_of(s, &m);
  if (part_of_name(s, &m) || in_time(s, s->a.at[i].at, m.unit.n && year_unit(m.unit))) return end;
  bound_before(s, &m);
  bound_behind(s, &m);
  if (!n.len || counts(s, &m, &n)) push(s, &m);
  return MAX(end, m.last);
}

static int by_place(const void *a, const void *b) {
  const quantity *x = a, *y = b;
  if (x->at.beg != y->at.beg) return x->at.beg < y->at.beg ? -1 : 1;
  if (x->at.end != y->at.end) return x->at.end < y->at.end ? -1 : 1;
  return x->value < y->value ? -1 : x->value > y->value;
}

enum number_bit { NUMBER_SEEN = 1, NUMBER_WORD = 2, NUMBER_ARTICLE = 4 };

static u8 bits_of(str low) {
  u8 bits = NUMBER_SEEN;
  bool letters = false, figures = false, joined = false;
  for (size_t i = 0; i < low.n; i++) {
    letters |= is_lower(low.p[i]);
    figures |= is_digit(low.p[i]);
    joined |= low.p[i] == '-' || (u8)low.p[i] >= 0x80;
  }
  if (figures || (letters && joined) || lex_has(LEX_NUMBERS, low)) bits |= NUMBER_WORD;   // "two-thirds": its atoms tell
  if (str_eq(low, S("a")) || str_eq(low, S("an"))) bits |= NUMBER_ARTICLE;
  return bits;
}

static u8 bits_at(const scan *s, u32 token) {
  u8 *bits = &s->by_word[s->d->tokens.low[token]];
  if (!*bits) *bits = bits_of(low_str(s->d, token));
  return *bits;
}

// A number may begin there: most words begin none, "a" only before a number or a unit.
static bool may_begin(const scan *s, u32 token, u32 last) {
  u8 bits = bits_at(s, token);
  if (bits & NUMBER_WORD) return true;
  if (!(bits & NUMBER_ARTICLE) || token + 1 >= last) return false;
  return (bits_at(s, token + 1) & NUMBER_WORD) || lex_has(LEX_MEASURES, low_str(s->d, token + 1));
}

static void read_window(scan *s, u32 first, u32 last) {
  u32 begins = first;
  while (begins < last && !may_begin(s, begins, last)) begins++;
  if (begins == last) return;
  s->a = atoms_of(s->d, s->d->mem, first, last);
  for (u32 i = 0; i < s->a.len;) {
    u32 end = s->a.at[i].kind == ATOM_SIGN || !may_begin(s, s->a.at[i].token, last) ? 0 : take_number(s, i);
    i = end > i ? end : i + 1;
  }
}

void stage_quantity(doc *d, const kit *k) {
  (void)k;
  scan s = {.d = d, .time = 1, .by_word = NEWS(d->mem, u8, words_count(d->words))};
  for (u32 i = 1; i < d->sentences.len; i++) {
    const sentence *at = &d->sentences.at[i];
    u32 before = d->quantities.len;
    for (u32 from = at->first; from < at->last; from += WINDOW) read_window(&s, from, MIN(from + WINDOW, at->last));
    sentence_lists(d, at);
    qsort(d->quantities.at + before, d->quantities.len - before, sizeof(quantity), by_place);
  }
}

// Times as real dates: the rows of `times`, each resolved from the day of the article, the day of the statement or the time told.
#include "doc/stages.h"
#include "read/when.h"

enum { WINDOW = 400, MOST_FOUND = 96, TEXT_MOST = 64 };

// A row with room for its texts: rows are kept off the arena while a window's scratch lives there.
typedef struct {
  timex row;
  char text[4][TEXT_MOST];
} found;

typedef struct {
  const doc *d;
  arena *mem;
  time_context context;
  str day;         // of the article
  date published;
  bool dated;
  span told_at;
  live_words live;
  found *rows;     // [MOST_FOUND]
  u32 count;
} reader;

// A narrative names years far from the article's own: dates without a year then belong to the time told.
static bool is_story(const doc *d, bool dated, date day) {
  u32 far = 0, near = 0;
  for (u32 t = 1; t < d->tokens.len; t++) {
    span at = d->tokens.at[t];
    if (span_len(at) != 4 || !is_digit(d->text.p[at.beg])) continue;
    str s = token_str(d, t);
    i64 year;
    if ( !str_to_int(s, &year) || year < 1000 || year > 2100) continue;
    if (dated && year > day.year - 2) near++;
    else far++;
  }
  return far >= 4 && far > 2 * near;
}

// -1 past, +1 future, +2 present: it may speak of what comes ("meets on Friday"), 0 unknown.
static i8 verb_tense(const doc *d, u32 verb) {
  const tokens *t = &d->tokens;
  switch (t->xpos[verb]) {
    case XPOS_VBD: return -1;
    case XPOS_VBZ:
    case XPOS_VBP: return 2;
    default: break;
  }
  const sentence *s = &d->sentences.at[t->sentence[verb]];
  bool past = t->xpos[verb] == XPOS_VBN;
  for (u32 a = verb; a-- > s->first && verb - a < 5;) {
    if (t->upos[a] != UPOS_AUX && t->xpos[a] != XPOS_TO && t->xpos[a] != XPOS_MD) continue;
    if (t->xpos[a] == XPOS_VBN) return -1;   // "had been running"
    if (t->xpos[a] == XPOS_VBD) return past || t->xpos[verb] == XPOS_VBG ? -1 : 0;
    return t->xpos[a] == XPOS_MD || t->xpos[a] == XPOS_TO ? 1 : past ? -1 : 1;
  }
  return past ? -1 : 0;
}

static bool is_verb(const doc *d, u32 t) { return d->tokens.upos[t] == UPOS_VERB || d->tokens.upos[t] == UPOS_AUX; }

// The verb that the time belongs to: up the tree where there is one, else the nearest in the sentence.
static u32 governing_verb(const doc *d, u32 token) {
  const tokens *t = &d->tokens;
  const sentence *s = &d->sentences.at[t->sentence[token]];
  if (t->head) {
    u32 up = t->head[token];
    for (u32 steps = 0; up && steps < 12; steps++, up = t->head[up])
      if (is_verb(d, up)) return up;
  }
  for (u32 far = 1; far < 12; far++) {
    if (token >= s->first + far && is_verb(d, token - far)) return token - far;
    if (token + far < s->last && is_verb(d, token + far)) return token + far;
  }
  return 0;
}

static i8 tense_at(const doc *d, u32 token) {
  if (!d->tokens.xpos || !d->tokens.upos || !token) return 0;
  if (token > 1 && str_eq(low_str(d, token - 1), S("since"))) return -1;
  u32 verb = governing_verb(d, token);
  return verb ? verb_tense(d, verb) : 0;
}

static bool speech_verb(const doc *d, u32 token) {
  if (!d->tokens.lemma || d->tokens.upos[token] != UPOS_VERB) return false;
  return lex_says(lex_find(LEX_CUES, words_str(d->words, d->tokens.lemma[token])), "speech");
}

// The date beside a verb of saying: "announced on Monday", "said in Oslo on Tuesday", "on Friday said".
static const item *said_on(const doc *d, const items *list) {
  if (!d->tokens.upos) return NULL;
  for (u32 i = 0; i < list->len; i++) {
    const item *it = &list->at[i];
    if (!(it->is & CLASS(DAYDATE)) && !((it->is & CLASS(TIME)) && it->m.has & (M_WEEKDAY | M_DAY | M_SHIFT))) continue;
    for (u32 back = 1; back <= 4 && back < it->token; back++) {
      u32 t = it->token - back;
      if (d->tokens.sentence[t] != d->tokens.sentence[it->token] || d->tokens.upos[t] == UPOS_PUNCT) break;
      if (speech_verb(d, t) && (d->tokens.xpos[t] == XPOS_VBD || d->tokens.xpos[t] == XPOS_VBZ)) return it;
    }
  }
  return NULL;
}

static str keep(found *f, u32 slot, str s) {
  size_t n = MIN(s.n, (size_t)TEXT_MOST);
  if (n) memcpy(f->text[slot], s.p, n);
  return (str){f->text[slot], n};
}

static found *add(reader *r, span at, time_type type, str value, str mod) {
  if (r->count == MOST_FOUND) return NULL;
  found *f = &r->rows[r->count++];
  *f = (found){.row = {.at = at, .type = type}};
  f->row.value = keep(f, 0, value);
  f->row.mod = mod;   // from the tables: stays
  return f;
}

static void remember(reader *r, const item *it, const time_value *v) {
  bool named = (it->m.has & (M_YEAR | M_MONTH | M_DAY | M_SEASON | M_WEEKDAY)) && v->unit <= UNIT_YEAR;
  bool counted = (it->m.has & M_SHIFT || it->m.away) && v->unit <= UNIT_WEEK;
  if (!v->known || it->m.kind == MOMENT_REF || !(named || counted)) return;
  r->context.has_told = true;
  r->context.told = v->day;
  r->context.told_unit = v->unit;
  r->told_at = it->at;
}

static time_type type_of(const moment *m, bool known) {
  switch (m->kind) {
    case MOMENT_TIME: return TIME_TIME;
    case MOMENT_SET: return TIME_SET;
    case MOMENT_DURATION: return m->away && (known || m->vague) ? TIME_DATE : TIME_DURATION;
    default: return TIME_DATE;
  }
}

static str set_value(const reader *r, const moment *m) {
  if (m->ref.n) return m->ref;
  moment each = *m;
  each.kind = m->has & (M_HOUR | M_PART) ? MOMENT_TIME : m->has ? MOMENT_DATE : MOMENT_DURATION;
  time_context none = {0};
  return moment_resolve(r->mem, &each, &none).value;
}

// "will leave in three weeks": with a future verb the amount leads to a date; "the first in three weeks" does not.
static bool from_now(const reader *r, const item *it) {
  const doc *d = r->d;
  if (it->m.kind != MOMENT_DURATION || it->m.away || it->token < 2 || r->context.tense <= 0) return false;
  if (!str_eq(low_str(d, it->token - 1), S("in")) || !(it->is & CLASS(DUR))) return false;
  u32 verb = d->tokens.xpos && d->tokens.upos ? governing_verb(d, it->token) : 0;
  return verb && d->tokens.xpos[verb] == XPOS_VB;
}

static time_value resolve(reader *r, const item *it) {
  moment m = it->m;
  if (m.kind == MOMENT_SET) return (time_value){.value = set_value(r, &m)};
  time_context c = r->context;
  if (it->inner) {   // "two days before Christmas": counted from another time
    time_value v = moment_resolve(r->mem, &it->inner->m, &c);
    c.has_told = v.known;
    c.told = v.day;
    c.told_unit = v.unit > UNIT_WEEK ? v.unit : UNIT_DAY;
    m.told = true;
  }
  time_value v = moment_resolve(r->mem, &m, &c);
  if (it->inner && v.known && m.kind == MOMENT_DURATION && v.unit == UNIT_WEEK && c.told_unit == UNIT_DAY) {   // "three weeks from tomorrow" is a day
    m.amount[UNIT_DAY] += 7 * m.amount[UNIT_WEEK];
    m.amount[UNIT_WEEK] = 0;
    v = moment_resolve(r->mem, &m, &c);
  }
  bool bare = m.kind == MOMENT_DURATION && m.away && !v.known && !m.vague;
  if (bare && !m.told && !(c.story && c.has_told)) {   // no day to count from: the distance is what is known
    m.away = 0;
    v = moment_resolve(r->mem, &m, &c);
  }
  return v;
}

static found *add_item(reader *r, const item *given, time_value *v) {
  r->context.tense = tense_at(r->d, given->token);
  item counted = *given;
  const item *it = &counted;
  if (from_now(r, given)) counted.m.away = 1;
  *v = resolve(r, it);
  if (!v->value.n) return NULL;
  found *f = add(r, it->at, type_of(&it->m, v->known), v->value, it->m.mod);
  bool shifted = (it->m.has & M_SHIFT) || it->m.away || it->m.kind == MOMENT_REF;
  if (f && shifted) f->row.anchor = it->inner ? it->inner->at : it->m.told || r->context.story ? r->told_at : (span){0};
  if (it->m.kind == MOMENT_DATE || it->m.kind == MOMENT_TIME || it->m.away) remember(r, it, v);
  return f;
}

// A year or month that only the other end of the interval says holds for both: "from March to May 2020".
static item with_frame(const item *inner, const item *outer) {
  item it = *inner;
  u32 lacks = outer->m.has & ~it.m.has;
  if ((lacks & M_YEAR) && !(it.m.has & (M_SHIFT | M_WEEKDAY))) {
    it.m.has |= M_YEAR;
    it.m.bc = outer->m.bc;
    it.m.year = outer->m.year - (it.m.has & outer->m.has & M_MONTH && it.m.month > outer->m.month);
  } else if (outer->m.bc && (it.m.has & M_YEAR) && !it.m.era) {
    it.m.bc = true;
  }
  if ((lacks & M_MONTH) && it.m.fine == UNIT_DAY && (it.m.has & M_DAY)) {
    it.m.has |= M_MONTH;
    it.m.month = outer->m.month;
  }
  return it;
}

static void close_interval(found *f, str begin, str end) {
  f->row.begin = keep(f, 1, begin);
  f->row.end = keep(f, 2, end);
  char joined[TEXT_MOST];
  size_t most = TEXT_MOST / 2 - 1, n = MIN(begin.n, most), m = MIN(end.n, most);
  if (n) memcpy(joined, begin.p, n);
  joined[n++] = '/';
  if (m) memcpy(joined + n, end.p, m);
  f->row.value = keep(f, 0, (str){joined, n + m});
}

static void add_span(reader *r, const item *it) {
  found *whole = add(r, it->at, TIME_INTERVAL, (str){0}, it->m.mod);
  if (!whole) return;
  time_value begin = {0}, end = {0};
  str texts[2] = {{0}, {0}};
  if (it->begin) {
    item b = it->end ? with_frame(it->begin, it->end) : *it->begin;
    b = with_frame(&b, it);
    if (b.is & (CLASS(DATE) | CLASS(TIME))) add_item(r, &b, &begin);
    texts[0] = begin.value;
  }
  if (it->end) {
    item e = with_frame(it->end, it);
    if (it->begin) e = with_frame(&e, it->begin);
    time_context before = r->context;
    if (begin.known && e.m.short_year) r->context.story = true;
    if (begin.known && (e.m.has & M_WEEKDAY)) r->context.said = begin.day, r->context.dated = true, e.m.toward = 1;
    add_item(r, &e, &end);
    r->context.said = before.said;
    r->context.dated = before.dated;
    r->context.story = before.story;
    texts[1] = end.value;
  } else if (str_eq(it->m.ref, S("SINCE")) && r->dated) {
    texts[1] = str_sub(r->day, 0, 10);
  }
  close_interval(whole, texts[0], texts[1]);
}

// A period with a name of its own: "World War II", "the Middle Ages".
static void add_age(reader *r, const item *it) {
  found *f = add(r, it->at, TIME_INTERVAL, it->text, (str){0});
  if (!f) return;
  str_cut_result ends = str_cut(f->row.value, '/');
  f->row.begin = ends.head;
  f->row.end = ends.tail;
}

// "since taking power back in 2011", "since the outbreak of the war": an interval from an event; its begin is the date told with
// it, else unknown.
static void add_since(reader *r, const items *list, u32 at) {
  u32 end = since_event_end(r->d, list->at[at].token);
  if (!end) return;
  span whole = token_span(r->d, list->at[at].token, end);
  time_value begin = {0};
  time_context before = r->context;
  for (u32 i = at + 1; i < list->len && list->at[i].token < end && !begin.value.n; i++) {
    const item *it = &list->at[i];
    if (!(it->is & CLASS(DATE)) || it->m.kind == MOMENT_REF) continue;
    r->context.tense = -1;
    begin = resolve(r, it);
    whole.end = it->at.end;
  }
  r->context = before;
  found *f = add(r, whole, TIME_INTERVAL, (str){0}, (str){0});
  if (f) close_interval(f, begin.value, r->dated ? str_sub(r->day, 0, 10) : (str){0});
}

static bool shown(const item *it) {
  if (it->is & CLASS(HOLD)) return false;
  return (it->is & (CLASS(AGE) | CLASS(DATE) | CLASS(TIME) | CLASS(DUR) | CLASS(PERIOD) | CLASS(SET) | CLASS(SPAN))) != 0;
}

// Takes the day of the statement for what is said in it, when the sentence tells that day.
static void anchor_on_statement(reader *r, const items *list, const item **said) {
  r->context.said = r->published;
  r->context.dated = r->dated;
  *said = said_on(r->d, list);
  if (!*said || r->context.story) return;
  r->context.tense = -1;
  time_value v = resolve(r, *said);
  if (v.known && v.unit <= UNIT_DAY) r->context.said = v.day, r->context.dated = true;
  else *said = NULL;
}

static bool has_since(const items *list) {
  for (u32 i = 0; i < list->len; i++)
    if (str_eq(list->at[i].low, S("since"))) return true;
  return false;
}

static void read_window(reader *r, u32 first, u32 last) {
  if (!may_hold_time(&r->live, first, last)) return;
  atoms a = atoms_of(r->d, r->mem, first, last);
  items list = items_of(r->d, r->mem, a, live_atoms(&r->live, r->mem, a));
  if (!time_grammar_run(r->mem, &list) && !has_since(&list)) return;
  const item *said;
  anchor_on_statement(r, &list, &said);
  date told_day = r->context.said;
  for (u32 i = 0; i < list.len; i++) {
    const item *it = &list.at[i];
    if (str_eq(it->low, S("since"))) add_since(r, &list, i);
    if (!shown(it)) continue;
    bool statement = it == said;
    r->context.said = statement ? r->published : told_day;
    time_value v;
    if (it->is & CLASS(AGE)) {
      add_age(r, it);
    } else if (it->is & CLASS(SPAN)) {
      add_span(r, it);
    } else {
      found *f = add_item(r, it, &v);
      if (f && said && !statement && span_empty(f->row.anchor)) f->row.anchor = said->at;
    }
  }
}

static void keep_rows(reader *r, doc *d) {
  for (u32 i = 0; i < r->count; i++) {
    timex row = r->rows[i].row;
    row.value = str_copy(d->mem, row.value);
    row.begin = str_copy(d->mem, row.begin);
    row.end = str_copy(d->mem, row.end);
    vec_push(d->mem, &d->times, row);
  }
  r->count = 0;
}

static bool in_sentences(const doc *d, span at) {
  u32 t = token_at(d, at.beg);
  return t < d->tokens.len && d->tokens.at[t].beg < at.end;
}

// The day of the article, where a line that no sentence is made of prints it.
static void add_printed(doc *d, const reader *r, u32 until, bool *done) {
  span at = d->meta.published.evidence;
  if (*done || at.end > until) return;
  *done = true;
  if (span_empty(at) || !r->dated || in_sentences(d, at)) return;
  vec_push(d->mem, &d->times, ((timex){.at = at, .type = str_find_byte(r->day, 'T') < r->day.n ? TIME_TIME : TIME_DATE, .value = r->day}));
}

void stage_when(doc *d, const kit *k) {
  (void)k;
  if (!d->tokens.len) return;
  found rows[MOST_FOUND];
  reader r = {.d = d, .mem = d->mem, .rows = rows};
  str day = d->meta.published.value.n ? d->meta.published.value : d->hints.date;
  r.day = day;
  r.dated = date_parse(day, &r.published);
  r.live = live_words_of(d, d->mem);
  r.context.story = is_story(d, r.dated, r.published);
  bool printed = false;
  for (u32 s = 1; s < d->sentences.len; s++) {
    add_printed(d, &r, d->sentences.at[s].at.beg, &printed);
    for (u32 from = d->sentences.at[s].first; from < d->sentences.at[s].last; from += WINDOW) {
      arena_mark mark = arena_here(d->mem);
      read_window(&r, from, MIN(from + WINDOW, d->sentences.at[s].last));
      arena_back(d->mem, mark);
      keep_rows(&r, d);
    }
  }
  add_printed(d, &r, ~0u, &printed);
}

// The cascade that joins items by the rules of lang/en/time.rules.
#include "read/when.h"

#include "time_rules_table.h"

#define FIELD_ROW(name) F_##name,
typedef enum { TIME_FIELDS(FIELD_ROW) FIELD_COUNT } field;
#undef FIELD_ROW

enum { OUT_OF_RANGE = 200, MOST_CENTURIES = 990, MOST_NTH = 366 };

static str text(const char *c_string) { return c_string ? str_of(c_string) : (str){0}; }

static bool one_of(str choices, str low) {
  while (choices.n)
    if (str_eq(str_token(&choices, '|'), low)) return true;
  return false;
}

static bool fits(const rule_element *e, const item *it) {
  return e->words ? (e->bits & it->word) && it->low.n && one_of(str_of(e->words), it->low) : (e->is & it->is) != 0;
}

bool time_rule_word(str low) {
  u32 hash = rule_word_hash(low.p, low.n);
  return rule_words[hash / 64] >> hash % 64 & 1;
}

typedef struct {
  const items *list;
  const time_rule *r;
  u32 first;
  i32 got[RULE_ELEMENTS];     // item of each element, -1 = absent
  i32 best[RULE_ELEMENTS];
  u32 end;                    // after the best match, 0 = none
} attempt;

// The elements marked with > fit what follows.
static bool lies_ahead(const attempt *m, u32 element_at, u32 item_at) {
  for (; element_at < m->r->elements; element_at++) {
    const rule_element *e = &m->r->e[element_at];
    if (item_at < m->list->len && fits(e, &m->list->at[item_at])) item_at++;
    else if (!e->optional) return false;
  }
  return true;
}

static bool goes_on(const items *list, u32 item_at) {
  const item *next = &list->at[item_at];
  return item_at < list->len && next->low.n && is_alpha(next->low.p[0]) && !next->is;
}

static void match_from(attempt *m, u32 element_at, u32 item_at) {
  if (element_at == m->r->elements || m->r->e[element_at].ahead) {
    bool open = item_at > m->first && str_eq(m->list->at[item_at - 1].low, S(","));   // a comma belongs to what follows it
    if (!open && item_at > m->end && lies_ahead(m, element_at, item_at) && !(m->r->stop && goes_on(m->list, item_at))) {
      m->end = item_at;
      memcpy(m->best, m->got, sizeof m->best);
    }
    return;
  }
  const rule_element *e = &m->r->e[element_at];
  bool touches = !m->r->glued || item_at == m->first || (item_at < m->list->len && m->list->at[item_at].glued);
  if (item_at < m->list->len && touches && fits(e, &m->list->at[item_at])) {
    m->got[element_at] = (i32)item_at;
    match_from(m, element_at + 1, item_at + 1);
  }
  m->got[element_at] = -1;
  if (e->optional) match_from(m, element_at + 1, item_at);
}

static bool stands_after(const time_rule *r, const items *list, u32 first) {
  if (!r->after) return true;
  return first && one_of(str_of(r->after), list->at[first - 1].low);
}

static void take_year(moment *m, i32 v, u32 figures) {
  m->has |= M_YEAR;
  m->year = v;
  m->short_year = figures == 2;
  m->fine = m->fine ? m->fine : UNIT_YEAR;
}

static void finer(moment *m, u32 bit, time_unit u) {
  m->has |= bit;
  if (!m->fine || u < m->fine) m->fine = u;
}

static void add_amounts(moment *m, const moment *more) {
  for (u32 u = 1; u < UNIT_COUNT; u++) m->amount[u] += more->amount[u];
  m->vague |= more->vague;
}

// What of the wider time stays when a phrase says "in it": its shift, year, month …
static void take_in(moment *m, const moment *wide) {
  moment inner = *m;
  *m = *wide;
  m->kind = inner.kind;
  m->has |= inner.has;
  if (inner.has & M_MONTH) m->month = inner.month;
  if (inner.has & M_DAY) m->day = inner.day;
  if (inner.has & M_WEEKDAY) m->weekday = inner.weekday;
  if (inner.has & M_SEASON) m->season = inner.season;
  if (inner.has & M_QUARTER) m->quarter = inner.quarter;
  if (inner.has & M_HALF) m->half = inner.half;
  if (inner.has & M_PART) m->part = inner.part;
  if (inner.has & M_HOUR) m->hour = inner.hour;
  if (inner.has & M_MINUTE) m->minute = inner.minute;
  if (inner.has & M_SECOND) m->second = inner.second;
  if (inner.has & M_ZONE) m->zone = inner.zone;
  if (inner.has & M_YEAR) m->year = inner.year;
  if (inner.nth) {
    m->nth = inner.nth;
    m->nth_day = inner.nth_day;
    m->nth_unit = inner.nth_unit;
  }
  if (inner.fine && (!m->fine || inner.fine < m->fine)) m->fine = inner.fine;
  if (inner.mod.n) m->mod = inner.mod;
}

static void set_hour(moment *m, i32 v, bool pm, bool am) {
  finer(m, M_HOUR, UNIT_HOUR);
  m->hour = (u8)(pm && v < 12 ? v + 12 : am && v == 12 ? 0 : v);
}

static void set_calendar(moment *m, field f, i32 v) {
  switch (f) {
    case F_month: finer(m, M_MONTH, UNIT_MONTH); m->month = (u8)v; break;
    case F_day: finer(m, M_DAY, UNIT_DAY); m->day = (u8)MIN(v, OUT_OF_RANGE); break;
    case F_weekday: finer(m, M_WEEKDAY, UNIT_DAY); m->weekday = (u8)v; break;
    case F_season: finer(m, M_SEASON, UNIT_SEASON); m->season = (u8)v; break;
    case F_quarter: finer(m, M_QUARTER, UNIT_QUARTER); m->quarter = (u8)MIN(v, OUT_OF_RANGE); break;
    case F_half: finer(m, M_HALF, UNIT_HALF); m->half = (u8)MIN(v, OUT_OF_RANGE); break;
    case F_week: finer(m, M_WEEK, UNIT_WEEK); m->week = (u8)MIN(v, OUT_OF_RANGE); break;
    case F_weekend: finer(m, M_WEEKEND | M_WEEKDAY, UNIT_WEEKEND); m->weekday = 6; break;
    case F_part: finer(m, M_PART, UNIT_PART); m->part = (u8)v; break;
    case F_minute: finer(m, M_MINUTE, UNIT_MINUTE); m->minute = (u8)v; break;
    case F_second: finer(m, M_SECOND, UNIT_SECOND); m->second = (u8)v; break;
    case F_zone: m->has |= M_ZONE; m->zone = (i16)v; break;
    default: break;
  }
}

static void set_years(moment *m, field f, i32 v, const item *it) {
  switch (f) {
    case F_year: take_year(m, v, it && (it->is & CLASS(N2)) && !(it->is & CLASS(YEAR)) ? 2 : 4); break;
    case F_high: take_year(m, MIN(v, MOST_CENTURIES) * 100, 4); break;
    case F_low: m->year += v; break;
    case F_decade: take_year(m, v, v < 100 ? 2 : 4); m->fine = UNIT_DECADE; break;
    case F_century: take_year(m, (MIN(v, MOST_CENTURIES) - 1) * 100, 4); m->fine = UNIT_CENTURY; break;
    case F_era: m->bc = v < 0; m->era = true; break;
    case F_fiscal: m->fiscal = true; break;
    default: break;
  }
}

static void set_shift(moment *m, field f, i32 v, const item *it, str constant) {
  switch (f) {
    case F_shift: m->has |= M_SHIFT; m->shift = v; m->told |= it && it->m.told; break;
    case F_dayshift: m->has |= M_SHIFT; m->shift = v; m->unit = UNIT_DAY; finer(m, M_SHIFT, UNIT_DAY); break;
    case F_unit:
      m->unit = it ? it->unit : time_unit_named(constant);
      if (m->has & M_SHIFT) m->fine = m->unit;
      break;
    case F_toward: m->toward = (i8)v; m->told |= it && it->m.told; break;
    case F_told: m->told = true; break;
    case F_coarse: m->coarse = time_unit_named(constant); break;
    case F_nth: m->nth = MIN(v, MOST_NTH); break;
    case F_nth_unit: m->nth_unit = it->unit; break;
    case F_nth_day: m->nth_day = true; break;
    case F_away: m->away = (i8)v; break;
    case F_vague: m->vague = true; break;
    case F_mod: m->mod = it ? it->text : constant; break;
    case F_ref: m->kind = MOMENT_REF; m->ref = it ? it->text : constant; break;
    case F_holiday: m->holiday = it->text; finer(m, 0, UNIT_DAY); break;
    default: break;
  }
}

static void set_amount(moment *m, field f, double v, time_unit *unit_of_amount, const item *it) {
  if (f == F_n) m->amount[0] = (float)v;
  if (f == F_plus) m->amount[0] += (float)v;
  if (f == F_add && it) {
    *unit_of_amount = it->unit;
    m->amount[it->unit] += m->amount[0];
    m->amount[0] = 0;
  }
}

// A bare figure at an end of an interval: the day of a month or a year, which the other end makes whole.
static const item *end_point(arena *mem, const item *it, bool of_month) {
  if (it->is & (CLASS(DATE) | CLASS(TIME))) return it;
  item *point = NEW(mem, item);
  *point = *it;
  point->is = CLASS(DATE);
  point->m = (moment){.kind = MOMENT_DATE};
  if (of_month) set_calendar(&point->m, F_day, it->value);
  else set_years(&point->m, F_year, it->value, it);
  return point;
}

static void apply(arena *mem, item *made, const rule_set *a, const item *it) {
  moment *m = &made->m;
  i32 v = it ? it->value : a->number;
  field f = (field)a->field;
  time_unit of_amount = UNIT_NONE;
  if (f == F_base && it) {
    str mod = m->mod;
    *m = it->m;
    if (mod.n) m->mod = mod;
    made->inner = it->inner;
    made->begin = it->begin;
    made->end = it->end;
  } else if (f == F_in && it) {
    take_in(m, &it->m);
  } else if (f == F_hour) {
    set_hour(m, v, false, false);
  } else if (f == F_ampm) {
    if (it) set_hour(m, m->hour, v > 0, v < 0);
  } else if (f == F_begin) {
    made->begin = end_point(mem, it, false);
  } else if (f == F_end) {
    made->end = end_point(mem, it, made->begin && made->begin->m.fine == UNIT_DAY);
  } else if (f == F_from) {
    made->inner = it;
  } else if (f == F_kind) {
    m->kind = str_eq(text(a->constant), S("SET")) ? MOMENT_SET : str_eq(text(a->constant), S("TIME")) ? MOMENT_TIME : str_eq(text(a->constant), S("DUR")) ? MOMENT_DURATION : MOMENT_DATE;
  } else if (f == F_n || f == F_plus || f == F_add) {
    set_amount(m, f, it ? (it->m.amount[0] > 0 ? (double)it->m.amount[0] : v) : a->number / 10.0, &of_amount, it);
    if (f == F_add && it && !it->unit) add_amounts(m, &it->m);
  } else {
    set_calendar(m, f, v);
    set_years(m, f, v, it);
    set_shift(m, f, v, it, text(a->constant));
  }
}

static bool valid(const moment *m) {
  if ((m->has & M_DAY) && (m->has & M_MONTH) && m->day > month_length(2000, m->month)) return false;
  if ((m->has & M_HOUR) && m->hour > 24) return false;
  if (((m->has & M_DAY) && (!m->day || m->day > 31)) || m->week > 53 || m->quarter > 4 || m->half > 2) return false;
  if ((m->has & M_YEAR) && m->year > 99999) return false;
  return true;
}

// "2016-11" is no span of years but a month.
static bool as_month(item *it, classes *is) {
  i32 month = it->end->m.year, year = it->begin->m.year;
  if (month < 1 || month > 12) return false;
  it->m = (moment){.kind = MOMENT_DATE};
  take_year(&it->m, year, 4);
  set_calendar(&it->m, F_month, month);
  it->begin = it->end = NULL;
  *is = CLASS(DATE) | CLASS(MONDATE);
  return true;
}

static bool backwards(const item *it) {
  return it->begin && it->end && it->end->m.short_year && it->end->m.year <= it->begin->m.year % 100 && !it->begin->m.month;
}

static classes made_classes(const time_rule *r, moment *m) {
  if (r->makes & (CLASS(SPAN) | CLASS(HOLD))) {
    if (r->makes & CLASS(SPAN)) m->kind = MOMENT_SPAN;
    return r->makes;
  }
  if (m->kind == MOMENT_REF) return CLASS(DATE);
  if (m->kind == MOMENT_SET || (r->makes & CLASS(SET))) {
    m->kind = MOMENT_SET;
    return CLASS(SET);
  }
  if ((r->makes & (CLASS(DUR) | CLASS(PERIOD))) || m->kind == MOMENT_DURATION) {
    m->kind = MOMENT_DURATION;
    return r->makes & CLASS(PERIOD) ? CLASS(PERIOD) : CLASS(DUR);
  }
  bool clock = (m->has & (M_HOUR | M_PART)) != 0;
  bool dayless = !(m->has & (M_YEAR | M_MONTH | M_DAY | M_WEEKDAY | M_SHIFT)) && !m->holiday.n;
  m->kind = clock ? MOMENT_TIME : MOMENT_DATE;
  if (clock) return (dayless ? CLASS(CLOCK) : 0) | CLASS(TIME);
  classes is = CLASS(DATE);
  if (m->fine == UNIT_DAY) is |= CLASS(DAYDATE);
  if (m->fine == UNIT_WEEK) is |= CLASS(WEEKDATE);
  if (m->fine == UNIT_MONTH) is |= CLASS(MONDATE);
  if (m->fine == UNIT_YEAR) is |= CLASS(YEARDATE);
  return is;
}

// The items [first, end) become one; what it was made of is kept where the new one points to it.
static bool reduce(arena *mem, items *list, const attempt *m) {
  const time_rule *r = m->r;
  item *parts = NEWS(mem, item, m->end - m->first);
  memcpy(parts, list->at + m->first, sizeof *parts * (m->end - m->first));
  item made = {.at = {parts[r->skip].at.beg, parts[m->end - m->first - 1].at.end}, .token = parts[0].token,
               .capital = parts[0].capital, .glued = parts[0].glued};
  for (u32 s = 0; s < r->sets; s++) {
    const rule_set *a = &r->set[s];
    i32 at = a->from ? m->best[a->from - 1] : -1;
    if (a->from && at < 0) continue;
    apply(mem, &made, a, at >= 0 ? &parts[(u32)at - m->first] : NULL);
  }
  if (!valid(&made.m)) return false;
  if (!backwards(&made)) made.is = made_classes(r, &made.m);
  else if (!as_month(&made, &made.is)) return false;
  list->at[m->first] = made;
  return true;
}

// A look at the second element spares most attempts.
static bool second_may_fit(const time_rule *r, const item *next) {
  return !(r->second_is | r->second_words) || (next && ((r->second_is & next->is) || (r->second_words & next->word)));
}

static const time_rule *longest(const items *list, u32 at, u8 level, attempt *best) {
  *best = (attempt){.list = list};
  const item *first = &list->at[at], *next = at + 1 < list->len ? first + 1 : NULL;
  for (u32 i = time_rules_begin[level]; i < time_rules_begin[level + 1]; i++) {
    const time_rule *r = &time_rules[i];
    if ((!(r->e[0].is & first->is) && !(r->first_words & first->word)) || !second_may_fit(r, next)) continue;
    if (!fits(&r->e[0], first) || !stands_after(r, list, at)) continue;
    attempt m = {.list = list, .r = r, .first = at};
    match_from(&m, 0, at);
    if (m.end > best->end || (m.end && m.end == best->end && r->words > best->r->words)) *best = m;
  }
  return best->end ? best->r : NULL;
}

static void run_level(arena *mem, items *list, u8 level) {
  u32 out = 0;
  for (u32 i = 0; i < list->len;) {
    attempt m = {0};
    bool opens = (list->at[i].is & level_is[level]) || (list->at[i].is && (list->at[i].word & level_words[level]));
    const time_rule *r = opens ? longest(list, i, level, &m) : NULL;
    bool made = r && reduce(mem, list, &m);
    u32 next = made ? m.end : i + 1;
    if (made && r->the && out && str_eq(list->at[out - 1].low, S("the"))) list->at[i].at.beg = list->at[--out].at.beg;
    if (out != i) list->at[out] = list->at[i];   // an item is large
    out++;
    i = next;
  }
  list->len = out;
}

// Without one of these no rule makes a time.
const classes time_core = CLASS(MONTH) | CLASS(WEEKDAY) | CLASS(WEEKDAYS) | CLASS(SEASON) | CLASS(PART) | CLASS(PARTS) | CLASS(UNIT) |
                            CLASS(UNITS) | CLASS(AMPM) | CLASS(ERA) | CLASS(HOLIDAY) | CLASS(DAYREF) | CLASS(REF) | CLASS(SETWORD) |
                            CLASS(TENS) | CLASS(AGE) | CLASS(N60) | CLASS(N2) | CLASS(YEAR) | CLASS(ERAYEARS) | CLASS(NOON) | CLASS(ORD);

bool time_grammar_run(arena *mem, items *list) {
  classes any = 0;
  for (u32 i = 0; i < list->len; i++) any |= list->at[i].is;
  if (!(any & time_core)) return false;
  for (int level = 1; level < RULE_LEVELS; level++) run_level(mem, list, (u8)level);
  return true;
}

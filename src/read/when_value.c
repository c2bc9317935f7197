// What a phrase says of a time, made a value: calendar arithmetic from the anchor, then ISO 8601 and TIMEX3 text.
#include <stdio.h>
#include <stdlib.h>

#include "read/when.h"

static const char *const season_text[] = {"", "SP", "SU", "FA", "WI"};
static const char *const part_text[] = {"", "MO", "MI", "AF", "EV", "NI", "DT"};

// A date that may be known in part only.
typedef struct {
  bool has_year;
  i32 year;                 // astronomical
  u8 month, day;            // 0 = not said
  time_unit unit;           // how fine
} partial;

typedef struct {
  char at[64];
  u32 n;
} text;

static void put(text *t, const char *s) {
  for (; *s && t->n + 1 < sizeof t->at; s++) t->at[t->n++] = *s;
}

static void put_number(text *t, i32 v, int width) {
  char digits[16];
  snprintf(digits, sizeof digits, "%0*d", width, v);
  put(t, digits);
}

static void put_year(text *t, const partial *p) {
  if (!p->has_year) {
    put(t, "XXXX");
  } else if (p->year <= 0) {
    put(t, "BC");
    put_number(t, 1 - p->year, 4);
  } else {
    put_number(t, p->year, 4);
  }
}

static void put_week(text *t, const partial *p, u8 weekday) {
  if (p->has_year && p->month && p->day) {
    iso_week w = date_week((date){p->year, p->month, p->day});
    put_number(t, w.year, 4);
    put(t, "-W");
    put_number(t, w.week, 2);
  } else {
    put(t, "XXXX-WXX");
  }
  if (weekday) {
    put(t, "-");
    put_number(t, weekday, 1);
  }
}

static void put_day(text *t, const partial *p) {
  put_year(t, p);
  put(t, "-");
  if (p->month) put_number(t, p->month, 2);
  else put(t, "XX");
  put(t, "-");
  if (p->day) put_number(t, p->day, 2);
  else put(t, "XX");
}

static u32 drop_last(text *t, u32 count) { return t->n = t->n > count ? t->n - count : 0; }

static void put_quarter(text *t, const partial *p, const moment *m, char letter, u8 months) {
  put_year(t, p);
  char unit[3] = {'-', letter, 0};
  put(t, unit);
  u8 said = letter == 'Q' ? m->quarter : m->half;
  if (said) put_number(t, said, 1);
  else if (p->month) put_number(t, (p->month - 1) / months + 1, 1);
  else put(t, "X");
}

static void put_date(text *t, const partial *p, const moment *m) {
  switch (p->unit) {
    case UNIT_MILLENNIUM:
    case UNIT_CENTURY: put_year(t, p); drop_last(t, 2); break;
    case UNIT_DECADE: put_year(t, p); drop_last(t, 1); break;
    case UNIT_YEAR:
      if (m->fiscal) put(t, "FY");
      put_year(t, p);
      break;
    case UNIT_HALF: put_quarter(t, p, m, 'H', 6); break;
    case UNIT_QUARTER: put_quarter(t, p, m, 'Q', 3); break;
    case UNIT_SEASON: put_year(t, p); put(t, "-"); put(t, season_text[m->season % 5]); break;
    case UNIT_MONTH:
      put_year(t, p);
      put(t, "-");
      if (p->month) put_number(t, p->month, 2);
      else put(t, "XX");
      break;
    case UNIT_FORTNIGHT:
    case UNIT_WEEK: put_week(t, p, 0); break;
    case UNIT_WEEKEND: put_week(t, p, 0); put(t, "-WE"); break;
    default:
      if ((m->has & M_WEEKDAY) && !p->day) put_week(t, p, m->weekday);
      else put_day(t, p);
  }
}

static void put_clock(text *t, const moment *m) {
  put(t, "T");
  if (!(m->has & M_HOUR)) {
    put(t, m->has & M_PART ? part_text[m->part % 7] : "XX");
    return;
  }
  put_number(t, m->hour, 2);
  put(t, ":");
  put_number(t, m->has & M_MINUTE ? m->minute : 0, 2);
  if (m->has & M_SECOND) {
    put(t, ":");
    put_number(t, m->second, 2);
  }
  if (!(m->has & M_ZONE)) return;
  if (!m->zone) {
    put(t, "Z");
    return;
  }
  put(t, m->zone < 0 ? "-" : "+");
  put_number(t, abs(m->zone) / 60, 2);
  put(t, ":");
  put_number(t, abs(m->zone) % 60, 2);
}

static void put_amount(text *t, double v, const char *letter, bool vague) {
  char digits[40];
  snprintf(digits, sizeof digits, "%.10g", v);
  put(t, vague ? "X" : digits);
  put(t, letter);
}

// A whole number of years and a half is years and months; centuries and decades are years.
str duration_text(arena *mem, const moment *m) {
  text t = {{0}, 0};
  double years = m->amount[UNIT_YEAR] + 10 * m->amount[UNIT_DECADE] + 100 * m->amount[UNIT_CENTURY] + 1000 * m->amount[UNIT_MILLENNIUM];
  double months = m->amount[UNIT_MONTH] + 3 * m->amount[UNIT_QUARTER] + 3 * m->amount[UNIT_SEASON] + 6 * m->amount[UNIT_HALF];
  double weeks = m->amount[UNIT_WEEK] + 2 * m->amount[UNIT_FORTNIGHT], days = m->amount[UNIT_DAY] + m->amount[UNIT_PART];
  if (years < 100 && years > (i32)years && (i32)(years * 12) == years * 12) {
    months += (years - (i32)years) * 12;
    years = (i32)years;
  }
  put(&t, "P");
  bool vague_decades = m->vague && m->amount[UNIT_DECADE] > 0, vague_centuries = m->vague && m->amount[UNIT_CENTURY] > 0;
  if (vague_decades || vague_centuries) put(&t, vague_decades ? "XDE" : "XCE");
  else if (years > 0) put_amount(&t, years, "Y", m->vague);
  if (months > 0) put_amount(&t, months, "M", m->vague);
  if (weeks > 0) put_amount(&t, weeks, "W", m->vague);
  if (days > 0) put_amount(&t, days, "D", m->vague);
  if (m->amount[UNIT_WEEKEND] > 0) put_amount(&t, m->amount[UNIT_WEEKEND], "WE", m->vague);
  if (m->amount[UNIT_HOUR] + m->amount[UNIT_MINUTE] + m->amount[UNIT_SECOND] > 0) put(&t, "T");
  if (m->amount[UNIT_HOUR] > 0) put_amount(&t, m->amount[UNIT_HOUR], "H", m->vague);
  if (m->amount[UNIT_MINUTE] > 0) put_amount(&t, m->amount[UNIT_MINUTE], "M", m->vague);
  if (m->amount[UNIT_SECOND] > 0) put_amount(&t, m->amount[UNIT_SECOND], "S", m->vague);
  return str_copy(mem, (str){t.at, t.n});
}

static date move(date d, time_unit unit, double count) {
  i32 n = (i32)count;
  switch (unit) {
    case UNIT_DAY: case UNIT_PART: return date_add_days(d, n);
    case UNIT_WEEK: case UNIT_WEEKEND: return date_add_days(d, (i32)(count * 7));
    case UNIT_FORTNIGHT: return date_add_days(d, n * 14);
    case UNIT_MONTH: return date_add_months(d, n);
    case UNIT_QUARTER: return date_add_months(d, n * 3);
    case UNIT_HALF: return date_add_months(d, n * 6);
    case UNIT_SEASON: case UNIT_YEAR: return date_add_months(d, (i32)(count * 12));
    case UNIT_DECADE: return date_add_months(d, n * 120);
    case UNIT_CENTURY: return date_add_months(d, n * 1200);
    case UNIT_MILLENNIUM: return date_add_months(d, n * 12000);
    default: return d;
  }
}

static bool sane(double count, u32 unit) { return count < (unit >= UNIT_DECADE ? 100 : 20000); }

static i32 season_month(u8 season) { return season == 4 ? 12 : season * 3; }

// The year of a month that was named without one.
static i32 year_by_month(i32 month, date from, const moment *m, const time_context *c, bool narrative) {
  i32 apart = month - from.month;
  if (m->toward < 0) return from.year - (apart >= 0);
  if (m->toward > 0) return from.year + (apart <= 0);
  if (narrative && c->told_unit >= UNIT_YEAR) return from.year;
  if (!narrative && c->tense < 0) return from.year - (apart > 0);
  if (!narrative && c->tense == 1) return from.year + (apart < 0);
  return from.year + (apart > 6 ? -1 : apart < -6 ? 1 : 0);
}

static date by_weekday(date from, const moment *m, i8 tense) {
  i32 apart = m->weekday - date_weekday(from);
  if (m->toward < 0) return date_add_days(from, apart - (apart >= 0 ? 7 : 0));
  if (m->toward > 0) return date_add_days(from, apart + (apart <= 0 ? 7 : 0));
  if (tense > 0) return date_add_days(from, apart + (apart < 0 ? 7 : 0));
  return date_add_days(from, apart - (apart > 0 ? 7 : 0));
}

static void set_day(partial *p, date d, time_unit unit) {
  *p = (partial){.has_year = true, .year = d.year, .month = d.month, .day = d.day, .unit = unit};
}

static i32 full_year(const moment *m, const time_context *c) {
  if (m->bc) return 1 - m->year;
  if (!m->short_year || m->year >= 100) return m->year;
  // "the thirties", "the 80s": the last that had begun.
  if (m->fine == UNIT_DECADE && !(c->has_told && c->story)) return m->year + (m->year >= 20 && !(c->dated && 2000 + m->year <= c->said.year) ? 1900 : 2000);
  i32 century = c->has_told && c->story && c->told_unit != UNIT_NONE ? c->told.year / 100 * 100 : m->year < 40 ? 2000 : 1900;
  return century + m->year;
}

static bool holiday_day(const moment *m, i32 year, date *d) {
  // "12-25", "E-2" (days from Easter), "11-4-4" (month, weekday, which)
  i32 n[3] = {0};
  u32 got = 0;
  bool easter = str_starts(m->holiday, S("E")), minus = false;
  for (size_t i = easter; i < m->holiday.n && got < 3; i++) {
    char ch = m->holiday.p[i];
    if (is_digit(ch)) n[got] = n[got] * 10 + ch - '0';
    else if (easter || ch == '~') minus = ch == '-' || ch == '~';
    else got++;
  }
  if (easter) *d = date_add_days(date_easter(year), minus ? -n[0] : n[0]);
  else if (got == 2) *d = date_nth_weekday(year, (u8)n[0], (u8)n[1], minus ? -n[2] : n[2]);
  else *d = (date){year, (u8)n[0], (u8)n[1]};
  return m->holiday.n > 0;
}

static void start_of(partial *p, time_unit unit) {
  date d = {p->year, p->month, p->day};
  if (unit == UNIT_YEAR) p->month = p->day = 0;
  else if (unit == UNIT_MONTH || unit == UNIT_QUARTER || unit == UNIT_HALF) p->day = 0;
  else if (unit == UNIT_DECADE) *p = (partial){.has_year = true, .year = p->year - p->year % 10, .unit = unit};
  else if (unit == UNIT_CENTURY) *p = (partial){.has_year = true, .year = p->year - p->year % 100, .unit = unit};
  else if (unit == UNIT_WEEK || unit == UNIT_WEEKEND || unit == UNIT_FORTNIGHT) set_day(p, date_add_days(d, 1 - date_weekday(d)), unit);
}

static partial base_of(const moment *m, const time_context *c, date from, bool anchored, bool narrative) {
  partial p = {.unit = m->fine};
  if (m->has & M_SHIFT) {
    if (!anchored) return (partial){.unit = MIN(m->unit, m->fine ? m->fine : m->unit)};
    set_day(&p, move(from, m->unit, m->shift), m->unit);
    if (c->told_unit > UNIT_DAY && narrative && c->told_unit > m->unit)
      return (partial){.has_year = c->told_unit <= UNIT_YEAR, .year = from.year, .month = c->told_unit == UNIT_MONTH ? from.month : 0, .unit = m->unit};
    start_of(&p, m->unit);
  } else if (m->has & M_YEAR) {
    p.has_year = true;
    p.year = full_year(m, c);
  } else if (anchored && m->holiday.n) {
    date d;
    p.has_year = holiday_day(m, from.year, &d);
    p.year = year_by_month(d.month, from, m, c, narrative);
  } else if (anchored && (m->has & (M_MONTH | M_SEASON))) {
    p.has_year = true;
    p.year = year_by_month(m->has & M_MONTH ? m->month : season_month(m->season), from, m, c, narrative);
  } else if (anchored && (m->has & (M_QUARTER | M_HALF | M_WEEK))) {
    p.has_year = true;
    p.year = from.year;
  } else if (anchored && (m->has & M_DAY)) {
    p.has_year = true;
    p.year = from.year;
    if (c->told_unit <= UNIT_MONTH || !narrative) p.month = from.month;
  }
  return p;
}

static void refine(partial *p, const moment *m, const time_context *c, date from, bool anchored) {
  if (m->has & M_MONTH) {
    p->month = m->month;
    p->day = 0;
    p->unit = UNIT_MONTH;
  }
  if (m->has & M_DAY) {
    p->day = m->day;
    p->unit = UNIT_DAY;
  }
  if ((m->has & M_WEEK) && p->has_year) set_day(p, date_of_week((iso_week){p->year, m->week}, 1), UNIT_WEEK);
  if ((m->has & M_SEASON) || (m->has & (M_QUARTER | M_HALF))) p->unit = m->fine;
  if (m->has & M_WEEKDAY && !m->nth) {
    if (p->has_year && (m->has & M_SHIFT) && p->day) set_day(p, date_add_days((date){p->year, p->month, p->day}, m->weekday - 1), UNIT_DAY);
    else if (!(m->has & (M_MONTH | M_DAY | M_YEAR | M_SHIFT)) && anchored) set_day(p, by_weekday(from, m, c->tense), UNIT_DAY);
    p->unit = m->has & M_WEEKEND ? UNIT_WEEKEND : UNIT_DAY;
  }
  bool leap_day = p->month == 2 && p->day == 29;   // needs a leap year
  for (u32 tries = 0; leap_day && p->has_year && !(m->has & M_YEAR) && p->day > month_length(p->year, 2) && tries < 8; tries++)
    p->year -= c->tense > 0 ? -1 : 1;
  if (p->month && p->has_year && p->day > month_length(p->year, p->month)) p->day = 0;
  date d;
  if (m->holiday.n && holiday_day(m, p->year, &d)) {
    p->month = d.month;
    p->day = p->has_year || !str_starts(m->holiday, S("E")) ? d.day : 0;
    p->unit = UNIT_DAY;
  }
}

static void pick_week(partial *p, const moment *m) {
  date first = {p->year, MAX(p->month, (u8)1), 1};
  date last = p->month ? (date){p->year, p->month, month_length(p->year, p->month)} : (date){p->year, 12, 28};
  date d = m->nth < 0 ? last : date_add_days(p->month ? first : (date){p->year, 1, 4}, (m->nth - 1) * 7);
  set_day(p, date_add_days(d, 1 - date_weekday(d)), UNIT_WEEK);
}

// "the first week of October", "the last Friday of May", "the third quarter of 2020".
static void pick_nth(partial *p, const moment *m) {
  if (!m->nth) return;
  time_unit unit = m->nth_day ? UNIT_DAY : m->nth_unit;
  p->unit = unit;
  if (!p->has_year) return;
  if (m->nth_day && p->month) set_day(p, date_nth_weekday(p->year, p->month, m->weekday, m->nth), UNIT_DAY);
  else if (unit == UNIT_WEEK) pick_week(p, m);
  else if (unit == UNIT_MONTH) p->month = (u8)(m->nth < 0 ? 12 : MIN(m->nth, 12));
  else if (unit == UNIT_QUARTER) p->month = (u8)(m->nth < 0 ? 10 : MIN(m->nth, 4) * 3 - 2);
  else if (unit == UNIT_HALF) p->month = m->nth == 1 ? 1 : 7;
  else if (unit == UNIT_DAY && p->month) p->day = (u8)(m->nth < 0 ? month_length(p->year, p->month) : MIN(m->nth, 28));
  else if (unit == UNIT_DAY) p->month = m->nth < 0 ? 12 : 1, p->day = m->nth < 0 ? 31 : (u8)MIN(m->nth, 31);
  else if (unit == UNIT_DECADE && !p->month) p->year += m->nth < 0 ? 90 : 10 * (MIN(m->nth, 10) - 1);
}

static time_unit finest(const moment *m) {
  for (u32 u = 1; u < UNIT_COUNT; u++)
    if (m->amount[u] > 0) return (time_unit)u;
  return UNIT_DAY;
}

// "three weeks ago", "two days later": the anchor moved by each amount; half a year more makes it known to the month only.
static bool away_from(const moment *m, date from, partial *p) {
  time_unit fine = finest(m);
  for (u32 u = UNIT_COUNT - 1; u > UNIT_HOUR; u--) {
    if (!sane(m->amount[u], u)) return false;
    if (m->amount[u] > 0) from = move(from, (time_unit)u, m->away * m->amount[u]);
  }
  if (fine == UNIT_YEAR && m->amount[UNIT_YEAR] < 20000 && m->amount[UNIT_YEAR] > (float)(i32)m->amount[UNIT_YEAR]) fine = UNIT_MONTH;
  set_day(p, from, MAX(fine, UNIT_DAY));
  start_of(p, p->unit);
  return !m->vague && fine >= UNIT_PART;
}

static time_value finish(arena *mem, const partial *p, const moment *m) {
  text t = {{0}, 0};
  partial q = *p;
  if (m->kind == MOMENT_TIME) q.unit = MIN(q.unit ? q.unit : UNIT_DAY, UNIT_DAY);
  put_date(&t, &q, m);
  if (m->kind == MOMENT_TIME && (m->has & (M_HOUR | M_PART))) put_clock(&t, m);
  time_value v = {.value = str_copy(mem, (str){t.at, t.n}), .unit = q.unit};
  u8 month = p->month ? p->month : m->has & M_SEASON ? (u8)season_month(m->season) : m->quarter ? (u8)(m->quarter * 3 - 2) : 1;
  v.day = (date){p->year, month, MAX(p->day, (u8)1)};
  v.known = p->has_year && (p->day || q.unit > UNIT_DAY);
  return v;
}

time_value moment_resolve(arena *mem, const moment *m, const time_context *c) {
  if (m->kind == MOMENT_REF) return (time_value){.value = m->ref};
  if (m->kind == MOMENT_DURATION && !m->away) return (time_value){.value = duration_text(mem, m)};
  bool narrative = (m->told || c->story) && c->has_told, anchored = narrative || (c->dated && (!m->told || (m->unit >= UNIT_MONTH && !c->has_told)));
  date from = narrative ? c->told : c->said;
  partial p;
  if (m->kind == MOMENT_DURATION && m->vague) return (time_value){.value = m->away < 0 ? S("PAST_REF") : S("FUTURE_REF")};
  if (m->kind == MOMENT_DURATION) {
    p = (partial){.unit = MAX(finest(m), UNIT_DAY)};
    if (anchored && !away_from(m, from, &p)) p = (partial){.unit = p.unit};
    if (narrative && c->told_unit > p.unit) p = (partial){.has_year = c->told_unit <= UNIT_YEAR && p.unit < UNIT_MONTH, .year = from.year, .unit = p.unit};
  } else {
    p = base_of(m, c, from, anchored, narrative);
    if ((m->has & M_WEEKDAY) && narrative && !m->told && !m->toward && !(m->has & (M_MONTH | M_SHIFT))) anchored = false;
    refine(&p, m, c, from, anchored);
    pick_nth(&p, m);
  }
  if (m->coarse && p.has_year && p.day) {
    p.unit = m->coarse;
    start_of(&p, p.unit);
  }
  moment shown = *m;
  if (p.unit == UNIT_SEASON && !shown.season) shown.season = (u8)(p.month ? (p.month % 12) / 3 : 0) ? (u8)((p.month % 12) / 3) : 4;
  return finish(mem, &p, &shown);
}

#include "input/dates.h"

#include <stdio.h>

#include "base/utf8.h"
#include "model/lexicon.h"

// A cursor over the text of a date.
typedef struct {
  str s;
  size_t at;
  day_order order;
} cursor;

static char peek(const cursor *c) { return c->at < c->s.n ? c->s.p[c->at] : 0; }

static bool skip_char(cursor *c, char want) {
  if (peek(c) != want) return false;
  c->at++;
  return true;
}

// Blanks, no-break spaces (C2 A0) and commas between the parts.
static void skip_gap(cursor *c) {
  for (;;) {
    if (peek(c) == ' ' || peek(c) == '\t' || peek(c) == ',') c->at++;
    else if (str_starts(str_from(c->s, c->at), S("\xC2\xA0"))) c->at += 2;
    else return;
  }
}

static u32 digits_at(const cursor *c) {
  u32 n = 0;
  while (c->at + n < c->s.n && is_digit(c->s.p[c->at + n])) n++;
  return n;
}

static bool take_number(cursor *c, u32 least, u32 most, i32 *value) {
  u32 n = digits_at(c);
  if (n < least || n > most) return false;
  for (*value = 0; n; n--) *value = *value * 10 + (c->s.p[c->at++] - '0');
  return true;
}

// A month's or weekday's number by its name; a full stop after it is taken too.
static i32 take_named(cursor *c, const char *what) {
  char low[40];
  size_t n = 0, at = c->at, len;
  for (u32 code; n + 4 < sizeof low && at < c->s.n && code_is_letter(code = utf8_at(c->s, at, &len)); at += len)
    n += utf8_put(code_lower(code), low + n);
  const lex_entry *e = lex_find(LEX_MONTHS, (str){low, n});
  if (!e) e = lex_find(LEX_FOREIGN_MONTHS, (str){low, n});
  i64 value;
  if (!str_to_int(lex_value(e, what), &value)) return 0;
  c->at = at;
  skip_char(c, '.');
  return (i32)value;
}

static bool real_day(const calendar *d) {
  static const i32 length[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return d->year >= 1800 && d->year <= 2199 && d->month >= 1 && d->month <= 12 && d->day >= 1 && d->day <= length[d->month - 1];
}

static void skip_ordinal(cursor *c) {
  static const char *const ends[] = {"st", "nd", "rd", "th"};
  for (u32 i = 0; i < COUNT_OF(ends); i++) {
    str end = str_of(ends[i]), rest = str_from(c->s, c->at);
    if (!str_starts_nocase(rest, end) || (rest.n > 2 && is_alnum(rest.p[2]))) continue;
    c->at += 2;
    return;
  }
}

// "the 3rd of May", "3 de mayo del 2023"
static void skip_of(cursor *c) {
  static const char *const words[] = {"of ", "de ", "del "};
  for (u32 i = 0; i < COUNT_OF(words); i++)
    if (str_starts_nocase(str_from(c->s, c->at), str_of(words[i]))) {
      c->at += strlen(words[i]);
      return;
    }
}

// September 12, 2023 | 12 September 2023 | 12-Sep-2023
static bool take_worded(cursor *c, calendar *d) {
  bool day_first = digits_at(c) > 0;
  if (day_first) {
    if (!take_number(c, 1, 2, &d->day)) return false;
    skip_ordinal(c);
    skip_char(c, '.');
    skip_gap(c);
    skip_char(c, '-');
    skip_of(c);
  }
  d->month = take_named(c, "month");
  if (!d->month) return false;
  skip_gap(c);
  skip_char(c, '-');
  skip_of(c);
  if (!day_first) {
    if (!take_number(c, 1, 2, &d->day)) return false;
    skip_ordinal(c);
    skip_gap(c);
  }
  return take_number(c, 4, 4, &d->year) && real_day(d);
}

static bool skip_bytes(cursor *c, str want) {
  skip_gap(c);
  if (!str_starts(str_from(c->s, c->at), want)) return false;
  c->at += want.n;
  return true;
}

// 2023年9月12日
static bool take_east_asian(cursor *c, calendar *d) {
  bool all = take_number(c, 4, 4, &d->year) && skip_bytes(c, S("\xE5\xB9\xB4"));
  skip_gap(c);
  all = all && take_number(c, 1, 2, &d->month) && skip_bytes(c, S("\xE6\x9C\x88"));
  skip_gap(c);
  return all && take_number(c, 1, 2, &d->day) && skip_bytes(c, S("\xE6\x97\xA5")) && real_day(d);
}

// 2023-09-12 | 2023/09/12 | 2023.09.12 | 20230912
static bool take_year_first(cursor *c, calendar *d) {
  if (digits_at(c) == 8) {
    i32 all = 0;
    take_number(c, 8, 8, &all);
    *d = (calendar){.year = all / 10000, .month = all / 100 % 100, .day = all % 100};
    return d->year >= 1980 && d->year < 2100 && real_day(d);
  }
  if (!take_number(c, 4, 4, &d->year)) return false;
  char between = peek(c);
  if (between != '-' && between != '/' && between != '.') return false;
  return skip_char(c, between) && take_number(c, 1, 2, &d->month) && skip_char(c, between) && take_number(c, 1, 2, &d->day) &&
         real_day(d);
}

static bool take_year(cursor *c, bool short_too, i32 *year) {
  if (take_number(c, 4, 4, year)) return true;
  if (!short_too || !take_number(c, 2, 2, year)) return false;
  *year += *year < 70 ? 2000 : 1900;
  // 10.12.19.4 counts something else.
  return peek(c) != '.' || c->at + 1 >= c->s.n || !is_digit(c->s.p[c->at + 1]);
}

// 12.09.2023 is day first; 09/12/2023 is either way and known only where one of them is over 12, both are equal, or the page's
// country tells.
static bool take_numeric(cursor *c, calendar *d) {
  i32 a, b;
  if (!take_number(c, 1, 2, &a)) return false;
  char between = peek(c);
  if (between != '-' && between != '/' && between != '.') return false;
  if (!skip_char(c, between) || !take_number(c, 1, 2, &b) || !skip_char(c, between)) return false;
  if (!take_year(c, between == '.' && c->order == DAY_FIRST, &d->year)) return false;
  bool day_first = between == '.' || a > 12 || a == b || (b <= 12 && c->order == DAY_FIRST);
  if (!day_first && b <= 12 && c->order != MONTH_FIRST) return false;
  d->day = day_first ? a : b;
  d->month = day_first ? b : a;
  return real_day(d);
}

static const struct {
  const char *name;
  i32 minutes;
} zones[] = {{"GMT", 0},    {"UTC", 0},    {"Z", 0},     {"BST", 60},   {"CEST", 120}, {"CET", 60},  {"EDT", -240},
             {"EST", -300}, {"CDT", -300}, {"CST", -360}, {"MDT", -360}, {"MST", -420}, {"PDT", -420}, {"PST", -480}};

static void take_zone(cursor *c, calendar *d) {
  cursor z = *c;
  skip_gap(&z);
  for (u32 i = 0; i < COUNT_OF(zones); i++) {
    str rest = str_from(z.s, z.at), name = str_of(zones[i].name);
    if (!str_starts(rest, name) || (rest.n > name.n && is_alnum(rest.p[name.n]))) continue;
    d->has_zone = true;
    d->zone = zones[i].minutes;
    c->at = z.at + name.n;
    return;
  }
  i32 sign = peek(&z) == '-' ? -1 : 1, hours, minutes = 0;
  if (peek(&z) != '+' && peek(&z) != '-') return;
  z.at++;
  if (digits_at(&z) == 4) {
    take_number(&z, 4, 4, &hours);
    minutes = hours % 100;
    hours /= 100;
  } else if (!take_number(&z, 2, 2, &hours) || (skip_char(&z, ':') && !take_number(&z, 2, 2, &minutes))) return;
  if (hours > 14 || minutes > 59) return;
  d->has_zone = true;
  d->zone = sign * (60 * hours + minutes);
  c->at = z.at;
}

static bool take_half(cursor *c, i32 *hour) {
  cursor h = *c;
  skip_gap(&h);
  char first = to_lower(peek(&h));
  if (first != 'a' && first != 'p') return true;
  h.at++;
  skip_char(&h, '.');
  if (to_lower(peek(&h)) != 'm') return true;
  h.at++;
  skip_char(&h, '.');
  if (*hour < 1 || *hour > 12) return false;
  *hour = *hour % 12 + (first == 'p' ? 12 : 0);
  c->at = h.at;
  return true;
}

// T10:05:00.123+02:00 | at 10:05 am BST
static void take_time(cursor *c, calendar *d) {
  cursor t = *c;
  if (!skip_char(&t, 'T')) {
    skip_gap(&t);
    if (str_starts_nocase(str_from(t.s, t.at), S("at "))) t.at += 3;
  }
  calendar got = *d;
  if (!take_number(&t, 1, 2, &got.hour) || !skip_char(&t, ':') || !take_number(&t, 2, 2, &got.minute)) return;
  if (skip_char(&t, ':') && !take_number(&t, 2, 2, &got.second)) return;
  if (skip_char(&t, '.')) t.at += digits_at(&t);
  if (!take_half(&t, &got.hour) || got.hour > 23 || got.minute > 59 || got.second > 60) return;
  got.has_time = true;
  take_zone(&t, &got);
  *d = got;
  *c = t;
}

static bool take_day(cursor *c, calendar *d) {
  static bool (*const ways[])(cursor *, calendar *) = {take_year_first, take_worded, take_numeric, take_east_asian};
  for (u32 i = 0; i < COUNT_OF(ways); i++) {
    cursor way = *c;
    *d = (calendar){0};
    if (!ways[i](&way, d) || (is_digit(peek(&way)))) continue;
    *c = way;
    return true;
  }
  return false;
}

// A digit or letter with none of its kind before it; letters of any script. Labels run into numbers that pages part by their
// looks alone ("Published02.05.2021"): those must have marks between them.
static bool begins_word(str s, size_t i) {
  if (is_digit(s.p[i]) && i && is_lower(s.p[i - 1])) return i + 2 < s.n && (s.p[i + 1] == '.' || s.p[i + 2] == '.' || s.p[i + 2] == '/');
  if (is_digit(s.p[i])) return !i || !is_alnum(s.p[i - 1]);
  return (is_alpha(s.p[i]) || (u8)s.p[i] >= 0xC3) && (!i || !(is_alnum(s.p[i - 1]) || (u8)s.p[i - 1] >= 0x80));
}

static size_t read_ordered(str s, size_t at, day_order order, calendar *d) {
  cursor c = {s, at, order};
  if (take_named(&c, "weekday")) skip_gap(&c);
  if (!take_day(&c, d)) return 0;
  take_time(&c, d);
  return c.at - at;
}

size_t date_read(str s, size_t at, calendar *d) { return read_ordered(s, at, ORDER_UNKNOWN, d); }

bool date_find_ordered(str s, day_order order, calendar *d, span *where) {
  for (size_t i = 0; i < s.n; i++) {
    if (!begins_word(s, i)) continue;
    size_t n = read_ordered(s, i, order, d);
    if (!n) continue;
    *where = (span){(u32)i, (u32)(i + n)};
    return true;
  }
  return false;
}

bool date_find(str s, calendar *d, span *where) { return date_find_ordered(s, ORDER_UNKNOWN, d, where); }

i32 date_days(const calendar *d) {
  i32 y = d->month < 3 ? d->year - 1 : d->year, m = d->month < 3 ? d->month + 12 : d->month;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5 + d->day;
}

static bool lists_country(const char *list, str code) {
  char key[4] = {' ', 0, 0, ' '};
  if (code.n != 2) return false;
  for (u32 i = 0; i < 2; i++) key[i + 1] = to_lower(code.p[i]);
  return str_find(str_of(list), (str){key, sizeof key}) < strlen(list);
}

// English alone is written both ways: there the country decides, that of the domain before that of the tag, which is often
// left as the software came (en-US).
day_order order_of(str language, str host) {
  static const char *const english = " uk gb ie au nz in za sg hk ng ke gh pk my jm ", *const year_first = " zh ja ko hu sv lt ";
  size_t dot = host.n;
  while (dot && host.p[dot - 1] != '.') dot--;
  str domain = str_from(host, dot), tongue = str_sub(language, 0, 2), country = language.n == 5 ? str_from(language, 3) : (str){0};
  if (lists_country(english, domain)) return DAY_FIRST;
  if (!language.n || lists_country(year_first, tongue)) return ORDER_UNKNOWN;
  if (!lists_country(" en ", tongue)) return DAY_FIRST;
  if (lists_country(english, country)) return DAY_FIRST;
  return lists_country(" us ", country) ? MONTH_FIRST : ORDER_UNKNOWN;
}

str date_iso(arena *mem, const calendar *d) {
  char text[40];
  int n = snprintf(text, sizeof text, "%04d-%02d-%02d", (int)d->year, (int)d->month, (int)d->day);
  if (d->has_time)
    n += snprintf(text + n, sizeof text - (size_t)n, "T%02d:%02d:%02d", (int)d->hour, (int)d->minute, (int)d->second);
  if (d->has_time && d->has_zone) {
    i32 z = d->zone < 0 ? -d->zone : d->zone;
    n += z ? snprintf(text + n, sizeof text - (size_t)n, "%c%02d:%02d", d->zone < 0 ? '-' : '+', (int)(z / 60), (int)(z % 60))
           : snprintf(text + n, sizeof text - (size_t)n, "Z");
  }
  return str_copy(mem, (str){text, (size_t)n});
}

bool date_same_day(str iso, str other) {
  enum { DAY = 10 };   // bytes of a date
  return str_eq(str_sub(iso, 0, DAY), str_sub(other, 0, DAY));
}

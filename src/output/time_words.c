#include "output/time_words.h"

#include "base/base.h"

typedef struct {
  const char *sign, *before, *after;
} naming;

// What stands behind a date and a hyphen, or behind the T of a time, and how it is told.
static const naming parts_of_year[] = {
    {"-SP", "spring ", ""},           {"-SU", "summer ", ""},            {"-FA", "autumn ", ""},           {"-WI", "winter ", ""},
    {"-H1", "first half of ", ""},    {"-H2", "second half of ", ""},    {"-Q1", "first quarter of ", ""}, {"-Q2", "second quarter of ", ""},
    {"-Q3", "third quarter of ", ""}, {"-Q4", "fourth quarter of ", ""}, {"TMO", "", ", morning"},         {"TAF", "", ", afternoon"},
    {"TEV", "", ", evening"},         {"TNI", "", ", night"},            {"TDT", "", ", daytime"}};

static str joined(arena *mem, str a, str b, str c) { return str_join(mem, str_join(mem, a, b), c); }

static bool is_number(str s) {
  for (size_t i = 0; i < s.n; i++)
    if (!is_digit(s.p[i])) return false;
  return s.n;
}

// "2031-W10", "2031-W10-WE".
static str week_words(str value, size_t at, arena *mem) {
  str year = str_sub(value, 0, at), week = str_sub(value, at + 2, MIN(at + 4, value.n));
  str words = joined(mem, S("week "), week, joined(mem, S(" of "), year, S("")));
  return str_ends(value, S("-WE")) ? str_join(mem, S("weekend of "), words) : words;
}

static str one_time(str value, arena *mem) {
  if (str_ends(value, S("_REF")) || str_find_byte(value, 'X') < value.n) return (str){0};
  if (is_number(value) && value.n < 4) return str_join(mem, value, value.n == 3 ? S("0s") : S("00s"));
  size_t week = str_find(value, S("-W"));
  if (week < value.n && week + 3 < value.n && is_digit(value.p[week + 2])) return week_words(value, week, mem);
  for (u32 i = 0; i < COUNT_OF(parts_of_year); i++) {
    const naming *p = &parts_of_year[i];
    if (str_ends(value, str_of(p->sign))) return joined(mem, str_of(p->before), str_sub(value, 0, value.n - strlen(p->sign)), str_of(p->after));
  }
  str_cut_result time = str_cut(value, 'T');
  return time.found && time.head.n && time.tail.n ? joined(mem, time.head, S(" "), time.tail) : value;
}

str time_words(str value, arena *mem) {
  str_cut_result ends = str_cut(value, '/');
  if (!ends.found) return one_time(value, mem);
  str from = one_time(ends.head, mem), to = one_time(ends.tail, mem);
  return from.n && to.n ? joined(mem, from, S(" to "), to) : (str){0};
}

// Day numbers by Howard Hinnant, chrono-Compatible Low-Level Date Algorithms (2013); Easter by Meeus, Jones and Butcher.
#include "read/calendar.h"

enum { DAYS_ERA = 146097, YEARS_ERA = 400, DAYS_TO_EPOCH = 719468 };

static i32 floor_div(i32 a, i32 b) { return a / b - (a % b < 0); }

i32 date_number(date d) {
  i32 year = d.year - (d.month <= 2), era = floor_div(year, YEARS_ERA), of_era = year - era * YEARS_ERA;
  i32 of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  return era * DAYS_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_TO_EPOCH;
}

date date_of_number(i32 number) {
  i32 from = number + DAYS_TO_EPOCH, era = floor_div(from, DAYS_ERA), day = from - era * DAYS_ERA;
  i32 year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  i32 of_year = day - (365 * year + year / 4 - year / 100), shifted = (5 * of_year + 2) / 153;
  u8 month = (u8)(shifted < 10 ? shifted + 3 : shifted - 9);
  return (date){year + era * YEARS_ERA + (month <= 2), month, (u8)(of_year - (153 * shifted + 2) / 5 + 1)};
}

u8 date_weekday(date d) {
  i32 from_monday = (date_number(d) + 3) % 7;   // 1970-01-01 was a Thursday
  return (u8)((from_monday + 7) % 7 + 1);
}

// The week belongs to the year of its Thursday.
iso_week date_week(date d) {
  date thursday = date_add_days(d, 4 - date_weekday(d));
  i32 of_year = date_number(thursday) - date_number((date){thursday.year, 1, 1});
  return (iso_week){thursday.year, (u8)(of_year / 7 + 1)};
}

date date_of_week(iso_week w, u8 weekday) {
  date fourth = {w.year, 1, 4};   // always in week 1
  return date_add_days(fourth, (w.week - 1) * 7 + weekday - date_weekday(fourth));
}

u8 month_length(i32 year, u8 month) {
  static const u8 length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return (u8)(length[(month + 11) % 12] + (month == 2 && leap));
}

date date_add_days(date d, i32 days) { return date_of_number(date_number(d) + days); }

date date_add_months(date d, i32 months) {
  i32 count = d.year * 12 + d.month - 1 + months, year = floor_div(count, 12);
  u8 month = (u8)(count - year * 12 + 1), last = month_length(year, month);
  return (date){year, month, MIN(d.day, last)};
}

date date_nth_weekday(i32 year, u8 month, u8 weekday, i32 nth) {
  if (nth < 0) {
    date last = {year, month, month_length(year, month)};
    return date_add_days(last, (nth + 1) * 7 - (date_weekday(last) - weekday + 7) % 7);
  }
  date first = {year, month, 1};
  return date_add_days(first, (weekday - date_weekday(first) + 7) % 7 + (nth - 1) * 7);
}

date date_easter(i32 year) {
  i32 a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  i32 h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  i32 m = (a + 11 * h + 22 * l) / 451, sum = h + l - 7 * m + 114;
  return (date){year, (u8)(sum / 31), (u8)(sum % 31 + 1)};
}

static bool digits(str s, size_t at, size_t count, i32 *value) {
  if (s.n < at + count) return false;
  *value = 0;
  for (size_t i = at; i < at + count; i++) {
    if (!is_digit(s.p[i])) return false;
    *value = *value * 10 + s.p[i] - '0';
  }
  return true;
}

bool date_parse(str iso, date *d) {
  i32 year, month, day;
  if (!digits(iso, 0, 4, &year) || !digits(iso, 5, 2, &month) || !digits(iso, 8, 2, &day)) return false;
  if (iso.p[4] != '-' || iso.p[7] != '-' || month < 1 || month > 12 || day < 1 || day > month_length(year, (u8)month)) return false;
  *d = (date){year, (u8)month, (u8)day};
  return true;
}

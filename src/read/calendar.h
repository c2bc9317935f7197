// The proleptic Gregorian calendar and ISO 8601 weeks, for any year. No clock.
#ifndef STEMMA_CALENDAR_H
#define STEMMA_CALENDAR_H

#include "base/str.h"

typedef struct {
  i32 year;     // astronomical: 0 is 1 BC
  u8 month, day;
} date;

typedef struct {
  i32 year;
  u8 week;
} iso_week;

i32 date_number(date d);                   // days since 1970-01-01
date date_of_number(i32 number);
u8 date_weekday(date d);                   // 1 = Monday … 7 = Sunday
iso_week date_week(date d);
date date_of_week(iso_week w, u8 weekday);
u8 month_length(i32 year, u8 month);
date date_add_days(date d, i32 days);
date date_add_months(date d, i32 months);  // the 31st becomes the last of a shorter month
date date_nth_weekday(i32 year, u8 month, u8 weekday, i32 nth);   // nth < 0 counts from the end
date date_easter(i32 year);
bool date_parse(str iso, date *d);         // the leading YYYY-MM-DD of a valid date

#endif

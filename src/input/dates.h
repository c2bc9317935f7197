// Dates as they are printed or marked up, for the metadata: 2023-09-12T10:05:00+02:00, September 12, 2023, 12 Sept 2023,
// 12/09/2023, Tue, 12 Sep 2023 10:05:00 GMT. Times in running text are the business of read/when.
#ifndef STEMMA_DATES_H
#define STEMMA_DATES_H

#include "base/str.h"

typedef struct {
  i32 year, month, day;
  i32 hour, minute, second;   // where has_time
  i32 zone;                   // minutes east of UTC, where has_zone
  bool has_time, has_zone;
} calendar;

// Which way round a numeric day and month stand where either is possible (03/04/2023). Where that is not known, it is no date.
// Where the day comes first, 03.04.23 is one as well.
typedef enum { ORDER_UNKNOWN, DAY_FIRST, MONTH_FIRST } day_order;

// The order that a language tag (de, en-US) and the domain of an address lead to expect.
day_order order_of(str language, str host);

// Reads a whole date that begins at s[at]; a weekday may stand before it. The bytes it takes, 0 where there is none.
size_t date_read(str s, size_t at, calendar *c);

// The first date in s; its place in *where. False where there is none.
bool date_find(str s, calendar *c, span *where);
bool date_find_ordered(str s, day_order order, calendar *c, span *where);

i32 date_days(const calendar *c);               // days since some day: for telling how far apart two are

str date_iso(arena *mem, const calendar *c);   // 2023-09-12, or with time 2023-09-12T10:05:00+02:00
bool date_same_day(str iso, str other);         // of two such, whatever their times of day

#endif

// The clock: for waiting and for when something was received, never for what an article says.
#ifndef STEMMA_CLOCK_H
#define STEMMA_CLOCK_H

#include "base/base.h"

i64 clock_ms(void);      // of a clock that nobody sets back
i64 clock_seconds(void);   // since 1970
void clock_iso(i64 seconds, char text[24]);   // 2031-03-24T10:05:00Z

#endif

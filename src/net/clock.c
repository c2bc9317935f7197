#include "net/clock.h"

#include <time.h>

i64 clock_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (i64)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

i64 clock_seconds(void) { return (i64)time(NULL); }

void clock_iso(i64 seconds, char text[24]) {
  time_t t = (time_t)seconds;
  struct tm parts = {0};
  gmtime_r(&t, &parts);
  strftime(text, 24, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

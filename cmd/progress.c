#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

progress progress_start(bool quiet) {
  return (progress){.on = !quiet && isatty(STDERR_FILENO), .start = now()};
}

void progress_show(progress *p, const char *what, size_t done) {
  double t = p->on ? now() : 0;
  if (!p->on || t - p->start < 1 || t - p->shown < 0.1) return;
  p->shown = t;
  fprintf(stderr, "\r\033[Kstemma: %s %zu", what, done);
}

void progress_clear(void) {
  if (isatty(STDERR_FILENO)) fprintf(stderr, "\r\033[K");
}

// Progress on standard error: nothing before a second has passed, nothing where it is no terminal.
#ifndef STEMMA_PROGRESS_H
#define STEMMA_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
  bool on;
  double start, shown;
} progress;

progress progress_start(bool quiet);
void progress_show(progress *p, const char *what, size_t done);   // "what done", at most ten times a second
void progress_clear(void);                                        // takes the line away, so that a message can stand there

#endif

// What every operation that reads articles needs: engine, inputs, the place of the output; opened and closed in one call.
#ifndef STEMMA_SESSION_H
#define STEMMA_SESSION_H

#include <stdio.h>

#include "options.h"
#include "stemma.h"

typedef struct {
  const settings *set;
  stm_engine *engine;
  stm_inputs *inputs;
  stm_fetch *fetch;   // in place of inputs; NULL = none
  size_t unchanged;   // pages that are as the store has them
  FILE *to;
  const char *format;
  stm_write_options look;
  bool shut;      // the reader of our output went away
  int status;     // the exit status so far
} session;

// False: `status` is set and the reason stands on standard error.
bool session_open(session *s, const settings *set, option_values *formats);
bool session_open_output(session *s, const settings *set, option_values *formats);   // only where to write, and how
bool session_open_list(session *s, const settings *set, option_values *formats);     // inputs for stm_write_item, no engine
int session_close(session *s);   // the exit status

int session_sink(void *s, const char *bytes, size_t n);   // an stm_sink

// Names an input that could not be read, with byte and reason; the exit status becomes 1.
void session_failed(session *s, const char *name, const stm_error *error);

#endif

// Errors of the edges (files, packs, sockets): a code, the byte, and a sentence that a stranger can act on.
#ifndef STEMMA_FAIL_H
#define STEMMA_FAIL_H

#include "base/str.h"

typedef enum { FAIL_NONE, FAIL_IO, FAIL_FORMAT, FAIL_TOO_BIG, FAIL_MEMORY, FAIL_USAGE } fail_code;

typedef struct {
  fail_code code;
  u64 pos;          // byte in the input, 0 where none is meant
  char msg[240];    // one sentence, without the name of the file
} fail;

// Fills `f` (which may be NULL) and gives false, so that a caller can `return fail_set(…)`.
__attribute__((format(printf, 4, 5))) bool fail_set(fail *f, fail_code code, u64 pos, const char *format, ...);

#endif

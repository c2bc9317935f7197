// The list of operations: one line = one command. To add one: write op_NAME.c, which fills its `op`, and its line here.
#ifndef STEMMA_OPS_H
#define STEMMA_OPS_H

#include "options.h"

#define OPS(OP) \
  OP(read)      \
  OP(quotes)    \
  OP(story)     \
  OP(map)       \
  OP(list)      \
  OP(fetch)     \
  OP(watch)     \
  OP(add)       \
  OP(search)    \
  OP(versions)

struct op {
  const char *name;
  const char *operands;    // as the synopsis shows them; in brackets: there may be none
  const char *summary;     // one line
  const char *about;       // paragraphs for the manual and --help, parted by an empty line
  const option *options;   // ends with a row of NULL
  int (*run)(const settings *s);
};

#define OP_DECLARED(name) extern const op op_##name;
OPS(OP_DECLARED)
#undef OP_DECLARED

extern const op *const ops[];   // ends with NULL

option_values op_values;

#endif

#include "ops.h"

#define OP_ROW(name) &op_##name,
const op *const ops[] = {OPS(OP_ROW) NULL};

const char *op_values(unsigned i, const char **help) {
  if (i >= sizeof ops / sizeof *ops || !ops[i]) return NULL;
  *help = ops[i]->summary;
  return ops[i]->name;
}

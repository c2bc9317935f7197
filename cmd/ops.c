#include "ops.h"

#include <stddef.h>

#define OP_ROW(name, help) {#name, help, op_##name},
const op ops[] = {OPS(OP_ROW){NULL, NULL, NULL}};

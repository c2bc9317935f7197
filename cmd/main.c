// The command line: finds the operation in ops.h and runs it.
#include <stdio.h>
#include <string.h>

#include "ops.h"

int main(int argc, char **argv) {
  for (const op *o = ops; argc > 1 && o->name; o++)
    if (!strcmp(o->name, argv[1])) return o->run(argc - 1, argv + 1);
  fprintf(stderr, "usage: stemma read|story [--format json] FILE…\n");
  return 2;
}

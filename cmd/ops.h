// The list of operations: one line = one command. To add one: write op_NAME.c and its line here.
#ifndef STEMMA_OPS_H
#define STEMMA_OPS_H

#define OPS(OP)                                                         \
  OP(read, "what each article says: sources, claims, times, places")    \
  OP(story, "what many articles say: stories, claims, differences, who had it from whom")

#define OP_FUNCTION(name, help) int op_##name(int argc, char **argv);
OPS(OP_FUNCTION)
#undef OP_FUNCTION

typedef struct {
  const char *name, *help;
  int (*run)(int argc, char **argv);
} op;

extern const op ops[];   // ends with a row of NULL

#endif

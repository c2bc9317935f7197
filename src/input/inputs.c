#include "input/inputs.h"

#include <stdlib.h>

struct inputs {
  const char *const *paths;
  size_t count, next;
  hints hints;
};

enum { ITEM_BUDGET = 64 << 20, LARGEST_FILE = 512 << 20 };

void item_free(item *it) {
  file_close(&it->file);
  arena_free(it->mem);
  *it = (item){0};
}

inputs *inputs_open(const char *const *paths, size_t count, hints given) {
  inputs *in = calloc(1, sizeof *in);
  if (in) *in = (inputs){.paths = paths, .count = count, .hints = given};
  return in;
}

int inputs_next(inputs *in, item *it, const char **name, fail *f) {
  if (in->next == in->count) return 0;
  *name = in->paths[in->next++];
  *it = (item){.mem = arena_new(ITEM_BUDGET), .name = str_of(*name), .hints = in->hints};
  if (!it->mem) return fail_set(f, FAIL_MEMORY, 0, "no memory"), -1;
  if (!file_read(*name, LARGEST_FILE, &it->file, f)) {
    item_free(it);
    return -1;
  }
  it->bytes = it->file.bytes;
  return 1;
}

void inputs_close(inputs *in) { free(in); }

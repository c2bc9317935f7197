// stemma read: one article, one object.
#include <stdio.h>
#include <string.h>

#include "ops.h"
#include "stemma.h"

static int to_stdout(void *user, const char *bytes, size_t n) {
  (void)user;
  return fwrite(bytes, 1, n, stdout) != n;
}

int op_read(int argc, char **argv) {
  int first = argc > 2 && !strcmp(argv[1], "--format") ? 3 : 1, status = 0;
  stm_error error = {0};
  stm_engine *engine = stm_engine_open(NULL, &error);
  if (!engine) return fprintf(stderr, "stemma: pack: %s\n", error.msg), 1;
  stm_inputs *in = stm_inputs_open((const char *const *)argv + first, (size_t)(argc - first), NULL, &error);
  stm_item *item;
  const char *name;
  for (int got; in && (got = stm_inputs_next(in, &item, &name, &error)) != 0;) {
    stm_doc *doc = got == 1 ? stm_read_item(engine, item, NULL, &error) : NULL;
    if (!doc) status = 1, fprintf(stderr, "stemma: %s: %s\n", name, error.msg);
    else stm_write_doc(doc, "json", NULL, to_stdout, NULL, &error);
    stm_doc_free(doc);
    if (got == 1) stm_item_free(item);
  }
  stm_inputs_close(in);
  stm_engine_close(engine);
  return status;
}

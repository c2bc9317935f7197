// stemma story: many articles, the stories that they tell.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops.h"
#include "stemma.h"

static int to_stdout(void *user, const char *bytes, size_t n) {
  (void)user;
  return fwrite(bytes, 1, n, stdout) != n;
}

int op_story(int argc, char **argv) {
  int first = argc > 2 && !strcmp(argv[1], "--format") ? 3 : 1, status = 0;
  stm_error error = {0};
  stm_engine *engine = stm_engine_open(NULL, &error);
  if (!engine) return fprintf(stderr, "stemma: pack: %s\n", error.msg), 1;
  stm_inputs *in = stm_inputs_open((const char *const *)argv + first, (size_t)(argc - first), NULL, &error);
  stm_item *item;
  const char *name;
  const stm_doc **docs = calloc((size_t)argc, sizeof *docs);
  size_t n = 0;
  for (int got; in && docs && n < (size_t)argc && (got = stm_inputs_next(in, &item, &name, &error)) != 0;) {
    stm_doc *doc = got == 1 ? stm_read_item(engine, item, NULL, &error) : NULL;
    if (!doc) status = 1, fprintf(stderr, "stemma: %s: %s\n", name, error.msg);
    else docs[n++] = doc;
    if (got == 1) stm_item_free(item);
  }
  stm_stories *s = stm_story(engine, docs, n, &error);
  if (!s || stm_write_stories(s, "json", NULL, to_stdout, NULL, &error)) status = 1;
  stm_stories_free(s);
  while (n) stm_doc_free((stm_doc *)docs[--n]);
  free(docs);
  stm_inputs_close(in);
  stm_engine_close(engine);
  return status;
}

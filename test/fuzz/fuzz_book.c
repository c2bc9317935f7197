// Any bytes taken for dictionaries of events: actors, agents and verbs, each part behind a line with a form feed; what they make of
// a sentence.
#include <stdlib.h>
#include <string.h>

#include "article.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

static void hear(void *user, const stm_error *error) {
  size_t *told = user;
  if (!error->msg[0]) abort();
  (*told)++;
}

static void add_part(stm_engine *e, int kind, const char *part, size_t n) {
  size_t told = 0;
  stm_engine_add_dictionary(e, kind, part, n, hear, &told);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  static const char text[] = "Soldiers from Arland and the minister of Bern met Cora's army in May, and did not seize the ship of Dora.";
  stm_error error;
  stm_engine *e = stm_engine_open(getenv("STEMMA_PACK") ? NULL : "models/en.pack", &error);
  if (!e) exit(1);
  const char *at = (const char *)bytes;
  for (int kind = STM_ACTORS; kind <= STM_VERBS; kind++) {
    const char *end = kind < STM_VERBS && n ? memchr(at, '\f', n) : NULL;
    size_t part = end ? (size_t)(end - at) : n;
    add_part(e, kind, at, part);
    at += part + (end != NULL);
    n -= part + (end != NULL);
  }
  stm_read_options options = {.name = "fuzz", .date = "2021-05-04", .media_type = "text/plain"};
  stm_doc *doc = stm_read(e, text, sizeof text - 1, &options, &error);
  if (doc) must_hold(doc);
  stm_doc_free(doc);
  stm_engine_close(e);
  return 0;
}

// What every fuzz target of an article does with its bytes: all stages, the check, all outputs, a story of it and itself.
#include <stdio.h>
#include <stdlib.h>

#include "stemma.h"

static int take(void *user, const char *bytes, size_t n) {
  size_t *sum = user;
  for (size_t i = 0; i < n; i++) *sum += (unsigned char)bytes[i];
  return 0;
}

static const stm_engine *engine(void) {
  static stm_engine *opened;
  stm_error error;
  if (!opened) opened = stm_engine_open(getenv("STEMMA_PACK") ? NULL : "models/en.pack", &error);
  if (!opened) {
    fprintf(stderr, "fuzz: models/en.pack: %s\n", error.msg);
    exit(1);
  }
  return opened;
}

static void must_hold(const stm_doc *doc) {
  const char *wrong = stm_doc_check(doc);
  if (!wrong) return;
  fprintf(stderr, "fuzz: %s\n", wrong);
  abort();
}

static void write_all(const stm_doc *doc, const stm_stories *stories) {
  size_t sum = 0;
  stm_error error;
  for (unsigned i = 0; stm_format_name(i); i++) {
    if (stm_format_for_doc(i)) stm_write_doc(doc, stm_format_name(i), NULL, take, &sum, &error);
    if (stories && stm_format_for_stories(i)) stm_write_stories(stories, stm_format_name(i), NULL, take, &sum, &error);
  }
}

static inline int fuzz_article(const unsigned char *bytes, size_t n, const char *media_type) {
  stm_error error;
  stm_read_options options = {.name = "fuzz", .date = "2021-05-04", .media_type = media_type};
  stm_doc *doc = stm_read(engine(), bytes, n, &options, &error);
  if (!doc) return 0;
  must_hold(doc);
  const stm_doc *twice[] = {doc, doc};
  stm_stories *stories = stm_story(engine(), twice, 2, &error);
  write_all(doc, stories);
  stm_stories_free(stories);
  stm_doc_free(doc);
  return 0;
}

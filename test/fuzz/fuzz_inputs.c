// Any bytes as a file: what holds many articles is taken apart, each article read as far as its text.
#define _GNU_SOURCE  // memfd_create
#include <sys/mman.h>
#include <unistd.h>

#include "article.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

static int read_items(stm_inputs *inputs) {
  stm_item *item;
  const char *name;
  stm_error error;
  for (int got; (got = stm_inputs_next(inputs, &item, &name, &error)) != 0;) {
    if (got < 0) continue;
    stm_doc *doc = stm_read_item(engine(), item, "decode", &error);
    if (doc) must_hold(doc);
    stm_doc_free(doc);
    stm_item_free(item);
  }
  return 0;
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  char path[64];
  const char *paths[] = {path};
  stm_error error;
  int fd = memfd_create("fuzz", 0);
  if (fd < 0 || write(fd, bytes, n) != (ssize_t)n) abort();
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  stm_inputs *inputs = stm_inputs_open(paths, 1, NULL, &error);
  if (inputs) read_items(inputs);
  stm_inputs_close(inputs);
  close(fd);
  return 0;
}

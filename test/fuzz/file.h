// What every fuzz target of a file does with its bytes: what holds many articles is taken apart, each read as far as its text.
#define _GNU_SOURCE  // memfd_create
#include <sys/mman.h>
#include <unistd.h>

#include "article.h"

static void read_items(stm_inputs *inputs) {
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
}

static void list_items(stm_inputs *inputs) {
  stm_item *item;
  const char *name;
  size_t sum = 0;
  stm_error error;
  for (int got; (got = stm_inputs_next(inputs, &item, &name, &error)) != 0;) {
    if (got < 0) continue;
    stm_write_item(item, "json", NULL, take, &sum, &error);
    stm_item_free(item);
  }
}

// The bytes as a file that begins with `head`, entered at `offset`.
static inline int fuzz_file(const char *head, size_t head_n, const unsigned char *bytes, size_t n, unsigned offset) {
  char path[64];
  const char *paths[] = {path}, *fields[] = {"text=a.b", "title=t"};
  stm_error error;
  int fd = memfd_create("fuzz", 0);
  if (fd < 0 || write(fd, head, head_n) != (ssize_t)head_n || write(fd, bytes, n) != (ssize_t)n) abort();
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  stm_read_options options = {.fields = fields, .nfields = 2, .offset = offset};
  stm_inputs *inputs = stm_inputs_open(paths, 1, &options, &error);
  if (inputs) read_items(inputs);
  stm_inputs_close(inputs);
  options.list = 1;
  inputs = stm_inputs_open(paths, 1, &options, &error);
  if (inputs) list_items(inputs);
  stm_inputs_close(inputs);
  close(fd);
  return 0;
}

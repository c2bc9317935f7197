// Any bytes taken for robots.txt: the first line is the path that is asked for. For a list of feeds, for a page that names one.
#include <stdlib.h>

#include "input/feed_link.h"
#include "input/opml.h"
#include "net/robots.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

// What is allowed whatever the file says, and what the rules say of themselves.
static void must_hold(const robots *r, str file) {
  if (!robots_allow(r, S("/robots.txt"))) abort();
  for (u32 i = 0; i < r->rules.len; i++) {
    str path = r->rules.at[i].path;
    if (!path.n || path.p < file.p || path.p + path.n > file.p + file.n) abort();
  }
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  arena *mem = arena_new((size_t)1 << 28);
  if (mem && !setjmp(*arena_spent(mem))) {
    str file = {(const char *)bytes, n};
    robots r = robots_read(mem, file, S("stemma"));
    must_hold(&r, file);
    robots_allow(&r, str_cut(file, '\n').head);
    if (opml_is(file)) opml_read(mem, file);
    feed_link(mem, file);
  }
  arena_free(mem);
  return 0;
}

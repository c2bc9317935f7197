// Lists of feeds in OPML: they hold no article, but in a list each is a feed.
#include <stdlib.h>

#include "input/inputs.h"
#include "input/opml.h"

enum { LOOK = 2048, LARGEST_LIST = 16 << 20 };

bool sniff_opml(stream *in, const input_options *given) {
  (void)given;
  str head = stream_look(in, 1);
  return head.n && strchr("<\xEF \t\r\n", head.p[0]) && opml_is(stream_look(in, LOOK));
}

static void drop_opml(container *c) { free(c->state); }

static bool read_list(container *c, fail *f) {
  str bytes;
  opml_feeds *all = c->state = calloc(1, sizeof *all);
  c->drop = drop_opml;
  if (!all) return fail_set(f, FAIL_MEMORY, 0, "no memory");
  if (!stream_whole(c->in, LARGEST_LIST, &bytes, f)) return false;
  c->self.owned = (char *)bytes.p;
  if (setjmp(*arena_spent(c->self.mem))) return fail_set(f, FAIL_TOO_BIG, 0, "is too long a list of feeds");
  *all = opml_read(c->self.mem, bytes);
  return c->options->list ||
         fail_set(f, FAIL_FORMAT, 0, "is a list of %u feeds and holds no article: stemma watch follows them, stemma list shows them", all->len);
}

int next_opml(container *c, item *it, fail *f) {
  if (c->over) return 0;
  if (!c->state && !read_list(c, f)) return c->over = true, -1;
  const opml_feeds *all = c->state;
  if (c->count == all->len) return 0;
  item_begin(c, it, ":%u", c->count + 1);
  item_at(c, it, 0);
  it->kind = ITEM_FEED;
  it->hints.title = str_copy(it->mem, all->titles[c->count]);
  it->hints.url = str_copy(it->mem, all->at[c->count++]);
  return 1;
}

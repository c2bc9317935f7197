// OPML: lists of feeds, as readers of feeds hand them on.
#ifndef STEMMA_OPML_H
#define STEMMA_OPML_H

#include "base/str.h"

typedef struct {
  str *at;       // [len] addresses, in order
  str *titles;   // [len] what the list calls them; may be empty
  u32 len;
} opml_feeds;

bool opml_is(str bytes);
opml_feeds opml_read(arena *mem, str bytes);   // what can be read of it; a broken file gives those before the break

#endif

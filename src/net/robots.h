// robots.txt by RFC 9309: which paths of a host a crawler may fetch, and how long it is asked to wait between them.
#ifndef STEMMA_ROBOTS_H
#define STEMMA_ROBOTS_H

#include "base/str.h"

enum { ROBOTS_LARGEST = 500 << 10 };   // bytes that are read of it; RFC 9309 asks for 500 KiB at least

typedef struct {
  str path;         // with `*` and `$`, percent signs as they stand
  bool allow;
} robots_rule;

// What the file says to one crawler. Strings are pieces of the file.
typedef struct {
  VEC(robots_rule) rules;
  u32 delay_ms;     // Crawl-delay, 0 = not given
} robots;

// `product`: the crawler's token, compared without case. Any bytes are taken; lines that say nothing known are passed over.
robots robots_read(arena *mem, str file, str product);

// `path` with its query, as it stands in the address. The longest rule that fits decides; of two as long, the one that allows.
bool robots_allow(const robots *r, str path);

#endif

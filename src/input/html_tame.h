// What of a page the parser gets to see, and how it leads back to the page.
#ifndef STEMMA_HTML_TAME_H
#define STEMMA_HTML_TAME_H

#include "base/arena.h"
#include "base/str.h"

// From byte `at` of the tamed page on, the page itself lies `skipped` bytes further.
typedef struct {
  u32 at, skipped;
} tame_cut;

typedef struct {
  str bytes;
  VEC(tame_cut) cuts;
  VEC(str) told;      // contents of JSON-LD scripts, in the page
} tamed_page;

// The page without what no reader sees and nothing is learned from: scripts, styles, comments, drawings, most attributes and
// links of the head. That is most of most pages. Left out are also tags that nest too deep, are left open too often or have too
// many attributes: Gumbo takes time that grows with the square of each. Pages of people come nowhere near.
tamed_page html_tame(arena *mem, str page);

// The cut that byte `at` of the tamed page lies behind, as an index into `cuts` plus one; 0 = before all. `hint`: an answer for
// a byte close by.
u32 tame_cut_before(const tamed_page *t, u32 at, u32 hint);

#endif

// Bounds what a page can make the parser do.
#ifndef STEMMA_HTML_TAME_H
#define STEMMA_HTML_TAME_H

#include "base/str.h"

// A copy of the page of the same length in which tags are blanked that nest too deep, are left open too often or have
// too many attributes: Gumbo takes time that grows with the square of each. Pages of people come nowhere near.
str html_tame(arena *mem, str page);

#endif

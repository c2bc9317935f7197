// Places on an outline of the world.
#ifndef STEMMA_MAP_SVG_H
#define STEMMA_MAP_SVG_H

#include "base/out.h"
#include "output/digest.h"

// An <svg> element with the n > 0 places marked; `list` is sorted by how many articles name each.
void put_places_map(out *o, arena *mem, where *list, u32 n);

#endif

// From bytes of the text to bytes of the source: the runs of doc.map, ascending in both where input allows.
#ifndef STEMMA_MAP_H
#define STEMMA_MAP_H

#include "base/out.h"
#include "doc/doc.h"

// Builds text and map together: each piece is said with where it came from; adjoining runs are joined.
typedef struct {
  doc *d;
  out text;         // collected outside the arena; map_done copies it in
} map_builder;

void map_copy(map_builder *b, str bytes, u32 source);     // text that stands in the source at `source`
void map_insert(map_builder *b, str bytes);               // text without an origin (a line break between blocks)
void map_done(map_builder *b);                            // sets d->text; a map that changes nothing is dropped

u32 map_to_source(const doc *d, u32 byte);                // the source byte of a text byte; of inserted text, the next one's

#endif

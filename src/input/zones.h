// From paragraphs to zones and facts: the part that plain text and pages share.
//
//   zoner z = {.d = d};
//   zone_paragraph(&z, span of text, hint) for each in order; zones_done(&z)
#ifndef STEMMA_ZONES_H
#define STEMMA_ZONES_H

#include "input/furniture.h"

typedef struct {
  doc *d;
  bool in_body;      // a paragraph of the body was seen: what follows is no head
  u32 paragraphs;    // of the body, so far
  bool authors_told; // elsewhere: a byline shows where they stand and adds none
} zoner;

void zone_add(doc *d, zone_kind kind, span at);           // adjoining body zones are joined; empty ones dropped
void zone_body(zoner *z, span at);                        // a paragraph of the article: its dateline is cut off
bool zone_furniture(zoner *z, span at, const line *l);    // true where it was no article text, and is zoned
bool zone_byline(zoner *z, const line *l, span at);       // true where it was a byline

// Sets a fact that is not known yet. `inferred`: concluded from the evidence, not stated by it.
void fact_set(doc *d, fact *f, str value, span evidence, bool inferred);
void fact_add_author(doc *d, str name, span evidence);

#endif

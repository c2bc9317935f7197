// Families: who is not independent of whom. A family has an id: gov:RU (a state with its bodies, officials and media),
// igo:UN, agency:AP, company:…, party:…, owner:…; an entity with an empty family is its own.
#ifndef STEMMA_FAMILY_H
#define STEMMA_FAMILY_H

#include "doc/doc.h"
#include "model/kit.h"

// The family of an entity as an id that is the same in every article: its family, or its folded name where it has none.
str family_of(const doc *d, u32 entity, arena *mem);

// A family with what says so: words of the text, or a table; and when it was so.
typedef struct {
  str family;         // empty = unknown
  str why, date;
  span evidence;      // empty = a table's
} kinship;

kinship kinship_of(const doc *d, u32 entity);      // 0: the article's outlet

// Of a name that no entity of the article has: an outlet, an agency of a credit line, a domain.
kinship kinship_of_name(str name, const kit *k, arena *mem);

// "gov:RU" as words: "the state of Russia"; of a family that is one who bears a name in several spellings, `name`.
str family_words(str family, str name, arena *mem);

#endif

// Quantities, inside: numbers with their bounds, units and the thing counted (quantity.c), and enumerations (quantity_list.c).
#ifndef STEMMA_QUANTITY_H
#define STEMMA_QUANTITY_H

#include "doc/doc.h"

void sentence_lists(doc *d, const sentence *s);   // appends the enumerations of a sentence, in any order

#endif

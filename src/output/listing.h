// Lists of what files of many articles hold.
#ifndef STEMMA_LISTING_H
#define STEMMA_LISTING_H

#include "input/inputs.h"
#include "output/outputs.h"

typedef void write_item(out *o, const item *it, const write_options *w);
write_item *write_item_of(str format);   // NULL: no such format

#endif

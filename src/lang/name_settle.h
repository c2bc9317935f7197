// From the labels of the chain to the name column: kinds that the list of known names knows better, bare names without articles.
#ifndef STEMMA_NAME_SETTLE_H
#define STEMMA_NAME_SETTLE_H

#include "lang/name_chain.h"

void name_settle(doc *d, name_view *v, const phrases *known, const u8 *label);   // label [T]

#endif

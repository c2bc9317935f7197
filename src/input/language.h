// Which language an article is in, so that later stages analyse English alone.
#ifndef STEMMA_LANGUAGE_H
#define STEMMA_LANGUAGE_H

#include "doc/stages.h"

void find_language(doc *d, const kit *k);   // sets meta.language where the text tells it

#endif

// The list of known names that the chunk `names` carries, put together from the gazetteers of the data and from lang/en.
#ifndef STEMMA_TRAIN_KNOWN_NAMES_H
#define STEMMA_TRAIN_KNOWN_NAMES_H

#include "base/out.h"

// Appends the two parts of model/phrases.h.
void known_names_write(const char *dir, out *steps, out *states);

#endif

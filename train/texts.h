// Texts of the sets in ../shared/data that are labelled in train/annotated, by the set's name and the row's id.
#ifndef STEMMA_TRAIN_TEXTS_H
#define STEMMA_TRAIN_TEXTS_H

#include <jansson.h>

#include "base/str.h"

// The text of the row that a label names (`set`, `row`), its first `chars` code points, checked against `sha256` where the
// label has that. Sets that hold tokens are joined to texts. Ends the program with a message where there is none.
str text_of_label(const char *dir, const json_t *label);

#endif

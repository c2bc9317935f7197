// Reading the data sets: whole .xz files and JSON lines, and article texts through the stages.
#ifndef STEMMA_TRAIN_XZ_H
#define STEMMA_TRAIN_XZ_H

#include <jansson.h>

#include "base/str.h"

// The bytes of FOLDER/NAME, unpacked if its name ends in .xz; in malloc'd memory that the process keeps. Ends the
// program with a message where the file cannot be read: a trainer without its data has nothing to do.
str read_data(const char *folder, const char *name);

// The next line of a JSON lines text as an object, NULL at its end. The caller decrefs it.
json_t *next_row(str *rest);

str json_text(const json_t *row, const char *key);   // empty where it is no string

#endif

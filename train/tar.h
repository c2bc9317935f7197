// The files of a .tar.xz, one after another.
#ifndef STEMMA_TRAIN_TAR_H
#define STEMMA_TRAIN_TAR_H

#include "base/str.h"

typedef struct archive tar_file;

tar_file *tar_open(const char *folder, const char *name);   // ends the program where it cannot be read

// The next file's name and bytes, good until the next call; false at the end.
bool tar_next(tar_file *t, str *name, str *bytes);
void tar_close(tar_file *t);

#endif

// Whole files as bytes.
#ifndef STEMMA_FILE_H
#define STEMMA_FILE_H

#include "base/fail.h"

typedef struct {
  str bytes;
  bool mapped;      // by mmap; else malloc'd
} file_bytes;

// Reads or maps `path`, "-" being standard input, up to `limit` bytes. False and `f` filled on failure.
bool file_read(const char *path, size_t limit, file_bytes *got, fail *f);
void file_close(file_bytes *got);

#endif

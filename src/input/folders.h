// A walk over paths, directories in byte order of their names.
#ifndef STEMMA_FOLDERS_H
#define STEMMA_FOLDERS_H

#include "base/fail.h"

typedef struct folders folders;

typedef enum { WALK_OVER, WALK_FILE, WALK_LEFT, WALK_FAILED } walked;

folders *folders_open(const char *const *paths, size_t count);

// WALK_FILE: *path is the next file. WALK_LEFT: all of the directory *path, one of those given, was walked.
// WALK_FAILED: `f` says why *path cannot be walked. Each path is valid until the next call; those given for longer.
walked folders_next(folders *w, const char **path, fail *f);
bool folders_inside(const folders *w);  // the file is one of a directory's, not named by the caller
void folders_close(folders *w);

#endif

// Versions of an article: what each changed of the one before, word by word.
#ifndef STEMMA_VERSIONS_H
#define STEMMA_VERSIONS_H

#include "output/outputs.h"

typedef struct {
  str path, url, outlet, published, title, sha256, seen;   // empty = not known
  u32 version;                                             // from 1
  str text, parts;                                         // `parts`: spans of its headline, standfirst, body
  str old_text, old_parts;                                 // of the version before; empty for the first
} version_record;

typedef void write_version(out *o, const version_record *v, const write_options *w);

write_version *write_version_of(str format);   // "json" or "text"; NULL: no such format

#endif

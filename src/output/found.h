// What a search found, record by record.
#ifndef STEMMA_FOUND_H
#define STEMMA_FOUND_H

#include "base/base.h"
#include "output/outputs.h"

typedef struct {
  str path, outlet, published, title, kind, words, speaker, chain, certainty, mod, time;
  span at;
  u32 version;   // of the article, from 1
} found_record;

typedef void write_found(out *o, const found_record *row, const write_options *w);

write_found *write_found_of(str format);   // "json" or "text"; NULL: no such format

#endif

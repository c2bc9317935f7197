// Rows of articles: which key or column is the text, the title, the date … The caller's map goes first, then usual
// names.
#ifndef STEMMA_COLUMNS_H
#define STEMMA_COLUMNS_H

#include "input/inputs.h"

// A row, and how to find what stands at a key or path in it; empty where nothing does.
typedef struct {
  str (*find)(void *row, arena *mem, str path);
  void *row;
  arena *mem;
  const input_options *given;
} columns;

str columns_text(const columns *c);             // the article's bytes, empty where there are none
bool columns_fill(const columns *c, item *it);  // bytes and hints of the item; false where there is no text
bool column_is_known(str name);                 // one of the usual names

// Whether "text=body" names a field that there is; false and a sentence in `f` else.
bool column_map_check(const char *map, fail *f);

#endif

// Which articles tell one story.
#ifndef STEMMA_GROUP_H
#define STEMMA_GROUP_H

#include "graph/terms.h"

typedef struct {
  u32 *story;     // [A + 1] 1…count, numbered by their first article
  u32 count;
} grouping;

grouping group_articles(arena *mem, terms *t, const doc *const *docs, u32 articles);

#endif

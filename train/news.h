// Sets of articles as documents: JSON lines with date, title, outlet and text, or with sentences, put through the stages.
#ifndef STEMMA_TRAIN_NEWS_H
#define STEMMA_TRAIN_NEWS_H

#include "doc/stages.h"
#include "xz.h"

typedef struct {
  arena *mem;
  const doc **docs;   // [n + 1] row 0 is NULL
  u32 *id, *story;    // [n + 1] words of `names`
  u32 n;
  words *names;
} news;

news *news_new(u32 most);                                    // an empty set with room for `most`
void news_add(news *set, const json_t *row, const kit *k, const char *until);
news *news_read(const char *data, const char *name, const kit *k, const char *until);
void news_free(news *set);

#endif

// When and where: the dated claims of a story in order of time, and its places.
#ifndef STEMMA_CHRONICLE_H
#define STEMMA_CHRONICLE_H

#include "graph/story.h"

void fill_timeline(stories *all, story *s);
void fill_places(stories *all, story *s);

#endif

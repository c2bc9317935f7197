// How many independent sources stand behind each claim, from least to most, and why.
#ifndef STEMMA_INDEPENDENT_H
#define STEMMA_INDEPENDENT_H

#include "graph/points.h"

void count_independent(making *m);

str article_name(const stories *all, u32 article);   // its outlet, else the name of its file

#endif

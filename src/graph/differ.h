// What two articles put otherwise of one point: its source, how sure it is, numbers, lists, places, times, names, words.
#ifndef STEMMA_DIFFER_H
#define STEMMA_DIFFER_H

#include "graph/points.h"

void find_differences(making *m);

#endif

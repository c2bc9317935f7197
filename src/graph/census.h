// The stemma: outlets, agencies, bodies, persons and documents, and who had it from whom.
#ifndef STEMMA_CENSUS_H
#define STEMMA_CENSUS_H

#include "graph/points.h"

void fill_sources(making *m);

#endif

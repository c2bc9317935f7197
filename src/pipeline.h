// Runs the list of stages over one document.
#ifndef STEMMA_PIPELINE_H
#define STEMMA_PIPELINE_H

#include "doc/stages.h"

enum { STAGE_UNKNOWN = -1 };

int stage_by_name(str name);                            // its place in the list, or STAGE_UNKNOWN
void pipeline_run(doc *d, const kit *k, int last);      // all stages up to and with `last`

#endif

// A trained network in the small integers of src/model/network.h.
#ifndef STEMMA_ROUNDING_H
#define STEMMA_ROUNDING_H

#include "samples.h"

void put_net(net *n, arena *mem, const samples *s, str classes, out *chunk);

#endif

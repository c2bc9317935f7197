// Numbers, bounds, units and lists.
#include "doc/stages.h"

void stage_quantity(doc *d, const kit *k) {
  (void)d;
  (void)k;
}

// Names of persons, bodies and places.
#include "doc/stages.h"

void stage_name(doc *d, const kit *k) {
  (void)d;
  (void)k;
}

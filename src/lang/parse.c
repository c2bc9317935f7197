// Dependency trees.
#include "doc/stages.h"

void stage_parse(doc *d, const kit *k) {
  (void)d;
  (void)k;
}

// Mentions and who is who.
#include "doc/stages.h"

void stage_entity(doc *d, const kit *k) {
  (void)d;
  (void)k;
}

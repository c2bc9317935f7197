// Who did what to whom.
#include "doc/stages.h"

void stage_event(doc *d, const kit *k) {
  (void)d;
  (void)k;
}

// Times as real dates.
#include "doc/stages.h"

void stage_when(doc *d, const kit *k) {
  (void)d;
  (void)k;
}

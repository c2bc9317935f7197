// Who says what, through whom, how surely.
#include "doc/stages.h"

void stage_source(doc *d, const kit *k) {
  (void)d;
  (void)k;
}

// The propositions, each with its chain and time.
#include "doc/stages.h"

void stage_claim(doc *d, const kit *k) {
  (void)d;
  (void)k;
}

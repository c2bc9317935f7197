// Text to sentences and tokens with exact byte spans.
#include "doc/stages.h"

void stage_segment(doc *d, const kit *k) {
  (void)d;
  (void)k;
}

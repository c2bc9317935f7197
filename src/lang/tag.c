// Parts of speech, features and lemmas.
#include "doc/stages.h"

void stage_tag(doc *d, const kit *k) {
  (void)d;
  (void)k;
}

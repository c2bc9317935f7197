// Dependency trees.
#include "doc/stages.h"
#include "model/kit.h"

void stage_parse(doc *d, const kit *k) {
  (void)k;
  d->tokens.head = NEWS(d->mem, u32, d->tokens.len);
  d->tokens.rel = NEWS(d->mem, u8, d->tokens.len);
}

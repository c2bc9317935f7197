// Plain text: the file as received is the text, where it is valid UTF-8.
#include "doc/map.h"
#include "input/inputs.h"

bool sniff_text(const doc *d) {
  (void)d;
  return true;
}

void decode_text(doc *d, const kit *k) {
  (void)k;
  map_builder b = {.d = d};
  map_copy(&b, d->source, 0);
  map_done(&b);
  d->media_type = S("text/plain");
  if (d->text.n) vec_push(d->mem, &d->zones, ((zone){{0, (u32)d->text.n}, ZONE_BODY}));
}

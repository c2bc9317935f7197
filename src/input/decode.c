// Picks the decoder for the bytes of one article.
#include "input/inputs.h"

#define DECODER_ROW(name, what) {sniff_##name, decode_##name},
static const struct {
  bool (*sniff)(const doc *d);
  void (*decode)(doc *d, const kit *k);
} decoders[] = {DECODERS(DECODER_ROW)};

void stage_decode(doc *d, const kit *k) {
  u32 i = 0;
  while (i + 1 < COUNT_OF(decoders) && !decoders[i].sniff(d)) i++;
  decoders[i].decode(d, k);
}

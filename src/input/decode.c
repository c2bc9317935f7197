// Picks the decoder for the bytes of one article, and lets what the caller knows have the last word.
#include "input/inputs.h"
#include "input/language.h"
#include "input/line.h"
#include "input/zones.h"

#define DECODER_ROW(name, what) {sniff_##name, decode_##name},
static const struct {
  bool (*sniff)(const doc *d);
  void (*decode)(doc *d, const kit *k);
} decoders[] = {DECODERS(DECODER_ROW)};

static void override(fact *f, str hint) {
  if (hint.n) *f = (fact){.value = hint};
}

static void override_authors(doc *d) {
  if (d->hints.authors.n) d->meta.bylines = 0;
  for (str rest = d->hints.authors; rest.n;) fact_add_author(d, str_trim(str_token(&rest, '\n')), (span){0});
}

static void use_hints(doc *d) {
  override(&d->meta.published, d->hints.date);
  override(&d->meta.outlet, d->hints.outlet);
  override(&d->meta.url, d->hints.url);
  override(&d->meta.title, d->hints.title);
  override(&d->meta.modified, d->hints.modified);
  override(&d->meta.language, d->hints.language);
  override_authors(d);
  const lex_entry *e = outlet_of_address(d->meta.url.value);
  if (e) fact_set(d, &d->meta.outlet, outlet_name(d->mem, e), d->meta.url.evidence, true);
}

void stage_decode(doc *d, const kit *k) {
  u32 i = 0;
  while (i + 1 < COUNT_OF(decoders) && !decoders[i].sniff(d)) i++;
  decoders[i].decode(d, k);
  use_hints(d);
  find_language(d, k);
}

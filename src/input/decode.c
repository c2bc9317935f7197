// Picks the decoder for the bytes of one article, and lets what the caller knows have the last word.
#include "input/dates.h"
#include "input/inputs.h"
#include "input/language.h"
#include "input/line.h"
#include "input/zones.h"

#define DECODER_ROW(name, what) {sniff_##name, decode_##name},
static const struct {
  bool (*sniff)(const doc *d);
  void (*decode)(doc *d, const kit *k);
} decoders[] = {DECODERS(DECODER_ROW)};

static bool same_value(const doc *d, const fact *f, str hint) {
  bool day = f == &d->meta.published || f == &d->meta.modified;
  return day ? date_same_day(f->value, hint) : str_eq_nocase(f->value, hint);
}

// What is given holds; where the article says so, too, that shows it, and where it says otherwise, that stands beside it.
static void override(doc *d, fact *f, str hint) {
  if (!hint.n) return;
  fact was = *f;
  bool same = same_value(d, f, hint);
  *f = (fact){.value = hint, .evidence = same ? was.evidence : (span){0}};
  if (same || !was.value.n || was.inferred) return;
  f->other = NEW(d->mem, other_fact);
  *f->other = (other_fact){was.value, was.from.n ? was.from : S("text")};
  f->others = 1;
}

static void override_authors(doc *d) {
  if (d->hints.authors.n) d->meta.bylines = 0;
  for (str rest = d->hints.authors; rest.n;) fact_add_author(d, str_trim(str_token(&rest, '\n')), (span){0});
}

static void use_hints(doc *d) {
  override(d, &d->meta.published, d->hints.date);
  override(d, &d->meta.outlet, d->hints.outlet);
  override(d, &d->meta.url, d->hints.url);
  override(d, &d->meta.title, d->hints.title);
  override(d, &d->meta.modified, d->hints.modified);
  override(d, &d->meta.language, d->hints.language);
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

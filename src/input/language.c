#include "input/language.h"

#include "input/zones.h"
#include "model/kit.h"
#include "model/langid.h"

enum { LOOK_BYTES = 1 << 13 };

static const float sure = 0.9f;

// The first bytes of the article's own text: the first zones of the body.
static str sample(doc *d) {
  str text = {0};
  for (u32 i = 0; i < d->zones.len && text.n < LOOK_BYTES; i++) {
    zone_kind kind = d->zones.at[i].kind;
    if (kind != ZONE_BODY && kind != ZONE_HEADLINE && kind != ZONE_STANDFIRST) continue;
    span at = d->zones.at[i].at;
    at.end = MIN(at.end, at.beg + LOOK_BYTES);
    text = str_join(d->mem, text, doc_str(d, at));
  }
  return text;
}

// What the text shows goes before what the page says of itself, which is often wrong; of short texts nothing is known.
void find_language(doc *d, const kit *k) {
  float p = 0;
  str found = langid_find(pack_chunk(k->pack, "langid"), sample(d), S("en"), &p);
  if (found.n && p >= sure) d->meta.language = (fact){.value = found, .inferred = true};
}

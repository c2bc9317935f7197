#include "doc/map.h"

static u32 text_len(const map_builder *b) { return (u32)b->text.n; }

void map_copy(map_builder *b, str bytes, u32 source) {
  if (!bytes.n) return;
  doc *d = b->d;
  u32 at = text_len(b);
  map_run *last = d->map.len ? &d->map.at[d->map.len - 1] : NULL;
  if (last && last->text + last->len == at && last->source + last->len == source) last->len += (u32)bytes.n;
  else vec_push(d->mem, &d->map, ((map_run){at, source, (u32)bytes.n}));
  out_str(&b->text, bytes);
}

void map_insert(map_builder *b, str bytes) { out_str(&b->text, bytes); }

static bool changes_nothing(const doc *d) {
  return d->map.len == 1 && d->map.at[0].text == 0 && d->map.at[0].source == 0 && d->map.at[0].len == d->source.n &&
         d->text.n == d->source.n;
}

void map_done(map_builder *b) {
  b->d->text = str_copy(b->d->mem, out_view(&b->text));
  out_free(&b->text);
  if (changes_nothing(b->d)) b->d->map.len = 0;
  // No map means the same bytes; where none of them stands in the source, an empty run says so.
  else if (!b->d->map.len && b->d->source.n) vec_push(b->d->mem, &b->d->map, (map_run){0});
}

u32 map_to_source(const doc *d, u32 byte) {
  if (!d->map.len) return byte;
  u32 lo = 0, hi = d->map.len;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (d->map.at[mid].text + d->map.at[mid].len > byte) hi = mid;
    else lo = mid + 1;
  }
  if (lo == d->map.len) return (u32)d->source.n;
  const map_run *r = &d->map.at[lo];
  return r->source + (byte > r->text ? byte - r->text : 0);
}

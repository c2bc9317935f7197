#include "doc/doc.h"

doc *doc_new(arena *mem, str name, str source) {
  doc *d = NEW(mem, doc);
  d->mem = mem;
  d->name = name;
  d->source = source;
  d->words = words_new(mem);
  vec_push(mem, &d->sentences, (sentence){0});
  vec_push(mem, &d->mentions, (mention){0});
  vec_push(mem, &d->entities, (entity){0});
  vec_push(mem, &d->ties, (tie){0});
  vec_push(mem, &d->places, (place){0});
  vec_push(mem, &d->times, (timex){0});
  vec_push(mem, &d->quantities, (quantity){0});
  vec_push(mem, &d->attributions, (attribution){0});
  vec_push(mem, &d->claims, (claim){0});
  vec_push(mem, &d->events, (event){0});
  return d;
}

bool doc_is_english(const doc *d) {
  str language = d->meta.language.value;
  return !language.n || str_eq_nocase(str_sub(language, 0, 2), S("en"));
}

str doc_str(const doc *d, span at) { return str_sub(d->text, at.beg, at.end); }
str token_str(const doc *d, u32 token) { return doc_str(d, d->tokens.at[token]); }
str low_str(const doc *d, u32 token) { return words_str(d->words, d->tokens.low[token]); }

// The edge is the offset of a span's beginning or end.
static inline u32 row_with_edge_after(const void *rows, size_t size, u32 len, size_t edge, u32 byte) {
  u32 lo = 1, hi = MAX(len, 1u);
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2, at;
    memcpy(&at, (const char *)rows + mid * size + edge, sizeof at);
    if (at > byte) hi = mid;
    else lo = mid + 1;
  }
  return lo;
}

u32 row_ending_after(const void *rows, size_t size, u32 len, u32 byte) { return row_with_edge_after(rows, size, len, offsetof(span, end), byte); }

u32 row_beginning_after(const void *rows, size_t size, u32 len, u32 byte) { return row_with_edge_after(rows, size, len, offsetof(span, beg), byte); }

u32 token_at(const doc *d, u32 byte) { return d->tokens.len ? row_ending_after(d->tokens.at, sizeof(span), d->tokens.len, byte) : 0; }

bool token_clings(const doc *d, u32 token) {
  return token > 1 && token < d->tokens.len && d->tokens.at[token - 1].end == d->tokens.at[token].beg;
}

span token_span(const doc *d, u32 first, u32 last) {
  if (first >= last) return (span){0};
  return (span){d->tokens.at[first].beg, d->tokens.at[last - 1].end};
}

u32 sentence_at(const doc *d, u32 byte) {
  u32 row = row_ending_after(d->sentences.at, sizeof *d->sentences.at, d->sentences.len, byte);
  return row < d->sentences.len && d->sentences.at[row].at.beg <= byte ? row : 0;
}

// Zones are few and nest one deep at most: of those that hold the byte, the one that begins last.
zone_kind zone_at(const doc *d, u32 byte) {
  u32 lo = 0, hi = d->zones.len;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (d->zones.at[mid].at.beg <= byte) lo = mid + 1;
    else hi = mid;
  }
  for (u32 back = 0; lo-- > 0 && back < 8; back++)
    if (d->zones.at[lo].at.end > byte) return d->zones.at[lo].kind;
  return ZONE_NONE;
}

spans spans_one(arena *mem, span at) {
  spans list = {NEW(mem, span), 1};
  list.at[0] = at;
  return list;
}

span spans_hull(spans list) {
  return list.len ? (span){list.at[0].beg, list.at[list.len - 1].end} : (span){0};
}

bool token_below(const doc *d, u32 token, u32 top) {
  // A tree is no deeper than its sentence is long, so the walk ends even on a broken one.
  const sentence *s = &d->sentences.at[d->tokens.sentence[token]];
  for (u32 steps = s->last - s->first + 1; token && steps; steps--) {
    if (token == top) return true;
    token = d->tokens.head[token];
  }
  return false;
}

span subtree_tokens(const doc *d, u32 top) {
  const sentence *s = &d->sentences.at[d->tokens.sentence[top]];
  span found = {top, top + 1};
  for (u32 t = s->first; t < s->last; t++) {
    if (!token_below(d, t, top)) continue;
    found.beg = MIN(found.beg, t);
    found.end = MAX(found.end, t + 1);
  }
  return found;
}

u32 child_with(const doc *d, u32 head, rel r) {
  const sentence *s = &d->sentences.at[d->tokens.sentence[head]];
  for (u32 t = s->first; t < s->last; t++)
    if (d->tokens.head[t] == head && d->tokens.rel[t] == r) return t;
  return 0;
}

hints hints_copy(arena *mem, const hints *h) {
  return (hints){.date = str_copy(mem, h->date),
                 .outlet = str_copy(mem, h->outlet),
                 .url = str_copy(mem, h->url),
                 .media_type = str_copy(mem, h->media_type),
                 .charset = str_copy(mem, h->charset),
                 .title = str_copy(mem, h->title),
                 .modified = str_copy(mem, h->modified),
                 .language = str_copy(mem, h->language),
                 .authors = str_copy(mem, h->authors),
                 .whole = h->whole};
}

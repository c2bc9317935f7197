// Names of persons, bodies, places: a linear chain over the words that may be names, decoded by Viterbi.
#include "lang/names.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "doc/stages.h"
#include "lang/name_chain.h"
#include "lang/name_settle.h"
#include "lang/tagger.h"
#include "model/parts.h"

// ---------------------------------------------------------------- the name column

u32 name_end(const doc *d, u32 first) {
  name_tag tag = d->tokens.name[first];
  if (!name_begins(tag)) return first;
  u32 end = first + 1;
  while (end < d->tokens.len && d->tokens.name[end] == name_inside(name_kind_of(tag))) end++;
  return end;
}

u32 name_next(const doc *d, u32 from, u32 last) {
  while (from < last && !name_begins(d->tokens.name[from])) from++;
  return from;
}

// ---------------------------------------------------------------- the chunk

u64 known_key(str s) {
  char room[4 * 64];
  size_t n = 0, len;
  if (s.n > 64) return hash_str(s);
  for (size_t i = 0; i < s.n; i += len) {
    u32 code = utf8_at(s, i, &len);
    if (code < 0x80) room[n++] = to_lower((char)code);
    else n += utf8_put(code == 0x2019 ? '\'' : code_lower(code_base(code)), room + n);
  }
  return hash_str((str){room, n});
}

bool name_tables_view(name_tables *n, const kit *k, u32 width) {
  static const i16 none[NAME_LABELS * NAME_LABELS];
  str part[NAME_PARTS] = {0}, chunk = pack_chunk(k->pack, "names");
  *n = (name_tables){.change = none};
  bool good = parts_view(chunk, NAME_KIND, part, NAME_PARTS) || parts_view(chunk, NAME_KIND_PLAIN, part, NAME_CONTEXT);
  good &= phrases_view(&n->known, part[NAME_STEPS], part[NAME_STATES]);
  good &= linear_view(&n->model, part[NAME_MODEL]) && n->model.labels == NAME_LABELS;
  if (part[NAME_CHANGE].n == sizeof none) n->change = (const i16 *)(const void *)part[NAME_CHANGE].p;
  name_context_view(&n->context, part + NAME_CONTEXT, width);
  return good && n->change != none;
}

// ---------------------------------------------------------------- the stage

void stage_name(doc *d, const kit *k) {
  d->tokens.name = NEWS(d->mem, u8, d->tokens.len);
  name_tables n;
  tagger g;
  tagger_view(&g, pack_chunk(k->pack, "syntax"));
  if (!name_tables_view(&n, k, d->tokens.context ? g.net.width : 0)) return;
  name_view v = name_view_of(d, &n, &g.words);
  u8 *label = NEWS(d->mem, u8, d->tokens.len);
  name_chain(&v, &n, label);
  name_settle(d, &v, &n.known, label);
}

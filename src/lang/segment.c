// Text to sentences and tokens with exact byte spans. Zones hold the text; where one lies in another (a credit in its
// caption) the outer one's text falls into pieces, and no sentence crosses from one piece to the next.
#include "base/utf8.h"
#include "doc/stages.h"
#include "lang/boundary.h"
#include "lang/token.h"
#include "model/kit.h"

// A stretch of text of one zone that no other zone interrupts.
typedef struct {
  span at;
  u32 zone;
} piece;

typedef VEC(piece) pieces;

enum { DEEPEST_ZONE = 8 };

// Fields of the head are no prose.
static void add_piece(const doc *d, pieces *to, u32 beg, u32 end, u32 in_zone) {
  if (beg < end && d->zones.at[in_zone].kind != ZONE_METADATA) vec_push(d->mem, to, ((piece){{beg, end}, in_zone}));
}

// Zones ascend by their beginning; the innermost that is open owns the text.
static pieces zone_pieces(const doc *d) {
  pieces to = {0};
  u32 open[DEEPEST_ZONE] = {0}, depth = 0, at = 0;
  for (u32 z = 0; z <= d->zones.len; z++) {
    span next = z < d->zones.len ? d->zones.at[z].at : (span){(u32)d->text.n, (u32)d->text.n};
    while (depth) {
      u32 end = MIN(d->zones.at[open[depth - 1]].at.end, next.beg);
      add_piece(d, &to, at, end, open[depth - 1]);
      at = MAX(at, end);
      if (d->zones.at[open[depth - 1]].at.end > next.beg) break;
      depth--;
    }
    at = MAX(at, next.beg);
    if (z < d->zones.len && depth < DEEPEST_ZONE) open[depth++] = z;
  }
  return to;
}

static bool is_low(str form) {
  for (size_t i = 0; i < form.n; i++)
    if ((u8)form.p[i] >= 0x80 || is_upper(form.p[i])) return false;
  return true;
}

// The word in lower case, curly apostrophes straight; tokens are capped, so the room is enough.
static word lower_word(doc *d, word form_id) {
  str form = words_str(d->words, form_id);
  if (is_low(form)) return form_id;
  char room[4 * LONGEST_TOKEN + 16];
  size_t n = 0, len;
  for (size_t i = 0; i < form.n && n + 4 < sizeof room; i += len) {
    u32 code = utf8_at(form, i, &len);
    n += utf8_put(code == 0x2019 ? '\'' : code_lower(code), room + n);
  }
  return words_id(d->words, (str){room, n});
}

static void fill_words(doc *d, const cuts *from) {
  tokens *t = &d->tokens;
  t->len = from->len;
  t->at = NEWS(d->mem, span, t->len);
  t->flags = NEWS(d->mem, u8, t->len);
  t->form = NEWS(d->mem, word, t->len);
  t->low = NEWS(d->mem, word, t->len);
  t->sentence = NEWS(d->mem, u32, t->len);
  for (u32 i = 1; i < t->len; i++) {
    t->at[i] = from->at[i].at;
    t->flags[i] = from->at[i].flags;
    t->form[i] = words_id(d->words, token_str(d, i));
    t->low[i] = lower_word(d, t->form[i]);
  }
}

static void add_sentence(doc *d, u32 first, u32 last, u32 in_zone, u32 paragraph) {
  span at = {d->tokens.at[first].beg, d->tokens.at[last - 1].end};
  for (u32 i = first; i < last; i++) d->tokens.sentence[i] = d->sentences.len;
  vec_push(d->mem, &d->sentences, ((sentence){at, first, last, in_zone, paragraph}));
}

// The sentences of the tokens [first, last) of one piece; gives the number of the next paragraph. A line that ends with its
// sentence ends its paragraph.
static u32 cut_sentences(doc *d, boundaries *b, u32 in_zone, u32 paragraph) {
  for (u32 i = b->first; i < b->last; i++) {
    bool last = i + 1 == b->last || paragraph_ends(b, i);
    if (!last && !sentence_ends(b, i) && i + 1 - b->beg < LONGEST_SENTENCE) continue;
    add_sentence(d, b->beg, i + 1, in_zone, paragraph);
    paragraph += last || line_ends(b, i);
    sentence_begins(b, i + 1);
  }
  return paragraph;
}

void stage_segment(doc *d, const kit *k) {
  pieces p = zone_pieces(d);
  u32 *first = NEWS(d->mem, u32, p.len + 1u);
  cuts found = {0};
  vec_push(d->mem, &found, (cut){0});
  for (u32 i = 0; i < p.len; i++) {
    first[i] = found.len;
    cut_tokens(d->mem, d->text, p.at[i].at, &found);
  }
  first[p.len] = found.len;
  fill_words(d, &found);
  hashed model;
  bool learned = hashed_view(&model, pack_chunk(k->pack, "segment"));
  bool *seen_low = words_seen_low(d);
  u32 paragraph = 1;
  for (u32 i = 0; i < p.len; i++) {
    boundaries b = boundaries_of(d, learned ? &model : NULL, seen_low, first[i], first[i + 1]);
    paragraph = cut_sentences(d, &b, p.at[i].zone, paragraph);
  }
}

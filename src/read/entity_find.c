// Looking up mentions by their place.
#include "read/entity.h"

enum { NESTED = 64 };   // mentions that begin at or before a place and may still hold it, as far as is looked

// The row after the last mention that begins at or before the byte.
static u32 rows_until(const doc *d, u32 byte) {
  return row_beginning_after(d->mentions.at, sizeof *d->mentions.at, d->mentions.len, byte);
}

u32 mention_with_head(const doc *d, u32 token) {
  if (!token || token >= d->tokens.len || d->mentions.len < 2) return 0;
  u32 row = rows_until(d, d->tokens.at[token].beg), best = 0;
  for (u32 steps = 0; row-- > 1 && steps < NESTED; steps++) {
    const mention *m = &d->mentions.at[row];
    if (m->head != token && !(m->form == FORM_NAME && m->first <= token && token < m->last)) continue;
    const mention *b = &d->mentions.at[best];
    // A name tells who better than the phrase or the coordination around it.
    bool better = !best || (m->form == FORM_NAME && b->form != FORM_NAME) ||
                  (m->form == b->form && span_len(m->at) < span_len(b->at));
    if (better) best = row;
  }
  return best;
}

static u32 head_of(const doc *d, u32 first, u32 last) {
  for (u32 t = first; t < last && d->tokens.head; t++) {
    u32 up = d->tokens.head[t];
    if ((up < first || up >= last) && d->tokens.upos[t] != UPOS_PUNCT && d->tokens.upos[t] != UPOS_ADP) return t;
  }
  return last ? last - 1 : 0;
}

// "the New York native", "Ann Lee's deputy": not what stands before another noun, but that noun is meant.
static bool modifies(const doc *d, const mention *m, u32 last) {
  if (m->last >= last) return false;
  u8 next = d->tokens.upos[m->last];
  return next == UPOS_NOUN || next == UPOS_PROPN || next == UPOS_ADJ || d->tokens.xpos[m->last] == XPOS_POS;
}

// The largest phrase inside [first, last), a name before others; for ranges whose head heads no mention.
static u32 largest_inside(const doc *d, u32 first, u32 last) {
  u32 row = rows_until(d, d->tokens.at[last - 1].beg), best = 0, size = 0;
  for (u32 steps = 0; row-- > 1 && steps < NESTED; steps++) {
    const mention *m = &d->mentions.at[row];
    if (m->first < first || m->last > last || modifies(d, m, last)) continue;
    u32 n = (m->phrase_last - m->phrase_first) * 2 + (m->form == FORM_NAME);
    if (n > size) size = n, best = row;
  }
  return best;
}

// "Both parties and Kim": where the tokens are a coordination, the mention of the whole.
static u32 exactly(const doc *d, u32 first, u32 last) {
  u32 row = rows_until(d, d->tokens.at[last - 1].beg);
  for (u32 steps = 0; row-- > 1 && steps < NESTED; steps++)
    if (d->mentions.at[row].first == first && d->mentions.at[row].last == last) return row;
  return 0;
}

u32 mention_of_tokens(const doc *d, u32 first, u32 last) {
  if (first >= last || !first || last > d->tokens.len || d->mentions.len < 2) return 0;
  u32 found = exactly(d, first, last);
  if (!found) found = mention_with_head(d, head_of(d, first, last));
  return found ? found : largest_inside(d, first, last);
}

u32 mention_of_span(const doc *d, span at) {
  if (span_empty(at) || d->tokens.len < 2) return 0;
  u32 first = token_at(d, at.beg), last = token_at(d, at.end - 1) + 1;
  return mention_of_tokens(d, first, MIN(last, d->tokens.len));
}

u32 entity_at(const doc *d, span at) { return d->mentions.at[mention_of_span(d, at)].entity; }

// Intervals that begin with an event: where the phrase after "since" ends, and whether it tells a time at all.
#include "read/when.h"

enum { LONGEST_EVENT = 14 };

static bool ends_phrase(const doc *d, u32 t) {
  u8 pos = d->tokens.upos[t];
  return pos == UPOS_PUNCT ? !str_eq(low_str(d, t), S("-")) : pos == UPOS_SCONJ || pos == UPOS_CCONJ;
}

static bool finite(const doc *d, u32 t) {
  u8 tag = d->tokens.xpos[t];
  return tag == XPOS_VBD || tag == XPOS_VBZ || tag == XPOS_VBP || tag == XPOS_MD;
}

// "has risen since": the perfect before it shows that time is meant.
static bool perfect_before(const doc *d, u32 since) {
  const sentence *s = &d->sentences.at[d->tokens.sentence[since]];
  for (u32 t = since; t-- > s->first && since - t < 24;) {
    str lemma = words_str(d->words, d->tokens.lemma[t]);
    if (d->tokens.upos[t] == UPOS_AUX && str_eq(lemma, S("have"))) return true;
    if (d->tokens.xpos[t] == XPOS_VBG && t > s->first && str_eq(words_str(d->words, d->tokens.lemma[t]), S("have"))) return true;
  }
  return false;
}

static bool event_word(const doc *d, u32 t) {
  return d->tokens.upos[t] == UPOS_NOUN && lex_has(LEX_EVENT_NOUNS, words_str(d->words, d->tokens.lemma[t]));
}

u32 since_event_end(const doc *d, u32 since) {
  const tokens *t = &d->tokens;
  if (!t->upos || !t->xpos || !t->lemma) return 0;
  u32 last = d->sentences.at[t->sentence[since]].last, end = since + 1;
  if (end >= last) return 0;
  bool participle = t->xpos[end] == XPOS_VBG, named = false, clause = false;
  for (; end < last && end - since < LONGEST_EVENT && !ends_phrase(d, end); end++) {
    if (finite(d, end) && clause) break;
    clause |= finite(d, end);
    named |= event_word(d, end);
  }
  if (end - since < 2) return 0;
  if (participle || perfect_before(d, since)) return end;
  return named && !clause ? end : 0;
}

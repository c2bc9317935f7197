// Headlines that name who vouches beside a colon: "Ministry: The harbour is safe", "Two hurt in harbour fire: police".
#include "read/attrib.h"
#include "read/mention.h"

enum { NAME_MOST = 5, WORDS_LEAST = 3 };   // tokens of who vouches; words of what is said

static u32 colon_in(const doc *d, const sentence *s) {
  u32 found = 0;
  for (u32 t = s->first + 1; t + 1 < s->last; t++) {
    if (!str_eq(token_str(d, t), S(":"))) continue;
    if (found) return 0;
    found = t;
  }
  return found;
}

static bool has_verb(const doc *d, run r) {
  for (u32 t = r.from; t < r.to; t++)
    if (d->tokens.upos[t] == UPOS_VERB || d->tokens.upos[t] == UPOS_AUX) return true;
  return false;
}

static bool *cued_sentences(arena *mem, const doc *d, const sayings *all) {
  bool *cued = NEWS(mem, bool, d->sentences.len);
  for (u32 i = 1; i < all->len; i++) cued[d->tokens.sentence[all->at[i].anchor]] = true;
  return cued;
}

static run bare(const doc *d, run r) {
  while (r.from < r.to && !is_word(d, r.from)) r.from++;
  while (r.from < r.to && !is_word(d, r.to - 1)) r.to--;
  return r;
}

// A report, an official, an agency may vouch for what is said before or behind a colon. A person may only before it, as in front
// of "Talks on Monday: Ann Lee" the name is one more thing; a place, a firm or an event there is what the headline is about.
static bool may_vouch(const scene *s, run name, bool first) {
  const doc *d = s->d;
  if (name.from == name.to || name.to - name.from > NAME_MOST) return false;
  for (u32 t = name.from; t < name.to; t++) {
    u8 u = d->tokens.upos[t];
    if (u != UPOS_NOUN && u != UPOS_PROPN && u != UPOS_ADJ && u != UPOS_DET) return false;
  }
  if (lex_tokens(d, LEX_AGENCIES, name.from, name.to)) return true;
  if (name_kind_of(s->name[name.to - 1]) == NAME_PERSON) return first && s->name[name.from] == name_begin(NAME_PERSON);
  if (s->name[name.to - 1]) return false;
  const lex_entry *head = head_entry(d, name.to - 1);
  source_kind kind = source_kind_of(lex_value(head, "source"));
  return kind == SOURCE_DOCUMENT || kind == SOURCE_OFFICIAL || kind == SOURCE_SPOKESPERSON || kind == SOURCE_GOVERNMENT || kind == SOURCE_EXPERT;
}

static bool has_words(const doc *d, run r) {
  return r.from < r.to && words_within(d, token_span(d, r.from, r.to), WORDS_LEAST) == WORDS_LEAST;
}

void read_headlines(scene *s, sayings *all) {
  const doc *d = s->d;
  const bool *cued = cued_sentences(s->mem, d, all);
  for (u32 i = 1; i < d->sentences.len; i++) {
    const sentence *line = &d->sentences.at[i];
    if (cued[i] || zone_at(d, line->at.beg) != ZONE_HEADLINE) continue;
    u32 colon = colon_in(d, line);
    run before = bare(d, (run){line->first, colon}), behind = bare(d, (run){colon + 1, line->last});
    if (!colon) continue;
    bool first = may_vouch(s, before, true) && has_words(d, behind) && has_verb(d, behind);
    if (!first && !(may_vouch(s, behind, false) && has_words(d, before))) continue;
    run name = first ? before : behind;
    saying a = {.anchor = colon, .cue = {colon, colon + 1}, .source = {name, head_of_run(d, name)}, .pieces = 1,
                .p_cue = .8f, .p_source = .8f, .p_content = .9f};
    a.piece[0] = first ? behind : before;
    vec_push(s->mem, all, a);
  }
}

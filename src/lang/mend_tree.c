#include "lang/mend_tree.h"

#include "doc/kinds.h"
#include "model/lexicon.h"

enum { FAR = 80 };   // words from a subject to its verb

static bool is_subject(u8 r) { return r == REL_NSUBJ || r == REL_NSUBJ_PASS; }

static bool has_article(const doc *d, u32 noun, u32 first) {
  for (u32 i = noun; i-- > first && noun - i < 8;)
    if (d->tokens.head[i] == noun && d->tokens.rel[i] == REL_DET) return true;
  return false;
}

// Of two subjects side by side the name stands in apposition to a noun ("the broadcaster Zarya said"), or the first is a title.
static void mend_neighbours(doc *d, u32 first, u32 last) {
  tokens *t = &d->tokens;
  for (u32 i = first; i + 1 < last; i++) {
    bool two = is_subject(t->rel[i]) && is_subject(t->rel[i + 1]) && t->head[i] == t->head[i + 1];
    if (!two || t->upos[i] != UPOS_NOUN || t->upos[i + 1] != UPOS_PROPN) continue;
    if (has_article(d, i, first)) t->head[i + 1] = i, t->rel[i + 1] = REL_APPOS;
    else t->head[i] = i + 1, t->rel[i] = REL_COMPOUND;
  }
}

static bool comma_between(const doc *d, u32 from, u32 to) {
  while (from < to && !str_eq(token_str(d, from), S(","))) from++;
  return from < to;
}

// "Lee, the sponsor of the bill, said", "the sponsor, Ann Lee, said": of two subjects that commas part from each other and from the
// verb the second says who the first is, where one of them is a name.
static void mend_beside(doc *d, u32 first, u32 last) {
  tokens *t = &d->tokens;
  for (u32 j = first + 2; j < last; j++) {
    if (!is_subject(t->rel[j]) || t->head[j] < j) continue;
    u32 left = j;
    while (left > first && t->head[left - 1] == j && t->upos[left - 1] != UPOS_PUNCT) left--;
    if (left < first + 2 || t->upos[left - 1] != UPOS_PUNCT) continue;
    u32 i = left - 2;
    if (t->rel[i] == REL_FLAT && t->head[i] >= first && t->head[i] < i) i = t->head[i];
    bool two = is_subject(t->rel[i]) && t->head[i] == t->head[j] && str_eq(token_str(d, left - 1), S(",")) && comma_between(d, j + 1, t->head[j]);
    if (two && (t->upos[i] == UPOS_PROPN) != (t->upos[j] == UPOS_PROPN)) t->head[j] = i, t->rel[j] = REL_APPOS;
  }
}

// ---- "A fire destroyed the store, the mayor said": the fire is the subject of what is said

// The first word from `from` to `to` that hangs on a head by a relation that is asked for, 0 = none.
static u32 child_between(const doc *d, u32 head, u32 from, u32 to, bool (*asked)(u8)) {
  for (u32 i = from; i < to; i++)
    if (d->tokens.head[i] == head && asked(d->tokens.rel[i])) return i;
  return 0;
}

static bool is_said(u8 r) { return r == REL_CCOMP || r == REL_PARATAXIS; }
static bool is_participle(u8 r) { return r == REL_ACL || r == REL_ACL_RELCL; }
static bool is_any(u8 r) { return r != REL_PUNCT; }
static bool is_object(u8 r) { return r == REL_OBJ || r == REL_IOBJ; }
static bool is_passive(u8 r) { return r == REL_AUX_PASS; }

static bool speaks(const doc *d, u32 verb) {
  return lex_says(lex_find(LEX_CUES, words_str(d->words, d->tokens.lemma[verb])), "speech");
}

// The clause between a subject and the verb of speech that it was hung on by mistake, 0 = none: one without a subject of its own,
// or a past tense read as a participle, which has an object.
static u32 clause_said(const doc *d, u32 subject, u32 verb) {
  u32 said = child_between(d, verb, subject + 1, verb, is_said);
  if (said) return child_between(d, said, subject + 1, verb, is_subject) ? 0 : said;
  u32 past = child_between(d, subject, subject + 1, verb, is_participle);
  bool bare = past && !child_between(d, past, subject + 1, past, is_any);   // neither "that" nor a subject before it
  bool acts = bare && (d->tokens.xpos[past] == XPOS_VBD || (d->tokens.xpos[past] == XPOS_VBN && child_between(d, past, past + 1, verb, is_object)));
  return acts && speaks(d, verb) ? past : 0;
}

static void mend_framed(doc *d, u32 first, u32 last) {
  tokens *t = &d->tokens;
  for (u32 i = first; i < last; i++) {
    u32 verb = t->head[i];
    if (!is_subject(t->rel[i]) || verb < i || verb - i > FAR) continue;
    u32 said = clause_said(d, i, verb), other = said ? child_between(d, verb, said + 1, MIN(verb + FAR, last), is_subject) : 0;
    if (other && other < verb && t->upos[verb - 1] == UPOS_PUNCT) continue;   // "the judge, Ann Lee, said": who is put beside whom
    if (said && !other && speaks(d, verb)) other = child_between(d, verb, verb + 1, MIN(verb + FAR, last), is_object);
    if (!said || !other) continue;
    t->head[i] = said, t->rel[i] = child_between(d, said, i + 1, said, is_passive) ? REL_NSUBJ_PASS : REL_NSUBJ;
    t->head[said] = verb, t->rel[said] = REL_CCOMP;
    t->rel[other] = REL_NSUBJ;
  }
}

static bool is_and(u8 r) { return r == REL_CC; }

// "The store burned down, the mayor told them": the frame stands beside what it frames, and is not joined to it without an "and".
static void mend_joined(doc *d, u32 first, u32 last) {
  tokens *t = &d->tokens;
  for (u32 i = first + 1; i < last; i++) {
    u32 up = t->head[i], from = MAX(up + 1, i > FAR ? i - FAR : 0);
    if (t->rel[i] != REL_CONJ || up > i || !speaks(d, i) || child_between(d, i, from, i, is_and)) continue;
    u32 subject = child_between(d, i, from, MIN(i + FAR, last), is_subject), begins = subject && subject < i ? subject : i;
    while (begins > from && t->upos[begins - 1] != UPOS_PUNCT && t->head[begins - 1] >= begins) begins--;
    if (subject && t->upos[begins - 1] == UPOS_PUNCT) t->rel[i] = REL_PARATAXIS;
  }
}

// "It says that the store was safe": who says something is no expletive, as in "it was said".
static void mend_expletive(doc *d, u32 first, u32 last) {
  tokens *t = &d->tokens;
  for (u32 i = first; i < last; i++)
    if (t->rel[i] == REL_EXPL && t->head[i] > i && t->xpos[t->head[i]] != XPOS_VBN && speaks(d, t->head[i])) t->rel[i] = REL_NSUBJ;
}

// ---- "Board of Trustees chairman Ann Lee": the body is the chairman's, who is no body's chairman Ann Lee

static str kind_of_noun(const doc *d, u32 i) { return lex_value(lex_find(LEX_HEADS, low_str(d, i)), "kind"); }

static bool names_person(const doc *d, u32 i) { return str_eq(kind_of_noun(d, i), S("person")); }

static bool is_capital(const doc *d, u32 i) { return is_upper(doc_str(d, d->tokens.at[i]).p[0]); }

static bool names_body(const doc *d, u32 i) {
  return is_capital(d, i) && !names_person(d, i) && (d->tokens.upos[i] == UPOS_PROPN || kind_of_noun(d, i).n);
}

static bool hangs_below(const tokens *t, u32 i, u32 top, u32 last) {
  for (u32 steps = 0; steps < FAR && i < last && i != top; steps++) i = t->head[i];
  return i == top;
}

// In capitals it may end the body's name: "Party of Working People"; before a name it does not.
static bool is_office(const doc *d, u32 i, u32 last) {
  return names_person(d, i) && (!is_capital(d, i) || (i + 1 < last && d->tokens.upos[i + 1] == UPOS_PROPN && !names_person(d, i + 1)));
}

// The office between the words after "of" and `last`, which hangs below `top`; 0 where there is none, or nothing before it.
static u32 office_behind(const doc *d, u32 of, u32 top, u32 last) {
  const tokens *t = &d->tokens;
  u32 i = of + 1;
  if (i >= last || !is_capital(d, i) || names_person(d, i)) return 0;
  for (i++; i < last && (t->upos[i] == UPOS_PROPN || t->upos[i] == UPOS_NOUN || t->upos[i] == UPOS_ADJ); i++)
    if (is_office(d, i, last) && hangs_below(t, i, top, last)) return i;
  return 0;
}

// The words [of, office) that are the body's go to it, the body to the office, and its place to whom the office is of.
static void give_office(tokens *t, u32 body, u32 of, u32 office, u32 top, u32 last) {
  u32 owner = of + 1;
  while (owner + 1 < office && t->upos[owner + 1] == UPOS_PROPN) owner++;
  for (u32 i = top + 1; i < last; i++)
    if (t->head[i] == body) t->head[i] = top;
  t->head[top] = t->head[body], t->rel[top] = t->rel[body];
  t->head[body] = office, t->rel[body] = REL_COMPOUND;
  for (u32 i = of; i < owner; i++)
    if (t->head[i] >= owner) t->head[i] = owner;
  t->head[owner] = body, t->rel[owner] = REL_NMOD;
}

static void mend_offices(doc *d, u32 first, u32 last) {
  tokens *t = &d->tokens;
  for (u32 body = first; body + 3 < last; body++) {
    u32 of = body + 1;
    if (!str_eq(words_str(d->words, t->lemma[of]), S("of")) || t->rel[of] != REL_CASE || !names_body(d, body)) continue;
    u32 top = t->head[of];
    if (top <= of || t->head[top] != body || t->rel[top] != REL_NMOD) continue;
    u32 office = office_behind(d, of, top, last);
    if (office && office <= top) give_office(t, body, of, office, top, last);
  }
}

void mend_tree(doc *d, u32 first, u32 last) {
  mend_offices(d, first, last);
  mend_neighbours(d, first, last);
  mend_beside(d, first, last);
  mend_framed(d, first, last);
  mend_joined(d, first, last);
  mend_expletive(d, first, last);
}

#include "read/event.h"

enum { DEEPEST = 6 };

branches branches_of(const doc *d) {
  u32 n = d->tokens.len;
  branches b = {d, NEWS(d->mem, u32, n + 1), NEWS(d->mem, u32, n + 1)};
  for (u32 t = n; t-- > 1;) {
    u32 head = d->tokens.head[t];
    if (!head) continue;
    b.next[t] = b.child[head];
    b.child[head] = t;
  }
  return b;
}

str lemma_of(const doc *d, u32 token) { return words_str(d->words, d->tokens.lemma[token]); }

// "rioted" is of "riot", "seized" of "seize", "banned" of "ban".
static str without_ending(str low) {
  if (!str_ends(low, S("ed")) || low.n < 5) return (str){0};
  const str forms[] = {str_sub(low, 0, low.n - 2), str_sub(low, 0, low.n - 1), str_sub(low, 0, low.n - 3)};
  for (u32 i = 0; i < COUNT_OF(forms); i++)
    if (lex_has(LEX_EVENTS, forms[i])) return forms[i];
  return (str){0};
}

str verb_lemma(const doc *d, u32 token) {
  str lemma = lemma_of(d, token);
  if (lex_has(LEX_EVENTS, lemma)) return lemma;
  str mended = without_ending(low_str(d, token));
  return mended.n ? mended : lemma;
}

bool acts_as_verb(const doc *d, u32 t) {
  const tokens *k = &d->tokens;
  if (k->upos[t] == UPOS_VERB) return true;
  const sentence *s = &d->sentences.at[k->sentence[t]];
  bool behind_noun = t > s->first && (k->upos[t - 1] == UPOS_NOUN || k->upos[t - 1] == UPOS_PROPN);
  if (k->upos[t] != UPOS_ADJ || !behind_noun || !without_ending(low_str(d, t)).n) return false;
  for (u32 v = t; v-- > s->first;)
    if (k->xpos[v] == XPOS_VBD || k->xpos[v] == XPOS_VBZ || k->xpos[v] == XPOS_VBP || k->xpos[v] == XPOS_MD) return false;
  return true;
}

static u32 child_of(const branches *b, u32 head, rel r) {
  for (u32 c = b->child[head]; c; c = b->next[c])
    if (b->d->tokens.rel[c] == r) return c;
  return 0;
}

u32 preposition_of(const branches *b, u32 noun) { return child_of(b, noun, REL_CASE); }

static bool by_phrase(const branches *b, u32 c) {
  u8 r = b->d->tokens.rel[c];
  if (r == REL_OBL_AGENT) return true;
  u32 prep = r == REL_OBL ? preposition_of(b, c) : 0;
  return prep && str_eq(low_str(b->d, prep), S("by"));
}

static bool verbal(const doc *d, u32 t) { return d->tokens.upos[t] == UPOS_VERB || d->tokens.upos[t] == UPOS_AUX; }

u32 complement_of(const branches *b, u32 verb) {
  for (u32 c = b->child[verb]; c; c = b->next[c]) {
    u8 r = b->d->tokens.rel[c];
    if ((r == REL_XCOMP || r == REL_CCOMP) && b->d->tokens.upos[c] == UPOS_VERB) return c;
  }
  return 0;
}

bool is_negated(const branches *b, u32 verb) {
  for (u32 c = b->child[verb]; c; c = b->next[c]) {
    str low = low_str(b->d, c);
    if (b->d->tokens.rel[c] == REL_ADVMOD && (str_eq(low, S("not")) || str_eq(low, S("n't")) || str_eq(low, S("never")) || str_eq(low, S("n’t"))))
      return true;
  }
  return false;
}

static bool is_passive_auxiliary(const doc *d, u32 c) {
  if (d->tokens.upos[c] != UPOS_AUX) return false;
  static const char *const forms[] = {"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "am", "got", "gets", "getting", "get"};
  for (u32 i = 0; i < COUNT_OF(forms); i++)
    if (str_eq(low_str(d, c), str_of(forms[i]))) return true;
  return false;
}

static frame own_roles(const branches *b, u32 verb) {
  const tokens *t = &b->d->tokens;
  frame f = {.verb = verb};
  u32 subject = 0, object = 0, agent = 0;
  for (u32 c = b->child[verb]; c; c = b->next[c]) {
    u8 r = t->rel[c];
    if (r == REL_NSUBJ || r == REL_NSUBJ_OUTER) subject = subject ? subject : c;
    if (r == REL_NSUBJ_PASS) f.patient = c;
    if (is_passive_auxiliary(b->d, c)) f.passive = t->xpos[verb] == XPOS_VBN || t->xpos[verb] == XPOS_VBD;
    if (r == REL_OBJ || (r == REL_IOBJ && !object)) object = c;
    if (by_phrase(b, c)) agent = c;
  }
  if (!f.passive && f.patient) subject = f.patient, f.patient = 0;   // no passive without a form of "be"
  if (f.passive && !f.patient) f.patient = subject, subject = 0;
  f.actor = f.passive ? agent : subject;
  if (!f.patient) f.patient = object;
  return f;
}

// Verbs whose object does what depends on them: "urged Seoul to cut ties".
static bool object_controls(const doc *d, u32 verb) {
  str op = lex_value(lex_find(LEX_EVENTS, verb_lemma(d, verb)), "op");
  return str_eq(op, S("APPEAL")) || str_eq(op, S("DEMAND")) || str_eq(op, S("ORDER")) || str_eq(op, S("ALLOW")) || str_eq(op, S("HINDER")) || !op.n;
}

// ", threatening sanctions": the participle behind a comma has the subject of the verb before it.
static u32 main_verb_before(const branches *b, u32 verb) {
  const tokens *t = &b->d->tokens;
  u32 first = b->d->sentences.at[t->sentence[verb]].first;
  if (t->xpos[verb] != XPOS_VBG || verb == first || t->xpos[verb - 1] != XPOS_COMMA) return 0;
  for (u32 v = verb; v-- > first;)
    if (t->upos[v] == UPOS_VERB && t->xpos[v] != XPOS_VBG && t->rel[v] != REL_ACL && t->rel[v] != REL_ACL_RELCL && t->rel[v] != REL_AMOD) return v;
  return 0;
}

static void borrow(const branches *b, frame *f, u32 depth) {
  const tokens *t = &b->d->tokens;
  u8 r = t->rel[f->verb];
  u32 head = t->head[f->verb];
  if (!head || depth > DEEPEST) return;
  u32 before = main_verb_before(b, f->verb);
  if (before) {
    frame up = own_roles(b, before);
    f->actor = up.passive ? up.patient : up.actor;
    return;
  }
  if (r == REL_ACL || r == REL_ACL_RELCL) {
    bool done_to = t->xpos[f->verb] == XPOS_VBN && r == REL_ACL && t->head[head];   // a root noun with a participle is a clause cut wrong
    if (done_to && !f->patient) f->patient = head, f->passive = true;
    else if (!f->passive && !verbal(b->d, head)) f->actor = head;
    return;
  }
  if (!verbal(b->d, head) && b->d->tokens.upos[head] != UPOS_ADJ) return;   // "is ready to sign"
  frame up = own_roles(b, head);
  if (!up.actor && !up.passive) borrow(b, &up, depth + 1);
  if (r == REL_CONJ && f->passive != up.passive && f->passive) return;
  u32 from = up.passive ? up.patient : r == REL_XCOMP && up.patient && object_controls(b->d, head) ? up.patient : up.actor;
  if (f->passive && !f->patient) f->patient = from;
  else if (!f->passive) f->actor = from;
}

frame frame_of(const branches *b, u32 verb) {
  frame f = own_roles(b, verb);
  if ((!f.passive && !f.actor) || (f.passive && !f.patient)) borrow(b, &f, 0);
  // "who invaded", "which said": the noun that the clause hangs on
  const tokens *t = &b->d->tokens;
  u32 who = f.passive ? f.patient : f.actor;
  if (who && t->upos[who] == UPOS_PRON && t->rel[verb] == REL_ACL_RELCL && t->head[verb] && (t->xpos[who] == XPOS_WP || t->xpos[who] == XPOS_WDT)) {
    if (f.passive) f.patient = t->head[verb];
    else f.actor = t->head[verb];
  }
  return f;
}

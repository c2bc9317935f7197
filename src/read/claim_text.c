// A claim as a text that stands for itself: pronouns and the subject that its sentence tells elsewhere filled in, in brackets.
#include "read/clause.h"
#include "read/entity.h"
#include "read/mention.h"

enum { TEXT_MOST = 2000, PHRASE_MOST = 10, NOMINAL_MOST = 60, CHILDREN_SEEN = 16, CLIMB = 4 };

// ---- what words stand for

static bool holds_byte(const clause *c, u32 at) {
  for (u32 i = 0; i < c->at.len; i++)
    if (c->at.at[i].beg <= at && at < c->at.at[i].end) return true;
  return false;
}

// What a pronoun stands for, as words: empty where that is not known, or is a pronoun again.
static str stands_for(const scene *s, u32 token) {
  const doc *d = s->d;
  if (d->tokens.upos[token] != UPOS_PRON) return (str){0};
  u8 tag = d->tokens.xpos[token];
  if ((tag != XPOS_PRP && tag != XPOS_PRPS) || str_starts(low_str(d, token), S("you"))) return (str){0};   // you may be anybody
  const mention *m = &d->mentions.at[mention_of_span(d, d->tokens.at[token])];
  bool refers = m->form == FORM_PRONOUN && !m->doubtful;   // not the i of "Mazar-i-Sharif"
  if (!refers) return (str){0};
  u32 row = m->entity;
  const entity *e = &d->entities.at[row];
  bool told = row && e->name.n && (e->named || (e->nmentions > 1 && s->shown[row][0] && e->name.n <= NOMINAL_MOST));
  return told && !str_eq_nocase(e->name, token_str(d, token)) ? e->name : (str){0};
}

static bool is_apostrophe(str s) { return str_starts(s, S("'")) || str_starts(s, S("\xE2\x80\x99")); }

// "I’m", "they’ve": one word to the reader, in which no name can take the pronoun's place. Behind "’s" one can.
static bool is_clipped(const doc *d, u32 token) {
  if (!token_clings(d, token + 1)) return false;
  str next = token_str(d, token + 1);
  return is_apostrophe(next) && !str_ends(next, S("s"));
}

static bool begins_clipped(const doc *d, u32 byte) { return is_apostrophe(str_from(d->text, byte)); }

// Relations of the words that belong to a noun, before it and behind it.
static bool stands_before(u8 r) {
  return rel_is(r, REL_DET) || r == REL_AMOD || rel_is(r, REL_NUMMOD) || rel_is(r, REL_NMOD) || rel_is(r, REL_COMPOUND) || rel_is(r, REL_FLAT);
}

static bool stands_behind(u8 r) { return rel_is(r, REL_FLAT) || rel_is(r, REL_NMOD) || rel_is(r, REL_COMPOUND) || r == REL_FIXED; }

// The noun phrase of a head, without the clauses that say more of it; a pronoun's name where it has one.
static str phrase_words(const scene *s, u32 head) {
  const doc *d = s->d;
  str name = stands_for(s, head);
  if (name.n) return name;
  run r = {s->left[head], head + 1};
  u32 seen = 0;
  for (u32 c = s->child[head]; c && seen < CHILDREN_SEEN; c = s->sibling[c], seen++) {
    if (c < head && !stands_before(d->tokens.rel[c])) r.from = MAX(r.from, s->right[c]);   // a preposition, or the subject of "is a"
    if (c < head) continue;
    if (c != r.to && s->left[c] != r.to) break;
    if (!stands_behind(d->tokens.rel[c])) break;
    r.to = s->right[c];
  }
  return r.to - r.from > PHRASE_MOST ? (str){0} : doc_str(d, token_span(d, r.from, r.to));
}

static bool is_relative(const doc *d, u32 t) {
  u8 tag = d->tokens.xpos[t];
  return (tag == XPOS_WDT || tag == XPOS_WP || tag == XPOS_WPS) && !str_ends(low_str(d, t), S("ever"));   // "whoever" stands for itself
}

static bool is_noun_tag(u8 u) { return u == UPOS_NOUN || u == UPOS_PROPN; }

// The noun right before a token, a comma aside; 0 = none.
static u32 noun_beside(const doc *d, u32 t) {
  u32 noun = t - 1;
  if (noun && d->tokens.xpos[noun] == XPOS_COMMA) noun--;
  while (noun && (rel_is(d->tokens.rel[noun], REL_FLAT) || rel_is(d->tokens.rel[noun], REL_COMPOUND))) noun = d->tokens.head[noun];
  return noun && noun < t && d->tokens.sentence[noun] == d->tokens.sentence[t] && is_noun_tag(d->tokens.upos[noun]) ? noun : 0;
}

// What a relative pronoun stands for: the noun that its clause hangs on, or where the tree has it elsewhere the one beside it;
// 0 = not known.
static u32 borne_by(const scene *s, u32 t) {
  const tokens *k = &s->d->tokens;
  u32 verb = t;
  for (u32 steps = 0; verb && steps < CLIMB && k->rel[verb] != REL_ACL_RELCL; steps++) verb = k->head[verb];
  u32 noun = verb && k->rel[verb] == REL_ACL_RELCL ? k->head[verb] : 0;
  if (!noun) return noun_beside(s->d, t);
  return noun < t && is_noun_tag(k->upos[noun]) ? noun : 0;
}

// Whether a noun can be what a verb tells of: "the spring that grow" shows that the tree has taken the wrong one.
static bool agrees(const scene *s, u32 noun, u32 verb) {
  const tokens *k = &s->d->tokens;
  u32 aux = scene_child(s, verb, REL_AUX), finite = aux ? aux : scene_child(s, verb, REL_COP);
  u8 tag = k->xpos[finite ? finite : verb];
  bool many = k->xpos[noun] == XPOS_NNS || k->xpos[noun] == XPOS_NNPS, joined = scene_child(s, noun, REL_CONJ) > 0;
  if (tag == XPOS_VBZ) return !many || k->upos[noun] == UPOS_PROPN;
  return tag != XPOS_VBP || many || joined || k->xpos[noun] != XPOS_NN || lex_says(head_entry(s->d, noun), "group");
}

// Does the claim itself name it before this word?
static bool named_before(const doc *d, const clause *c, u32 token) {
  u32 row = mention_of_span(d, d->tokens.at[token]), e = d->mentions.at[row].entity;
  for (u32 i = row; i-- > 1 && d->mentions.at[i].at.end > c->at.at[0].beg;) {
    const mention *m = &d->mentions.at[i];
    if (m->entity == e && m->form != FORM_PRONOUN && holds_byte(c, m->at.beg)) return true;
  }
  return false;
}

// What this word of the claim stands for, where the claim does not tell it.
static str filled(const scene *s, const clause *c, u32 t) {
  if (!is_relative(s->d, t)) {
    str name = stands_for(s, t);
    return name.n && named_before(s->d, c, t) ? (str){0} : name;
  }
  u32 noun = borne_by(s, t);
  if (noun && rel_is(s->d->tokens.rel[t], REL_NSUBJ) && !agrees(s, noun, s->d->tokens.head[t])) return (str){0};
  return noun && !holds_byte(c, s->d->tokens.at[noun].beg) ? phrase_words(s, noun) : (str){0};
}

// ---- the subject

static u32 subject_of(const scene *s, u32 verb) {
  u32 subject = scene_child(s, verb, REL_NSUBJ);
  return subject && is_relative(s->d, subject) ? borne_by(s, subject) : subject;
}

// Of a verb that "and" joins to another one: that one's.
static u32 shared_subject(const scene *s, u32 verb) {
  u32 subject = 0;
  for (u32 steps = 0; verb && !subject && steps < CLIMB && s->d->tokens.rel[verb] == REL_CONJ; steps++) {
    verb = s->d->tokens.head[verb];
    subject = subject_of(s, verb);
  }
  return subject;
}

// A participle beside a verb that is the cue of what the claim is attributed to.
static bool is_own_cue(const scene *s, const clause *c) {
  const tokens *k = &s->d->tokens;
  const attribution *a = &s->d->attributions.at[c->attribution];
  bool beside = k->rel[c->head] == REL_ADVCL && k->xpos[c->head] == XPOS_VBG && k->head[c->head] < c->head;
  return beside && c->attribution && a->cue.len && span_holds(a->cue.at[0], k->at[c->head]);
}

// Of "built in 1990", behind its noun: that noun.
static u32 noun_before(const scene *s, u32 verb) {
  const tokens *k = &s->d->tokens;
  bool participle = k->xpos[verb] == XPOS_VBN || k->xpos[verb] == XPOS_VBG;
  u32 noun = participle && k->rel[verb] == REL_ACL ? k->head[verb] : 0, first = s->left[verb];
  bool comma = k->xpos[first] == XPOS_COMMA || k->xpos[first - 1] == XPOS_COMMA, far = noun && rel_is(k->rel[noun], REL_NMOD) && comma;   // "the teacher from Brek, speaking by phone"
  return noun && !far && noun < verb && is_noun_tag(k->upos[noun]) ? noun : 0;
}

// The tree joins the clause to the verb that vouches for it: whose subject is no subject of what is said.
static bool joined_to_cue(const scene *s, const clause *c) {
  const tokens *k = &s->d->tokens;
  const attribution *a = &s->d->attributions.at[c->attribution];
  return c->attribution && a->cue.len && span_holds(a->cue.at[0], k->at[k->head[c->head]]);
}

// The noun that is the subject of the clause but stands outside of it, 0 = none or not known.
static u32 subject_outside(const scene *s, const clause *c) {
  const tokens *k = &s->d->tokens;
  u32 subject = scene_child(s, c->head, REL_NSUBJ);
  if (subject) return is_relative(s->d, subject) && !holds_byte(c, k->at[subject].beg) ? borne_by(s, subject) : 0;
  if (k->upos[c->head] != UPOS_VERB || scene_child(s, c->head, REL_CSUBJ)) return 0;
  if (is_own_cue(s, c)) return subject_of(s, k->head[c->head]);   // "the minister left, blaming the weather"
  if (k->rel[c->head] == REL_CONJ) return joined_to_cue(s, c) ? 0 : shared_subject(s, c->head);
  return noun_before(s, c->head);
}

static str missing_subject(const scene *s, const clause *c) {
  u32 subject = subject_outside(s, c);
  if (subject && !agrees(s, subject, c->head)) return (str){0};
  return subject && token_at(s->d, c->at.at[0].beg) > subject ? phrase_words(s, subject) : (str){0};
}

// ---- the object

// "a claim that his office rejects", "the boat he had bought": what the clause on a noun leaves out behind its verb.
typedef struct {
  u32 noun;        // 0 = nothing
  u32 behind;      // the token that it goes behind: the verb or its particle
  u32 relative;    // the pronoun that stands for it, 0 = none
} gap;

static gap object_gap(const scene *s, const clause *c) {
  const tokens *k = &s->d->tokens;
  u32 verb = c->head, noun = k->head[verb], subject = scene_child(s, verb, REL_NSUBJ), seen = 0;
  bool may = k->rel[verb] == REL_ACL_RELCL && k->upos[verb] == UPOS_VERB && noun < verb && is_noun_tag(k->upos[noun]) && !holds_byte(c, k->at[noun].beg);
  if (!may || !subject || subject > verb || is_relative(s->d, subject) || k->rel[subject] != REL_NSUBJ) return (gap){0};
  gap g = {noun, verb, 0};
  for (u32 t = s->child[verb]; t && seen < CHILDREN_SEEN; t = s->sibling[t], seen++) {
    u8 r = k->rel[t], tag = k->xpos[t];
    bool pronoun = tag == XPOS_WDT || tag == XPOS_WP || str_eq(low_str(s->d, t), S("that"));
    if (r == REL_COMPOUND_PRT && t == verb + 1) g.behind = t;
    if (r == REL_OBJ && pronoun && t < verb) g.relative = t;
    else if (r == REL_OBJ || r == REL_CCOMP || r == REL_XCOMP || tag == XPOS_WRB || tag == XPOS_IN || (pronoun && t < verb)) return (gap){0};
  }
  return g;
}

// ---- the text

typedef VEC(char) chars;

static void add_str(arena *mem, chars *to, str s) {
  for (size_t i = 0; i < s.n && to->len < TEXT_MOST; i++) vec_push(mem, to, is_space(s.p[i]) ? ' ' : s.p[i]);
}

static void add_filled(arena *mem, chars *to, str what, bool owns) {
  add_str(mem, to, S("["));
  add_str(mem, to, what);
  if (owns) add_str(mem, to, str_ends(what, S("s")) ? S("\xE2\x80\x99") : S("\xE2\x80\x99s"));
  add_str(mem, to, S("]"));
}

static void add_words(const scene *s, const clause *c, chars *to, span at) {
  const doc *d = s->d;
  u32 done = at.beg;
  gap g = object_gap(s, c);
  str object = g.noun ? phrase_words(s, g.noun) : (str){0};
  for (u32 t = token_at(d, at.beg); t < d->tokens.len && d->tokens.at[t].beg < at.end && to->len < TEXT_MOST; t++) {
    if (object.n && t == g.relative) done = d->tokens.at[t + 1].beg;
    if (object.n && t == g.behind) {
      add_str(d->mem, to, doc_str(d, (span){done, d->tokens.at[t].end}));
      add_str(d->mem, to, S(" "));
      add_filled(d->mem, to, object, false);
      done = d->tokens.at[t].end;
    }
    if (object.n && (t == g.relative || t == g.behind)) continue;
    str what = filled(s, c, t);
    if (!what.n || is_clipped(d, t)) continue;
    add_str(d->mem, to, doc_str(d, (span){done, d->tokens.at[t].beg}));
    add_filled(d->mem, to, what, d->tokens.xpos[t] == XPOS_PRPS || d->tokens.xpos[t] == XPOS_WPS);
    done = d->tokens.at[t].end;
  }
  add_str(d->mem, to, doc_str(d, (span){done, at.end}));
}

// In the past tense: also where the tagger has taken it for a participle, of a verb with a subject and no auxiliary.
static bool is_past(const scene *s, u32 verb) {
  const tokens *k = &s->d->tokens;
  u32 aux = scene_child(s, verb, REL_AUX);
  if (!aux) aux = scene_child(s, verb, REL_COP);
  if (aux) return k->xpos[aux] == XPOS_VBD;
  return k->xpos[verb] == XPOS_VBD || (k->xpos[verb] == XPOS_VBN && scene_child(s, verb, REL_NSUBJ));
}

// "when the barge caught fire": told of the past it was so, and the text stands without the word. Else it may be an "if".
// "Where" says of a place what is so.
static u32 text_begins(const scene *s, const clause *c) {
  const tokens *k = &s->d->tokens;
  u32 beg = c->at.at[0].beg, t = token_at(s->d, beg);
  if (t + 1 >= k->len || k->head[t] != c->head) return beg;
  bool of_noun = k->rel[c->head] == REL_ACL_RELCL;
  bool when = str_eq(low_str(s->d, t), S("when")) && (of_noun || is_past(s, c->head));
  bool where = str_eq(low_str(s->d, t), S("where")) && of_noun;
  return when || where ? k->at[t + 1].beg : beg;
}

// Of two marks of one kind in a text the one that has no partner, as its place and length; length 0 = none.
static span lone_mark(str all, str open, str close) {
  size_t beg = str_find(all, open), end = str_find(all, close);
  if (str_eq(open, close)) end = beg < all.n ? beg + 1 + str_find(str_from(all, beg + 1), close) : all.n;
  if ((beg < all.n) == (end < all.n)) return (span){0, 0};
  return beg < all.n ? (span){(u32)beg, (u32)(beg + open.n)} : (span){(u32)end, (u32)(end + close.n)};
}

// `called it "best and final,"`: the mark that closes stands behind the claim's last word. One whose partner is nowhere near is
// left out: no one can tell what it would hold.
static str with_whole_marks(const scene *s, const clause *c, chars *made) {
  static const char *const pair[][2] = {{"\xE2\x80\x9C", "\xE2\x80\x9D"}, {"\xC2\xAB", "\xC2\xBB"}, {"\"", "\""}};
  str rest = str_from(s->d->text, spans_hull(c->at).end);
  if (rest.n && strchr(",.!?;", rest.p[0])) rest = str_from(rest, 1);
  for (u32 k = 0; k < COUNT_OF(pair); k++) {
    str open = str_of(pair[k][0]), close = str_of(pair[k][1]);
    span lone = lone_mark((str){made->at, made->len}, open, close);
    if (span_empty(lone)) continue;
    if (str_starts((str){made->at + lone.beg, made->len - lone.beg}, open) && str_starts(rest, close)) {
      add_str(s->mem, made, close);
      continue;
    }
    memmove(made->at + lone.beg, made->at + lone.end, made->len - lone.end);
    made->len -= span_len(lone);
  }
  return (str){made->at, made->len};
}

// "Northgrain, the largest trader in wheat": what the words beside it are said of.
static str described(const scene *s, const clause *c) {
  const tokens *k = &s->d->tokens;
  u32 noun = k->rel[c->head] == REL_APPOS ? k->head[c->head] : 0;
  bool outside = noun && noun < c->head && is_noun_tag(k->upos[noun]) && !holds_byte(c, k->at[noun].beg);
  return outside ? phrase_words(s, noun) : (str){0};
}

static void add_lead(const scene *s, const clause *c, chars *made) {
  str subject = missing_subject(s, c), noun = subject.n ? (str){0} : described(s, c);
  if (subject.n) add_filled(s->mem, made, subject, false);
  if (noun.n) add_filled(s->mem, made, noun, false), add_str(s->mem, made, S(", "));
  if (subject.n && !begins_clipped(s->d, c->at.at[0].beg)) add_str(s->mem, made, S(" "));
}

str claim_text(const scene *s, const clause *c) {
  chars made = {0};
  add_lead(s, c, &made);
  for (u32 i = 0; i < c->at.len && made.len < TEXT_MOST; i++) {
    if (i) add_str(s->mem, &made, S(" "));
    add_words(s, c, &made, (span){i ? c->at.at[i].beg : text_begins(s, c), c->at.at[i].end});
  }
  return with_whole_marks(s, c, &made);
}

// "The ministry denied [the store had no permit]": a claim's text in brackets, without those of its own.
str denial_text(const scene *s, const clause *c, span pointer, str denied) {
  chars made = {0}, bare = {0};
  for (size_t i = 0; i < denied.n; i++)
    if (!strchr("[]", denied.p[i])) vec_push(s->mem, &bare, denied.p[i]);
  span all = spans_hull(c->at);
  add_words(s, c, &made, (span){MIN(all.beg, pointer.beg), pointer.beg});
  add_filled(s->mem, &made, (str){bare.at, bare.len}, false);
  add_words(s, c, &made, (span){pointer.end, MAX(all.end, pointer.end)});
  return (str){made.at, made.len};
}

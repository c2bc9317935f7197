// What the choices token by token leave out of a content although the tree or the marks show that it belongs there.
#include "read/attrib.h"
#include "read/mention.h"

enum { ASIDE_MOST = 16, CHILDREN_SEEN = 16 };

static bool within(const saying *a, u32 token) {
  for (u32 i = 0; i < a->pieces; i++)
    if (token >= a->piece[i].from && token < a->piece[i].to) return true;
  return false;
}

static void put_first(saying *a, run r) {
  memmove(a->piece + 1, a->piece, a->pieces * sizeof *a->piece);
  a->piece[0] = r;
  a->pieces++;
}

// "It is believed that": the first word is nothing that is said.
static void drop_expletive(const scene *s, saying *a) {
  run r = a->piece[0];
  if (a->pieces < 2 || r.to != r.from + 1 || !is_expletive(s->d, r.from)) return;
  a->pieces--;
  memmove(a->piece, a->piece + 1, a->pieces * sizeof *a->piece);
}

// `"We will go," she said after three hours of talks`: when it was said is no part of what was quoted.
static void drop_adjunct(const scene *s, saying *a) {
  const tokens *k = &s->d->tokens;
  const run *last = &a->piece[a->pieces - 1];
  if (a->pieces < 2 || last->from < a->cue.to || a->piece[0].to > a->cue.from || !s->inside[a->piece[0].from] || s->inside[a->anchor]) return;
  u32 head = head_of_run(s->d, *last);
  for (u32 t = last->from; t < last->to; t++)
    if (s->inside[t]) return;
  if (k->head[head] == a->anchor && rel_is(k->rel[head], REL_OBL)) a->pieces--;
}

// "The boats, he said, were found": a subject that the cue parts from its verb belongs to what is said.
static void take_subject(const scene *s, saying *a) {
  const tokens *k = &s->d->tokens;
  for (u32 i = 0; i < a->pieces && a->pieces < PIECES_MOST; i++) {
    if (a->piece[i].from < a->cue.to) continue;
    for (u32 t = a->piece[i].from; t < a->piece[i].to; t++) {
      u32 subject = scene_child(s, t, REL_NSUBJ);
      if (!subject || subject > a->cue.from || within(a, subject) || within(a, k->head[t])) continue;
      run r = {s->left[subject], MIN(s->right[subject], a->cue.from)};
      if (a->source.head && r.from < a->source.at.to && a->source.at.from < r.to) continue;
      if (subject + REACH < t || k->xpos[a->cue.to] != XPOS_COMMA) continue;
      put_first(a, r);
      return;
    }
  }
}

// Source and cue together, where commas part them from the words on both sides; empty elsewhere.
static run aside_of(const scene *s, const saying *a, run w) {
  const tokens *k = &s->d->tokens;
  if (!a->source.head || !is_finite(k->xpos[a->anchor]) || !lex_says(s->cue[a->anchor], "say")) return (run){0, 0};
  run r = {MIN(a->source.at.from, a->cue.from), MAX(a->source.at.to, a->cue.to)};
  bool parted = r.from > w.from + 1 && r.to < w.to && r.to - r.from < ASIDE_MOST && k->xpos[r.from - 1] == XPOS_COMMA && k->xpos[r.to] == XPOS_COMMA;
  return parted ? r : (run){0, 0};
}

// The verb that the words behind the aside begin with, "not" and the like aside: its clause lacks a subject. 0 = none.
static u32 verb_behind(const scene *s, u32 from, u32 to) {
  const tokens *k = &s->d->tokens;
  while (from < to && k->upos[from] == UPOS_ADV) from++;
  if (from >= to || !is_finite(k->xpos[from])) return 0;
  return rel_is(k->rel[from], REL_AUX) || k->rel[from] == REL_COP ? k->head[from] : from;
}

// "The boats, the harbour master said, were found": a subject before the aside and its verb behind it are one content,
// whatever the tree made of the two noun phrases side by side.
static void join_around(const scene *s, saying *a) {
  const tokens *k = &s->d->tokens;
  run w = scene_window(s, a->anchor), r = aside_of(s, a, w);
  u32 verb = r.to ? verb_behind(s, r.to + 1, w.to) : 0, from = w.from;
  if (verb <= r.to || verb >= w.to) return;
  for (u32 t = w.from; t < w.to; t++)
    if (s->inside[t] || (t < r.from && (is_finite(k->xpos[t]) || k->xpos[t] == XPOS_COLON))) return;
  while (from < r.from && (k->upos[from] == UPOS_CCONJ || !is_word(s->d, from))) from++;
  if (from + 1 >= r.from) return;
  a->piece[0] = (run){from, r.from - 1};
  a->piece[1] = (run){r.to + 1, MAX(verb + 1, MIN(s->right[verb], w.to))};
  a->pieces = 2, a->p_empty = 0;
}

// Of a word behind an aside: does it go on with what stands before, and not with the aside ("…, she said, speaking in Lund")?
static bool goes_on(const scene *s, const saying *a, u32 t) {
  const tokens *k = &s->d->tokens;
  for (u32 steps = 0; t && steps < CHILDREN_SEEN; steps++, t = k->head[t]) {
    if (within(a, t)) return true;
    if (k->head[t] == a->anchor) return k->rel[t] == REL_CCOMP || k->rel[t] == REL_XCOMP || k->rel[t] == REL_OBJ;
  }
  return false;
}

// "It is a challenge, Lee said, to keep the boats dry": the words behind the aside belong to what is said, as do those before it.
static void take_behind(const scene *s, saying *a) {
  run w = scene_window(s, a->anchor), r = aside_of(s, a, w);
  u32 from = r.to + 1, to = w.to;
  if (!r.to || !a->pieces || a->pieces == PIECES_MOST || a->piece[a->pieces - 1].to > r.from || from >= to || !goes_on(s, a, from)) return;
  if (s->cue[from] && s->d->tokens.xpos[from] == XPOS_VBG) return;   // "…, she said, adding that"
  for (u32 t = w.from; t < w.to; t++)
    if (s->inside[t]) return;
  a->piece[a->pieces++] = (run){from, to};
}

// "and the ports would close": told of in the past, what will be leans on the report of it.
static bool is_backshifted(const scene *s, u32 verb) {
  u32 seen = 0;
  for (u32 c = s->child[verb]; c && c < verb && seen < CHILDREN_SEEN; c = s->sibling[c], seen++)
    if (rel_is(s->d->tokens.rel[c], REL_AUX)) return s->d->tokens.xpos[c] == XPOS_MD && str_eq(low_str(s->d, c), S("would"));
  return false;
}

// How a clause is put that cannot stand for itself beside a report: as above, or "and Rome backing it". The tree hangs it on a
// clause of the content or on the cue itself.
static bool leans(const scene *s, const saying *a, u32 verb) {
  const tokens *k = &s->d->tokens;
  const run *last = &a->piece[a->pieces - 1];
  if (k->head[verb] >= last->from && k->head[verb] < last->to) return k->xpos[verb] == XPOS_VBG || is_backshifted(s, verb);
  bool past = k->xpos[a->anchor] == XPOS_VBD || k->xpos[a->anchor] == XPOS_VBN;
  return k->head[verb] == a->anchor && past && a->anchor < last->from && is_backshifted(s, verb);
}

// The clause that "and" joins to the content, that has its own subject and leans on the report.
static void take_joined(const scene *s, saying *a) {
  const tokens *k = &s->d->tokens;
  run *last = &a->piece[a->pieces - 1];
  if (!a->pieces || last->from < a->cue.to) return;
  run w = scene_window(s, a->anchor);
  for (u32 t = last->to; t < w.to && t < last->to + REACH; t++) {
    bool joins = k->rel[t] == REL_CONJ && k->upos[t] == UPOS_VERB && s->left[t] <= last->to + 1;
    if (!joins || !scene_child(s, t, REL_CC) || !leans(s, a, t)) continue;
    u32 subject = scene_child(s, t, REL_NSUBJ);
    if (!subject || subject > t || s->inside[t]) continue;
    last->to = MIN(s->right[t], w.to);
    return;
  }
}

static bool is_that(const scene *s, u32 t) { return str_eq(low_str(s->d, t), S("that")); }   // trees take it for a pronoun, too

// `wrote that "…" and that nobody was hurt`: behind one clause with "that" the next one.
static void take_that(const scene *s, saying *a) {
  enum { GAP = 4 };   // a mark, a comma, and
  const tokens *k = &s->d->tokens;
  run *last = &a->piece[a->pieces - 1];
  if (!a->pieces || last->from < a->cue.to) return;
  u32 first = last->from;
  while (first > a->cue.to && !is_that(s, first) && (first == last->from || !is_word(s->d, first))) first--;
  if (!is_that(s, first)) return;
  u32 end = scene_window(s, a->anchor).to, t = last->to, and = 0;
  for (u32 n = 0; n < GAP && t < end && (k->upos[t] == UPOS_CCONJ || !is_word(s->d, t)); n++, t++)
    if (k->upos[t] == UPOS_CCONJ) and = t;
  if (!and || t >= end || and + 1 != t || !is_that(s, t)) return;
  u32 clause = k->head[t];
  if (clause > t && !s->inside[t]) last->to = MAX(last->to, MIN(s->right[clause], end));
}

// `said that the bridge was closed, and that nobody was hurt`: the clause right behind the cue belongs to what the later one says.
static void take_first_that(const scene *s, saying *a) {
  const tokens *k = &s->d->tokens;
  u32 that = a->cue.to, clause = that < k->len ? k->head[that] : 0;
  if (!a->pieces || a->piece[0].from <= that + 1 || !is_that(s, that) || k->rel[that] != REL_MARK) return;
  if (clause <= that || clause >= a->piece[0].from || k->head[clause] != a->anchor) return;
  if (k->sentence[that] == k->sentence[a->piece[0].from]) a->piece[0].from = that + 1;
}

void make_whole(const scene *s, saying *a) {
  drop_expletive(s, a);
  drop_adjunct(s, a);
  take_subject(s, a);
  take_first_that(s, a);
  join_around(s, a);
  take_behind(s, a);
  take_joined(s, a);
  take_that(s, a);
}

// ---- quotations that a cue leads to

static run quoted_run(const scene *s, u32 from) {
  u32 to = from;
  while (to < s->d->tokens.len && to < from + REACH && s->inside[to] == s->inside[from]) to++;
  return (run){from, to};
}

// "She wrote in a letter:" and a quotation that begins behind it, or `she said, "` within the sentence.
static u32 led_to(const scene *s, const saying *a) {
  enum { MARKS = 3 };
  const tokens *k = &s->d->tokens;
  u32 end = s->d->sentences.at[k->sentence[a->anchor]].last, from = a->cue.to;
  while (from < end && from < a->cue.to + MARKS && !s->inside[from] && !is_word(s->d, from)) from++;
  if (from < end && s->inside[from]) return from;
  if (end >= k->len || a->anchor + REACH < end || !str_eq(token_str(s->d, end - 1), S(":"))) return 0;
  for (from = end; from < k->len && from < end + 2 && !s->inside[from];) from++;
  return from < k->len && s->inside[from] ? from : 0;
}

bool lead_on(const scene *s, saying *a) {
  u32 from = led_to(s, a);
  if (!from || s->inside[from] == s->inside[a->anchor]) return false;
  a->piece[0] = quoted_run(s, from);
  a->pieces = 1, a->p_empty = 0;
  return true;
}

bool puts_question(const scene *s, u32 verb) {
  const tokens *k = &s->d->tokens;
  bool leads = verb == s->d->sentences.at[k->sentence[verb]].first && k->xpos[verb] == XPOS_VBD;   // nobody who does it: no past
  if ((!leads && k->xpos[verb] != XPOS_VBN) || !lex_says(s->cue[verb], "ask")) return false;
  return (leads || rel_is(k->rel[verb], REL_ADVCL)) && !scene_child(s, verb, REL_NSUBJ) && !scene_child(s, verb, REL_AUX);
}

bool is_in_question(const scene *s, const saying *a) {
  enum { DEEP = 4 };
  u32 t = a->anchor;
  for (u32 steps = 0; t && steps < DEEP; steps++, t = s->d->tokens.head[t])
    if (puts_question(s, t)) return true;
  return false;
}

// "sang "The Long Road Home"": a verb that tells of works, or that no list knows to tell of words, and capitals of titles.
bool is_title(const scene *s, const saying *a) {
  enum { SMALL = 4 };
  bool tells = s->cue[a->anchor] && !lex_says(lex_find(LEX_INSCRIPTIONS, lemma_str(s->d, a->anchor)), "work");
  if (tells || a->pieces != 1) return false;
  u32 capitals = 0;
  for (u32 t = a->piece[0].from; t < a->piece[0].to; t++) {
    if (!is_word(s->d, t)) continue;
    bool quoted = s->inside[t] && s->inside[t] != s->inside[a->anchor];
    if (!quoted && capitals) break;   // what stands behind it: "… at the opening"
    if (!quoted) return false;
    if (span_len(s->d->tokens.at[t]) < SMALL) continue;
    if (is_lower(s->d->text.p[s->d->tokens.at[t].beg])) return false;
    capitals++;
  }
  return capitals > 1;
}

// Cues: which words say that somebody vouches for something, and how far each reaches ("was quoted as saying").
#include "read/attrib.h"

enum { CHILDREN_SEEN = 12, GROWN_MOST = 5 };

static bool may_stand_for(const lex_entry *e, u8 tag) {
  switch (tag) {
    case UPOS_NOUN: case UPOS_PROPN: return lex_says(e, "noun");
    case UPOS_ADJ: return lex_says(e, "adj") || lex_says(e, "verb");
    case UPOS_ADV: return lex_says(e, "adv");
    case UPOS_ADP: case UPOS_SCONJ: return lex_says(e, "prep");
    default: return false;
  }
}

bool cue_may_be(const scene *s, u32 token) {
  u8 tag = s->d->tokens.upos[token];
  if (tag == UPOS_VERB) return true;
  if (s->cue[token] && may_stand_for(s->cue[token], tag)) return true;
  return false;
}

// What hangs on the token: each relation, with side, tag and first word.
static void child_traits(const scene *s, u32 token, u64 lemma, traits *t) {
  const tokens *k = &s->d->tokens;
  u32 seen = 0;
  u64 frame = 0;
  for (u32 c = s->child[token]; c && seen < CHILDREN_SEEN; c = s->sibling[c], seen++) {
    u64 side = c > token, rel_side = k->rel[c] * 2u + side;
    if (k->rel[c] == REL_PUNCT) continue;
    trait(t, ASK_CUE + 20, rel_side, 0);
    trait(t, ASK_CUE + 21, rel_side, lemma);
    trait(t, ASK_CUE + 22, rel_side, k->upos[c]);
    if (rel_is(k->rel[c], REL_NSUBJ)) {
      trait(t, ASK_CUE + 23, k->upos[c], name_kind_of(s->name[c]));
      trait(t, ASK_CUE + 24, s->lemma[c], 0);
      if (s->context) trait(t, ASK_CUE + 34, s->class[c], 0), trait(t, ASK_CUE + 35, s->wide[c], s->wide[token]);
    }
    if (rel_is(k->rel[c], REL_CCOMP) || rel_is(k->rel[c], REL_XCOMP) || rel_is(k->rel[c], REL_ADVCL)) {
      u32 mark = scene_child(s, c, REL_MARK);
      trait(t, ASK_CUE + 25, rel_side, mark ? s->low[mark] : 0);
      trait(t, ASK_CUE + 26, rel_side, s->inside[c] != s->inside[token]);
      frame |= 1;
    }
    if (rel_is(k->rel[c], REL_OBL) || rel_is(k->rel[c], REL_NMOD)) {
      u32 adposition = scene_child(s, c, REL_CASE);
      trait(t, ASK_CUE + 27, adposition ? s->low[adposition] : 0, lemma);
    }
    if (rel_is(k->rel[c], REL_OBJ)) {
      trait(t, ASK_CUE + 28, k->upos[c], s->lemma[c]);
      if (s->context) trait(t, ASK_CUE + 36, s->class[c], lemma), trait(t, ASK_CUE + 37, s->wide[c], s->wide[token]);
      trait(t, ASK_CUE + 29, s->inside[c] != s->inside[token], 0);
      frame |= 2;
    }
    if (rel_is(k->rel[c], REL_PARATAXIS)) frame |= 4;
    if (rel_is(k->rel[c], REL_NSUBJ)) frame |= 8;
    if (k->rel[c] == REL_AUX_PASS) frame |= 16;
    if (k->rel[c] == REL_AUX || k->rel[c] == REL_ADVMOD) trait(t, ASK_CUE + 30, s->lemma[c], lemma);
  }
  trait(t, ASK_CUE + 31, frame, 0);
  trait(t, ASK_CUE + 32, frame, lemma);
  if (s->context) trait(t, ASK_CUE + 38, frame, s->class[token]);
  class_traits(s, token, ASK_CUE + 33, frame, t);
}

// Where the nearest quotation stands.
static void quote_traits(const scene *s, u32 token, u64 lemma, traits *t) {
  const doc *d = s->d;
  run w = scene_window(s, token);
  u64 before = 0, after = 0;
  for (u32 i = token; i-- > w.from && token - i < 12 && !before;)
    if (s->inside[i] && s->inside[i] != s->inside[token]) before = token - i < 4 ? 1 : 2;
  for (u32 i = token + 1; i < w.to && i - token < 12 && !after; i++)
    if (s->inside[i] && s->inside[i] != s->inside[token]) after = i - token < 4 ? 1 : 2;
  u64 stands = before * 3 + after;
  trait(t, ASK_CUE + 40, stands, s->inside[token] != 0);
  trait(t, ASK_CUE + 41, stands, lemma);
  class_traits(s, token, ASK_CUE + 42, stands, t);
  trait(t, ASK_CUE + 43, s->inside[token] != 0, lemma);
  trait(t, ASK_CUE + 44, zone_at(d, d->tokens.at[token].beg), 0);
}

static u64 low_at(const scene *s, run w, u32 at) { return at >= w.from && at < w.to ? s->low[at] : 1; }
static u64 tag_at(const scene *s, run w, u32 at) { return at >= w.from && at < w.to ? s->d->tokens.xpos[at] : 99; }

// "told the jury that": a clause opens within a few words, whatever the tree makes of it.
static bool that_ahead(const scene *s, run w, u32 token) {
  enum { AHEAD = 7 };
  for (u32 i = token + 1; i < w.to && i <= token + AHEAD && is_word(s->d, i); i++)
    if (lex_says(lex_find(LEX_LINKS, low_str(s->d, i)), "that")) return true;
  return false;
}

static void class_of_traits(const scene *s, run w, u32 token, u64 that, traits *t) {
  const tokens *k = &s->d->tokens;
  trait(t, ASK_CUE + 54, s->class[token], k->upos[token]);
  trait(t, ASK_CUE + 55, s->wide[token], k->xpos[token]);
  trait(t, ASK_CUE + 56, s->class[token], k->rel[token]);
  trait(t, ASK_CUE + 57, s->wide[token], tag_at(s, w, token + 1));
  trait(t, ASK_CUE + 58, s->class[token], that);
  context_trait(s, token, SEEN_CUE, t);
}

void cue_traits(const scene *s, u32 token, traits *t) {
  const tokens *k = &s->d->tokens;
  run w = scene_window(s, token);
  u64 lemma = s->lemma[token], tag = k->upos[token], fine = k->xpos[token];
  u32 head = k->head[token];
  traits_clear(t);
  trait(t, ASK_CUE, 0, 0);
  trait(t, ASK_CUE + 1, lemma, tag);
  trait(t, ASK_CUE + 2, s->low[token], fine);
  trait(t, ASK_CUE + 3, tag, fine);
  trait(t, ASK_CUE + 4, k->rel[token], tag);
  trait(t, ASK_CUE + 5, k->rel[token], lemma);
  trait(t, ASK_CUE + 6, s->lemma[head], k->rel[token]);
  trait(t, ASK_CUE + 7, k->upos[head], k->rel[token]);
  trait(t, ASK_CUE + 8, low_at(s, w, token - 1), lemma);
  trait(t, ASK_CUE + 9, low_at(s, w, token + 1), lemma);
  trait(t, ASK_CUE + 10, low_at(s, w, token - 1), tag);
  trait(t, ASK_CUE + 11, low_at(s, w, token + 1), tag);
  trait(t, ASK_CUE + 12, tag_at(s, w, token - 1), tag_at(s, w, token + 1));
  trait(t, ASK_CUE + 13, tag_at(s, w, token + 1), tag_at(s, w, token + 2));
  trait(t, ASK_CUE + 14, tag_at(s, w, token - 1), lemma);
  trait(t, ASK_CUE + 15, tag_at(s, w, token + 1), lemma);
  trait(t, ASK_CUE + 16, low_at(s, w, token + 2), lemma);
  trait(t, ASK_CUE + 17, low_at(s, w, token - 2), lemma);
  class_traits(s, token, ASK_CUE + 18, tag, t);
  class_traits(s, token, ASK_CUE + 19, k->rel[token], t);
  class_traits(s, head, ASK_CUE + 50, k->rel[token], t);
  class_traits(s, token, ASK_CUE + 51, tag_at(s, w, token + 1), t);
  u64 that = that_ahead(s, w, token);
  trait(t, ASK_CUE + 52, that, lemma);
  class_traits(s, token, ASK_CUE + 53, that, t);
  if (s->context) class_of_traits(s, w, token, that, t);
  child_traits(s, token, lemma, t);
  quote_traits(s, token, lemma, t);
}

void grow_traits(const scene *s, u32 anchor, u32 token, traits *t) {
  const tokens *k = &s->d->tokens;
  run w = scene_window(s, anchor);
  u64 far = token > anchor ? token - anchor : 100 + anchor - token;
  u64 link = k->head[token] == anchor ? 1 : k->head[anchor] == token ? 2 : scene_below(s, token, anchor) ? 3 : 4;
  traits_clear(t);
  trait(t, ASK_GROW, link, far);
  trait(t, ASK_GROW + 1, s->low[token], far);
  trait(t, ASK_GROW + 2, s->low[token], s->lemma[anchor]);
  trait(t, ASK_GROW + 3, link * 100 + k->rel[token], far > 100);
  trait(t, ASK_GROW + 4, k->xpos[token], k->xpos[anchor]);
  trait(t, ASK_GROW + 5, k->upos[token] * 10 + link, far > 100);
  trait(t, ASK_GROW + 6, k->rel[token], s->lemma[anchor]);
  trait(t, ASK_GROW + 7, s->low[token], k->xpos[anchor]);
  trait(t, ASK_GROW + 8, s->low[token], link * 100 + k->rel[token]);
  u32 beyond = far > 100 ? token - 1 : token + 1;
  trait(t, ASK_GROW + 9, low_at(s, w, beyond), s->low[token]);
  trait(t, ASK_GROW + 10, tag_at(s, w, beyond), s->low[token]);
  trait(t, ASK_GROW + 11, s->cue[token] != NULL, k->upos[token]);
  class_traits(s, anchor, ASK_GROW + 12, s->low[token], t);
  if (!is_word(s->d, token)) trait(t, ASK_GROW + 13, 0, 0);
}

static bool grows(const scene *s, const scorer *m, u32 anchor, u32 token) {
  traits t;
  grow_traits(s, anchor, token, &t);
  return score_label(m, &t, 0) > 0;
}

run cue_reach(const scene *s, const scorer *m, u32 anchor) {
  run w = scene_window(s, anchor), at = {anchor, anchor + 1};
  while (at.from > w.from && anchor - at.from < GROWN_MOST && grows(s, m, anchor, at.from - 1)) at.from--;
  while (at.to < w.to && at.to - anchor < GROWN_MOST && grows(s, m, anchor, at.to)) at.to++;
  return at;
}

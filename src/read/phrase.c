// Sources: which noun phrase near a cue vouches, with title and apposition.
#include "read/attrib.h"

enum { PATH_MOST = 4, FAR = 9 };

static bool can_head(const doc *d, u32 token) {
  switch (d->tokens.upos[token]) {
    case UPOS_NOUN: case UPOS_PROPN: case UPOS_PRON: case UPOS_NUM: case UPOS_DET: case UPOS_ADJ: case UPOS_X: break;
    default: return false;
  }
  switch (d->tokens.rel[token]) {
    case REL_COMPOUND: case REL_FLAT: case REL_FIXED: case REL_DET: case REL_AMOD: case REL_NUMMOD: case REL_GOESWITH: return false;
    default: return true;
  }
}

// No case marker, comma or possessive at the ends.
static run trimmed(const scene *s, run r, u32 head) {
  const tokens *t = &s->d->tokens;
  r.to = MIN(r.to, MAX(before_time(s, head), head + 1));
  while (r.from < head && (!is_word(s->d, r.from) || rel_is(t->rel[r.from], REL_CASE) || t->rel[r.from] == REL_MARK ||
                           t->rel[r.from] == REL_CC || t->upos[r.from] == UPOS_ADP))
    r.from++;
  while (r.to > head + 1 && (!is_word(s->d, r.to - 1) || t->xpos[r.to - 1] == XPOS_POS)) r.to--;
  return r;
}

static run without_cue(run r, u32 head, run cue) {
  if (cue.from > head) r.to = MIN(r.to, cue.from);
  else r.from = MAX(r.from, cue.to);
  return r;
}

// The hull up to the first clause that hangs on the head from behind; `commas`: or up to the first comma.
static u32 cut_at(const scene *s, u32 head, u32 to, bool commas) {
  const tokens *t = &s->d->tokens;
  for (u32 c = s->child[head]; c; c = s->sibling[c]) {
    if (c < head) continue;
    bool clause = rel_is(t->rel[c], REL_ACL) || t->rel[c] == REL_PARATAXIS || rel_is(t->rel[c], REL_ADVCL);
    if (clause || (commas && (t->rel[c] == REL_APPOS || t->rel[c] == REL_CONJ))) to = MIN(to, MAX(s->left[c], head + 1));
  }
  return to;
}

static u32 add_phrase(phrase *found, u32 n, phrase p) {
  if (n == SOURCES_MOST || p.at.from >= p.at.to) return n;
  for (u32 i = 1; i < n; i++)
    if (found[i].at.from == p.at.from && found[i].at.to == p.at.to) return n;
  found[n] = p;
  return n + 1;
}

// The phrase that ends right before the token, or before a comma there; empty where none does.
static run ends_before(const scene *s, u32 token, u32 from) {
  const tokens *k = &s->d->tokens;
  bool comma = token > from + 1 && k->xpos[token - 1] == XPOS_COMMA;
  u32 last = token - 1 - comma, top = last;
  if (last < from || last == 0) return (run){0, 0};
  u8 tag = k->upos[last];
  if (tag != UPOS_PROPN && (comma || tag != UPOS_NOUN)) return (run){0, 0};
  for (u32 steps = 0; steps < PATH_MOST; steps++) {
    u32 up = k->head[top];
    if (up < from || up >= token || s->right[up] > last + 1 || !can_head(s->d, up)) break;
    top = up;
  }
  if (s->right[top] != last + 1 || rel_is(k->rel[top], REL_OBJ)) return (run){0, 0};
  return (run){MAX(s->left[top], from), token};
}

static u32 add_head(const scene *s, run cue, u32 head, phrase *found, u32 n) {
  if (!can_head(s->d, head) || (head >= cue.from && head < cue.to)) return n;
  run w = scene_window(s, cue.from), full = {MAX(s->left[head], w.from), MIN(s->right[head], w.to)};
  full = without_cue(full, head, cue);
  run cut = {full.from, cut_at(s, head, full.to, false)}, bare = {full.from, cut_at(s, head, full.to, true)};
  n = add_phrase(found, n, (phrase){trimmed(s, full, head), head});
  n = add_phrase(found, n, (phrase){trimmed(s, cut, head), head});
  run before = ends_before(s, full.from, w.from);
  if (s->context && before.to && (before.from >= cue.to || full.to <= cue.from))   // a title that the tree parts from its name
    n = add_phrase(found, n, (phrase){trimmed(s, (run){before.from, cut.to}, head), head});
  return add_phrase(found, n, (phrase){trimmed(s, bare, head), head});
}

u32 source_candidates(const scene *s, u32 anchor, run cue, phrase found[SOURCES_MOST]) {
  run w = scene_window(s, anchor);
  u32 n = 1;
  found[0] = (phrase){{0, 0}, 0};
  for (u32 up = anchor, steps = 0; up && steps < 3; up = s->d->tokens.head[up], steps++) {
    u32 subject = scene_child(s, up, REL_NSUBJ);
    if (subject) n = add_head(s, cue, subject, found, n);
  }
  for (u32 far = 1; far <= REACH && n < SOURCES_MOST; far++) {
    if (anchor >= w.from + far) n = add_head(s, cue, anchor - far, found, n);
    if (anchor + far < w.to) n = add_head(s, cue, anchor + far, found, n);
  }
  return n;
}

// The way through the tree from a to b: relations up from a, then down to b; as one number, 0 where it is long.
static u64 path(const scene *s, u32 a, u32 b) {
  const tokens *t = &s->d->tokens;
  u64 up = 7;
  for (u32 x = a, i = 0; x && i <= PATH_MOST; x = t->head[x], i++) {
    u64 down = 11;
    for (u32 y = b, j = 0; y && j <= PATH_MOST; y = t->head[y], j++) {
      if (x == y) return hash_mix(up, down);
      down = hash_mix(down, t->rel[y]);
    }
    up = hash_mix(up, t->rel[x]);
  }
  return 0;
}

static u64 bucket(u32 n) { return n < 5 ? n : n < 8 ? 5 : n < 14 ? 6 : n < 25 ? 7 : 8; }

static u64 low_or(const scene *s, run w, u32 at) { return at >= w.from && at < w.to ? s->low[at] : 1; }

// What lies between the phrase and the cue: quotation, comma, another verb, another noun.
static u64 between(const scene *s, run a, run b) {
  u32 from = MIN(a.to, b.to), to = MAX(a.from, b.from);
  u64 seen = 0;
  for (u32 i = from; i < to && i < from + REACH; i++) {
    if (s->inside[i] != s->inside[b.from]) seen |= 1;
    if (s->d->tokens.xpos[i] == XPOS_COMMA) seen |= 2;
    if (s->d->tokens.upos[i] == UPOS_VERB) seen |= 4;
    if (s->d->tokens.upos[i] == UPOS_NOUN || s->d->tokens.upos[i] == UPOS_PROPN) seen |= 8;
    if (s->d->tokens.upos[i] == UPOS_PRON) seen |= 16;
  }
  return seen;
}

void source_traits(const scene *s, u32 anchor, run cue, const phrase *p, traits *t) {
  const tokens *k = &s->d->tokens;
  run w = scene_window(s, anchor);
  u64 lemma = s->lemma[anchor], voice = k->xpos[anchor] * 4u + (scene_child(s, anchor, REL_NSUBJ) ? 1 : 0) +
                                        (scene_child(s, anchor, REL_AUX) ? 2 : 0);
  traits_clear(t);
  if (!p) {
    trait(t, ASK_SOURCE, 0, 0);
    trait(t, ASK_SOURCE + 1, lemma, 0);
    trait(t, ASK_SOURCE + 2, voice, 0);
    trait(t, ASK_SOURCE + 3, voice, lemma);
    trait(t, ASK_SOURCE + 4, k->rel[anchor], k->xpos[anchor]);
    trait(t, ASK_SOURCE + 5, low_or(s, w, cue.from - 1), k->xpos[anchor]);
    trait(t, ASK_SOURCE + 6, low_or(s, w, cue.to), k->xpos[anchor]);
    class_traits(s, anchor, ASK_SOURCE + 7, k->xpos[anchor], t);
    for (u32 c = s->child[anchor]; c; c = s->sibling[c]) trait(t, ASK_SOURCE + 8, k->rel[c] * 2u + (c > anchor), k->xpos[anchor]);
    return;
  }
  u32 head = p->head, adposition = scene_child(s, head, REL_CASE);
  u64 way = path(s, head, anchor), tag = k->upos[head], before = head < anchor;
  u64 gap = p->at.to <= cue.from ? bucket(cue.from - p->at.to) : p->at.from >= cue.to ? 20 + bucket(p->at.from - cue.to) : FAR;
  u64 amid = between(s, p->at, cue), kind = name_kind_of(s->name[head]);
  trait(t, ASK_SOURCE + 20, way, 0);
  trait(t, ASK_SOURCE + 21, way, lemma);
  trait(t, ASK_SOURCE + 22, way, k->xpos[anchor]);
  trait(t, ASK_SOURCE + 23, way, tag);
  trait(t, ASK_SOURCE + 24, gap, 0);
  trait(t, ASK_SOURCE + 25, gap, k->xpos[anchor]);
  trait(t, ASK_SOURCE + 26, gap, lemma);
  trait(t, ASK_SOURCE + 27, amid, before);
  trait(t, ASK_SOURCE + 28, tag, kind);
  trait(t, ASK_SOURCE + 29, s->lemma[head], 0);
  trait(t, ASK_SOURCE + 30, s->lemma[head], lemma);
  trait(t, ASK_SOURCE + 31, k->rel[head], before);
  trait(t, ASK_SOURCE + 32, k->rel[head], voice);
  trait(t, ASK_SOURCE + 33, adposition ? s->low[adposition] : 0, k->xpos[anchor]);
  trait(t, ASK_SOURCE + 34, adposition ? s->low[adposition] : 0, lemma);
  trait(t, ASK_SOURCE + 35, low_or(s, w, p->at.from - 1), before);
  trait(t, ASK_SOURCE + 36, low_or(s, w, p->at.to), before);
  trait(t, ASK_SOURCE + 37, s->inside[head] != s->inside[anchor], s->inside[anchor] != 0);
  trait(t, ASK_SOURCE + 38, tag * 16 + kind, gap);
  class_traits(s, anchor, ASK_SOURCE + 39, way, t);
  class_traits(s, anchor, ASK_SOURCE + 40, adposition ? s->low[adposition] : gap, t);
  // the shape of the phrase: the whole subtree, cut before a clause, ends at a comma
  if (s->context) {
    trait(t, ASK_SOURCE + 48, s->class[head], before);
    trait(t, ASK_SOURCE + 49, s->wide[head], way);
    trait(t, ASK_SOURCE + 50, s->wide[head], gap);
    context_trait(s, head, SEEN_SOURCE, t);
  }
  u64 shape = 1u * (p->at.to >= MIN(s->right[head], w.to)) + 2u * (p->at.to < w.to && k->xpos[p->at.to] == XPOS_COMMA) +
              4u * (p->at.to == cue.from) + 8u * (p->at.from == cue.to);
  trait(t, ASK_SOURCE + 41, shape, 0);
  trait(t, ASK_SOURCE + 42, shape, tag);
  trait(t, ASK_SOURCE + 43, shape, k->rel[head]);
  trait(t, ASK_SOURCE + 44, k->rel[p->at.to < w.to ? p->at.to : head], shape);
  trait(t, ASK_SOURCE + 45, bucket(p->at.to - p->at.from), shape);
  trait(t, ASK_SOURCE + 46, s->low[p->at.from], tag);
  trait(t, ASK_SOURCE + 47, k->upos[p->at.to - 1], shape);
}

u32 source_guesses(const scene *s, const scorer *m, u32 anchor, run cue, guess best[], u32 most) {
  phrase found[SOURCES_MOST];
  float score[SOURCES_MOST];
  u32 n = source_candidates(s, anchor, cue, found), kept = 0;
  for (u32 i = 0; i < n; i++) {
    traits t;
    source_traits(s, anchor, cue, i ? &found[i] : NULL, &t);
    score[i] = score_label(m, &t, 0);
  }
  soft_max(score, n);
  for (u32 i = 0; i < n; i++) {   // insertion: the few best, earlier ones before equals
    u32 at = kept < most ? kept++ : most;
    for (; at && score[i] > best[at - 1].p; at--)
      if (at < most) best[at] = best[at - 1];
    if (at < most) best[at] = (guess){found[i], score[i]};
  }
  return kept;
}

#include "model/arcs.h"

arc_state arc_state_new(arena *mem, u32 words) {
  u32 n = words + 1;
  return (arc_state){.stack = NEWS(mem, u32, n),  .head = NEWS(mem, u32, n),   .left = NEWS(mem, u32, n),
                     .left2 = NEWS(mem, u32, n),  .right = NEWS(mem, u32, n),  .right2 = NEWS(mem, u32, n),
                     .lefts = NEWS(mem, u8, n),   .rights = NEWS(mem, u8, n)};
}

void arc_begin(arc_state *s, u32 words) {
  u32 *const columns[] = {s->head, s->left, s->left2, s->right, s->right2};
  for (u32 i = 0; i < COUNT_OF(columns); i++) memset(columns[i], 0, (words + 1) * sizeof(u32));
  memset(s->lefts, 0, words + 1);
  memset(s->rights, 0, words + 1);
  s->words = words;
  s->next = 1;
  s->depth = 1;
  s->stack[0] = 0;
}

static bool more(const arc_state *s) { return s->next <= s->words; }
bool arc_done(const arc_state *s) { return !more(s) && s->depth == 1; }

// The root takes its one child when all words are read.
bool arc_allowed(const arc_state *s, arc_move m) {
  if (m == ARC_SHIFT) return more(s);
  if (m == ARC_LEFT) return more(s) && s->depth > 1;
  return s->depth > 2 || (s->depth == 2 && !more(s));
}

static void add_left(arc_state *s, u32 head, u32 child) {
  s->left2[head] = s->left[head];
  s->left[head] = child;
  if (s->lefts[head] < UINT8_MAX) s->lefts[head]++;
}

static void add_right(arc_state *s, u32 head, u32 child) {
  s->right2[head] = s->right[head];
  s->right[head] = child;
  if (s->rights[head] < UINT8_MAX) s->rights[head]++;
}

void arc_apply(arc_state *s, arc_move m) {
  if (m == ARC_SHIFT) {
    s->stack[s->depth++] = s->next++;
    return;
  }
  u32 child = s->stack[--s->depth];
  u32 head = m == ARC_LEFT ? s->next : s->stack[s->depth - 1];
  s->head[child] = head;
  if (m == ARC_LEFT) add_left(s, head, child);
  else add_right(s, head, child);
}

static u64 few(u64 n) { return atom(MIN(n, (u64)5)); }

static u64 distance(u32 a, u32 b) {
  u32 d = b > a ? b - a : a - b;
  return atom(d < 5 ? d : d < 8 ? 5 : d < 12 ? 6 : d < 20 ? 7 : 8);
}

// What stands between two words: how many stops and verbs.
static u64 between(const arc_word *w, u32 a, u32 b) {
  return atom(MIN(w[b].stops - w[a].stops, 3u) * 4 + MIN(w[b].verbs - w[a].verbs, 3u));
}

#define ONE(a) *f++ = feature4(number++, a, 0, 0, 0);
#define TWO(a, b) *f++ = feature4(number++, a, b, 0, 0);
#define THREE(a, b, c) *f++ = feature4(number++, a, b, c, 0);
#define FOUR(a, b, c, d) *f++ = feature4(number++, a, b, c, d);

// After Zhang and Nivre 2011: the words at hand with form and tag, their pairs, distances, valencies, and the tags of
// children and of triples. s0 is the top of the stack, b0 the next word.
u32 arc_features(const arc_word *w, const arc_state *s, u64 *feature) {
  u32 i0 = s->depth > 0 ? s->stack[s->depth - 1] : 0, i1 = s->depth > 1 ? s->stack[s->depth - 2] : 0;
  u32 i2 = s->depth > 2 ? s->stack[s->depth - 3] : 0, j0 = more(s) ? s->next : 0;
  u32 j1 = s->next + 1 <= s->words ? s->next + 1 : 0, j2 = s->next + 2 <= s->words ? s->next + 2 : 0;
  const arc_word *s0 = w + i0, *s1 = w + i1, *s2 = w + i2, *b0 = w + j0, *b1 = w + j1, *b2 = w + j2;
  const arc_word *s0l = w + s->left[i0], *s0r = w + s->right[i0], *s1l = w + s->left[i1], *s1r = w + s->right[i1];
  const arc_word *s0l2 = w + s->left2[i0], *s0r2 = w + s->right2[i0], *s1r2 = w + s->right2[i1];
  const arc_word *b0l = w + s->left[j0], *b0l2 = w + s->left2[j0];
  u64 edge = atom((u64)(s->depth < 2) + 2 * (u64)(s->depth < 3) + 4 * (u64)!more(s));
  u64 db = j0 ? distance(i0, j0) : 0, ds = i0 ? distance(i1, i0) : 0;
  u64 between_b = j0 ? between(w, i0, j0) : 0, between_s = i0 ? between(w, i1, i0) : 0;
  u64 v0l = few(s->lefts[i0]), v0r = few(s->rights[i0]), v1l = few(s->lefts[i1]), v1r = few(s->rights[i1]), vb = few(s->lefts[j0]);
  u64 *f = feature, number = 100;
  ONE(edge)
  ONE(s0->form) ONE(s0->tag) TWO(s0->form, s0->tag) ONE(s1->form) ONE(s1->tag) TWO(s1->form, s1->tag) ONE(s2->tag)
  ONE(b0->form) ONE(b0->tag) TWO(b0->form, b0->tag) ONE(b1->form) ONE(b1->tag) TWO(b1->form, b1->tag) ONE(b2->tag)
  FOUR(s0->form, s0->tag, b0->form, b0->tag) THREE(s0->form, s0->tag, b0->form) THREE(s0->form, s0->tag, b0->tag)
  THREE(s0->form, b0->form, b0->tag) THREE(s0->tag, b0->form, b0->tag) TWO(s0->form, b0->form) TWO(s0->tag, b0->tag)
  FOUR(s1->form, s1->tag, s0->form, s0->tag) THREE(s1->form, s1->tag, s0->tag) THREE(s1->tag, s0->form, s0->tag)
  TWO(s1->form, s0->form) TWO(s1->tag, s0->tag) TWO(s1->form, b0->form) TWO(s1->tag, b0->tag) TWO(s1->form, b0->tag)
  TWO(s1->tag, b0->form) TWO(b0->tag, b1->tag) TWO(s0->form, b1->form) TWO(b0->form, b1->form)
  THREE(b0->tag, b1->tag, b2->tag) THREE(s0->tag, b0->tag, b1->tag) THREE(s1->tag, s0->tag, b0->tag)
  THREE(s2->tag, s1->tag, s0->tag) FOUR(s1->tag, s0->tag, b0->tag, b1->tag) THREE(s1->form, s0->tag, b0->tag)
  THREE(s1->tag, s0->form, b0->tag) THREE(s1->tag, s0->tag, b0->form) THREE(s0->form, b0->tag, b1->tag)
  THREE(s0->tag, b0->form, b1->tag) THREE(s0->tag, b0->tag, b1->form)
  THREE(s0->tag, s0l->tag, b0->tag) THREE(s0->tag, s0r->tag, b0->tag) THREE(s0->tag, b0->tag, b0l->tag)
  THREE(s1->tag, s1r->tag, s0->tag) THREE(s1->tag, s1l->tag, s0->tag) THREE(s1->tag, s0->tag, s0l->tag)
  THREE(s1->tag, s0->tag, s0r->tag) THREE(s1->tag, s1r->tag, b0->tag)
  THREE(s0->tag, s0l->tag, s0l2->tag) THREE(s0->tag, s0r->tag, s0r2->tag) THREE(s1->tag, s1r->tag, s1r2->tag)
  THREE(b0->tag, b0l->tag, b0l2->tag) TWO(s0->form, s0l->form) TWO(s0->form, s0r->form) TWO(b0->form, b0l->form)
  TWO(s1->form, s1r->form) FOUR(s0->tag, s0l->form, b0->tag, v0r) FOUR(s1->tag, s0->tag, s0l->form, v0l)
  TWO(s0->form, db) TWO(s0->tag, db) TWO(b0->form, db) TWO(b0->tag, db) THREE(s0->tag, b0->tag, db) THREE(s0->form, b0->form, db)
  TWO(s1->tag, ds) TWO(s0->tag, ds) THREE(s1->tag, s0->tag, ds) THREE(s1->form, s0->tag, ds)
  THREE(s0->tag, b0->tag, between_b) THREE(s1->tag, s0->tag, between_s) THREE(s1->tag, b0->tag, between_b)
  TWO(s0->form, v0l) TWO(s0->form, v0r) TWO(s0->tag, v0l) TWO(s0->tag, v0r) TWO(s1->form, v1r) TWO(s1->tag, v1r)
  TWO(s1->tag, v1l) TWO(b0->form, vb) TWO(b0->tag, vb) THREE(s0->tag, b0->tag, vb) THREE(s0->tag, b0->tag, v0r)
  THREE(s1->tag, s0->tag, v1r) FOUR(s1->tag, s0->tag, v0l, v0r)
  TWO(s0->cluster, b0->cluster) TWO(s1->cluster, s0->cluster) TWO(s0->cluster, b0->tag) TWO(s0->tag, b0->cluster)
  THREE(s1->upos, s0->upos, b0->upos) FOUR(s2->upos, s1->upos, s0->upos, b0->upos) FOUR(s0->upos, b0->upos, b1->upos, b2->upos)
  return (u32)(f - feature);
}

static arc_move best_move(const arc_state *s, const i16 *score) {
  arc_move best = ARC_MOVES;
  for (u32 m = 0; m < ARC_MOVES; m++)
    if (arc_allowed(s, (arc_move)m) && (best == ARC_MOVES || score[m] > score[best])) best = (arc_move)m;
  return best;
}

void arc_parse(const linear *moves, const arc_word *w, u32 words, arc_state *s) {
  u64 feature[MOST_FEATURES];
  i16 score[MOST_LABELS];
  arc_begin(s, words);
  while (!arc_done(s)) {
    linear_scores(moves, feature, arc_features(w, s, feature), score);
    arc_apply(s, best_move(s, score));
  }
}

// ---- labels

tree_links tree_links_new(arena *mem, u32 words) {
  u32 n = words + 1;
  return (tree_links){.first = NEWS(mem, u32, n), .last = NEWS(mem, u32, n), .next = NEWS(mem, u32, n), .previous = NEWS(mem, u32, n)};
}

void tree_link(tree_links *t, const u32 *head, u32 words) {
  u32 *const columns[] = {t->first, t->last, t->next, t->previous};
  for (u32 i = 0; i < COUNT_OF(columns); i++) memset(columns[i], 0, (words + 1) * sizeof(u32));
  t->words = words;
  t->head = head;
  for (u32 i = 1; i <= words; i++) {
    u32 h = head[i], last = t->last[h];
    t->previous[i] = last;
    if (last) t->next[last] = i;
    else t->first[h] = i;
    t->last[h] = i;
  }
}

enum { LABEL_CHILDREN = 4 };

u32 label_features(const arc_word *w, const tree_links *t, const u32 *label, u32 i, u64 *feature) {
  u32 h = t->head[i], g = t->head[h];
  const arc_word *d = w + i, *p = w + h, *up = w + g, *before = w + i - 1, *after = w + (i < t->words ? i + 1 : 0);
  const arc_word *first = w + t->first[i], *last = w + t->last[i], *p_after = w + (h && h < t->words ? h + 1 : 0);
  const arc_word *elder = w + t->previous[i], *younger = w + t->next[i];
  u64 side = atom(i < h), where = atom((u64)(i < h) * 16 + MIN(i < h ? h - i : i - h, 7u));
  u64 elder_label = atom(label[t->previous[i]]), elder2 = atom(label[t->previous[t->previous[i]]]), head_label = atom(label[h] + 1);
  u64 *f = feature, number = 300;
  TWO(d->tag, side) TWO(d->form, side) THREE(d->form, d->tag, side) TWO(p->tag, side) THREE(p->form, p->tag, side)
  THREE(d->tag, p->tag, side) THREE(d->form, p->tag, side) THREE(d->tag, p->form, side) THREE(d->form, p->form, side)
  THREE(d->tag, p->tag, where) THREE(d->upos, p->upos, where) TWO(d->form, where)
  THREE(d->tag, before->tag, side) THREE(d->tag, after->tag, side) FOUR(d->tag, p->tag, before->tag, side)
  FOUR(d->tag, p->tag, after->tag, side) FOUR(d->tag, p->tag, p_after->tag, side) TWO(before->form, d->tag)
  THREE(d->tag, first->tag, side) THREE(d->tag, first->form, side) THREE(d->tag, last->tag, side) THREE(d->tag, last->form, side)
  FOUR(d->tag, p->tag, first->tag, side) FOUR(d->tag, p->tag, first->form, side) FOUR(d->tag, p->form, first->form, side)
  FOUR(d->form, p->upos, first->form, side) FOUR(d->tag, p->tag, last->form, side)
  FOUR(d->tag, p->tag, up->tag, side) FOUR(d->tag, p->upos, head_label, side) THREE(d->form, head_label, side)
  FOUR(d->tag, p->tag, elder_label, side) FOUR(d->form, p->upos, elder_label, side) FOUR(p->form, d->tag, elder_label, side)
  FOUR(d->tag, elder_label, elder2, side) FOUR(d->tag, p->tag, elder->tag, side) FOUR(d->tag, p->tag, younger->tag, side)
  FOUR(d->tag, p->tag, younger->form, side) FOUR(d->tag, p->form, younger->tag, side) FOUR(d->tag, p->form, elder->form, side)
  FOUR(d->cluster, p->cluster, d->upos, side) FOUR(d->cluster, p->tag, d->tag, side) FOUR(d->tag, p->cluster, p->tag, side)
  THREE(d->cluster, p->form, side) THREE(d->form, p->cluster, side)
  THREE(d->tag, p->tag, i < h ? between(w, i, h) : between(w, h, i))
  u32 seen = 0;
  for (u32 c = t->first[i]; c && seen < LABEL_CHILDREN; c = t->next[c], seen++) {
    number = 400;
    FOUR(d->tag, w[c].form, side, p->upos) FOUR(d->upos, w[c].tag, side, p->upos) THREE(d->tag, w[c].form, atom(c < i))
  }
  seen = 0;
  for (u32 c = t->first[h]; c && seen < LABEL_CHILDREN; c = t->next[c], seen++) {
    number = 410;
    if (c != i) FOUR(d->tag, w[c].tag, p->tag, atom((u64)(c < i) * 2 + (i < h)))
    number = 411;
    if (c < i) FOUR(d->tag, p->upos, atom(label[c]), side)
  }
  return (u32)(f - feature);
}

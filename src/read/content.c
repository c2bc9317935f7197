// Contents: what a cue says is vouched for, as the tokens of its sentence that are in, by a two-state chain. The tree
// enters as the place where a token's line of heads meets the cue's; quotations and commas as where pieces begin and end.
#include "read/attrib.h"

enum { STEPS_MOST = 5, COMMAS_MOST = 3, ELSEWHERE = STEPS_MOST + 1 };

// Ancestors of the anchor and their distance from it, then each token's line up to the first of them.
static void find_ties(asking *a) {
  const u32 *head = a->s->d->tokens.head;
  u32 line[STEPS_MOST + 1], n = 0;
  for (u32 x = a->anchor; x && n <= STEPS_MOST; x = head[x]) line[n++] = x;
  for (u32 t = a->window.from; t < a->window.to; t++) {
    u32 i = t - a->window.from, under = 0, x = t;
    a->step[i] = ELSEWHERE;
    for (u32 up = 0; x && up < REACH; under = x, x = head[x], up++) {
      u32 k = 0;
      while (k < n && line[k] != x) k++;
      if (k == n) continue;
      a->step[i] = (u8)k, a->branch[i] = under;
      break;
    }
    if (a->step[i] == ELSEWHERE) a->branch[i] = under;
  }
}

static void count_commas(asking *a) {
  const u8 *tag = a->s->d->tokens.xpos;
  u8 n = 0;
  for (u32 t = a->cue.to; t < a->window.to; t++) {
    a->commas[t - a->window.from] = n;
    if (tag[t] == XPOS_COMMA && n < COMMAS_MOST) n++;
  }
  n = 0;
  for (u32 t = a->cue.from; t-- > a->window.from;) {
    a->commas[t - a->window.from] = n;
    if (tag[t] == XPOS_COMMA && n < COMMAS_MOST) n++;
  }
}

// Quotation of the token beside that of the cue: none, the same, another one.
static u64 quoted(const asking *a, u32 token) {
  u32 q = a->s->inside[token];
  return !q ? 0 : q == a->s->inside[a->anchor] ? 1 : 2;
}

static bool has_other_quote(const asking *a) {
  for (u32 t = a->window.from; t < a->window.to; t++)
    if (quoted(a, t) == 2) return true;
  return false;
}

// What else could hold the content: a clause, an object, a quotation before or after.
static u64 frame_of(const asking *a) {
  const tokens *k = &a->s->d->tokens;
  u64 set = a->quoted_elsewhere;
  u32 seen = 0;
  for (u32 c = a->s->child[a->anchor]; c && seen < REACH; c = a->s->sibling[c], seen++) {
    bool after = c > a->anchor;
    if (k->rel[c] == REL_CCOMP) set |= after ? 2 : 4;
    if (k->rel[c] == REL_XCOMP) set |= 8;
    if (k->rel[c] == REL_OBJ) set |= 16;
    if (k->rel[c] == REL_PARATAXIS) set |= after ? 32 : 64;
    if (rel_is(k->rel[c], REL_ADVCL)) set |= after ? 128 : 256;
    if (rel_is(k->rel[c], REL_ACL)) set |= 512;
    if (k->rel[c] == REL_NSUBJ_PASS) set |= 1024;
  }
  return set;
}

asking asking_of(const scene *s, u32 anchor, run cue, phrase source) {
  run w = scene_window(s, anchor);
  u32 n = w.to - w.from;
  asking a = {s, anchor, cue, w, source, NEWS(s->mem, u8, n), NEWS(s->mem, u32, n), NEWS(s->mem, u8, n), false, 0};
  find_ties(&a);
  count_commas(&a);
  a.quoted_elsewhere = has_other_quote(&a);
  a.frame = frame_of(&a);
  return a;
}

// What part the token plays besides content: 1 in the cue, 2 in the source.
static u64 part(const asking *a, u32 token) {
  if (token >= a->cue.from && token < a->cue.to) return 1;
  if (a->source.head && token >= a->source.at.from && token < a->source.at.to) return 2;
  return 0;
}

static u64 side(const asking *a, u32 token) { return token >= a->cue.to; }

static u64 joint(const asking *a, u32 token) {
  u32 i = token - a->window.from, b = a->branch[i];
  return a->step[i] * 256u + (b ? a->s->d->tokens.rel[b] : 255u);
}

static u64 up_rel(const asking *a) { return a->s->d->tokens.rel[a->anchor]; }

void in_traits(const asking *a, u32 token, traits *t) {
  const scene *s = a->s;
  const tokens *k = &s->d->tokens;
  u32 i = token - a->window.from, b = a->branch[i];
  u64 lemma = s->lemma[a->anchor], p = part(a, token), where = joint(a, token) * 2 + side(a, token), q = quoted(a, token);
  u64 any = q == 2 ? 2 : a->quoted_elsewhere, tag = k->xpos[a->anchor];
  traits_clear(t);
  trait(t, ASK_IN, p, is_word(s->d, token));
  trait(t, ASK_IN + 1, where, 0);
  trait(t, ASK_IN + 2, where, lemma);
  trait(t, ASK_IN + 3, where, tag);
  trait(t, ASK_IN + 4, where, up_rel(a));
  trait(t, ASK_IN + 5, q * 4 + any, side(a, token));
  trait(t, ASK_IN + 6, q * 4 + any, where);
  trait(t, ASK_IN + 7, q * 4 + any, lemma);
  trait(t, ASK_IN + 8, side(a, token) * 8 + a->commas[i], lemma);
  trait(t, ASK_IN + 9, side(a, token) * 8 + a->commas[i], where);
  trait(t, ASK_IN + 10, side(a, token), tag * 64 + up_rel(a));
  trait(t, ASK_IN + 11, s->low[token], side(a, token));
  trait(t, ASK_IN + 12, k->upos[token], where);
  trait(t, ASK_IN + 13, b ? s->lemma[b] : 0, a->step[i]);
  trait(t, ASK_IN + 14, b ? k->xpos[b] : 0, where);
  trait(t, ASK_IN + 15, a->source.head ? 1 + (a->source.head > a->anchor) : 0, where);
  trait(t, ASK_IN + 16, a->source.head ? 1 + (a->source.head > a->anchor) : 0, side(a, token) * 64 + tag);
  if (b) {
    u32 mark = scene_child(s, b, REL_MARK), adposition = scene_child(s, b, REL_CASE);
    trait(t, ASK_IN + 17, mark ? s->low[mark] : adposition ? s->low[adposition] : 0, where);
    trait(t, ASK_IN + 18, s->cue[b] != NULL, where);
    trait(t, ASK_IN + 19, mark ? s->low[mark] : adposition ? s->low[adposition] : 0, lemma);
  }
  class_traits(a->s, a->anchor, ASK_IN + 20, where, t);
  trait(t, ASK_IN + 21, a->frame, where);
  trait(t, ASK_IN + 22, hash_mix(a->frame, up_rel(a)), where);
  trait(t, ASK_IN + 23, a->frame, hash_mix(where, q * 4 + any));
  trait(t, ASK_IN + 24, a->frame, side(a, token));
}

static u64 low_at(const asking *a, u32 at) { return at >= a->window.from && at < a->window.to ? a->s->low[at] : 1; }
static u64 tag_at(const asking *a, u32 at) { return at >= a->window.from && at < a->window.to ? a->s->d->tokens.xpos[at] : 99; }

// The marks at a boundary: before it and after it.
static u64 seam(const asking *a, u32 token) {
  const doc *d = a->s->d;
  u64 before = token == a->window.from ? 1 : is_quote_mark(d, token - 1) ? 2 : d->tokens.xpos[token - 1] == XPOS_COMMA ? 3 :
               part(a, token - 1) == 1 ? 4 : part(a, token - 1) == 2 ? 5 : !is_word(d, token - 1) ? 6 : 0;
  u64 after = token == a->window.to ? 1 : is_quote_mark(d, token) ? 2 : d->tokens.xpos[token] == XPOS_COMMA ? 3 :
              part(a, token) == 1 ? 4 : part(a, token) == 2 ? 5 : !is_word(d, token) ? 6 : 0;
  return before * 8 + after;
}

// What both kinds of boundary look at: words and trees on either side of the seam before `token`.
static void boundary_traits(const asking *a, u32 base, u32 token, traits *t) {
  const scene *s = a->s;
  const tokens *k = &s->d->tokens;
  bool first = token == a->window.from, last = token == a->window.to;
  u64 lemma = s->lemma[a->anchor], at = seam(a, token) * 2 + (last || side(a, token));
  u64 left = first ? 0 : joint(a, token - 1), right = last ? 0 : joint(a, token), tag = k->xpos[a->anchor];
  u64 q = (first ? 3 : quoted(a, token - 1)) * 4 + (last ? 3 : quoted(a, token));
  traits_clear(t);
  trait(t, base, at, 0);
  trait(t, base + 1, at, lemma);
  trait(t, base + 2, at, tag);
  trait(t, base + 3, at, q);
  trait(t, base + 4, left == right, at);
  trait(t, base + 5, hash_mix(left, right), 0);
  trait(t, base + 6, hash_mix(left, right), tag);
  trait(t, base + 7, low_at(a, token), last || side(a, token));
  trait(t, base + 8, low_at(a, token - 1), last || side(a, token));
  trait(t, base + 9, tag_at(a, token - 1), tag_at(a, token));
  trait(t, base + 10, low_at(a, token - 1), tag_at(a, token));
  trait(t, base + 11, low_at(a, token), lemma);
  trait(t, base + 12, low_at(a, token - 1), lemma);
  trait(t, base + 13, low_at(a, token), right);
  trait(t, base + 14, low_at(a, token), at);
  trait(t, base + 15, low_at(a, token - 1), at);
  trait(t, base + 16, q, lemma);
  trait(t, base + 17, up_rel(a), at);
  trait(t, base + 18, a->source.head ? 1 + (a->source.head > a->anchor) : 0, at);
  class_traits(a->s, a->anchor, base + 19, at, t);
  trait(t, base + 20, low_at(a, token + 1), low_at(a, token));
  trait(t, base + 21, a->frame, at);
  trait(t, base + 22, a->frame, right);
  trait(t, base + 23, a->frame, left);
}

// Does a subtree begin here, and whose?
void open_traits(const asking *a, u32 token, traits *t) {
  const scene *s = a->s;
  boundary_traits(a, ASK_OPEN, token, t);
  u32 b = a->branch[token - a->window.from];
  u64 edge = b && s->left[b] == token ? 1 : b && b == token ? 2 : 0;
  trait(t, ASK_OPEN + 30, edge, joint(a, token));
  trait(t, ASK_OPEN + 31, edge, seam(a, token));
  trait(t, ASK_OPEN + 32, edge * 64 + s->d->tokens.rel[token], side(a, token));
  trait(t, ASK_OPEN + 33, s->d->tokens.rel[token], joint(a, token));
}

void close_traits(const asking *a, u32 token, traits *t) {
  const scene *s = a->s;
  boundary_traits(a, ASK_CLOSE, token, t);
  if (token == a->window.from) return;
  u32 b = a->branch[token - 1 - a->window.from], next = token < a->window.to ? a->branch[token - a->window.from] : 0;
  u64 edge = b && s->right[b] == token ? 1 : 0, opens = next && s->left[next] == token ? 1 : 0;
  trait(t, ASK_CLOSE + 30, edge * 2 + opens, joint(a, token - 1));
  trait(t, ASK_CLOSE + 31, edge * 2 + opens, seam(a, token));
  if (token == a->window.to) return;
  trait(t, ASK_CLOSE + 32, opens * 64 + s->d->tokens.rel[token], side(a, token));
  trait(t, ASK_CLOSE + 33, s->d->tokens.rel[token], joint(a, token));
  if (!next) return;
  u32 mark = scene_child(s, next, REL_MARK), adposition = scene_child(s, next, REL_CASE);
  trait(t, ASK_CLOSE + 34, opens * 64 + s->d->tokens.rel[next], mark ? s->low[mark] : adposition ? s->low[adposition] : 0);
}

void content_best(const asking *a, const scorer *m, bool *inside, float *p, float *empty) {
  u32 n = a->window.to - a->window.from;
  float *in = NEWS(a->s->mem, float, n), *open = NEWS(a->s->mem, float, n + 1), *close = NEWS(a->s->mem, float, n + 1);
  traits t;
  for (u32 i = 0; i <= n; i++) {
    close_traits(a, a->window.from + i, &t);
    close[i] = score_label(m, &t, 0);
    if (i == n) break;
    in_traits(a, a->window.from + i, &t);
    in[i] = score_label(m, &t, 0);
    open_traits(a, a->window.from + i, &t);
    open[i] = score_label(m, &t, 0);
  }
  chain_best(a->s->mem, in, open, close, n, inside, p, empty);
}

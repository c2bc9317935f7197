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

// What is asked of a token falls into parts: that of its place, which many tokens of a window share, that of the subtree it
// is in, and its own. The score of a shared part is worked out once.
typedef struct {
  u64 where, quote, commas, side;
} standing;

static standing place_of(const asking *a, u32 token) {
  u64 s = side(a, token), q = quoted(a, token), any = q == 2 ? 2 : a->quoted_elsewhere;
  return (standing){joint(a, token) * 2 + s, q * 4 + any, s * 8 + a->commas[token - a->window.from], s};
}

static u64 source_side(const asking *a) { return a->source.head ? 1 + (a->source.head > a->anchor) : 0; }

static void place_traits(const asking *a, const standing *at, traits *t) {
  const scene *s = a->s;
  u64 lemma = s->lemma[a->anchor], tag = s->d->tokens.xpos[a->anchor], where = at->where;
  trait(t, ASK_IN + 1, where, 0);
  trait(t, ASK_IN + 2, where, lemma);
  trait(t, ASK_IN + 3, where, tag);
  trait(t, ASK_IN + 4, where, up_rel(a));
  trait(t, ASK_IN + 5, at->quote, at->side);
  trait(t, ASK_IN + 6, at->quote, where);
  trait(t, ASK_IN + 7, at->quote, lemma);
  trait(t, ASK_IN + 8, at->commas, lemma);
  trait(t, ASK_IN + 9, at->commas, where);
  trait(t, ASK_IN + 10, at->side, tag * 64 + up_rel(a));
  trait(t, ASK_IN + 15, source_side(a), where);
  trait(t, ASK_IN + 16, source_side(a), at->side * 64 + tag);
  class_traits(s, a->anchor, ASK_IN + 20, where, t);
  trait(t, ASK_IN + 21, a->frame, where);
  trait(t, ASK_IN + 22, hash_mix(a->frame, up_rel(a)), where);
  trait(t, ASK_IN + 23, a->frame, hash_mix(where, at->quote));
  trait(t, ASK_IN + 24, a->frame, at->side);
}

static void branch_traits(const asking *a, u32 token, u64 where, traits *t) {
  const scene *s = a->s;
  u32 i = token - a->window.from, b = a->branch[i];
  trait(t, ASK_IN + 13, b ? s->lemma[b] : 0, a->step[i]);
  trait(t, ASK_IN + 14, b ? s->d->tokens.xpos[b] : 0, where);
  if (!b) return;
  u32 mark = scene_child(s, b, REL_MARK), adposition = scene_child(s, b, REL_CASE);
  u64 link = mark ? s->low[mark] : adposition ? s->low[adposition] : 0;
  trait(t, ASK_IN + 17, link, where);
  trait(t, ASK_IN + 18, s->cue[b] != NULL, where);
  trait(t, ASK_IN + 19, link, s->lemma[a->anchor]);
}

static void token_traits(const asking *a, u32 token, const standing *at, traits *t) {
  trait(t, ASK_IN, part(a, token), is_word(a->s->d, token));
  trait(t, ASK_IN + 11, a->s->low[token], at->side);
  trait(t, ASK_IN + 12, a->s->d->tokens.upos[token], at->where);
}

void in_traits(const asking *a, u32 token, traits *t) {
  standing at = place_of(a, token);
  traits_clear(t);
  place_traits(a, &at, t);
  branch_traits(a, token, at.where, t);
  token_traits(a, token, &at, t);
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

// What both kinds of boundary look at: the seam, which many have alike, and the words on either side.
typedef struct {
  u64 at, left, right, quote;
} edge;

static edge edge_at(const asking *a, u32 token) {
  bool first = token == a->window.from, last = token == a->window.to;
  return (edge){seam(a, token) * 2 + (last || side(a, token)), first ? 0 : joint(a, token - 1), last ? 0 : joint(a, token),
                (first ? 3 : quoted(a, token - 1)) * 4 + (last ? 3 : quoted(a, token))};
}

static void edge_traits(const asking *a, u32 base, const edge *e, traits *t) {
  u64 lemma = a->s->lemma[a->anchor], tag = a->s->d->tokens.xpos[a->anchor], at = e->at;
  trait(t, base, at, 0);
  trait(t, base + 1, at, lemma);
  trait(t, base + 2, at, tag);
  trait(t, base + 3, at, e->quote);
  trait(t, base + 4, e->left == e->right, at);
  trait(t, base + 5, hash_mix(e->left, e->right), 0);
  trait(t, base + 6, hash_mix(e->left, e->right), tag);
  trait(t, base + 16, e->quote, lemma);
  trait(t, base + 17, up_rel(a), at);
  trait(t, base + 18, source_side(a), at);
  class_traits(a->s, a->anchor, base + 19, at, t);
  trait(t, base + 21, a->frame, at);
  trait(t, base + 22, a->frame, e->right);
  trait(t, base + 23, a->frame, e->left);
}

static void seam_words(const asking *a, u32 base, u32 token, const edge *e, traits *t) {
  u64 lemma = a->s->lemma[a->anchor], after = low_at(a, token), before = low_at(a, token - 1), way = e->at & 1;
  trait(t, base + 7, after, way);
  trait(t, base + 8, before, way);
  trait(t, base + 9, tag_at(a, token - 1), tag_at(a, token));
  trait(t, base + 10, before, tag_at(a, token));
  trait(t, base + 11, after, lemma);
  trait(t, base + 12, before, lemma);
  trait(t, base + 13, after, e->right);
  trait(t, base + 14, after, e->at);
  trait(t, base + 15, before, e->at);
  trait(t, base + 20, low_at(a, token + 1), after);
}

// Does a subtree begin here, and whose?
static void open_words(const asking *a, u32 token, const edge *e, traits *t) {
  const scene *s = a->s;
  seam_words(a, ASK_OPEN, token, e, t);
  u32 b = a->branch[token - a->window.from];
  u64 begins = b && s->left[b] == token ? 1 : b && b == token ? 2 : 0, relation = s->d->tokens.rel[token];
  trait(t, ASK_OPEN + 30, begins, e->right);
  trait(t, ASK_OPEN + 31, begins, e->at >> 1);
  trait(t, ASK_OPEN + 32, begins * 64 + relation, side(a, token));
  trait(t, ASK_OPEN + 33, relation, e->right);
}

static void close_words(const asking *a, u32 token, const edge *e, traits *t) {
  const scene *s = a->s;
  seam_words(a, ASK_CLOSE, token, e, t);
  if (token == a->window.from) return;
  u32 b = a->branch[token - 1 - a->window.from], next = token < a->window.to ? a->branch[token - a->window.from] : 0;
  u64 ends = b && s->right[b] == token ? 1 : 0, opens = next && s->left[next] == token ? 1 : 0;
  trait(t, ASK_CLOSE + 30, ends * 2 + opens, e->left);
  trait(t, ASK_CLOSE + 31, ends * 2 + opens, e->at >> 1);
  if (token == a->window.to) return;
  u64 relation = s->d->tokens.rel[token];
  trait(t, ASK_CLOSE + 32, opens * 64 + relation, side(a, token));
  trait(t, ASK_CLOSE + 33, relation, e->right);
  if (!next) return;
  u32 mark = scene_child(s, next, REL_MARK), adposition = scene_child(s, next, REL_CASE);
  trait(t, ASK_CLOSE + 34, opens * 64 + s->d->tokens.rel[next], mark ? s->low[mark] : adposition ? s->low[adposition] : 0);
}

void open_traits(const asking *a, u32 token, traits *t) {
  edge e = edge_at(a, token);
  traits_clear(t);
  edge_traits(a, ASK_OPEN, &e, t);
  open_words(a, token, &e, t);
}

void close_traits(const asking *a, u32 token, traits *t) {
  edge e = edge_at(a, token);
  traits_clear(t);
  edge_traits(a, ASK_CLOSE, &e, t);
  close_words(a, token, &e, t);
}

// ---- scores; those of shared parts by what they depend on

enum { SHARED = 64 };

typedef struct {
  u64 key[SHARED];
  float score[SHARED];
} shared;

// The place of a key, and whether its score is there.
static bool shared_at(shared *h, u64 key, float **score) {
  u32 i = (u32)(key ^ (key >> 17)) % SHARED;
  bool known = h->key[i] == key;
  h->key[i] = key;
  *score = &h->score[i];
  return known;
}

typedef struct {
  const asking *a;
  const scorer *m;
  shared place, branch, open, close;
} weigher;

static float part_score(const weigher *w, const traits *t) { return score_label(w->m, t, 0); }

static float in_score(weigher *w, u32 token) {
  const asking *a = w->a;
  standing at = place_of(a, token);
  traits t;
  float *shared_score, sum;
  traits_clear(&t);
  token_traits(a, token, &at, &t);
  sum = part_score(w, &t);
  if (!shared_at(&w->place, 1 + hash_mix(hash_mix(at.where, at.quote), at.commas), &shared_score)) {
    traits_clear(&t);
    place_traits(a, &at, &t);
    *shared_score = part_score(w, &t);
  }
  sum += *shared_score;
  if (!shared_at(&w->branch, 1 + hash_mix(at.where, a->branch[token - a->window.from]), &shared_score)) {
    traits_clear(&t);
    branch_traits(a, token, at.where, &t);
    *shared_score = part_score(w, &t);
  }
  return sum + *shared_score;
}

static float edge_score(weigher *w, u32 base, const edge *e) {
  traits t;
  float *score;
  if (shared_at(base == ASK_OPEN ? &w->open : &w->close, 1 + hash_mix(hash_mix(e->at, e->quote), hash_mix(e->left, e->right)), &score)) return *score;
  traits_clear(&t);
  edge_traits(w->a, base, e, &t);
  return *score = part_score(w, &t);
}

static float open_score(weigher *w, u32 token, const edge *e) {
  traits t;
  traits_clear(&t);
  open_words(w->a, token, e, &t);
  return part_score(w, &t) + edge_score(w, ASK_OPEN, e);
}

static float close_score(weigher *w, u32 token, const edge *e) {
  traits t;
  traits_clear(&t);
  close_words(w->a, token, e, &t);
  return part_score(w, &t) + edge_score(w, ASK_CLOSE, e);
}

void content_best(const asking *a, const scorer *m, bool *inside, float *p, float *empty) {
  u32 n = a->window.to - a->window.from;
  float *in = NEWS(a->s->mem, float, n), *open = NEWS(a->s->mem, float, n + 1), *close = NEWS(a->s->mem, float, n + 1);
  weigher w = {.a = a, .m = m};
  for (u32 i = 0; i <= n; i++) {
    u32 token = a->window.from + i;
    edge e = edge_at(a, token);
    close[i] = close_score(&w, token, &e);
    if (i == n) break;
    in[i] = in_score(&w, token);
    open[i] = open_score(&w, token, &e);
  }
  chain_best(a->s->mem, in, open, close, n, inside, p, empty);
}

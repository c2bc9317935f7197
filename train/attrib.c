// Trains the chunk `attrib`: the cues, sources and contents of attributions, how they are put, through whom.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "choose.h"
#include "chunk.h"
#include "read/clause.h"
#include "read/entity.h"
#include "said.h"
#include "train.h"

enum { SLOTS = 1 << 21, EPOCHS = 20, MEMORY_GIB = 4, FOLDS = 4 };
static const float RATE = .06f, SHRINK = .1f;

// ---- cues

static bool is_anchor(const said_article *a, u32 token) {
  for (u32 i = 0; i < a->n; i++)
    if (a->say[i].anchor == token) return true;
  return false;
}

static void learn_cues(chooser *c, const said_article *a) {
  for (u32 t = 1; t < a->d->tokens.len; t++) {
    if (!cue_may_be(a->s, t)) continue;
    traits x;
    cue_traits(a->s, t, &x);
    chooser_yes_no(c, &x, is_anchor(a, t), 1);
  }
}

static void learn_reach(chooser *c, const said_article *a, const said *g) {
  run w = scene_window(a->s, g->anchor);
  traits x;
  for (u32 t = g->anchor; t-- > w.from;) {
    grow_traits(a->s, g->anchor, t, &x);
    chooser_yes_no(c, &x, t >= g->cue_at.from, 1);
    if (t < g->cue_at.from) break;
  }
  for (u32 t = g->anchor + 1; t < w.to; t++) {
    grow_traits(a->s, g->anchor, t, &x);
    chooser_yes_no(c, &x, t < g->cue_at.to, 1);
    if (t >= g->cue_at.to) break;
  }
}

// ---- sources

static float overlap(run a, run b) {
  u32 both = MIN(a.to, b.to) > MAX(a.from, b.from) ? MIN(a.to, b.to) - MAX(a.from, b.from) : 0;
  return (float)both / (float)(a.to - a.from + b.to - b.from - both);
}

static run tokens_of(const doc *d, span at) {
  run r = {token_at(d, at.beg), 0};
  for (r.to = r.from; r.to < d->tokens.len && d->tokens.at[r.to].beg < at.end; r.to++) continue;
  return r;
}

// The candidate that is most like the one marked; SOURCES_MOST where none is like it.
static u32 right_source(const said_article *a, const said *g, const phrase *found, u32 n) {
  if (!g->source.len) return 0;
  run want = tokens_of(a->d, g->source.at[0]);
  u32 best = SOURCES_MOST;
  float most = .5f;
  for (u32 i = 1; i < n; i++)
    if (overlap(found[i].at, want) > most) most = overlap(found[i].at, want), best = i;
  return best;
}

static phrase learn_source(chooser *c, const said_article *a, const said *g) {
  phrase found[SOURCES_MOST];
  static traits x[SOURCES_MOST];
  u32 n = source_candidates(a->s, g->anchor, g->cue_at, found), right = right_source(a, g, found, n);
  if (right == SOURCES_MOST) return found[0];
  for (u32 i = 0; i < n; i++) source_traits(a->s, g->anchor, g->cue_at, i ? &found[i] : NULL, &x[i]);
  chooser_one_of(c, x, n, right);
  return found[right];
}

// ---- contents

static void learn_content(chooser *c, const said_article *a, const said *g, phrase source) {
  asking ask = asking_of(a->s, g->anchor, g->cue_at, source);
  u32 from = ask.window.from, n = ask.window.to - from;
  bool *gold = NEWS(a->s->mem, bool, n);
  if (!said_tokens(a->d, g->content, ask.window, gold)) return;
  traits *x = malloc((3u * n + 1) * sizeof *x);
  float *score = NEWS(a->s->mem, float, 6 * (n + 1)), *in = score, *open = in + n, *close = open + n, *p_in = close + n + 1,
        *p_open = p_in + n, *p_close = p_open + n;
  if (!x) exit(1);
  for (u32 i = 0; i <= n; i++) {
    close_traits(&ask, from + i, &x[2 * n + i]);
    close[i] = score_label(&c->view, &x[2 * n + i], 0);
    if (i == n) break;
    in_traits(&ask, from + i, &x[i]);
    open_traits(&ask, from + i, &x[n + i]);
    in[i] = score_label(&c->view, &x[i], 0);
    open[i] = score_label(&c->view, &x[n + i], 0);
  }
  chain_odds(a->s->mem, in, open, close, n, p_in, p_open, p_close);
  for (u32 i = 0; i <= n; i++) {
    bool before = i && gold[i - 1], now = i < n && gold[i];
    chooser_push(c, &x[2 * n + i], 0, (before && !now) - p_close[i]);
    if (i == n) break;
    chooser_push(c, &x[i], 0, now - p_in[i]);
    chooser_push(c, &x[n + i], 0, (now && !before) - p_open[i]);
  }
  free(x);
}

// ---- how it is put, what kind of source

static u32 pieces_of(const bool *in, run window, run *piece) {
  u32 n = 0;
  for (u32 t = window.from; t < window.to && n < PIECES_MOST; t++) {
    if (!in[t - window.from]) continue;
    piece[n].from = t;
    while (t < window.to && in[t - window.from]) t++;
    piece[n++].to = t;
  }
  return n;
}

static saying saying_of(const said_article *a, const said *g, phrase source) {
  saying y = {.anchor = g->anchor, .cue = g->cue_at, .source = source, .content = g->content};
  run w = scene_window(a->s, g->anchor);
  bool *in = NEWS(a->s->mem, bool, w.to - w.from);
  said_tokens(a->d, g->content, w, in);
  y.pieces = pieces_of(in, w, y.piece);
  return y;
}

static void learn_labels(chooser *c, const said_article *a, const said *g, phrase source) {
  saying y = saying_of(a, g, source);
  traits t;
  mod_traits(a->s, &y, &t);
  chooser_label(c, &t, MOD_COUNT, g->mod + 1);
  if (!source.head || !g->hops) return;
  kind_traits(a->s, &y, entity_at(a->d, token_span(a->d, source.at.from, source.at.to)), &t);
  chooser_label(c, &t, SOURCE_COUNT, g->chain[0].kind + 1);
}

// ---- the article's own words

static u32 meets(spans list, span at) {
  u32 both = 0;
  for (u32 i = 0; i < list.len; i++)
    if (span_meets(list.at[i], at)) both += MIN(list.at[i].end, at.end) - MAX(list.at[i].beg, at.beg);
  return both;
}

static stance own_mod(const said_article *a, const clause *c) {
  span hull = spans_hull(c->at);
  for (u32 i = 0; i < a->owns; i++) {
    u32 both = meets(c->at, a->own[i].at);
    if (2 * both >= span_len(hull) + span_len(a->own[i].at) - both) return a->own[i].mod;
  }
  return MOD_FACT;
}

static void learn_own(chooser *c, const said_article *a) {
  arena_mark here = arena_here(a->s->mem);
  clauses all = clauses_find(a->s);
  for (u32 i = 0; i < all.len; i++) {
    const clause *x = &all.at[i];
    traits t;
    own_traits(a->s, x, &t);
    if (!x->attribution) chooser_label(c, &t, MOD_COUNT, own_mod(a, x) + 1);
    else if (x->main) chooser_label(c, &t, MOD_COUNT, a->say[x->attribution - 1].mod + 1);
  }
  arena_back(a->s->mem, here);
}

// ---- all of it

// What a model that has not learned from an article found there and the annotators have, too: how it is put is learned
// from spans as they will be found.
typedef struct {
  traits mod, kind;
  u32 mod_label, kind_label;   // kind_label 0: not asked
} finding;

typedef VEC(finding) findings;

static void learn_findings(chooser *c, const findings *f) {
  for (u32 i = 0; i < f->len; i++) {
    const finding *x = &f->at[i];
    chooser_label(c, &x->mod, MOD_COUNT, x->mod_label);
    if (x->kind_label) chooser_label(c, &x->kind, SOURCE_COUNT, x->kind_label);
  }
}

static void learn_article(chooser *c, const said_article *a) {
  learn_cues(c, a);
  learn_own(c, a);
  for (u32 i = 0; i < a->n; i++) {
    const said *g = &a->say[i];
    if (!g->anchor) continue;
    arena_mark here = arena_here(a->s->mem);
    learn_reach(c, a, g);
    phrase source = learn_source(c, a, g);
    learn_content(c, a, g, source);
    learn_labels(c, a, g, source);
    arena_back(a->s->mem, here);
  }
}

static void tell_reach(const said_set *set) {
  u32 cues = 0, asked = 0;
  for (u32 i = 0; i < set->n; i++)
    for (u32 j = 0; j < set->at[i].n; j++) {
      cues += set->at[i].say[j].anchor != 0;
      asked += set->at[i].say[j].anchor && cue_may_be(set->at[i].s, set->at[i].say[j].anchor);
    }
  fprintf(stderr, "attrib: %u articles, %u cues, %u of them asked about\n", set->n, cues, asked);
}

// The articles but those of one part of several; parts 0: all. found [set->n], NULL: nothing has been read before.
static chooser *learn(const said_set *set, const findings *found, u32 part, u32 parts) {
  chooser *c = chooser_new(SLOTS, RATE);
  u32 *order = calloc(set->n, sizeof *order), n = 0;
  if (!order) exit(1);
  dice roll = {7};
  for (u32 i = 0; i < set->n; i++)
    if (!parts || i % parts != part) order[n++] = i;
  for (u32 e = 0; e < EPOCHS; e++) {
    dice_shuffle(&roll, order, n);
    for (u32 i = 0; i < n; i++) {
      learn_article(c, &set->at[order[i]]);
      if (found) learn_findings(c, &found[order[i]]);
    }
    if (e >= EPOCHS / 3) chooser_keep(c);
    chooser_shrink(c, SHRINK);
  }
  free(order);
  chooser_average(c);
  return c;
}

// ---- how sure: models that have not seen an article read it; what they got right is learned

static u32 bytes_both(spans a, spans b) {
  u32 both = 0;
  for (u32 i = 0; i < b.len; i++) both += meets(a, b.at[i]);
  return both;
}

static u32 bytes_of(spans a) {
  u32 n = 0;
  for (u32 i = 0; i < a.len; i++) n += span_len(a.at[i]);
  return n;
}

// The annotators' attribution with the same cue and half of the content or more; NULL where there is none.
static const said *same_said(const said_article *a, const saying *y) {
  for (u32 i = 0; i < a->n; i++) {
    const said *g = &a->say[i];
    u32 both = bytes_both(y->content, g->content);
    bool cue = !y->anchor || !g->anchor || (g->cue_at.from < y->cue.to && y->cue.from < g->cue_at.to);
    if (cue && 2 * both >= bytes_of(y->content) + bytes_of(g->content) - both) return g;
  }
  return NULL;
}

typedef struct {
  traits of;
  bool right;
} tried;

typedef struct {
  VEC(tried) tries;
  findings *found;   // [articles]
} unseen;

static finding finding_of(const said_article *a, const saying *y, const said *g) {
  finding x = {.mod_label = g->mod + 1};
  mod_traits(a->s, y, &x.mod);
  if (!y->source.head || !g->hops) return x;
  kind_traits(a->s, y, entity_at(a->d, token_span(a->d, y->source.at.from, y->source.at.to)), &x.kind);
  x.kind_label = g->chain[0].kind + 1;
  return x;
}

static void read_article(arena *mem, unseen *to, const chooser *c, const said_article *a, findings *found) {
  sayings all = read_cues(a->s, &c->view);
  follow_quotes(a->s, &all);
  for (u32 i = 1; i < all.len; i++) {
    if (!all.at[i].content.len) continue;
    const said *g = same_said(a, &all.at[i]);
    tried one = {.right = g != NULL};
    sure_traits(a->s, &all.at[i], &one.of);
    vec_push(mem, &to->tries, one);
    if (g) vec_push(mem, found, finding_of(a, &all.at[i], g));
  }
}

static unseen read_unseen(arena *mem, const said_set *set) {
  unseen u = {.found = NEWS(mem, findings, set->n)};
  for (u32 j = 0; j < FOLDS; j++) {
    chooser *part = learn(set, NULL, j, FOLDS);
    for (u32 i = j; i < set->n; i += FOLDS) read_article(mem, &u, part, &set->at[i], &u.found[i]);
    chooser_free(part);
  }
  return u;
}

static void learn_sure(chooser *c, const unseen *u) {
  enum { SURE_EPOCHS = 20 };
  for (u32 e = 0; e < SURE_EPOCHS; e++)
    for (u32 i = 0; i < u->tries.len; i++) chooser_yes_no(c, &u->tries.at[i].of, u->tries.at[i].right, .2f);
}

static const char *const invented[] = {"business.txt", "desk.txt", "local.txt", "mixed.txt", "politics.txt", "science.txt", "wire.txt", "world.txt"};

// What an experiment leaves out: a part of the articles, whole sets, the model of p.
typedef struct {
  u32 part, parts;
  bool no_train, no_invented, no_outlets, no_sure;
} leaving;

static bool read_leaving(int argc, char **argv, leaving *l) {
  for (int i = 0; i < argc; i++) {
    str what = str_of(argv[i]);
    if (sscanf(argv[i], "%u/%u", &l->part, &l->parts) == 2) continue;
    if (str_eq(what, S("-train"))) l->no_train = true;
    else if (str_eq(what, S("-invented"))) l->no_invented = true;
    else if (str_eq(what, S("-outlets"))) l->no_outlets = true;
    else if (str_eq(what, S("-sure"))) l->no_sure = true;
    else return false;
  }
  return true;
}

static said_set read_sets(arena *mem, const char *data, const kit *k, const leaving *l) {
  said_set set = {0};
  if (!l->no_train) said_read(mem, &set, data, "attribution/wikinews-chains/train.jsonl.xz", k, l->part, l->parts);
  if (!l->no_outlets) said_read_outlets(mem, &set, data, "train/annotated", "outlets.jsonl", k);
  for (u32 i = 0; !l->no_invented && i < COUNT_OF(invented); i++) said_read_marked(mem, &set, "train/annotated", invented[i], k);
  return set;
}

// OUT DATADIR PACK [PART/PARTS] [-train] [-invented] [-outlets] [-sure]: the pack has the chunks of the language core.
int train_attrib(int argc, char **argv) {
  leaving l = {0};
  if (argc < 4 || !read_leaving(argc - 4, argv + 4, &l)) return 2;
  fail f;
  kit k = {.pack = pack_open(argv[3], &f)};
  if (!k.pack) return fprintf(stderr, "attrib: %s: %s\n", argv[3], f.msg), 1;
  if (pack_chunk(k.pack, "attrib").n) return fprintf(stderr, "attrib: %s has the chunk already: old weights would be looked at\n", argv[3]), 1;
  arena *mem = arena_new((size_t)MEMORY_GIB << 30);
  if (!mem || setjmp(*arena_spent(mem))) return fprintf(stderr, "attrib: out of memory\n"), 1;
  said_set set = read_sets(mem, argv[2], &k, &l);
  tell_reach(&set);
  unseen u = {0};
  if (!l.no_sure) u = read_unseen(mem, &set);
  chooser *c = learn(&set, u.found, 0, 0);
  learn_sure(c, &u);
  out chunk = {0};
  chooser_write(c, &chunk);
  chooser_free(c);
  return chunk_write(argv[1], &chunk);
}

// The ranking of antecedents: a log-linear model over the candidates of each anaphor and "new" (Denis and Baldridge 2008),
// by stochastic gradient on OntoGUM's chains, on the pronouns of LitBank's novels and, for those who say something, on the
// sources of the news chains; and the table of first names.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chunk.h"
#include "coref_gold.h"
#include "doc/stages.h"
#include "learner.h"
#include "read/alias.h"
#include "read/coref.h"
#include "said.h"
#include "train.h"
#include "xz.h"

enum { ROUNDS = 6, NEWS_TIMES = 2, MOST_ROWS = 20000, CUT = 8000, MEMORY_GIB = 8 };
static const float RATE = 0.15f;

// What a wrong choice costs (Durrett and Klein 2013): a chain broken is worse than a link too many.
static const float COST_NEW = 3.0f, COST_LINK = 0.2f, COST_WRONG = 1.0f;

typedef struct {
  learner *l;
  const u32 *firsts;
  u32 nfirsts;
  u32 decisions, right;
} training;

typedef struct {
  feature_list f;
  bool right;
  float score, cost;
} choice;

static float score(const training *t, const feature_list *f) {
  float s;
  learner_scores(t->l, f->at, f->len, &s);
  return s;
}

// Towards the right ones, in the measure that the model believes in each of them; away from all by their probability.
static void step(training *t, choice *c, u32 n) {
  double most = -1e9, all = 0, good = 0;
  u32 best = 0;
  for (u32 i = 0; i < n; i++) {
    c[i].score = score(t, &c[i].f);
    if (c[i].score > c[best].score) best = i;
  }
  for (u32 i = 0; i < n; i++) {
    c[i].score += c[i].cost;
    if (c[i].score > most) most = c[i].score;
  }
  for (u32 i = 0; i < n; i++) {
    double e = exp(c[i].score - most);
    all += e;
    if (c[i].right) good += e;
  }
  t->decisions++;
  t->right += c[best].right;
  learner_tick(t->l);
  for (u32 i = 0; i < n; i++) {
    double p = exp(c[i].score - most), want = c[i].right ? p / good : 0;
    float by = (float)(want - p / all) * RATE;
    if (fabsf(by) > 1e-4f) learner_add(t->l, c[i].f.at, c[i].f.len, 0, by);
  }
}

static u32 chain_of_cluster(const coref *k, const u32 *chain, u32 c) {
  for (u32 r = k->c.at[c].first; r; r = k->next[r])
    if (chain[k->m.at[r].head]) return chain[k->m.at[r].head];
  return 0;
}

// One decision on what the annotators say; the row then joins its true cluster.
static void learn_row(training *t, coref *k, u32 row, const u32 *chain) {
  static choice c[CANDIDATES + 1];
  candidate found[CANDIDATES];
  u32 n = candidates_of(k, row, found), true_chain = chain[k->m.at[row].head], to = 0;
  for (u32 i = 0; i < n; i++) {
    c[i].f.len = 0;
    pair_features(k, row, found[i], &c[i].f);
    u32 theirs = chain[k->m.at[found[i].row].head];
    if (!theirs) theirs = chain_of_cluster(k, chain, found[i].cluster);
    c[i].right = true_chain && theirs == true_chain;
    if (c[i].right && !to) to = found[i].cluster;
  }
  c[n].f.len = 0;
  new_features(k, row, found, n, &c[n].f);
  c[n].right = !to;
  c[n].cost = to ? COST_NEW : 0;
  for (u32 i = 0; i < n; i++) c[i].cost = c[i].right ? 0 : to ? COST_WRONG : COST_LINK;
  if (n) step(t, c, n + 1);
  if (to) cluster_add(k, to, row);
  else cluster_new(k, row);
}

// The model so far decides, where nobody has annotated.
static void decide_row(const training *t, coref *k, u32 row) {
  candidate found[CANDIDATES];
  feature_list f = {.len = 0};
  u32 n = candidates_of(k, row, found), to = 0;
  new_features(k, row, found, n, &f);
  float most = score(t, &f);
  for (u32 i = 0; i < n; i++) {
    f.len = 0;
    pair_features(k, row, found[i], &f);
    float s = score(t, &f);
    if (s > most) most = s, to = found[i].cluster;
  }
  if (to) cluster_add(k, to, row);
  else cluster_new(k, row);
}

static str cluster_words(const coref *k, u32 c) {
  const markable *m = &k->m.at[k->c.at[c].name];
  return k->c.at[c].name ? doc_str(k->s->d, token_span(k->s->d, m->beg, m->end)) : (str){0};
}

// A pronoun that says something, of which the chain has the name: the clusters with this name are right.
static void learn_speaker(training *t, coref *k, u32 row, str name) {
  static choice c[CANDIDATES + 1];
  candidate found[CANDIDATES];
  u32 n = candidates_of(k, row, found), to = 0;
  for (u32 i = 0; i < n; i++) {
    str other = cluster_words(k, found[i].cluster);
    c[i] = (choice){.right = other.n && (person_names_match(other, name) == NAMES_SAME ||
                                         body_names_match(other, name) == NAMES_SAME)};
    pair_features(k, row, found[i], &c[i].f);
    if (c[i].right && !to) to = found[i].cluster;
  }
  if (!to) {
    decide_row(t, k, row);
    return;
  }
  c[n] = (choice){.cost = COST_NEW};
  new_features(k, row, found, n, &c[n].f);
  for (u32 i = 0; i < n; i++) c[i].cost = c[i].right ? 0 : COST_WRONG;
  step(t, c, n + 1);
  cluster_add(k, to, row);
}

static coref names_of(const training *t, survey *s) {
  names_find(s);
  coref k = coref_make(s, (str){0});
  k.firsts = t->firsts;
  k.nfirsts = t->nfirsts;
  coref_names(&k);
  coref_roles(&k);
  quotes_read(&k);
  return k;
}

static void learn_article(training *t, const said_article *a) {
  arena *mem = arena_new((size_t)1 << 30);
  survey s = survey_make(a->d, mem);
  coref k = names_of(t, &s);
  str *name = NEWS(mem, str, a->d->tokens.len + 1);
  for (u32 i = 0; i < a->n; i++) {
    const said *x = &a->say[i];
    u32 token = x->source.len ? token_at(a->d, x->source.at[0].beg) : 0;
    if (token && x->hops == 1 && x->chain[0].named) name[token] = x->chain[0].name;
  }
  const u32 *order = coref_order(&k);
  for (u32 i = 0; i + 1 < k.m.len; i++) {
    u32 row = order[i];
    if (k.of[row] || set_resolve(&k, row)) continue;
    bool told = k.m.at[row].form == FORM_PRONOUN && k.m.at[row].person == 3 && name[k.m.at[row].head].n;
    if (!is_anaphor(&k, row)) cluster_new(&k, row);
    else if (told) learn_speaker(t, &k, row, name[k.m.at[row].head]);
    else decide_row(t, &k, row);
  }
  arena_free(mem);
}

// A document to learn from; novels have chains for people and places only, so that what has none there tells nothing.
typedef struct {
  const doc *d;
  const gold_chains *g;
  bool novel;
} learned;

static void learn_doc(training *t, const learned *from) {
  arena *mem = arena_new((size_t)1 << 30);
  const doc *d = from->d;
  const gold_chains *g = from->g;
  survey s = survey_make(d, mem);
  coref k = names_of(t, &s);
  const u32 *order = coref_order(&k), *chain = gold_chain_of_heads(mem, d, g);
  for (u32 i = 0; i + 1 < k.m.len; i++) {
    u32 row = order[i];
    if (k.of[row] || set_resolve(&k, row)) continue;
    bool told = !from->novel || (k.m.at[row].form == FORM_PRONOUN && chain[k.m.at[row].head]);
    if (!is_anaphor(&k, row)) cluster_new(&k, row);
    else if (told) learn_row(t, &k, row, chain);
    else decide_row(t, &k, row);
  }
  arena_free(mem);
}

// The words of a document as the program itself reads them.
static doc *read_own(arena *mem, const kit *k, const doc *gold) {
  doc *d = doc_untagged(mem, gold);
  stage_tag(d, k);
  stage_parse(d, k);
  stage_name(d, k);
  return d;
}

static int ascending(const void *a, const void *b) {
  u32 x = *(const u32 *)a, y = *(const u32 *)b;
  return x < y ? -1 : x > y;
}

// A name that both lists have says nothing and is left out.
static u32 *first_names(arena *mem, const char *dir, u32 *count) {
  VEC(u32) all = {0};
  for (u32 woman = 0; woman < 2; woman++) {
    str rest = read_data(dir, woman ? "gazetteer/first-names/female.txt" : "gazetteer/first-names/male.txt");
    while (rest.n) {
      str name = str_trim(str_token(&rest, '\n'));
      if (name.n && name.p[0] != '#') vec_push(mem, &all, first_name_hash(str_lower(mem, name)) | woman);
    }
  }
  qsort(all.at, all.len, sizeof *all.at, ascending);
  u32 n = 0;
  for (u32 i = 0; i < all.len; i++) {
    bool both =
        (i && (all.at[i - 1] | 1) == (all.at[i] | 1)) || (i + 1 < all.len && (all.at[i + 1] | 1) == (all.at[i] | 1));
    if (!both) all.at[n++] = all.at[i];
  }
  *count = n;
  return all.at;
}

static int write_model(const training *t, const char *path) {
  out model = {0}, chunk = {0};
  learner_finish(t->l, &model, MOST_ROWS, CUT);
  str part[COREF_PARTS] = {out_view(&model), {(const char *)t->firsts, t->nfirsts * sizeof *t->firsts}};
  parts_write(&chunk, COREF_KIND, part, COREF_PARTS);
  return chunk_write(path, &chunk);
}

int train_coref(int argc, char **argv) {
  if (argc < 4) return fprintf(stderr, "usage: stemma-train coref OUT DATADIR PACK\n"), 2;
  fail f;
  kit k = {.pack = pack_open(argv[3], &f)};
  if (!k.pack) return fprintf(stderr, "coref: %s: %s\n", argv[3], f.msg), 1;
  arena *mem = arena_new((size_t)MEMORY_GIB << 30);
  treebank *bank = treebank_read(mem, argv[2], "syntax/gum-open/gum-open-train.conllu.xz");
  gold_chains *g = gold_chains_read(mem, argv[2], "coref/ontogum-open/ontogum-open-train.conll.xz", bank);
  said_set news = {0};
  said_read(mem, &news, argv[2], "attribution/wikinews-chains/train.jsonl.xz", &k, 0, 0);
  said_read_outlets(mem, &news, argv[2], "train/annotated", "outlets.jsonl", &k);
  training t = {.l = learner_new(1)};
  t.firsts = first_names(mem, argv[2], &t.nfirsts);
  gold_chains *in_novels;
  treebank *novels = litbank_read(mem, argv[2], &in_novels);
  VEC(learned) all = {0};
  for (u32 i = 0; i < bank->docs; i++) {
    doc *own = read_own(mem, &k, bank->doc[i]);
    stage_name(bank->doc[i], &k);
    vec_push(mem, &all, ((learned){bank->doc[i], &g[i], false}));
    vec_push(mem, &all, ((learned){own, &g[i], false}));
  }
  for (u32 i = 0; i < novels->docs; i++)
    vec_push(mem, &all, ((learned){read_own(mem, &k, novels->doc[i]), &in_novels[i], true}));
  u32 *order = NEWS(mem, u32, all.len);
  for (u32 i = 0; i < all.len; i++) order[i] = i;
  dice d = {1};
  for (u32 round = 0; round < ROUNDS; round++) {
    dice_shuffle(&d, order, all.len);
    t.decisions = t.right = 0;
    for (u32 i = 0; i < all.len; i++) learn_doc(&t, &all.at[order[i]]);
    for (u32 i = 0; i < NEWS_TIMES * news.n; i++) learn_article(&t, &news.at[i % news.n]);
    printf("  round %u: %u of %u anaphors right\n", round + 1, t.right, t.decisions);
  }
  return write_model(&t, argv[1]);
}

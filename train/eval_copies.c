// Scores the search for reused text against the exact counts of ../shared/data/reuse: every pair with Jaccard or
// containment of shingles of a half or more must be found, and classes must agree with theirs.
#include <stdio.h>

#include "eval.h"
#include "graph/copies.h"
#include "news.h"

typedef struct {
  u32 wanted, found, copies, called, wrong;   // pairs to find, found; copies by class, of them called so, others called so
} tally;

static u32 article_of(const news *set, str id) {
  u32 name = words_find(set->names, id);
  for (u32 i = 1; i <= set->n; i++)
    if (set->id[i] == name) return i;
  return 0;
}

static const reuse_pair *pair_of(const shingles *sh, u32 a, u32 b) {
  for (u32 i = 0; i < sh->pairs.len; i++)
    if (sh->pairs.at[i].a == MIN(a, b) && sh->pairs.at[i].b == MAX(a, b)) return &sh->pairs.at[i];
  return NULL;
}

static void judge(tally *t, const news *set, const shingles *sh, const json_t *row) {
  u32 a = article_of(set, json_text(row, "a")), b = article_of(set, json_text(row, "b"));
  double jaccard = json_number_value(json_object_get(row, "jaccard"));
  double containment = json_number_value(json_object_get(row, "containment"));
  const reuse_pair *p = a && b ? pair_of(sh, a, b) : NULL;
  if (jaccard >= 0.5 || containment >= 0.5) {
    t->wanted++;
    t->found += p && p->common >= 0.9 * json_number_value(json_object_get(row, "common"));
  }
  str silver = json_text(row, "silver_class");
  bool copied = str_eq(silver, S("copy")) || str_eq(silver, S("partial"));
  overlap o = p ? overlap_of(set->mem, sh, p->a, p->b) : (overlap){0};
  bool called = p && overlap_is_copy(&o);
  t->copies += copied;
  t->called += copied && called;
  t->wrong += !copied && called && json_is_true(json_object_get(row, "same_story"));
}

static void score(const char *data, const char *articles, const char *pairs, const kit *k) {
  news *set = news_read(data, articles, k, "segment");
  shingles *sh = shingles_of(set->mem, set->docs, set->n);
  tally t = {0};
  str rest = read_data(data, pairs);
  for (json_t *row; (row = next_row(&rest)); json_decref(row)) judge(&t, set, sh, row);
  printf("%s: %u of %u pairs with Jaccard or containment of .5 found; of %u copies %u called so, of others in one story %u\n",
         pairs, t.found, t.wanted, t.copies, t.called, t.wrong);
  news_free(set);
}

void eval_copies(const kit *k, const char *dir) {
  score(dir, "clustering/news-cluster/articles.jsonl.xz", "reuse/news-cluster-pairs/pairs.jsonl.xz", k);
  score(dir, "clustering/ecbplus/docs.jsonl.xz", "reuse/ecbplus-pairs/pairs.jsonl.xz", k);
}

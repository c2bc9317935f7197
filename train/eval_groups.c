// Scores the grouping of articles into stories: BCubed over the sets of ../shared/data/clustering, each fed in its order.
#include <stdio.h>

#include "graph/group.h"
#include "chunk.h"
#include "eval.h"
#include "news.h"

static likeness table_of(const kit *k) { return likeness_of(pack_chunk(k->pack, "align")); }

static double bcubed(const u32 *of, const u32 *other, u32 n) {
  double sum = 0;
  for (u32 i = 1; i <= n; i++) {
    u32 both = 0, all = 0;
    for (u32 j = 1; j <= n; j++) {
      all += of[i] == of[j];
      both += of[i] == of[j] && other[i] == other[j];
    }
    sum += (double)both / all;
  }
  return sum / n;
}

static void pairs(const u32 *said, const u32 *gold, u32 n, double *f1) {
  u64 right = 0, told = 0, wanted = 0;
  for (u32 i = 1; i <= n; i++)
    for (u32 j = i + 1; j <= n; j++) {
      told += said[i] == said[j];
      wanted += gold[i] == gold[j];
      right += said[i] == said[j] && gold[i] == gold[j];
    }
  *f1 = 2.0 * (double)right / (double)(told + wanted);
}

// Articles without dates are fed in an order that is mixed and the same each time.
static void shuffle(news *set) {
  dice d = {5};
  for (u32 i = set->n; i > 1; i--) {
    u32 j = 1 + dice_below(&d, i), held = set->story[i];
    const doc *at = set->docs[i];
    set->docs[i] = set->docs[j], set->story[i] = set->story[j];
    set->docs[j] = at, set->story[j] = held;
  }
}

static void score(const char *data, const char *name, const kit *k) {
  news *set = news_read(data, name, k, "name");
  shuffle(set);
  grouping g = group_articles(set->mem, terms_new(set->mem, set->docs, set->n, table_of(k)), set->docs, set->n);
  double p = bcubed(g.story, set->story, set->n), r = bcubed(set->story, g.story, set->n), f;
  pairs(g.story, set->story, set->n, &f);
  printf("%s: %u documents, %u stories, BCubed P %.3f R %.3f F1 %.3f, pairwise F1 %.3f\n", name, set->n, g.count, p, r,
         2 * p * r / (p + r), f);
  news_free(set);
}

// Pairs of articles, the same story or not: the two are a batch of their own.
static void score_pairs(const char *data, const char *name, const kit *k) {
  u32 n[2] = {0}, right[2] = {0};
  str rest = read_data(data, name);
  for (json_t *row; (row = next_row(&rest)); json_decref(row)) {
    if (!str_eq(json_text(row, "lang"), S("en"))) continue;
    news *set = news_new(2);
    news_add(set, json_object_get(row, "first"), k, "name");
    news_add(set, json_object_get(row, "second"), k, "name");
    grouping g = group_articles(set->mem, terms_new(set->mem, set->docs, set->n, table_of(k)), set->docs, set->n);
    bool same = json_is_true(json_object_get(row, "same_story"));
    n[same]++;
    right[same] += (g.count == 1) == same;
    news_free(set);
  }
  printf("%s: %u of %u pairs of one story together, %u of %u others apart\n", name, right[1], n[1], right[0], n[0]);
}

void eval_groups(const kit *k, const char *dir) {
  score(dir, "clustering/news-cluster/articles.jsonl.xz", k);
  score(dir, "clustering/ecbplus/docs.jsonl.xz", k);
  score(dir, "clustering/gvc/docs.jsonl.xz", k);
  score_pairs(dir, "clustering/tg-pairs/pairs.jsonl.xz", k);
}

// How well claims of several articles are aligned, by cross-validation over the annotated stories: each story is judged by
// weights that were learned on the others. Once on the claims that the program finds, once on the annotated spans.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "eval.h"
#include "stories.h"

static void cross_validate(const kit *k, const char *dir, bool spans_given) {
  static gold_story g[GOLD_STORIES];
  float w[PAIR_WEIGHTS];
  u32 n = read_gold_stories(dir, k, likeness_of(pack_chunk(k->pack, "align")), spans_given, g), pairs = 0, same = 0;
  pair_score s = {0};
  for (u32 i = 0; i < n; i++) {
    likeness l = learn_pairs(g, n, i, w);
    judge_pairs(&g[i].pairs, g[i].p, &l);
    alignment al = align_claims(g[i].p, &g[i].pairs);
    score_groups(&g[i], &al, &s);
    for (u32 q = 0; q < g[i].pairs.n; q++) pairs++, same += g[i].same[q];
  }
  printf("%s: %u stories, %u pairs looked at, %u of one point: claim pairs F1 %.1f (P %.1f of %.0f, R %.1f of %.0f)\n",
         spans_given ? "annotated spans" : "claims found", n, pairs, same, 100 * score_f1(&s), 100 * s.right / fmax(1, s.said), s.said,
         100 * s.found / s.gold, s.gold);
  free_gold_stories(g, n);
}

void eval_points(const kit *k, const char *dir) {
  cross_validate(k, dir, false);
  cross_validate(k, dir, true);
}

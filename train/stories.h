// The annotated stories of ../shared/data/claims/story-gold as documents, with the gold members of their claims.
#ifndef STEMMA_TRAIN_STORIES_H
#define STEMMA_TRAIN_STORIES_H

#include "graph/align.h"
#include "news.h"

enum { GOLD_STORIES = 12 };

typedef struct {
  u32 article;
  span at;            // bytes of its document's text
  u32 group;
} gold_member;

// One story with what the program makes of it.
typedef struct {
  news *set;
  stories all;
  story one;
  props *p;
  claim_pairs pairs;
  bool *same;         // [pairs] whether both fit one gold claim
  VEC(gold_member) members;
} gold_story;

// Reads the stories through all stages. `spans_given`: the gold spans stand for the claims that the program would find.
u32 read_gold_stories(const char *data, const kit *k, likeness table, bool spans_given, gold_story to[GOLD_STORIES]);
void free_gold_stories(gold_story *g, u32 n);

enum { PAIR_WEIGHTS = LIKE_COUNT + CONTEXT_COUNT };

// The weights w [PAIR_WEIGHTS] of pairs, learned on all stories but one (n: on all); gives them as a likeness without a table.
likeness learn_pairs(gold_story *g, u32 n, u32 left_out, float *w);


float fit_of(const doc *d, spans said, span gold);                   // F of their tokens
bool same_point(const gold_story *s, u32 i, u32 j);                  // do the props i and j fit one gold claim

typedef struct {
  double said, right, gold, found;
} pair_score;

void score_groups(const gold_story *s, const alignment *al, pair_score *to);   // as eval/judge_stories.py counts
double score_f1(const pair_score *s);

#endif

#include "lang/name_chain.h"

#include "model/lanes.h"
#include "model/path.h"

static const name_kind kind_of[LEARNED_KINDS] = {NAME_PERSON, NAME_ORGANISATION, NAME_PLACE,
                                                 NAME_PEOPLE, NAME_EVENT,        NAME_OTHER};

name_kind name_label_kind(u32 label) { return label ? kind_of[(label - 1) / 2] : NAME_NONE; }

u32 name_label_of(name_kind kind, bool begins) {
  if (kind == NAME_COUNTRY || kind == NAME_CITY) kind = NAME_PLACE;
  for (u32 i = 0; i < LEARNED_KINDS; i++)
    if (kind_of[i] == kind) return 1 + 2 * i + !begins;
  return 0;
}

// The words that are asked about, and the scores of their labels in quarters of the model's unit.
typedef struct {
  u32 *token, len;
  i32 (*score)[PATH_STATES];
} asked;

enum { QUARTERS = 4 };

static path_changes changes_of(const name_tables *n) {
  path_changes c = path_changes_none();
  for (u32 b = 0; b < NAME_LABELS; b++)
    for (u32 l = 0; l < NAME_LABELS; l++)
      if (name_may_follow(b, l)) path_changes_set(&c, b, l, QUARTERS * n->change[b * NAME_LABELS + l]);
  return c;
}

// Words in a row that may be names are decoded together: those that may be none stand around them, or the ends of the
// sentence.
static void decode_all(const name_view *v, const asked *a, const path_changes *c, u8 *label) {
  u8(*back)[PATH_STATES] = arena_take(v->d->mem, a->len + 1u, sizeof *back);
  const u32 *in = v->d->tokens.sentence;
  for (u32 k = 0, end; k < a->len; k = end) {
    u32 first = a->token[k];
    end = k + 1;
    while (end < a->len && a->token[end] == a->token[end - 1] + 1 && in[a->token[end]] == in[first]) end++;
    bool goes_on = first + (end - k) < v->d->sentences.at[in[first]].last;
    path_best(c, (const i32(*)[PATH_STATES])(a->score + k), end - k, goes_on, back, label + first, lanes_fast());
  }
}

// ---------------------------------------------------------------- votes

enum { SURE_VOTE = 32 };  // at least two occurrences, two thirds of them so

// The label that most have, + 1, and whether it is sure; 0 where nothing was counted.
static u8 vote_of(const u16 tally[NAME_LABELS]) {
  u32 best = 0, sum = 0;
  for (u32 l = 0; l < NAME_LABELS; l++) {
    sum += tally[l];
    if (tally[l] > tally[best]) best = l;
  }
  return sum ? (u8)(best + 1 + (sum > 1 && 3u * tally[best] >= 2 * sum ? SURE_VOTE : 0)) : 0;
}

u8 *name_votes(const name_view *v, const u8 *label) {
  const doc *d = v->d;
  u32 count = words_count(d->words);
  u16(*tally)[NAME_LABELS] = arena_take(d->mem, count, sizeof *tally);
  u8 *vote = NEWS(d->mem, u8, count);
  for (u32 i = 1; i < d->tokens.len; i++) {
    if (v->look[i].writing != WRITTEN_PLAIN || (!label[i] && !v->look[i].run_end)) continue;
    u16 *n = &tally[d->tokens.low[i]][label[i]];
    if (*n < UINT16_MAX) (*n)++;
    vote[d->tokens.low[i]] = 1;
  }
  for (u32 w = 0; w < count; w++)
    if (vote[w]) vote[w] = vote_of(tally[w]);
  return vote;
}

// ---------------------------------------------------------------- reading

static void add_linear(const linear *m, const u64 *feature, u32 n, i32 *score) {
  i16 sum[MOST_LABELS];
  linear_scores(m, feature, n, sum);
  for (u32 l = 0; l < NAME_SCORES; l++) score[l] += QUARTERS * sum[l];
}

static const u8 *vector_at(const name_view *v, const name_tables *n, u32 i) {
  return v->d->tokens.context + (size_t)i * n->context.width;
}

// A damaged pack can give any number.
static i32 in_quarters(float x) {
  const float most = (float)PATH_MOST / (float)QUARTERS;
  return (i32)(QUARTERS * (x > -most ? x < most ? x : most : -most));
}

static void add_context(const name_view *v, const name_tables *n, u32 i, i32 *score) {
  if (!n->context.width) return;
  const u8 *const near[NEARS] = {i > v->first ? vector_at(v, n, i - 1) : NULL, vector_at(v, n, i),
                                 i + 1 < v->last ? vector_at(v, n, i + 1) : NULL};
  float sum[NAME_SCORES];
  name_context_scores(&n->context, near, sum);
  for (u32 l = 0; l < NAME_SCORES; l++) score[l] += in_quarters(sum[l]);
}

static asked asked_of(name_view *v) {
  asked a = {.token = NEWS(v->d->mem, u32, v->d->tokens.len)};
  for (u32 s = 1; s < v->d->sentences.len; s++) {
    name_view_sentence(v, s);
    for (u32 i = v->first; i < v->last; i++)
      if (may_be_name(v, i)) a.token[a.len++] = i;
  }
  a.score = arena_take(v->d->mem, a.len + 1u, sizeof *a.score);
  return a;
}

// What counts is how much better a label is than none.
static void relate(i32 *score) {
  for (u32 l = NAME_LABELS; l-- > 0;) score[l] -= score[0];
}

// Scores of all words that may be names by what stands around them.
static void score_all(name_view *v, const name_tables *n, asked *a) {
  u64 feature[NAME_FEATURES];
  for (u32 k = 0; k < a->len; k++) {
    u32 i = a->token[k];
    name_view_sentence(v, v->d->tokens.sentence[i]);
    add_linear(&n->model, feature, name_features(v, i, feature), a->score[k]);
    add_context(v, n, i, a->score[k]);
    relate(a->score[k]);
  }
}

static void add_votes(name_view *v, const name_tables *n, asked *a) {
  u64 feature[VOTE_FEATURES];
  for (u32 k = 0; k < a->len; k++) {
    name_view_sentence(v, v->d->tokens.sentence[a->token[k]]);
    u32 count = name_vote_features(v, a->token[k], feature);
    if (count) add_linear(&n->model, feature, count, a->score[k]);
  }
}

static asked read_once(name_view *v, const name_tables *n, const path_changes *c, u8 *label) {
  asked a = asked_of(v);
  score_all(v, n, &a);
  decode_all(v, &a, c, label);
  return a;
}

void name_chain_once(name_view *v, const name_tables *n, u8 *label) {
  path_changes c = changes_of(n);
  read_once(v, n, &c, label);
}

void name_chain(name_view *v, const name_tables *n, u8 *label) {
  path_changes c = changes_of(n);
  asked a = read_once(v, n, &c, label);
  v->vote = name_votes(v, label);
  add_votes(v, n, &a);
  decode_all(v, &a, &c, label);
}

#include "lang/name_chain.h"

static const name_kind kind_of[LEARNED_KINDS] = {NAME_PERSON, NAME_ORGANISATION, NAME_PLACE,
                                                 NAME_PEOPLE, NAME_EVENT,        NAME_OTHER};

name_kind name_label_kind(u32 label) { return label ? kind_of[(label - 1) / 2] : NAME_NONE; }

u32 name_label_of(name_kind kind, bool begins) {
  if (kind == NAME_COUNTRY || kind == NAME_CITY) kind = NAME_PLACE;
  for (u32 i = 0; i < LEARNED_KINDS; i++)
    if (kind_of[i] == kind) return 1 + 2 * i + !begins;
  return 0;
}

static const float DEAD = -1e30f;

// One step of Viterbi: the best way to each label from the labels that are alive.
static void step(const float before[NAME_LABELS], const float *change, const float *score, u32 labels,
                 float now[NAME_LABELS], u8 back[NAME_LABELS]) {
  for (u32 l = 0; l < NAME_LABELS; l++) now[l] = DEAD;
  for (u32 b = 0; b < NAME_LABELS; b++) {
    if (before[b] <= DEAD) continue;
    for (u32 l = 0; l < labels; l += l ? 2 : 1) {  // none and the first words of names follow all labels
      float sum = before[b] + change[b * NAME_LABELS + l];
      if (sum > now[l]) now[l] = sum, back[l] = (u8)b;
    }
    u32 inside = name_label_inside(b);
    if (!b || inside >= labels) continue;
    float sum = before[b] + change[b * NAME_LABELS + inside];
    if (sum > now[inside]) now[inside] = sum, back[inside] = (u8)b;
  }
  for (u32 l = 0; l < labels; l++) now[l] += score[l];
}

// A word that may be no name ends all chains, so that paths meet there.
void name_decode(const name_view *v, const float *score, const float *change, u8 *label) {
  u32 count = v->last - v->first;
  float best[2][NAME_LABELS];
  u8(*back)[NAME_LABELS] = arena_take(v->d->mem, count, sizeof *back);
  for (u32 l = 0; l < NAME_LABELS; l++) best[1][l] = l ? DEAD : 0;
  for (u32 i = 0; i < count; i++)
    step(best[(i + 1) % 2], change, score + (size_t)i * NAME_LABELS, may_be_name(v, v->first + i) ? NAME_LABELS : 1,
         best[i % 2], back[i]);
  u32 at = 0;
  const float *end = best[(count + 1) % 2];
  for (u32 l = 1; l < NAME_LABELS; l++)
    if (end[l] > end[at]) at = l;
  for (u32 i = count; i-- > 0; at = back[i][at]) label[v->first + i] = (u8)at;
}

// ---------------------------------------------------------------- votes

enum { SURE_VOTE = 32 };  // at least two occurrences, two thirds of them so

u8 *name_votes(const name_view *v, const u8 *label) {
  const doc *d = v->d;
  u32 count = words_count(d->words);
  u16(*tally)[NAME_LABELS] = arena_take(d->mem, count, sizeof *tally);
  u8 *vote = NEWS(d->mem, u8, count);
  for (u32 i = 1; i < d->tokens.len; i++) {
    u16 *n = &tally[d->tokens.low[i]][label[i]];
    bool votes = v->look[i].writing == WRITTEN_PLAIN && may_be_name(v, i) && (label[i] || v->look[i].run_end);
    if (votes && *n < UINT16_MAX) (*n)++;
  }
  for (u32 w = 0; w < count; w++) {
    u32 best = 0, sum = 0;
    for (u32 l = 0; l < NAME_LABELS; l++) {
      sum += tally[w][l];
      if (tally[w][l] > tally[w][best]) best = l;
    }
    if (sum) vote[w] = (u8)(best + 1 + (sum > 1 && 3u * tally[w][best] >= 2 * sum ? SURE_VOTE : 0));
  }
  return vote;
}

// ---------------------------------------------------------------- reading

static void add_scores(const linear *m, const u64 *feature, u32 n, i16 *to) {
  i16 sum[MOST_LABELS];
  linear_scores(m, feature, n, sum);
  for (u32 l = 0; l < NAME_LABELS; l++) to[l] = (i16)(to[l] + sum[l]);
}

// Scores of all words that may be names by what stands around them: [T][NAME_LABELS].
static i16 *score_all(name_view *v, const name_tables *n) {
  u64 feature[NAME_FEATURES];
  i16 *score = NEWS(v->d->mem, i16, (size_t)v->d->tokens.len * NAME_LABELS);
  for (u32 s = 1; s < v->d->sentences.len; s++) {
    name_view_sentence(v, s);
    for (u32 i = v->first; i < v->last; i++)
      if (may_be_name(v, i))
        add_scores(&n->model, feature, name_features(v, i, feature), score + (size_t)i * NAME_LABELS);
  }
  return score;
}

static void add_votes(name_view *v, const name_tables *n, i16 *score) {
  u64 feature[VOTE_FEATURES];
  for (u32 s = 1; s < v->d->sentences.len; s++) {
    name_view_sentence(v, s);
    for (u32 i = v->first; i < v->last; i++)
      if (may_be_name(v, i))
        add_scores(&n->model, feature, name_vote_features(v, i, feature), score + (size_t)i * NAME_LABELS);
  }
}

static bool has_candidates(const name_view *v) {
  for (u32 i = v->first; i < v->last; i++)
    if (may_be_name(v, i)) return true;
  return false;
}

static void decode_all(name_view *v, const i16 *score, const float *change, u8 *label) {
  for (u32 s = 1; s < v->d->sentences.len; s++) {
    name_view_sentence(v, s);
    if (!has_candidates(v)) continue;
    arena_mark here = arena_here(v->d->mem);
    float *own = NEWS(v->d->mem, float, (size_t)(v->last - v->first) * NAME_LABELS);
    for (size_t i = 0; i < (size_t)(v->last - v->first) * NAME_LABELS; i++)
      own[i] = score[(size_t)v->first * NAME_LABELS + i];
    name_decode(v, own, change, label);
    arena_back(v->d->mem, here);
  }
}

static void widen_change(const name_tables *n, float *change) {
  for (u32 i = 0; i < NAME_LABELS * NAME_LABELS; i++) change[i] = n->change[i];
}

void name_chain_once(name_view *v, const name_tables *n, u8 *label) {
  float change[NAME_LABELS * NAME_LABELS];
  widen_change(n, change);
  decode_all(v, score_all(v, n), change, label);
}

void name_chain(name_view *v, const name_tables *n, u8 *label) {
  float change[NAME_LABELS * NAME_LABELS];
  widen_change(n, change);
  i16 *score = score_all(v, n);
  decode_all(v, score, change, label);
  v->vote = name_votes(v, label);
  add_votes(v, n, score);
  decode_all(v, score, change, label);
}

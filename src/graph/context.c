// The second judgement of claim pairs, which sees the first one of all others. Two claims are less likely one point where
// another claim of the article fits better, and more likely where their neighbours or a third article agree.
#include <math.h>

#include "graph/pairs.h"

enum { NEIGHBOUR_SENTENCES = 1, LINKS_TRIED = 32 };

static const float UNLIKELY = -4.0f;

static float odds_of(float p) { return logf(fmaxf(p, 1e-4f) / fmaxf(1 - p, 1e-4f)); }
static float chance_of(float odds) { return 1 / (1 + expf(-odds)); }

static float product(const float *w, const float *x, u32 n) {
  float sum = 0;
  for (u32 f = 0; f < n; f++) sum += w[f] * x[f];
  return sum;
}

// Both ways of the pairs: for each prop the rows of its pairs. Rows ascend.
typedef struct {
  u32 *at;
  u32 *first;     // [props + 1]
} pair_index;

static pair_index index_pairs(const props *p, const claim_pairs *pairs) {
  pair_index in = {NEWS(p->mem, u32, 2 * pairs->n + 1), NEWS(p->mem, u32, p->n + 2)};
  for (u32 k = 0; k < pairs->n; k++) in.first[pairs->at[k].i + 1]++, in.first[pairs->at[k].j + 1]++;
  for (u32 i = 0; i < p->n; i++) in.first[i + 1] += in.first[i];
  u32 *fill = NEWS(p->mem, u32, p->n + 1);
  for (u32 k = 0; k < pairs->n; k++) {
    u32 i = pairs->at[k].i, j = pairs->at[k].j;
    in.at[in.first[i] + fill[i]++] = k;
    in.at[in.first[j] + fill[j]++] = k;
  }
  return in;
}

static u32 other_end(const claim_pair *c, u32 i) { return c->i == i ? c->j : c->i; }

// The first pair of i whose other end is not before `row`: pairs ascend by i and j, so each prop's pairs ascend by their
// other end, and those with one article's claims stand together.
static u32 first_from(const claim_pairs *pairs, const pair_index *in, u32 i, u32 row) {
  u32 lo = in->first[i], hi = in->first[i + 1];
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (other_end(&pairs->at[in->at[mid]], i) < row) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

static bool beside(const prop *a, const prop *b) {
  u32 gap = a->sentence > b->sentence ? a->sentence - b->sentence : b->sentence - a->sentence;
  return gap <= NEIGHBOUR_SENTENCES;
}

// The likeliest rival of j among i's pairs with j's article.
static float rival(const props *p, const claim_pairs *pairs, const pair_index *in, u32 i, u32 j) {
  span others = p->rows[p->at[j].article];
  float best = 0;
  for (u32 k = first_from(pairs, in, i, others.beg); k < in->first[i + 1]; k++) {
    const claim_pair *c = &pairs->at[in->at[k]];
    if (other_end(c, i) >= others.end) break;
    if (c->p > best && other_end(c, i) != j) best = c->p;
  }
  return fmaxf(UNLIKELY, odds_of(best));
}

// The likeliest way from i to j over a third article.
static float linked(const claim_pairs *pairs, const pair_index *in, u32 i, u32 j) {
  float best = 0;
  for (u32 k = in->first[i], n = 0; k < in->first[i + 1] && n < LINKS_TRIED; k++, n++) {
    const claim_pair *a = &pairs->at[in->at[k]], *b = pair_at(pairs, other_end(a, i), j);
    if (b && other_end(a, i) != j) best = fmaxf(best, a->p * b->p);
  }
  return best;
}

// The likeliest pair of other claims, of the same two sentences or of those around.
static void neighbours(const props *p, const claim_pairs *pairs, const pair_index *in, claim_pair *c) {
  u32 beg = p->rows[p->at[c->i].article].beg, end = p->rows[p->at[c->i].article].end;
  for (u32 i = c->i; i > beg && beside(&p->at[i - 1], &p->at[c->i]);) beg = --i;
  for (u32 i = beg; i < end && (i < c->i || beside(&p->at[i], &p->at[c->i])); i++) {
    if (i < c->i && !beside(&p->at[i], &p->at[c->i])) continue;
    span others = p->rows[p->at[c->j].article];
    for (u32 k = first_from(pairs, in, i, others.beg); i != c->i && k < in->first[i + 1]; k++) {
      const claim_pair *o = &pairs->at[in->at[k]];
      u32 j = other_end(o, i);
      if (j >= others.end) break;
      if (j == c->j || !beside(&p->at[j], &p->at[c->j])) continue;
      bool twin = p->at[i].sentence == p->at[c->i].sentence && p->at[j].sentence == p->at[c->j].sentence;
      float *to = &c->context[twin ? CONTEXT_TWIN : CONTEXT_NEIGHBOUR];
      *to = fmaxf(*to, o->p);
    }
  }
}

void judge_first(claim_pairs *pairs, const props *p, const float *weights, u32 n) {
  for (u32 k = 0; k < pairs->n; k++) pairs->at[k].p = chance_of(product(weights, pairs->at[k].like, n));
  pair_index in = index_pairs(p, pairs);
  for (u32 k = 0; k < pairs->n; k++) {
    claim_pair *c = &pairs->at[k];
    memset(c->context, 0, sizeof c->context);
    c->context[CONTEXT_ONE] = 1;
    c->context[CONTEXT_FIRST] = odds_of(c->p);
    c->context[CONTEXT_RIVAL_ROW] = rival(p, pairs, &in, c->i, c->j);
    c->context[CONTEXT_RIVAL_COLUMN] = rival(p, pairs, &in, c->j, c->i);
    c->context[CONTEXT_LINKED] = linked(pairs, &in, c->i, c->j);
    neighbours(p, pairs, &in, c);
  }
}

void judge_again(claim_pairs *pairs, const float *weights) {
  for (u32 k = 0; k < pairs->n; k++) pairs->at[k].p = chance_of(product(weights, pairs->at[k].context, CONTEXT_COUNT));
}

// Without trained weights: dice alone. A chunk made before the last features were added has fewer weights of the first kind.
void judge_pairs(claim_pairs *pairs, const props *p, const likeness *l) {
  for (u32 k = 0; k < pairs->n; k++) pairs->at[k].p = chance_of(9 * (pairs->at[k].like[LIKE_DICE] - 0.45f));
  u32 known = l->weights - CONTEXT_COUNT;
  if (l->weights <= CONTEXT_COUNT || known > LIKE_COUNT) return;
  judge_first(pairs, p, l->weight, known);
  judge_again(pairs, l->weight + known);
}

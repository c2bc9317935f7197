#include "coref_score.h"

#include <stdlib.h>

double ratio_of(ratio r) { return r.all > 0 ? 100 * r.right / r.all : 0; }

double f1_of(ratio p, ratio r) {
  double x = ratio_of(p), y = ratio_of(r);
  return x + y > 0 ? 2 * x * y / (x + y) : 0;
}

double coref_conll(const coref_score *s) {
  return (f1_of(s->muc_p, s->muc_r) + f1_of(s->b3_p, s->b3_r) + f1_of(s->ceaf_p, s->ceaf_r)) / 3;
}

typedef struct {
  chain_mention *at;
  u32 len, chains;
  u32 *size;            // [chains + 1]
  u32 *other;           // [len] the chain of the same range on the other side, 0 = none
} side;

static int by_range(const void *a, const void *b) {
  const chain_mention *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  return x->last < y->last ? -1 : x->last > y->last;
}

// Sorted, one mention a range, no singletons, chains numbered from 1 without gaps.
static side tidy(arena *mem, chain_mention *at, u32 len) {
  side s = {.at = at};
  u32 most = 0;
  if (len > 1) qsort(at, len, sizeof *at, by_range);
  for (u32 i = 0; i < len; i++) {
    if (s.len && !by_range(&at[s.len - 1], &at[i])) continue;
    at[s.len++] = at[i];
    most = MAX(most, at[i].chain);
  }
  u32 *count = NEWS(mem, u32, most + 1), *number = NEWS(mem, u32, most + 1), kept = 0;
  for (u32 i = 0; i < s.len; i++) count[at[i].chain]++;
  for (u32 c = 1; c <= most; c++)
    if (count[c] > 1) number[c] = ++s.chains;
  for (u32 i = 0; i < s.len; i++)
    if (number[at[i].chain]) at[kept++] = (chain_mention){at[i].first, at[i].last, number[at[i].chain]};
  s.len = kept;
  s.size = NEWS(mem, u32, s.chains + 1);
  s.other = NEWS(mem, u32, s.len + 1);
  for (u32 i = 0; i < s.len; i++) s.size[at[i].chain]++;
  return s;
}

static u32 pair_up(side *a, side *b) {
  u32 both = 0;
  for (u32 i = 0, j = 0; i < a->len && j < b->len;) {
    int order = by_range(&a->at[i], &b->at[j]);
    if (!order) a->other[i] = b->at[j].chain, b->other[j] = a->at[i].chain, both++, i++, j++;
    else if (order < 0) i++;
    else j++;
  }
  return both;
}

// shared[x][y]: mentions that chain x of one side has in common with chain y of the other.
static u32 *shared_table(arena *mem, const side *a, const side *b) {
  u32 *shared = NEWS(mem, u32, (size_t)(a->chains + 1) * (b->chains + 1));
  for (u32 i = 0; i < a->len; i++) shared[(size_t)a->at[i].chain * (b->chains + 1) + a->other[i]]++;
  return shared;
}

static void muc_b3(const side *a, const side *b, const u32 *shared, ratio *muc, ratio *b3) {
  for (u32 x = 1; x <= a->chains; x++) {
    const u32 *row = shared + (size_t)x * (b->chains + 1);
    u32 parts = row[0];
    double sum = 0;
    for (u32 y = 1; y <= b->chains; y++) parts += row[y] > 0, sum += (double)row[y] * row[y];
    muc->right += a->size[x] - parts;
    muc->all += a->size[x] - 1;
    b3->right += sum / a->size[x];
    b3->all += a->size[x];
  }
}

// The best assignment of rows to columns (Kuhn 1955, Munkres 1957, in the form with potentials); n <= m.
static double assign(arena *mem, u32 n, u32 m, double (*gain)(const void *, u32, u32), const void *from) {
  double *u = NEWS(mem, double, n + 1), *v = NEWS(mem, double, m + 1), total = 0;
  u32 *p = NEWS(mem, u32, m + 1), *way = NEWS(mem, u32, m + 1);
  for (u32 i = 1; i <= n; i++) {
    arena_mark here = arena_here(mem);
    double *least = NEWS(mem, double, m + 1);
    bool *used = NEWS(mem, bool, m + 1);
    for (u32 j = 0; j <= m; j++) least[j] = 1e18;
    u32 j0 = 0;
    p[0] = i;
    do {
      u32 i0 = p[j0], j1 = 0;
      double delta = 1e18;
      used[j0] = true;
      for (u32 j = 1; j <= m; j++) {
        if (used[j]) continue;
        double cost = -gain(from, i0, j) - u[i0] - v[j];
        if (cost < least[j]) least[j] = cost, way[j] = j0;
        if (least[j] < delta) delta = least[j], j1 = j;
      }
      for (u32 j = 0; j <= m; j++) {
        if (used[j]) u[p[j]] += delta, v[j] -= delta;
        else least[j] -= delta;
      }
      j0 = j1;
    } while (p[j0]);
    for (u32 j1; j0; j0 = j1) j1 = way[j0], p[j0] = p[j1];
    arena_back(mem, here);
  }
  for (u32 j = 1; j <= m; j++)
    if (p[j]) total += gain(from, p[j], j);
  return total;
}

typedef struct {
  const side *a, *b;
  const u32 *shared;
} pairing;

static double phi4(const void *from, u32 x, u32 y) {
  const pairing *p = from;
  return 2.0 * p->shared[(size_t)x * (p->b->chains + 1) + y] / (p->a->size[x] + p->b->size[y]);
}

void coref_score_add(arena *mem, coref_score *to, chain_mention *gold, u32 golds, chain_mention *given, u32 givens) {
  side a = tidy(mem, gold, golds), b = tidy(mem, given, givens);
  double both = pair_up(&a, &b);
  to->mention_r.right += both;
  to->mention_p.right += both;
  to->mention_r.all += a.len;
  to->mention_p.all += b.len;
  const u32 *ab = shared_table(mem, &a, &b), *ba = shared_table(mem, &b, &a);
  muc_b3(&a, &b, ab, &to->muc_r, &to->b3_r);
  muc_b3(&b, &a, ba, &to->muc_p, &to->b3_p);
  bool turn = a.chains > b.chains;
  pairing p = turn ? (pairing){&b, &a, ba} : (pairing){&a, &b, ab};
  double best = assign(mem, p.a->chains, p.b->chains, phi4, &p);
  to->ceaf_r.right += best;
  to->ceaf_p.right += best;
  to->ceaf_r.all += a.chains;
  to->ceaf_p.all += b.chains;
}

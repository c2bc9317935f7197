#include "model/yes_chain.h"

#include <math.h>

typedef struct {
  double of[2];
} two;

static const double never = -1e30;

static double log_sum(double a, double b) {
  double most = MAX(a, b), least = MIN(a, b);
  return most + log1p(exp(least - most));
}

static double own(const yes_chain *c, u32 i, int label) {
  if (c->given && c->given[i] >= 0 && c->given[i] != label) return never;
  return label ? (double)c->yes[i] : 0;
}

void yes_chain_solve(arena *mem, yes_chain *c) {
  if (!c->len) return;
  arena_mark mark = arena_here(mem);
  two *ahead = NEWS(mem, two, c->len), *back = NEWS(mem, two, c->len);
  for (int l = 0; l < 2; l++) ahead[0].of[l] = own(c, 0, l);
  for (u32 i = 1; i < c->len; i++)
    for (int l = 0; l < 2; l++)
      ahead[i].of[l] = own(c, i, l) + log_sum(ahead[i - 1].of[0] + (double)c->pair[i].of[0][l], ahead[i - 1].of[1] + (double)c->pair[i].of[1][l]);
  for (u32 i = c->len - 1; i-- > 0;)
    for (int l = 0; l < 2; l++)
      back[i].of[l] = log_sum((double)c->pair[i + 1].of[l][0] + own(c, i + 1, 0) + back[i + 1].of[0],
                              (double)c->pair[i + 1].of[l][1] + own(c, i + 1, 1) + back[i + 1].of[1]);
  double all = log_sum(ahead[c->len - 1].of[0], ahead[c->len - 1].of[1]);
  for (u32 i = 0; i < c->len; i++) {
    c->p[i] = (float)exp(ahead[i].of[1] + back[i].of[1] - all);
    for (int a = 0; c->both && i && a < 2; a++)
      for (int l = 0; l < 2; l++)
        c->both[i][a][l] = (float)exp(ahead[i - 1].of[a] + (double)c->pair[i].of[a][l] + own(c, i, l) + back[i].of[l] - all);
  }
  arena_back(mem, mark);
}

#include "logistic.h"

#include <math.h>

enum { STEPS = 12 };

typedef double matrix[LOGISTIC_MOST][LOGISTIC_MOST + 1];

// Gradient in the last column, Hessian before it.
static void add_example(const example *e, u32 n, const double *w, matrix m) {
  double z = 0;
  for (u32 f = 0; f < n; f++) z += w[f] * (double)e->x[f];
  double p = 1 / (1 + exp(-z)), slope = p * (1 - p) * (double)e->weight, miss = ((double)e->y - p) * (double)e->weight;
  for (u32 f = 0; f < n; f++) {
    if (e->x[f] == 0) continue;
    m[f][n] += miss * (double)e->x[f];
    for (u32 g = 0; g < n; g++) m[f][g] += slope * (double)e->x[f] * (double)e->x[g];
  }
}

// Solves in place by elimination with pivots; the solution is left in the last column.
static void solve(matrix m, u32 n) {
  for (u32 c = 0; c < n; c++) {
    u32 best = c;
    for (u32 r = c; r < n; r++)
      if (fabs(m[r][c]) > fabs(m[best][c])) best = r;
    for (u32 k = 0; k <= n; k++) {
      double t = m[c][k];
      m[c][k] = m[best][k], m[best][k] = t;
    }
    for (u32 r = 0; r < n; r++) {
      double by = r == c ? 0 : m[r][c] / m[c][c];
      for (u32 k = c; k <= n && by != 0; k++) m[r][k] -= by * m[c][k];
    }
  }
  for (u32 c = 0; c < n; c++) m[c][n] /= m[c][c];
}

void logistic_fit(const example *e, u32 n, u32 features, double ridge, float *w) {
  static matrix m;
  double at[LOGISTIC_MOST] = {0};
  for (u32 step = 0; step < STEPS; step++) {
    memset(m, 0, sizeof m);
    for (u32 f = 0; f < features; f++) m[f][f] = ridge, m[f][features] = -ridge * at[f];
    for (u32 i = 0; i < n; i++) add_example(&e[i], features, at, m);
    solve(m, features);
    for (u32 f = 0; f < features; f++) at[f] += m[f][features];
  }
  for (u32 f = 0; f < features; f++) w[f] = (float)at[f];
}

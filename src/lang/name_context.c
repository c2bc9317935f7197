#include "lang/name_context.h"

bool name_context_view(name_context *c, const str *part, u32 width) {
  *c = (name_context){0};
  if (!width || width > WIDEST || part[CONTEXT_UNITS].n != NAME_UNITS * sizeof *c->inverse) return false;
  for (u32 k = 0; k < NEARS; k++)
    if (!matrix_view(&c->near[k], part[k], width, NAME_UNITS)) return false;
  if (!matrix_view(&c->labels, part[CONTEXT_LABELS], NAME_UNITS, NAME_SCORES)) return false;
  c->inverse = (const float *)(const void *)part[CONTEXT_UNITS].p;
  c->width = width;
  c->fast = lanes_fast();
  return true;
}

void name_context_scores(const name_context *c, const u8 *const vector[NEARS], float score[NAME_SCORES]) {
  float sum[NAME_UNITS] = {0}, one[NAME_UNITS];
  u8 hidden[NAME_UNITS];
  for (u32 k = 0; k < NEARS; k++) {
    if (!vector[k]) continue;
    matrix_times(&c->near[k], vector[k], one);
    lanes_add(sum, one, NAME_UNITS, sum, c->fast);
  }
  lanes_quantise(sum, c->inverse, 0, NAME_UNITS, hidden, c->fast);
  matrix_times(&c->labels, hidden, score);
}

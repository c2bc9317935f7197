#include "rounded.h"

#include <math.h>
#include <stdlib.h>

#include "model/matrix.h"

typedef struct {
  float scale, bias;
} output;

// One output's weights, the inputs' units among them.
static output round_output(const float *w, float bias, u32 in, u32 width, u32 o, const float *unit, i8 *small) {
  float most = 1e-9f;
  i32 sum = 0;
  for (u32 k = 0; k < in; k++) most = fmaxf(most, fabsf(w[(size_t)k * width + o] * unit[k]));
  float scale = most / WEIGHT_MOST;
  for (u32 k = 0; k < in; k++) {
    i8 v = (i8)lrintf(w[(size_t)k * width + o] * unit[k] / scale);
    small[matrix_at(in, width, o, k)] = v;
    sum += v;
  }
  return (output){scale, bias - (float)(Q_ZERO * sum) * scale};
}

void rounded_matrix(out *to, const float *w, const float *bias, u32 in, u32 width, const float *unit, float times) {
  float scale[WIDEST], shifted[WIDEST];
  i8 *small = calloc((size_t)in * width, 1);
  if (!small || width > WIDEST) exit(1);
  for (u32 o = 0; o < width; o++) {
    output one = round_output(w, bias[o], in, width, o, unit, small);
    scale[o] = one.scale * times;
    shifted[o] = one.bias * times;
  }
  u32 head[16] = {in, width};
  out_str(to, (str){(const char *)head, sizeof head});
  out_str(to, (str){(const char *)scale, width * sizeof *scale});
  out_str(to, (str){(const char *)shifted, width * sizeof *shifted});
  out_str(to, (str){(const char *)small, (size_t)in * width});
  free(small);
}

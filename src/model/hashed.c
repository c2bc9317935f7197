#include "model/hashed.h"

#include <math.h>

enum { FEWEST_BITS = 8, MOST_BITS = 26 };

static u32 head_u32(str chunk, size_t field) {
  u32 v;
  memcpy(&v, chunk.p + 4 * field, 4);
  return v;
}

bool hashed_view(hashed *m, str chunk) {
  *m = (hashed){0};
  if (chunk.n < HASHED_HEAD || head_u32(chunk, 0) != HASHED_KIND) return false;
  u32 bits = head_u32(chunk, 1);
  if (bits < FEWEST_BITS || bits > MOST_BITS || chunk.n != HASHED_HEAD + ((size_t)1 << bits)) return false;
  memcpy(&m->bias, chunk.p + 8, 4);
  memcpy(&m->unit, chunk.p + 12, 4);
  m->weight = (const i8 *)chunk.p + HASHED_HEAD;
  m->shift = 64 - bits;
  return true;
}

float hashed_score(const hashed *m, const u64 *feature, u32 n) {
  i32 sum = 0;
  for (u32 i = 0; i < n; i++) sum += m->weight[hashed_slot(feature[i], m->shift)];
  return m->bias + m->unit * (float)sum;
}

void hashed_write(out *to, const float *weight, u32 bits, float bias) {
  size_t count = (size_t)1 << bits;
  float most = 1e-6f;
  for (size_t i = 0; i < count; i++) most = fmaxf(most, fabsf(weight[i]));
  float unit = most / 127;
  u32 head[2] = {HASHED_KIND, bits};
  out_str(to, (str){(const char *)head, sizeof head});
  out_str(to, (str){(const char *)&bias, sizeof bias});
  out_str(to, (str){(const char *)&unit, sizeof unit});
  for (size_t i = 0; i < count; i++) out_byte(to, (char)(i8)lrintf(weight[i] / unit));
}

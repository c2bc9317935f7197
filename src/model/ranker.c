#include "model/ranker.h"

bool ranker_open(ranker *r, str chunk) {
  if (chunk.n < sizeof(float) + RANKER_SIZE * sizeof(i16)) return false;
  memcpy(&r->scale, chunk.p, sizeof r->scale);
  r->weights = (const i16 *)(const void *)(chunk.p + sizeof(float));
  return true;
}

void feature_add(feature_list *to, u32 template, u32 a, u32 b, u32 c) {
  if (to->len == RANKER_MOST) return;
  u32 h = (template + 1) * 0x9E3779B1u;
  h = (h ^ (a + 0x7F4A7C15u)) * 0x85EBCA6Bu;
  h = (h ^ (h >> 15) ^ (b + 0x165667B1u)) * 0xC2B2AE35u;
  h = (h ^ (h >> 13) ^ (c + 0x27D4EB2Fu)) * 0x9E3779B1u;
  to->at[to->len++] = h >> (32 - RANKER_BITS);
}

float ranker_score(const ranker *r, const feature_list *f) {
  i32 sum = 0;
  for (u32 i = 0; i < f->len; i++) sum += r->weights[f->at[i]];
  return (float)sum * r->scale;
}

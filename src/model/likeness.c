#include "model/likeness.h"

#include "base/hash.h"

typedef struct {
  u32 version, texts, words, weights;
} likeness_head;

static size_t counts_size(u32 words) { return ((size_t)words * sizeof(u16) + 3) & ~(size_t)3; }

likeness likeness_of(str chunk) {
  likeness_head h;
  if (chunk.n < sizeof h) return (likeness){0};
  memcpy(&h, chunk.p, sizeof h);
  size_t counts = counts_size(h.words);
  if (h.version != LIKENESS_VERSION) return (likeness){0};
  if (chunk.n != sizeof h + (size_t)h.words * 4 + counts + (size_t)h.weights * 4) return (likeness){0};
  const char *at = chunk.p + sizeof h;
  return (likeness){h.texts, h.words, h.weights, (const u32 *)(const void *)at, (const u16 *)(const void *)(at + (size_t)h.words * 4),
                    (const float *)(const void *)(at + (size_t)h.words * 4 + counts)};
}

u32 likeness_hash(str stem) { return (u32)(hash_str(stem) >> 32); }

u32 likeness_texts(const likeness *l, str stem) {
  u32 wanted = likeness_hash(stem), lo = 0, hi = l->words;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (l->hash[mid] < wanted) lo = mid + 1;
    else hi = mid;
  }
  return lo < l->words && l->hash[lo] == wanted ? l->in_texts[lo] : 0;
}

void likeness_write(out *to, const likeness *l) {
  likeness_head h = {LIKENESS_VERSION, l->texts, l->words, l->weights};
  static const char zeros[4];
  out_str(to, (str){(const char *)&h, sizeof h});
  out_str(to, (str){(const char *)l->hash, (size_t)l->words * 4});
  out_str(to, (str){(const char *)l->in_texts, (size_t)l->words * 2});
  out_str(to, (str){zeros, counts_size(l->words) - (size_t)l->words * 2});
  out_str(to, (str){(const char *)l->weight, (size_t)l->weights * 4});
}

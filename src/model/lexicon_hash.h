// The hash of a word list's keys, eight bytes a step: gen/lexicon.c fills the tables with it, model/lexicon.c finds with it.
#ifndef STEMMA_LEXICON_HASH_H
#define STEMMA_LEXICON_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t lexicon_mix(uint64_t h, uint64_t w) {
  h = (h ^ w) * 0x9E3779B97F4A7C15u;
  return h ^ h >> 32;
}

static inline uint32_t lexicon_hash(const char *p, size_t n) {
  uint64_t h = n, w = 0;
  uint32_t a, b;
  for (; n >= 8; n -= 8, p += 8) {
    memcpy(&w, p, 8);
    h = lexicon_mix(h, w);
  }
  if (n >= 4) {   // what is left, its halves overlapping
    memcpy(&a, p, 4);
    memcpy(&b, p + n - 4, 4);
    w = (uint64_t)a << 32 | b;
  } else if (n) {
    w = (uint64_t)(uint8_t)p[0] << 16 | (uint64_t)(uint8_t)p[n / 2] << 8 | (uint8_t)p[n - 1];
  } else {
    return (uint32_t)h;
  }
  return (uint32_t)lexicon_mix(h, w);
}

#endif

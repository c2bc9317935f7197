// The hash of a word list's keys (FNV-1a, 32 bits): gen/lexicon.c fills the tables with it, model/lexicon.c finds with it.
#ifndef STEMMA_LEXICON_HASH_H
#define STEMMA_LEXICON_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t lexicon_hash(const char *p, size_t n) {
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < n; i++) h = (h ^ (uint8_t)p[i]) * 16777619u;
  return h ^ (h >> 15);
}

#endif

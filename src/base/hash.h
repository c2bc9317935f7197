// Hashes: xxHash for tables and fingerprints, SHA-256 for the name of an article's bytes.
#ifndef STEMMA_HASH_H
#define STEMMA_HASH_H

#include "base/str.h"

u64 hash_str(str s);
void sha256_hex(str s, char out[65]);

// Mixes two hashes or numbers into one; the order counts.
static inline u64 hash_mix(u64 a, u64 b) {
  u64 x = (a ^ (b + 0x9E3779B97F4A7C15u + (a << 6) + (a >> 2))) * 0xFF51AFD7ED558CCDu;
  return x ^ (x >> 32);
}

#endif

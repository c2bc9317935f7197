#include "base/hash.h"

#include <sha2.h>
#include <xxhash.h>

#include "base/sha256.h"

u64 hash_str(str s) { return XXH3_64bits(s.p, s.n); }

void sha256_hex(str s, char out[65]) {
  u8 digest[32];
  if (!sha256_fast(s, digest)) {
    SHA256Data((const u8 *)s.p, s.n, out);
    return;
  }
  for (u32 i = 0; i < 64; i++) out[i] = "0123456789abcdef"[digest[i / 2] >> (i % 2 ? 0 : 4) & 15];
  out[64] = 0;
}

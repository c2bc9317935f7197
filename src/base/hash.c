#include "base/hash.h"

#include <sha2.h>
#include <xxhash.h>

u64 hash_str(str s) { return XXH3_64bits(s.p, s.n); }

void sha256_hex(str s, char out[65]) { SHA256Data((const u8 *)s.p, s.n, out); }

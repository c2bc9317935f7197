#include "base/sha256.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

enum { BLOCK = 64, ROUNDS = 16 };

static const u32 constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

#define SHA_CODE __attribute__((target("sha,sse4.1,ssse3")))

// Four rounds: the next four words of the message are made of the last sixteen (FIPS 180-4, 6.2.2).
SHA_CODE static __m128i next_words(const __m128i m[4], u32 i) {
  __m128i t = _mm_sha256msg1_epu32(m[i & 3], m[(i + 1) & 3]);
  t = _mm_add_epi32(t, _mm_alignr_epi8(m[(i + 3) & 3], m[(i + 2) & 3], 4));
  return _mm_sha256msg2_epu32(t, m[(i + 3) & 3]);
}

// The instructions keep the state as (a b e f) and (c d g h).
SHA_CODE static void add_block(__m128i *abef, __m128i *cdgh, const u8 *data) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i m[4], x = *abef, y = *cdgh;
  for (u32 i = 0; i < ROUNDS; i++) {
    if (i < 4) m[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(data + 16 * i)), big_endian);
    else m[i & 3] = next_words(m, i);
    __m128i words = _mm_add_epi32(m[i & 3], _mm_loadu_si128((const __m128i *)(const void *)(constants + 4 * i)));
    y = _mm_sha256rnds2_epu32(y, x, words);
    x = _mm_sha256rnds2_epu32(x, y, _mm_shuffle_epi32(words, 0x0E));
  }
  *abef = _mm_add_epi32(*abef, x);
  *cdgh = _mm_add_epi32(*cdgh, y);
}

SHA_CODE static void digest_of(str s, u8 digest[32]) {
  __m128i abef = _mm_set_epi32(0x6a09e667, (i32)0xbb67ae85, 0x510e527f, (i32)0x9b05688c);
  __m128i cdgh = _mm_set_epi32(0x3c6ef372, (i32)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19);
  size_t whole = s.n / BLOCK * BLOCK, rest = s.n - whole;
  for (size_t i = 0; i < whole; i += BLOCK) add_block(&abef, &cdgh, (const u8 *)s.p + i);
  u8 last[2 * BLOCK] = {0};
  if (rest) memcpy(last, s.p + whole, rest);
  last[rest] = 0x80;
  size_t n = rest + 9 > BLOCK ? 2 * BLOCK : BLOCK;
  for (u32 i = 0; i < 8; i++) last[n - 1 - i] = (u8)((u64)s.n * 8 >> 8 * i);
  for (size_t i = 0; i < n; i += BLOCK) add_block(&abef, &cdgh, last + i);
  u32 word[8] = {(u32)_mm_extract_epi32(abef, 3), (u32)_mm_extract_epi32(abef, 2), (u32)_mm_extract_epi32(cdgh, 3),
                 (u32)_mm_extract_epi32(cdgh, 2), (u32)_mm_extract_epi32(abef, 1), (u32)_mm_extract_epi32(abef, 0),
                 (u32)_mm_extract_epi32(cdgh, 1), (u32)_mm_extract_epi32(cdgh, 0)};
  for (u32 i = 0; i < 32; i++) digest[i] = (u8)(word[i / 4] >> (24 - i % 4 * 8));
}

static bool has_instructions(void) {
  u32 a, b, c, d;
  bool sha = __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
  return sha && __get_cpuid(1, &a, &b, &c, &d) && (c >> 9 & 1) && (c >> 19 & 1);
}

bool sha256_fast(str s, u8 digest[32]) {
  if (!has_instructions()) return false;
  digest_of(s, digest);
  return true;
}

#else

bool sha256_fast(str s, u8 digest[32]) {
  (void)s, (void)digest;
  return false;
}

#endif

#include "input/mojibake.h"

#include "base/utf8.h"

enum { FEWEST = 3, LEAD_BYTE = 0xC3, WHOLE_FOR_ONE = 4 };

// The characters of the bytes 0x80 to 0x9F in windows-1252; 0: none, browsers take the control sign of that number.
static const u16 high[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                             0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                             0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The byte of windows-1252 that a character is, 0 where it is none beyond ASCII.
static u32 byte_of(u32 code) {
  if (code >= 0x80 && code <= 0xFF) return code;
  for (u32 i = 0; i < COUNT_OF(high); i++)
    if (high[i] == code) return 0x80 + i;
  return 0;
}

u32 mojibake_at(str s, size_t at, size_t *len) {
  char bytes[4];
  size_t n = 0, want = 1, end = at, step;
  if ((u8)s.p[at] != LEAD_BYTE) return 0;   // all that begin a sequence of UTF-8 do so with that byte, written again
  for (; n < want && end < s.n; end += step) {
    u32 byte = byte_of(utf8_at(s, end, &step));
    if (!byte) return 0;
    bytes[n++] = (char)byte;
    if (n == 1) want = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
  }
  size_t used;
  u32 code = n == want ? utf8_at((str){bytes, n}, 0, &used) : UTF8_BAD;
  if (code == UTF8_BAD || code < 0xA0 || used != n) return 0;
  *len = end - at;
  return code;
}

bool mojibake_is_certain(str s) {
  u32 found = 0, others = 0, first = 0;
  bool differ = false;
  size_t len;
  if (str_find_byte(s, (char)LEAD_BYTE) == s.n) return false;
  for (size_t i = 0; i < s.n; i += len) {
    len = 1;
    if (!((u8)s.p[i] & 0x80)) continue;
    u32 code = mojibake_at(s, i, &len);
    if (!code) utf8_at(s, i, &len), others++;
    else if (!found++) first = code;
    else differ |= code != first;
  }
  return found >= FEWEST && differ && others * WHOLE_FOR_ONE <= found;
}

#include "base/utf8.h"

#include <utf8proc.h>

u32 utf8_beyond_ascii(str s, size_t at, size_t *len) {
  utf8proc_int32_t code;
  utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.p + at, (utf8proc_ssize_t)MIN(s.n - at, 4), &code);
  if (n <= 0) return UTF8_BAD;
  *len = (size_t)n;
  return (u32)code;
}

size_t utf8_next(str s, size_t at) {
  size_t len;
  utf8_at(s, at, &len);
  return at + len;
}

size_t utf8_before(str s, size_t at) {
  size_t i = at - 1;
  while (i > 0 && at - i < 4 && ((u8)s.p[i] & 0xC0) == 0x80) i--;
  return utf8_next(s, i) == at ? i : at - 1;
}

size_t utf8_put(u32 code, char out[4]) {
  if (code < 0x80) {
    out[0] = (char)code;
    return 1;
  }
  utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)out);
  return n > 0 ? (size_t)n : 0;
}

// The bytes of ASCII from `at` on, eight at a time, so not to the last.
static size_t ascii_bytes(str s, size_t at) {
  size_t n = 0;
  for (u64 eight; at + n + 8 <= s.n; n += 8) {
    memcpy(&eight, s.p + at + n, 8);
    if (eight & 0x8080808080808080u) break;
  }
  return n;
}

size_t utf8_bad(str s) {
  size_t len;
  for (size_t i = ascii_bytes(s, 0); i < s.n; i += ascii_bytes(s, i)) {
    if (utf8_at(s, i, &len) == UTF8_BAD && len == 1) return i;
    i += len;
  }
  return s.n;
}

bool unicode_is_letter(u32 code) {
  utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
  return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

bool unicode_is_upper(u32 code) {
  utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
  return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool unicode_is_digit(u32 code) {
  return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_ND;
}

bool unicode_is_space(u32 code) {
  if (code == 0x85 || code == 0x200B || code == 0xFEFF) return true;
  utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
  return c >= UTF8PROC_CATEGORY_ZS && c <= UTF8PROC_CATEGORY_ZP;
}

u32 unicode_lower(u32 code) { return (u32)utf8proc_tolower((utf8proc_int32_t)code); }

u32 code_upper(u32 code) {
  if (code < 0x80) return is_lower((char)code) ? code - 32 : code;
  return (u32)utf8proc_toupper((utf8proc_int32_t)code);
}

u32 code_base(u32 code) {
  if (code < 0xC0) return code;
  utf8proc_int32_t parts[8];
  int boundary = 0;
  utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
  return n > 0 && n <= 8 ? (u32)parts[0] : code;
}

static u32 straight(u32 code) {
  switch (code) {
    case 0x2018: case 0x2019: case 0x201B: case 0x2032: case 0x02BC: return '\'';
    case 0x201C: case 0x201D: case 0x201E: case 0x2033: return '"';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: return '-';
    default: return code;
  }
}

static u32 folded(u32 code) { return code_lower(code_base(straight(code))); }

// Mapped code points can be longer than the original; four bytes each is always enough.
static str mapped(arena *mem, str s, u32 (*map)(u32)) {
  char *out = NEWS(mem, char, 4 * s.n + 1);
  size_t n = 0, len;
  for (size_t i = 0; i < s.n; i += len) {
    u32 code = utf8_at(s, i, &len);
    bool bad = code == UTF8_BAD && len == 1;
    if (bad) out[n++] = s.p[i];
    else n += utf8_put(map(code), out + n);
  }
  return (str){out, n};
}

str utf8_lower(arena *mem, str s) { return mapped(mem, s, code_lower); }
str utf8_fold(arena *mem, str s) { return mapped(mem, s, folded); }

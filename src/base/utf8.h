// UTF-8: stepping over code points, checking, repairing. Character classes are utf8proc's.
#ifndef STEMMA_UTF8_H
#define STEMMA_UTF8_H

#include "base/str.h"

enum { UTF8_BAD = 0xFFFD };

// The code point at byte `at` of s (at < s.n) and its length in bytes; a bad byte is UTF8_BAD of length 1.
u32 utf8_beyond_ascii(str s, size_t at, size_t *len);
static inline u32 utf8_at(str s, size_t at, size_t *len) {
  u8 c = (u8)s.p[at];
  *len = 1;
  return c < 0x80 ? c : utf8_beyond_ascii(s, at, len);
}
size_t utf8_next(str s, size_t at);         // the byte after the code point at `at`
size_t utf8_before(str s, size_t at);       // the first byte of the code point that ends before `at`; at > 0
size_t utf8_put(u32 code, char out[4]);     // writes a code point, returns its length
size_t utf8_bad(str s);                     // the first byte that is no valid UTF-8; s.n where all is valid

// What Unicode says of code points; of the first 128 it is known without asking.
bool unicode_is_letter(u32 code);
bool unicode_is_upper(u32 code);
bool unicode_is_digit(u32 code);
bool unicode_is_space(u32 code);
u32 unicode_lower(u32 code);
static inline bool code_is_letter(u32 code) { return code < 0x80 ? is_alpha((char)code) : unicode_is_letter(code); }
static inline bool code_is_upper(u32 code) { return code < 0x80 ? is_upper((char)code) : unicode_is_upper(code); }
static inline bool code_is_digit(u32 code) { return code < 0x80 ? is_digit((char)code) : unicode_is_digit(code); }
static inline bool code_is_space(u32 code) { return code < 0x80 ? is_space((char)code) : unicode_is_space(code); }   // no-break and zero-width ones too
static inline u32 code_lower(u32 code) { return code < 0x80 ? (u32)(u8)to_lower((char)code) : unicode_lower(code); }
u32 code_upper(u32 code);
u32 code_base(u32 code);                    // without diacritics: é -> e; other letters as they are

str utf8_lower(arena *mem, str s);          // simple case folding, code point by code point
str utf8_fold(arena *mem, str s);           // lower case without diacritics, curly quotes straight: for comparing names

#endif

// Strings are bytes and a length, passed by value, never copied to be cut. They need not end in NUL.
#ifndef STEMMA_STR_H
#define STEMMA_STR_H

#include "base/arena.h"

typedef struct {
  const char *p;
  size_t n;
} str;

#define S(literal) ((str){"" literal, sizeof(literal) - 1})
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, (s).p

typedef struct {
  str head, tail;
  bool found;
} str_cut_result;

str str_of(const char *c_string);                  // NULL gives the empty string
bool str_eq(str a, str b);
bool str_eq_nocase(str a, str b);                  // ASCII case
int str_cmp(str a, str b);                         // byte order, for sorting
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_starts_nocase(str s, str prefix);
size_t str_find(str s, str needle);                // s.n where there is none
size_t str_find_nocase(str s, str needle);
size_t str_find_byte(str s, char c);
str str_sub(str s, size_t beg, size_t end);        // clamped to s
str str_from(str s, size_t beg);
str str_trim(str s);                               // ASCII white space
str_cut_result str_cut(str s, char at);            // before and after the first `at`
str str_token(str *rest, char at);                 // takes the next field off `rest`
bool str_to_int(str s, i64 *value);                // the whole of s is a decimal integer

str str_copy(arena *mem, str s);                   // a copy that ends in NUL, uncounted
str str_lower(arena *mem, str s);                  // ASCII letters lowered; the rest as it is
str str_join(arena *mem, str a, str b);
const char *str_c(arena *mem, str s);              // a C string of it

static inline bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
static inline bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
static inline char to_lower(char c) { return is_upper(c) ? (char)(c + 32) : c; }

#endif

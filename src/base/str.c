#define _GNU_SOURCE  // memmem
#include "base/str.h"

str str_of(const char *c_string) { return c_string ? (str){c_string, strlen(c_string)} : (str){0}; }

bool str_eq(str a, str b) { return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n)); }

bool str_eq_nocase(str a, str b) { return a.n == b.n && str_starts_nocase(a, b); }

int str_cmp(str a, str b) {
  size_t n = MIN(a.n, b.n);
  int order = n ? memcmp(a.p, b.p, n) : 0;
  return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(str s, str prefix) { return s.n >= prefix.n && str_eq((str){s.p, prefix.n}, prefix); }

bool str_ends(str s, str suffix) { return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix); }

bool str_starts_nocase(str s, str prefix) {
  if (s.n < prefix.n) return false;
  for (size_t i = 0; i < prefix.n; i++)
    if (to_lower(s.p[i]) != to_lower(prefix.p[i])) return false;
  return true;
}

size_t str_find(str s, str needle) {
  if (!needle.n || !s.n) return needle.n ? s.n : 0;
  const char *at = memmem(s.p, s.n, needle.p, needle.n);
  return at ? (size_t)(at - s.p) : s.n;
}

size_t str_find_nocase(str s, str needle) {
  char first = needle.n ? to_lower(needle.p[0]) : 0;
  for (size_t i = 0; i + needle.n <= s.n; i++)
    if ((!needle.n || to_lower(s.p[i]) == first) && str_starts_nocase(str_from(s, i), needle)) return i;
  return s.n;
}

size_t str_find_byte(str s, char c) {
  const char *at = s.n ? memchr(s.p, c, s.n) : NULL;
  return at ? (size_t)(at - s.p) : s.n;
}

str str_sub(str s, size_t beg, size_t end) {
  end = MIN(end, s.n);
  beg = MIN(beg, end);
  return (str){s.p ? s.p + beg : NULL, end - beg};
}

str str_from(str s, size_t beg) { return str_sub(s, beg, s.n); }

str str_trim(str s) {
  while (s.n && is_space(s.p[0])) s = str_from(s, 1);
  while (s.n && is_space(s.p[s.n - 1])) s.n--;
  return s;
}

str_cut_result str_cut(str s, char at) {
  size_t i = str_find_byte(s, at);
  return (str_cut_result){str_sub(s, 0, i), str_from(s, i + 1), i < s.n};
}

str str_token(str *rest, char at) {
  str_cut_result cut = str_cut(*rest, at);
  *rest = cut.tail;
  return cut.head;
}

bool str_to_int(str s, i64 *value) {
  bool minus = s.n && s.p[0] == '-';
  if (minus) s = str_from(s, 1);
  if (!s.n || s.n > 18) return false;
  i64 v = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (!is_digit(s.p[i])) return false;
    v = 10 * v + (s.p[i] - '0');
  }
  *value = minus ? -v : v;
  return true;
}

str str_copy(arena *mem, str s) { return str_join(mem, s, (str){0}); }

str str_lower(arena *mem, str s) {
  char *out = NEWS(mem, char, s.n + 1);
  for (size_t i = 0; i < s.n; i++) out[i] = to_lower(s.p[i]);
  return (str){out, s.n};
}

str str_join(arena *mem, str a, str b) {
  char *out = NEWS(mem, char, a.n + b.n + 1);
  if (a.n) memcpy(out, a.p, a.n);
  if (b.n) memcpy(out + a.n, b.p, b.n);
  return (str){out, a.n + b.n};
}

const char *str_c(arena *mem, str s) { return str_copy(mem, s).p; }

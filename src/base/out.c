#include "base/out.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void out_free(out *o) {
  free(o->p);
  *o = (out){0};
}

static bool room(out *o, size_t more) {
  if (o->failed) return false;
  if (more <= o->cap - o->n) return true;
  size_t cap = MAX(2 * o->cap, o->n + more + 256);
  char *p = realloc(o->p, cap);
  if (!p) {
    o->failed = true;
    return false;
  }
  o->p = p;
  o->cap = cap;
  return true;
}

void out_str(out *o, str s) {
  if (!s.n || !room(o, s.n)) return;
  memcpy(o->p + o->n, s.p, s.n);
  o->n += s.n;
}

void out_byte(out *o, char c) { out_str(o, (str){&c, 1}); }

void out_f(out *o, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (n <= 0 || !room(o, (size_t)n + 1)) return;
  va_start(args, format);
  vsnprintf(o->p + o->n, (size_t)n + 1, format, args);
  va_end(args);
  o->n += (size_t)n;
}

void out_u64(out *o, u64 v) {
  char digits[20];
  size_t n = sizeof digits;
  do digits[--n] = (char)('0' + v % 10);
  while (v /= 10);
  out_str(o, (str){digits + n, sizeof digits - n});
}

void out_i64(out *o, i64 v) {
  if (v < 0) out_byte(o, '-');
  out_u64(o, v < 0 ? 0 - (u64)v : (u64)v);
}

// A few decimals, without the C library's formatting. A quotient of two exact doubles is rounded as the decimal's text would be.
static bool out_decimal(out *o, double v) {
  enum { MOST_UNIT = 1000000, LARGEST = 1000000000 };
  double size = fabs(v);
  if (size < 1e-4 || size >= LARGEST) return false;
  for (u64 unit = 10; unit <= MOST_UNIT; unit *= 10) {
    double whole = floor(size * (double)unit + 0.5);
    if (whole / (double)unit != size) continue;
    u64 n = (u64)whole;
    if (v < 0) out_byte(o, '-');
    out_u64(o, n / unit);
    out_byte(o, '.');
    for (u64 place = unit / 10; place; place /= 10) out_byte(o, (char)('0' + n / place % 10));
    return true;
  }
  return false;
}

void out_number(out *o, double v) {
  if (!isfinite(v)) {
    out_lit(o, "null");
    return;
  }
  if (fabs(v) < 1e15 && v == floor(v)) {
    out_i64(o, (i64)v);
    return;
  }
  if (out_decimal(o, v)) return;
  char text[40];
  for (int digits = 1; digits <= 17; digits++) {
    snprintf(text, sizeof text, "%.*g", digits, v);
    if (strtod(text, NULL) == v) break;
  }
  out_str(o, str_of(text));
}

str out_view(const out *o) { return (str){o->p, o->n}; }

// The output buffer: bytes collected in memory. Writing cannot fail; past memory it sets `failed`.
#ifndef STEMMA_OUT_H
#define STEMMA_OUT_H

#include "base/str.h"

typedef struct {
  char *p;
  size_t n, cap;
  bool failed;   // memory ran out: what follows was dropped
} out;

void out_free(out *o);
void out_str(out *o, str s);
void out_byte(out *o, char c);
void out_u64(out *o, u64 v);
void out_i64(out *o, i64 v);
void out_number(out *o, double v);                 // shortest form that reads back the same, no locale
__attribute__((format(printf, 2, 3))) void out_f(out *o, const char *format, ...);
str out_view(const out *o);

#define out_lit(o, literal) out_str(o, S(literal))

#endif

#include "base/fail.h"

#include <stdarg.h>
#include <stdio.h>

bool fail_set(fail *f, fail_code code, u64 pos, const char *format, ...) {
  if (!f) return false;
  f->code = code;
  f->pos = pos;
  va_list args;
  va_start(args, format);
  vsnprintf(f->msg, sizeof f->msg, format, args);
  va_end(args);
  return false;
}

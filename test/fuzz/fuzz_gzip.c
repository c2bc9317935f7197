// Any bytes as gzip data.
#include "file.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  static const char head[] = "\x1f\x8b\10\0\0\0\0\0\0\3";
  return fuzz_file(head, sizeof head - 1, bytes, n, 0);
}

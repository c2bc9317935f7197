// Any bytes as a zip archive.
#include "file.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  static const char head[] = "PK\3\4";
  return fuzz_file(head, sizeof head - 1, bytes, n, 0);
}

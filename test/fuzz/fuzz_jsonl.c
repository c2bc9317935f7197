// Any bytes behind a line of JSON Lines.
#include "file.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  static const char head[] = "{\"text\": \"Nobody was hurt.\"}\n";
  return fuzz_file(head, sizeof head - 1, bytes, n, 0);
}

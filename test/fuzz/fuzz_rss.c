// Any bytes as a feed.
#include "file.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  static const char head[] = "<rss version=\"2.0\"><channel><item><title>";
  return fuzz_file(head, sizeof head - 1, bytes, n, 0);
}

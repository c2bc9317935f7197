// Any bytes as a list of feeds.
#include "file.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  static const char head[] = "<opml><body><outline text=\"a\" xmlUrl=\"http://a.test/\"/><outline ";
  return fuzz_file(head, sizeof head - 1, bytes, n, 0);
}

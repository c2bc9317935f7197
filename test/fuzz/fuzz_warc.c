// Any bytes as a web archive: behind the head of a record whose block they are the beginning of.
#include "file.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  static const char head[] = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/\r\nContent-Length: 64\r\n\r\nHTTP/1.1 200 OK\r\n";
  return fuzz_file(head, sizeof head - 1, bytes, n, 0);
}

// Any bytes as an archive of the older kind.
#include "file.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  static const char head[] = "filedesc://a.arc 0.0.0.0 20310504100000 text/plain 4\n1 0\n\nhttp://a.test/ 192.0.2.1 20310504100000 text/html 40\n";
  return fuzz_file(head, sizeof head - 1, bytes, n, 0);
}

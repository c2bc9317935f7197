// Any bytes behind the first rows of a table.
#include "file.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  static const char head[] = "title,text\nOne,\"Nobody was \"\"hurt\"\".\"\n";
  return fuzz_file(head, sizeof head - 1, bytes, n, 0);
}

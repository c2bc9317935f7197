// Any bytes as a feed in Atom, behind a document type with an entity.
#include "file.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  static const char head[] = "<!DOCTYPE feed [<!ENTITY a \"b\">]><feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"http://a.test/\"><entry><title type=\"html\">&a;";
  return fuzz_file(head, sizeof head - 1, bytes, n, 0);
}

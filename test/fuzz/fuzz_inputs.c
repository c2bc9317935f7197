// Any bytes as a file.
#include "file.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) { return fuzz_file("", 0, bytes, n, n > 2 && bytes[0] == '!' ? bytes[1] : 0); }

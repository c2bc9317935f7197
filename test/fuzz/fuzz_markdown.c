// Any bytes taken for Markdown.
#include "article.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) { return fuzz_article(bytes, n, "text/markdown"); }

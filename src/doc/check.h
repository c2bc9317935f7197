// What must always hold of a document, whatever the bytes were: tests and fuzzers call it after every stage.
#ifndef STEMMA_CHECK_H
#define STEMMA_CHECK_H

#include "doc/doc.h"

// NULL where all holds; else a sentence that names the first thing that does not.
const char *doc_check(const doc *d);

#endif

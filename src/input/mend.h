// XML as it is found made well-formed, piece by piece: elements that nobody closed or opened, bare ampersands, attributes without
// quotes, control characters, text outside the root. What is well-formed means the same after as before.
#ifndef STEMMA_MEND_H
#define STEMMA_MEND_H

#include "base/out.h"

enum { MEND_DEEPEST = 256, MEND_NAME = 64 };

typedef struct {
  out rest;                                 // of a tag or the like that is not whole yet
  u64 at;                                   // where `rest` begins among the bytes received
  char open[MEND_DEEPEST][MEND_NAME];       // [depth] names of the open elements
  u32 depth, deeper;                        // `deeper`: elements below the deepest that is known by name
  bool begun, over, doctype;                // the root was seen; it is closed; a document type was passed on
} mender;

// What comes next of the document, in UTF-8; `last`: nothing follows. Items carry their place as the attribute `at`.
void mend(mender *m, str text, bool last, out *xml);
void mender_free(mender *m);

#endif

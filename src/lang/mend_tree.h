// What no tree of English can have, put right after parsing: a verb with two subjects, a frame
// ("the mayor said") as one more conjunct.
#ifndef STEMMA_MEND_TREE_H
#define STEMMA_MEND_TREE_H

#include "doc/doc.h"

void mend_tree(doc *d, u32 first, u32 last);   // of the sentence of tokens [first, last)

#endif

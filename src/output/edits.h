// What changed from one version of an article to the next: paragraphs are aligned first, then the words of those that differ.
#ifndef STEMMA_EDITS_H
#define STEMMA_EDITS_H

#include "base/str.h"

typedef enum { EDIT_KEPT, EDIT_REMOVED, EDIT_ADDED } edit_kind;

typedef struct {
  span at;          // of the old text where it was removed, else of the new one
  edit_kind kind;
  u32 hunk;         // ascending; words of one hunk stand together
} edit;

typedef struct {
  edit *at;         // [len] words in order; kept ones only in paragraphs that changed
  u32 len;
} edits;

// `parts` say which pieces of a text count: "17-161 163-400"; all of it where they are empty.
edits edits_between(arena *mem, str old_text, str old_parts, str new_text, str new_parts);

#endif

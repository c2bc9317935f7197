// Words out of characters: the rules of UD English (EWT, GUM) for what is one word.
#ifndef STEMMA_TOKEN_H
#define STEMMA_TOKEN_H

#include "base/str.h"

// A piece of text that will be one token, with the token_flag bits of doc.h.
typedef struct {
  span at;
  u8 flags;
} cut;

typedef VEC(cut) cuts;

enum { LONGEST_TOKEN = 1 << 12 };   // bytes; a longer run without a space is cut there

// Appends the tokens of `text` inside `region`, which begins and ends between code points. Linear in its length.
// Every byte that is no white space belongs to one token.
void cut_tokens(arena *mem, str text, span region, cuts *to);

#endif

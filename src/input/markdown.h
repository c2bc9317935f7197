// Markdown (CommonMark 0.30, the inline part): the words without the signs that dress them.
#ifndef STEMMA_MARKDOWN_H
#define STEMMA_MARKDOWN_H

#include "input/charset.h"

// Copies the text without marks of emphasis, code and links, addresses of links, pictures, tags, escapes and fences. Signs that
// have no partner are kept, and what begins a line ("#", ">", "-") is left to the reader of lines.
void markdown_copy(map_builder *b, arena *mem, const recoded *r);

#endif

// The most frequent words as written, whose feature rows the pack holds added up.
#ifndef STEMMA_FREQUENT_H
#define STEMMA_FREQUENT_H

#include "rawtext.h"
#include "lang/lexeme.h"
#include "treebank.h"

typedef struct {
  lexeme look;
  bool sure;          // whether annotators gave it one tag but for slips, often enough
  joint_tag tag;
} frequent;

// Counted in both; lex and raw_lex are the lexemes of each document. `most` of them at most; *count of them.
frequent *frequent_words(arena *mem, const treebank *bank, const lexeme *const *const *lex, const rawtext *raw,
                         const lexeme *const *const *raw_lex, u32 most, u32 *count);

#endif

// Which words of two texts are in both, in order: for variants of a quotation side by side, for versions of an article.
#ifndef STEMMA_WORD_DIFF_H
#define STEMMA_WORD_DIFF_H

#include "base/str.h"

typedef struct {
  span at;      // of the text
  bool common;  // the other text has it, too
} diff_word;

typedef struct {
  diff_word *at;  // [len] the words in order, without the white space between them
  u32 len;
} diff_words;

// The words of `a` and of `b`, compared without case and punctuation at their ends.
void word_diff(arena *mem, str a, str b, diff_words *of_a, diff_words *of_b);

// The same, where each letter and each sign counts.
void word_diff_exact(arena *mem, str a, str b, diff_words *of_a, diff_words *of_b);

#endif

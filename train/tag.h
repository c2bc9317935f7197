// Training of the tagger, for its own chunk and for the parser, which learns from tags that a tagger would give.
#ifndef STEMMA_TRAIN_TAG_H
#define STEMMA_TRAIN_TAG_H

#include "treebank.h"

// The tag chunk learned from the documents whose `use` is set (NULL: all).
str tag_train(arena *mem, const treebank *bank, const bool *use, u32 rounds);

// The documents with tags and lemmas predicted by taggers that were trained on the other folds. [docs]
doc **tag_jackknife(arena *mem, const treebank *bank, u32 folds, u32 rounds);

str lemma_train(arena *mem, const treebank *bank);   // the lemma chunk

treebank *syntax_train_set(arena *mem, const char *dir);   // EWT and GUM

#endif

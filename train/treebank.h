// Treebanks: CoNLL-U as the documents that stemma would make of their text, with the annotators' columns.
#ifndef STEMMA_TREEBANK_H
#define STEMMA_TREEBANK_H

#include "doc/doc.h"

// Documents as annotated. `text` is put together from the words: one blank between sentences, an empty line between
// paragraphs, nothing where SpaceAfter=No. All columns of `tokens` but `name` are filled, the root's relation is REL_ROOT.
typedef struct {
  doc **doc;           // [docs]
  str **misc;          // [docs][T] the MISC column of each token
  str **comment;       // [docs][sentences] the comment lines before each sentence, row 0 empty
  u32 docs, sentences, tokens;
} treebank;

treebank *treebank_read(arena *mem, const char *dir, const char *file);
treebank *treebank_of(arena *mem, str conllu);             // of the text of such a file, which must live as long
treebank *treebank_syntax(arena *mem, const char *dir);   // the train parts of EWT and GUM together
treebank *treebank_join(arena *mem, const treebank *a, const treebank *b);

// A document with the same text, sentences and words and empty columns from tags on: what a tagger is given.
doc *doc_untagged(arena *mem, const doc *gold);

str word_low(arena *mem, str form);   // lower case, curly apostrophes straight, as the segmenter does

#endif

// The network of the chunk `syntax` over an article's words: what it is given of each word, and its labels.
// The trainer in train/ takes features from here, so that both see the same.
#ifndef STEMMA_TAGGER_H
#define STEMMA_TAGGER_H

#include "lang/lexeme.h"
#include "model/network.h"

typedef struct {
  network net;
  const joint_tag *tag;   // [net.shape.tags]
  const u8 *relation;     // [net.shape.relations] rel
  word_tables words;
} tagger;

enum { LABEL_KINDS = UPOS_COUNT << 16 | XPOS_COUNT << 8 | REL_COUNT };   // of net_shape: the lists that labels stand in

bool tagger_view(tagger *t, str chunk);   // false where the chunk is absent, foreign, or of another version

// Which feature stands in which column; a feature that does not apply is 0.
enum word_column {
  COLUMN_FORM, COLUMN_LOW, COLUMN_SHAPE, COLUMN_PREFIX, COLUMN_SUFFIX = COLUMN_PREFIX + PREFIXES,
  COLUMN_LOW_BEFORE = COLUMN_SUFFIX + SUFFIXES, COLUMN_LOW_AFTER, COLUMN_SUFFIX_BEFORE, COLUMN_SUFFIX_AFTER,
  COLUMN_SHAPE_BEFORE, COLUMN_SHAPE_AFTER, COLUMN_PAIR_BEFORE, COLUMN_PAIR_AFTER, COLUMN_TRAITS, COLUMN_SUFFIX_SHAPE,
  COLUMN_CLASS, COLUMN_CLASS_WIDE, COLUMN_CLASS_BEFORE, COLUMN_CLASS_AFTER,
  WORD_COLUMNS
};

// Of token i in the sentence [first, last); lex as by lexemes_of().
void word_features(const lexeme *const *lex, u32 first, u32 last, u32 i, u64 feature[WORD_COLUMNS]);

#endif

// The network of the chunk `syntax` over an article's words: what it is given of each word, and its labels.
// The trainer in train/ takes features from here, so that both see the same.
#ifndef STEMMA_TAGGER_H
#define STEMMA_TAGGER_H

#include "lang/lexeme.h"
#include "model/network.h"

// A frequent word as written, with a row of feature sums for each of three places: itself, before a word, after a word.
typedef struct {
  u32 sure;               // 1 + its tag, where it has hardly another; else 0
} known_word;

enum word_place { PLACE_SELF, PLACE_BEFORE, PLACE_AFTER, WORD_PLACES };

typedef struct {
  network net;
  const joint_tag *tag;   // [net.shape.tags]
  const u8 *relation;     // [net.shape.relations] rel
  const known_word *known;   // [known_words]
  const i8 *known_row;       // [known_words][WORD_PLACES][net.gates]
  u32 known_words;
  table known_find;          // a form to 1 + its number
  word_tables words;
} tagger;

enum { LABEL_KINDS = UPOS_COUNT << 16 | XPOS_COUNT << 8 | REL_COUNT };   // of net_shape: the lists that labels stand in

bool tagger_view(tagger *t, str chunk);   // false where the chunk is absent, foreign, or of another version

// Which feature stands in which column; a feature that does not apply is 0.
enum word_column {
  COLUMN_FORM, COLUMN_LOW, COLUMN_SHAPE, COLUMN_PREFIX, COLUMN_SUFFIX = COLUMN_PREFIX + PREFIXES,
  COLUMN_LOW_BEFORE = COLUMN_SUFFIX + SUFFIXES, COLUMN_LOW_AFTER, COLUMN_SUFFIX_BEFORE, COLUMN_SUFFIX_AFTER,
  COLUMN_SHAPE_BEFORE, COLUMN_SHAPE_AFTER, COLUMN_PAIR_BEFORE, COLUMN_PAIR_AFTER, COLUMN_TRAITS, COLUMN_SUFFIX_SHAPE,
  COLUMN_CLASS, COLUMN_CLASS_WIDE, COLUMN_CLASS_BEFORE, COLUMN_CLASS_AFTER, COLUMN_CASING,
  WORD_COLUMNS
};

// How a sentence uses capitals. Where it is not as usual, a word's own capitals say something else.
enum casing { CASING_USUAL, CASING_CAPITALS, CASING_TITLE, CASING_NONE };
enum casing casing_of(const lexeme *const *lex, u32 first, u32 last);

// Of token i in the sentence [first, last); lex as by lexemes_of().
void word_features(const lexeme *const *lex, u32 first, u32 last, enum casing casing, u32 i, u64 feature[WORD_COLUMNS]);

// The same by parts. A known word's rows hold what it gives in each place; but the first word of a sentence, and one in
// unusual capitals, look otherwise than their words do. They write their own columns only.
void features_of_self(const lexeme *w, bool first, enum casing casing, u64 *feature);
void features_of_before(const lexeme *before, u64 *feature);
void features_of_after(const lexeme *after, u64 *feature);
void features_of_pairs(const lexeme *before, const lexeme *w, const lexeme *after, u64 *feature);

#endif

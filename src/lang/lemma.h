// Lemmas and features of tagged words: as each word was seen in training with that tag; of words not seen, by tag and the
// longest known ending.
#ifndef STEMMA_LEMMA_H
#define STEMMA_LEMMA_H

#include "lang/lexeme.h"
#include "model/parts.h"

enum { LEMMA_KIND = 0x4C454D02, LONGEST_ENDING = 8 };   // bytes of an ending

enum lemma_part { LEMMA_SCRIPTS, LEMMA_TABLE, LEMMA_FEATS, LEMMA_FEATS_TABLE, LEMMA_PARTS };

// A script as a string: one byte of what it begins from ('f' the form, 'l' the lower-cased word), one byte '0' + how many
// bytes to cut off the end ('~' all), then what to append.
str lemma_apply(arena *mem, str script, str form, str low);
str lemma_script(arena *mem, str form, str low, str lemma);   // the script that leads to it

// Keys of the tables, whose values are a row of the list + 1.
u64 lemma_word_key(str form, joint_tag tag);
u64 lemma_ending_key(str low, size_t ending, joint_tag tag);
u64 feats_word_key(str low, joint_tag tag);
u64 feats_tag_key(joint_tag tag);

void lemmatise(doc *d, str chunk);   // fills both columns; without a chunk the lemma is the lower-cased word

#endif

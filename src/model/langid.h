// Which language a text is in: naive Bayes over character 1-, 2- and 3-grams of its words (Shuyo 2010, Cavnar and
// Trenkle 1994), and the script alone where it tells.
#ifndef STEMMA_LANGID_H
#define STEMMA_LANGID_H

#include "model/pack.h"

enum { LANGID_KIND = 0x4C49, LANGID_MISSING = 210, LANGID_UNIT = 10 };   // -log p in tenths, of what was never seen

// Part 0: names of the languages; 1: u32 grams in ascending order; 2: u8 -log p [grams][languages].
typedef struct {
  u32 code[3];    // lowered code points, ' ' at the ends of words; 0 behind a shorter gram
} gram;

u32 gram_hash(gram g);

// Calls `each` for the grams of the text's words, as the trainer and the reader see them.
void grams_of(str text, size_t most_letters, void (*each)(void *user, gram g), void *user);

// The language's BCP 47 name, empty where the text is too short or in between; *p how sure. `likely`: the language that most
// texts are in, which a few words of are enough to tell.
str langid_find(str chunk, str text, str likely, float *p);

#endif

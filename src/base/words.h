// Interned words: equal strings have equal ids, so words compare as numbers. Id 0 is the empty string.
#ifndef STEMMA_WORDS_H
#define STEMMA_WORDS_H

#include "base/str.h"

typedef u32 word;
typedef struct words words;

words *words_new(arena *mem);
word words_id(words *w, str s);                   // the id of s, made if new; the bytes are copied
word words_find(const words *w, str s);           // the id of s, 0 where it was never seen
str words_str(const words *w, word id);           // the bytes of an id; they live as long as the arena
u32 words_count(const words *w);                  // ids are 0 … count - 1

#endif

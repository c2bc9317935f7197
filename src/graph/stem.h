// Words of one family have one stem: disclosure, disclosed and discloses meet as "disclos".
#ifndef STEMMA_STEM_H
#define STEMMA_STEM_H

#include "base/str.h"

enum { STEM_LONGEST = 48 };   // bytes; of a longer word the beginning counts

// Writes the stem of a lower-case word and returns it. Endings are those of lang/en/suffixes.txt.
str stem_of(str low, char room[STEM_LONGEST]);

#endif

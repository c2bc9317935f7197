// Values of TIMEX3 for readers: "2017-FA" is "autumn 2017".
#ifndef STEMMA_TIME_WORDS_H
#define STEMMA_TIME_WORDS_H

#include "base/arena.h"
#include "base/str.h"

// Empty where the value names no time by itself (PAST_REF).
str time_words(str value, arena *mem);

#endif

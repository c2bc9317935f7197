// The model of the finder of names from examples: a conditional random field over the features that are worth their room.
#ifndef STEMMA_TRAIN_NAME_LEARN_H
#define STEMMA_TRAIN_NAME_LEARN_H

#include "crf.h"
#include "lang/name_features.h"

// A word that is asked about.
typedef struct {
  u64 *feature;
  u32 count;
} asked;

// A sentence with its features, ready to be read many times.
typedef struct {
  name_view view;
  asked *word_;    // [tokens]
  const u8 *gold;  // of the document [T]
} example;

typedef VEC(example) examples;

// Features that are seen less than `least` times are left out; width: of the words' vectors. The model becomes one of `tables`,
// whose parts are appended to `part` (enum name_part).
void name_learn(arena *mem, const examples *all, u32 width, u32 least, crf_options how, name_tables *tables, out *part);

#endif

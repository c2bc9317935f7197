// Treebanks as the network reads them: rows of features, numbers of labels.
#ifndef STEMMA_SAMPLES_H
#define STEMMA_SAMPLES_H

#include "lang/tagger.h"
#include "net.h"
#include "treebank.h"

typedef struct {
  sample *all;             // [len]
  u32 len, words;
  u64 *key;                // [rows] of each feature that is known; row 0 is none
  u32 rows;
  joint_tag tag[UINT8_MAX];
  u8 relation[UINT8_MAX];
  u32 tags, relations;
} samples;

samples *samples_of(arena *mem, const treebank *bank, str classes);   // classes: a table of the chunk of that name

#endif

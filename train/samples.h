// Treebanks as the network reads them: rows of features, numbers of labels.
#ifndef STEMMA_SAMPLES_H
#define STEMMA_SAMPLES_H

#include "frequent.h"
#include "lang/tagger.h"
#include "net.h"
#include "rawtext.h"
#include "treebank.h"

typedef struct {
  sample *all;             // [len] the annotated ones first
  u32 len, words;
  u32 gold;                // sentences that are annotated; the others have no targets yet
  u64 *key;                // [rows] of each feature that is known; row 0 is none
  u32 rows;
  joint_tag tag[UINT8_MAX];
  u8 relation[UINT8_MAX];
  u32 tags, relations;
  frequent *known;         // [knowns]
  u32 knowns;
} samples;

samples *samples_of(arena *mem, const treebank *bank, const rawtext *raw, str classes);   // classes: a table of the chunk of that name

u32 samples_row(const samples *s, u64 key);   // of a feature, 0 where it is not known

#endif

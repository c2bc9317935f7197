// What the tagger's network made of a word and of its two neighbours, as scores of the labels of names: one layer of hidden
// units over the three vectors.
#ifndef STEMMA_NAME_CONTEXT_H
#define STEMMA_NAME_CONTEXT_H

#include "model/matrix.h"

enum { NAME_UNITS = 64, NAME_SCORES = 16 };   // hidden units; labels, padded

enum name_near { NEAR_BEFORE, NEAR_HERE, NEAR_AFTER, NEARS };

// Parts of the chunk, one behind the other: a matrix for each of name_near, 1 / unit of the hidden units, a matrix of labels.
enum { CONTEXT_UNITS = NEARS, CONTEXT_LABELS, CONTEXT_PARTS };

typedef struct {
  matrix near[NEARS];    // [width -> NAME_UNITS]
  matrix labels;         // [NAME_UNITS -> NAME_SCORES]
  const float *inverse;  // [NAME_UNITS]
  u32 width;             // of the vectors; 0 = there is no such model
  bool fast;
} name_context;

bool name_context_view(name_context *c, const str *part, u32 width);   // part [CONTEXT_PARTS]

// A vector is NULL where there is no neighbour in the sentence. The model must be there.
void name_context_scores(const name_context *c, const u8 *const vector[NEARS], float score[NAME_SCORES]);

#endif

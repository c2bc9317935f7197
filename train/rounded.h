// Layers in floats as parts of a chunk in small integers.
#ifndef STEMMA_TRAIN_ROUNDED_H
#define STEMMA_TRAIN_ROUNDED_H

#include "base/out.h"

// Appends a part for matrix_view: w [in][width]; unit [in] what 1 of each input is worth; `times` multiplies the outputs.
void rounded_matrix(out *to, const float *w, const float *bias, u32 in, u32 width, const float *unit, float times);

#endif

// What networks think of sentences as something for another network to learn (Hinton et al. 2015).
#ifndef STEMMA_TEACH_H
#define STEMMA_TEACH_H

#include "samples.h"

// Gives the sentences [from, to) targets: the mean of the teachers' shares, the likeliest answers only. Of annotated
// sentences the annotators' answer has at least the weight `gold`.
void teach(net *const *teacher, u32 teachers, const samples *s, u32 from, u32 to, float gold);

#endif

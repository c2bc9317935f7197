// The recurrence of one layer in sixteen bits.
#ifndef STEMMA_RECUR16_H
#define STEMMA_RECUR16_H

#include "base/base.h"

// Candidates, states and what goes past a layer are in units of 1 / RECUR_ONE; a gate's sum is, too, of a quarter of it.
enum { RECUR_BITS = 10, RECUR_ONE = 1 << RECUR_BITS };

typedef struct {
  u32 half, words;
  const i16 *gates;              // [words][6 half] candidates of both directions, then each direction's gates
  const i16 *forget, *reset;     // [2 half] weights of the state before, in 1 / 8192
  const u8 *below;               // [words][2 half] the layer's input, NULL at the first
  const i16 *below_unit;         // [2 half] what 1 of it is worth, in 1 / 131072
  const i16 *inverse;            // [2 half] 32 / the unit of the output
  u8 *out;                       // [words][2 half]
} recurrence16;

void recur16_plain(const recurrence16 *r);
void recur16(const recurrence16 *r, bool fast);   // with AVX2; the same bits

// Sums of feature rows to gates: candidates [0, candidates) are doubled `doublings` times, the others twice less.
void recur16_gates(const i16 *sum, const i16 *bias, u32 candidates, u32 n, u32 doublings, i16 *gates, bool fast);

#endif

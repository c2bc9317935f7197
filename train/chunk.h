// What every trainer needs: writing its chunk, and chance that is the same each time.
#ifndef STEMMA_TRAIN_CHUNK_H
#define STEMMA_TRAIN_CHUNK_H

#include "base/out.h"

int chunk_write(const char *path, const out *o);   // exit status: 0 written

// A random order that is the same each time.
typedef struct {
  u64 state;
} dice;
u64 dice_roll(dice *d);
u32 dice_below(dice *d, u32 n);
void dice_shuffle(dice *d, u32 *row, u32 n);

#endif

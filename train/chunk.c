#include "chunk.h"

#include <stdio.h>

int chunk_write(const char *path, const out *o) {
  FILE *f = fopen(path, "wb");
  if (f && !o->failed && fwrite(o->p, 1, o->n, f) == o->n && !fclose(f)) return 0;
  perror(path);
  return 1;
}

// splitmix64 (Steele, Lea, Flood 2014).
u64 dice_roll(dice *d) {
  u64 z = (d->state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

u32 dice_below(dice *d, u32 n) { return (u32)(((dice_roll(d) >> 32) * n) >> 32); }

void dice_shuffle(dice *d, u32 *row, u32 n) {
  for (u32 i = n; i > 1; i--) {
    u32 j = dice_below(d, i), held = row[i - 1];
    row[i - 1] = row[j];
    row[j] = held;
  }
}

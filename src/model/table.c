#include "model/table.h"

#include <stdlib.h>

static const table_cell FREE;

bool table_view(table *t, str part) {
  size_t cells = part.n / sizeof *t->cell;
  *t = (table){&FREE, 0};
  if (!cells || part.n % sizeof *t->cell || (cells & (cells - 1)) || cells > (1u << 30)) return false;
  *t = (table){(const table_cell *)(const void *)part.p, (u32)cells - 1};
  return true;
}

static void put(table_cell *cell, u32 mask, u64 key, u32 value) {
  u32 i = (u32)key & mask;
  for (u32 probes = 0; probes < TABLE_PROBES; probes++, i = (i + 1) & mask) {
    if (cell[i].value) continue;
    cell[i] = (table_cell){(u32)(key >> 32), value};
    return;
  }
}

// At most 3 of 5 cells are taken, so that a search for what is not there ends after two or three.
void table_write(out *to, const u64 *key, const u32 *value, u32 count) {
  u32 cells = 16;
  while (3u * cells < 5u * count) cells *= 2;
  table_cell *cell = calloc(cells, sizeof *cell);
  if (!cell) {
    to->failed = true;
    return;
  }
  for (u32 i = 0; i < count; i++) put(cell, cells - 1, key[i], value[i]);
  out_str(to, (str){(const char *)cell, cells * sizeof *cell});
  free(cell);
}

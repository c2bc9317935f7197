// A hash table that lies in the pack and is used in place: 64-bit keys to 32-bit values.
// The part is 2^k cells {u32 high half of the key, u32 value}; a free cell has value 0, so values begin at 1.
#ifndef STEMMA_TABLE_H
#define STEMMA_TABLE_H

#include "base/out.h"

typedef struct {
  u32 key, value;
} table_cell;

typedef struct {
  const table_cell *cell;   // [mask + 1]
  u32 mask;
} table;

enum { TABLE_PROBES = 64 };   // the most cells that a search looks at; what does not fit is left out when the table is made

bool table_view(table *t, str part);   // false where the part has no such size; the table is then empty
void table_write(out *to, const u64 *key, const u32 *value, u32 count);   // of equal keys the first is found

// The value of the key, 0 where it has none. Half the key is compared: one miss in 2^32 is taken for a hit.
static inline u32 table_find(const table *t, u64 key) {
  u32 i = (u32)key & t->mask, high = (u32)(key >> 32);
  for (u32 probes = 0; probes < TABLE_PROBES; probes++, i = (i + 1) & t->mask)
    if (t->cell[i].key == high || !t->cell[i].value) return t->cell[i].value;
  return 0;
}

#endif

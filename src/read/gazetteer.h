// The gazetteer: countries, first-level regions and cities of the pack chunk "gazet", by any of their names. Used in place.
//
//   parts  rows, names of the rows, table (phrase -> list), lists {u32 count, then count times row << 1 | is an alternate name}
//
// A phrase is looked up as a whole: its words folded (lower case, no accents, no apostrophes, hyphens as blanks).
#ifndef STEMMA_GAZETTEER_H
#define STEMMA_GAZETTEER_H

#include "base/str.h"
#include "model/parts.h"
#include "model/table.h"

enum { GAZETTEER_KIND = 0x475A0001, GAZETTEER_PARTS = 4 };
enum { GAZ_ROWS, GAZ_NAMES, GAZ_TABLE, GAZ_LISTS };

typedef enum { GAZ_NONE, GAZ_COUNTRY, GAZ_REGION, GAZ_CAPITAL, GAZ_SEAT, GAZ_CITY } gaz_kind;

typedef struct {
  i32 lat, lon;        // in 1e-5 degrees
  u32 population, id;  // GeoNames, 0 = not known there
  u16 admin;           // row of its region, 0 = none
  char country[2];     // ISO 3166-1 alpha-2
  u8 kind, pad[3];
} gaz_row;

typedef struct {
  const gaz_row *row;  // [rows] row 0 is nil; countries first, then regions
  u32 rows;
  strings names;       // [rows]
  table phrases;
  const u32 *list;     // [lists]
  u32 lists;
} gazetteer;

bool gazetteer_view(gazetteer *g, str chunk);            // false where the chunk is no gazetteer; g is then empty
u64 gazetteer_key(arena *mem, str name);                 // of a name as printed
u32 gazetteer_find(const gazetteer *g, u64 key, const u32 **found);   // how many; found[i] >> 1 is a row, greatest first
u32 gazetteer_country(const gazetteer *g, str code);     // row of a country, 0 = none
str gazetteer_name(const gazetteer *g, u32 row);

#endif

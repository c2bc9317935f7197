// Places, inside: what a name may be (place_name.c), what the text around it says (place_context.c), the choice (place.c).
#ifndef STEMMA_PLACE_H
#define STEMMA_PLACE_H

#include "doc/doc.h"
#include "model/lexicon.h"
#include "read/gazetteer.h"

enum { MOST_CANDIDATES = 48, MOST_LANDS = 64 };

// One reading of a name: a row of the gazetteer or a line of lang/en/places.txt.
typedef struct {
  u32 row;                  // of the gazetteer, 0 = none
  const lex_entry *line;    // of LEX_PLACES, NULL = none
  double lat, lon;
  char country[3];
  str admin;                // name of the region
  double population;
  gaz_kind kind;
  bool alternate, region_word;   // "Troms region": the word behind it says that it is a region
} reading;

typedef struct {
  reading at[MOST_CANDIDATES];
  u32 len;
} readings;

void readings_of(const gazetteer *g, arena *mem, str name, readings *found);
str place_key(arena *mem, str name);          // folded, hyphens as blanks: the key of LEX_PLACES and LEX_COUNTRIES
str country_code_of(arena *mem, str name);    // of a country or of its people, by LEX_COUNTRIES; empty where it is neither

// What the text around the mentions of an entity says of it.
typedef struct {
  u32 mentions, agent, local;   // mentions as one who acts or speaks, as a place where something is
  char country[3];              // "Narva, Estonia", "Norway's Troms region", "the French town of Lens"
  str admin;                    // "Paris, Texas"
  char admin_country[3];        // where that is, if it is no city's name too
} surroundings;

typedef struct {
  char code[MOST_LANDS][3];
  u32 count[MOST_LANDS];
  u32 len;
} lands;                        // how often the article names each country or its people

void count_lands(const doc *d, lands *l);
u32 land_count(const lands *l, const char *code);
void survey_places(const doc *d, const gazetteer *g, surroundings *s);   // s[entities.len]

#endif

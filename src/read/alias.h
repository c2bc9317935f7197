// Names that mean the same: spellings, transliterations, initials, acronyms, and the user's own table of people, offices,
// bodies and families.
#ifndef STEMMA_ALIAS_H
#define STEMMA_ALIAS_H

#include "base/str.h"

typedef enum { NAMES_DIFFER, NAMES_MAY, NAMES_SAME } name_match;

// Two bare names of persons: "Dmitry Peskov" and "Dmitri Peskov", "D. Peskov", "Peskov" (may), "Ivan Peskov" (differ).
name_match person_names_match(str a, str b);

// Two bare names of bodies: "Ministry of Defence" and "Defence Ministry", "KCNA" and "Korean Central News Agency".
name_match body_names_match(str a, str b);

bool is_acronym_of(str acronym, str name);

// A key under which all spellings of a name fall: folded, transliterations levelled, honorifics off.
str name_key(arena *mem, str name);

typedef struct alias alias;   // the user's table

typedef struct {
  str name;        // the main name, empty = the line names a family only
  str kind;        // person, organisation, place …, empty = not said
  str source;      // kind of source, empty = not said
  str family;      // id, empty = not said
  str date;        // when that was so, ISO 8601, empty = not said
} alias_row;

// Reads a table, or adds it to one that is there; a line that is wrong is left out and told with its number (the form is in
// alias_file.c and the manual). NULL only where there is no memory.
typedef void alias_warn(void *user, u32 line, const char *what);
alias *alias_read(alias *into, str bytes, alias_warn *warn, void *user);
void alias_free(alias *a);
const alias_row *alias_find(const alias *a, str name, arena *mem);   // NULL where it has no such name; `a` may be NULL

#endif

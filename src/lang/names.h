// Names of persons, bodies, places, peoples and events, and what the list of known names says of words.
#ifndef STEMMA_NAMES_H
#define STEMMA_NAMES_H

#include "doc/doc.h"
#include "lang/name_context.h"
#include "model/kit.h"
#include "model/linear.h"
#include "model/phrases.h"

// ---- the name column

// One behind the last token of the name that begins at `first`; `first` itself where none begins there.
u32 name_end(const doc *d, u32 first);

// The first name at or after token `from` that begins before `last`; `last` where there is none.
u32 name_next(const doc *d, u32 from, u32 last);

static inline name_kind name_at(const doc *d, u32 token) { return name_kind_of(d->tokens.name[token]); }

// ---- known names

// What a listed phrase can be: bits of phrase.classes.
enum known_class {
  KNOWN_COUNTRY = 1, KNOWN_CITY = 2, KNOWN_TOWN = 4, KNOWN_REGION = 8, KNOWN_PEOPLE = 16, KNOWN_FIRST_NAME = 32,
  KNOWN_OUTLET = 64, KNOWN_BODY = 128, KNOWN_LEADER = 256, KNOWN_CAPITAL = 512, KNOWN_SURNAME = 1024,
  KNOWN_PARTY = 2048,   // and bodies that states are members of: often a few letters that mean other things, too
  KNOWN_CLASSES = 12,
};

// Views of the chunk `names`; all empty where it is missing.
typedef struct {
  phrases known;
  linear model;
  const i16 *change;   // [labels][labels] what it costs to follow one label with another, in units of the model
  name_context context;
} name_tables;

bool name_tables_view(name_tables *n, const kit *k, u32 width);   // width: of tokens.context

u64 known_key(str word_);   // the hash of a word of a phrase: folded, so that case and accents do not matter

#endif

// Atoms: tokens cut finer, so that grammars of times and numbers don't depend on how a tokeniser cuts "mid-May", "9/11" or "5pm".
// A letter run is an atom, a digit run with its thousands commas, every other character. "a.m." and "U.S." are one, without dots.
#ifndef STEMMA_ATOM_H
#define STEMMA_ATOM_H

#include "doc/doc.h"

typedef enum { ATOM_WORD, ATOM_DIGITS, ATOM_SIGN } atom_kind;

typedef struct {
  span at;
  u32 token;
  str low;          // in lower case; digits without commas; dashes as "-", apostrophes as "'"
  atom_kind kind;
  bool glued;       // no white space before it
} atom;

typedef struct {
  atom *at;
  u32 len;
} atoms;

atoms atoms_of(const doc *d, arena *mem, u32 first, u32 last);   // of tokens [first, last)

// A number in figures or words that begins at an atom: "1,500", "2.5", "twenty-one", "three hundred thousand", "$5m" has none of these.
typedef struct {
  double value;
  u32 len;          // atoms; 0 = none there
  bool words;       // written in words
  bool ordinal;     // "21st", "third"
  bool vague;       // "hundreds", "dozens": value is the unit
} numeral;

numeral numeral_at(atoms a, u32 from);

#endif

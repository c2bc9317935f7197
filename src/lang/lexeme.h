// What a word looks like by itself, as hashes from which features are joined. Made once for each different word of an
// article: a text of a million words has few different ones.
#ifndef STEMMA_LEXEME_H
#define STEMMA_LEXEME_H

#include "doc/doc.h"
#include "model/table.h"

enum { PREFIXES = 3, SUFFIXES = 5 };

// The two tags of a word, UPOS and XPOS, which are chosen together.
typedef struct {
  u8 upos, xpos;
} joint_tag;

typedef struct lexeme lexeme;
struct lexeme {
  u64 form;               // as written; dashes and ellipses of typographers as those of typewriters, quotation marks by the way they turn
  u64 low;                // in lower case; digits as 0 in words that have other signs, too
  u64 shape;              // Xxx, dd, xx-xx … with runs cut short
  u64 prefix[PREFIXES];   // the first 1, 2, 3 bytes in lower case
  u64 suffix[SUFFIXES];   // the last 1 … 5
  u64 cluster;            // words that stand among like words; 0 = none
  u64 cluster_wide;       // a coarser one
  u32 traits;             // lexeme_trait bits
};

enum lexeme_trait {
  LEXEME_CAPITAL = 1,     // begins with a capital
  LEXEME_CAPITALS = 2,    // has letters, all of them capitals
  LEXEME_DIGIT = 4,
  LEXEME_HYPHEN = 8,
  LEXEME_LETTERS = 16,    // has letters
};

// Tables of words, keyed by word_key(): classes are (coarse << 16 | fine), both from 1.
typedef struct {
  table cluster;
} word_tables;

lexeme lexeme_of(str form, str low, const word_tables *t);

// [T] rows of tokens, each pointing to its word's; row 0 is a lexeme of nothing. Those that the tagger made serve all.
const lexeme **lexemes_of(arena *mem, const doc *d, const word_tables *t);

u64 word_key(str low);    // the key of word_tables

#endif

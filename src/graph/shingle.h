// Five words in a row as one number, over all articles: which articles share how many of them.
#ifndef STEMMA_SHINGLE_H
#define STEMMA_SHINGLE_H

#include "doc/stages.h"

enum { SHINGLE_WORDS = 5 };

// The words of one article without marks: runs of letters and digits. W = len
typedef struct {
  span *at;       // [W]
  u64 *shingle;   // [W] of the words w … w + 4; 0 for the last four
  bool *quoted;   // [W] inside quotation marks
  u32 len;
  u32 distinct;   // different shingles
} word_row;

// Two articles with shingles in common, a < b.
typedef struct {
  u32 a, b, common;
} reuse_pair;

// That an article has a shingle.
typedef struct {
  u64 shingle;
  u32 article;
} holding;

typedef struct {
  word_row *rows;         // [A + 1]
  VEC(holding) held;      // by shingle, then article; no repeats
  VEC(reuse_pair) pairs;  // by a, then b; those with REUSE_LEAST common shingles or more
} shingles;

enum { REUSE_LEAST = 5 };

u32 first_holding(const shingles *s, u64 shingle);   // row of held; held.len or another shingle's where nobody has it
shingles *shingles_of(arena *mem, const doc *const *docs, u32 articles);

#endif

// What tells whether a block of a page is text of its article: hashed features for the chain over the blocks.
#ifndef STEMMA_BLOCK_FEATURES_H
#define STEMMA_BLOCK_FEATURES_H

#include "input/page_facts.h"
#include "model/yes_chain.h"

enum { BLOCK_FEATURES = 200, BLOCK_SLOTS = 1 << 16, BLOCK_STEPS = 5, BLOCK_ABOVE = 4 };

typedef struct {
  u32 slot[BLOCK_FEATURES];
  u32 len, own;        // of them those of the block's own, before the context
} block_row;

// One pass over the blocks. The chunk "html" is two of them (or the first alone): the second sees what the first thinks of the whole page.
typedef struct {
  float weight[BLOCK_SLOTS];
  pair_scores step[BLOCK_STEPS];
} block_weights;

// What the second pass knows of a block beside its row.
typedef struct {
  u32 words;
  u32 above[BLOCK_ABOVE];   // elements over it, the nearest first; 0 = none
  u64 path;
  u8 tag, rule;
} block_brief;

// What many blocks ask of their page, worked out once.
typedef struct {
  const page *p;
  const page_facts *f;
  u32 main;             // the element with most running text
  u32 heading;          // block of the first <h1>, or of the title; 0 where there is none
  u32 *count;           // [blocks] words
  u64 *path;            // [blocks] hash of tags and classes above
  u32 *path_words;      // [blocks] words on the same path
  u32 *path_blocks;     // [blocks] blocks on the same path
  u32 total;            // words of the page
  u32 article;          // the <article> with most words, 0 = none
  bool *again;          // [blocks] the same text stood before
  bool *rule;           // [blocks] the rule without a model keeps it
} block_view;

block_view block_view_of(const page *p, const page_facts *f);
void block_features(const block_view *v, u32 i, block_row *row);
block_brief block_brief_of(const block_view *v, u32 i);

// Adds to `rows` [n] what the first pass's probabilities `p` [n] say of each block's surroundings.
void block_context(arena *mem, const block_brief *briefs, const float *p, u32 n, block_row *rows);

// Solves one pass: p [n] becomes the probability that each block is text of the article. `step` [n] as by block_step.
void block_solve(arena *mem, const block_weights *w, const block_row *rows, const u8 *step, u32 n, float *p);

u32 block_step(const block_view *v, u32 i);     // the kind of step from block i - 1 to i, below BLOCK_STEPS

#endif

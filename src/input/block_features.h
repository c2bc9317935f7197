// What tells whether a block of a page is text of its article: hashed features for the chain over the blocks.
#ifndef STEMMA_BLOCK_FEATURES_H
#define STEMMA_BLOCK_FEATURES_H

#include "input/page_facts.h"
#include "model/yes_chain.h"

enum { BLOCK_FEATURES = 160, BLOCK_SLOTS = 1 << 16, BLOCK_STEPS = 5 };

// The chunk "html": f32 weights [BLOCK_SLOTS], then pair_scores [BLOCK_STEPS].
typedef struct {
  u32 slot[BLOCK_FEATURES];
  u32 len;
} block_row;

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
u32 block_step(const block_view *v, u32 i);     // the kind of step from block i - 1 to i, below BLOCK_STEPS

#endif

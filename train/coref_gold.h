// The annotated chains of OntoGUM beside the trees of the same documents.
#ifndef STEMMA_COREF_GOLD_H
#define STEMMA_COREF_GOLD_H

#include "treebank.h"

typedef struct {
  u32 first, last;     // tokens [first, last)
  u32 chain;           // from 1
} gold_mention;

typedef struct {
  gold_mention *at;    // [len]
  u32 len, chains;
} gold_chains;

// One entry a document, in the order of the treebank, whose tokens the file must have.
gold_chains *gold_chains_read(arena *mem, const char *dir, const char *file, const treebank *bank);

// LitBank's novels, in columns like those of CoNLL-2012: as a treebank without tags and trees, and the chains.
treebank *litbank_read(arena *mem, const char *dir, gold_chains **chains);

// The chain of each token as head of a mention, 0 = none; of two phrases with one head the larger.
u32 *gold_chain_of_heads(arena *mem, const doc *d, const gold_chains *g);

#endif

// The rules of the CoNLL 2018 shared task (Zeman et al. 2018): tokens and sentences by their bytes, words aligned within
// multiword tokens by longest common subsequence, relations without subtypes, F1 over words.
#ifndef STEMMA_CONLL18_H
#define STEMMA_CONLL18_H

#include "doc/doc.h"

#define CONLL18_METRICS(X) \
  X(TOKENS, "tokens") X(SENTENCES, "sentences") X(WORDS, "words") X(UPOS, "UPOS") X(XPOS, "XPOS") X(UFEATS, "UFeats") \
  X(LEMMAS, "lemmas") X(UAS, "UAS") X(LAS, "LAS")

#define CONLL18_ROW(id, name) CONLL18_##id,
enum conll18_metric { CONLL18_METRICS(CONLL18_ROW) CONLL18_COUNT };
#undef CONLL18_ROW

typedef struct {
  u32 gold, system, right;
} hits;

typedef struct {
  hits of[CONLL18_COUNT];
} conll18;

void conll18_add(conll18 *to, const doc *gold, const doc *system);   // documents of the same text
double hits_f1(hits h);                                              // in percent

#endif

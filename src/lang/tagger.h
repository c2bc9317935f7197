// The tagger: joint tags (UPOS with XPOS) chosen from left to right by a linear model over words around and tags before.
// The trainer in train/ takes its features from here, so that both see the same.
#ifndef STEMMA_TAGGER_H
#define STEMMA_TAGGER_H

#include "lang/lexeme.h"
#include "model/linear.h"
#include "model/parts.h"

enum { TAG_KIND = 0x54414702 };   // changes with the layout of the chunk

enum tag_part { TAG_LABELS, TAG_MODEL, TAG_KNOWN, TAG_CLUSTERS, TAG_SURE, TAG_FEATS, TAG_FEATS_OF, TAG_PARTS };

// The part of labels is u32 UPOS_COUNT, XPOS_COUNT, then a joint_tag a label.
typedef struct {
  u32 labels;
  const joint_tag *label;   // [labels]
  linear model;
  word_tables words;
  table sure;               // words that have but one tag: hash of the form to joint tag + 1
  strings feats;            // all feature strings
  table feats_of;           // feats_key() to row of feats + 1
} tagger;

bool tagger_view(tagger *t, str chunk);   // false where the chunk is absent or no such thing

// The words of a sentence as the tagger sees them, with what stands outside it as an empty lexeme.
typedef struct {
  const lexeme *const *lex;   // of all tokens
  u32 first, last;             // tokens of the sentence
  bool shouting;               // all in capitals, as some headlines are
} tag_view;

tag_view tag_view_of(const lexeme *const *lex, u32 first, u32 last);
u32 tag_features(const tag_view *v, u32 token, u32 tag1, u32 tag2, u64 *feature);   // tags before it + 1, 0 = outside

u64 feats_key(u64 low, u32 label);   // low = 0: the label's usual ones

void tag_sentence(const tagger *t, const tag_view *v, u8 *label);   // label[first … last)

#endif

// The data sets of names, each as documents with the text's own tokens, and the annotators' names as spans of the text.
#ifndef STEMMA_TRAIN_NAMEBANK_H
#define STEMMA_TRAIN_NAMEBANK_H

#include "doc/doc.h"
#include "model/kit.h"

typedef struct {
  span at;
  name_kind kind;
} gold_name;

typedef struct {
  doc *doc;             // through the stages up to `tag`
  gold_name *name;      // [names] in order of the text
  u32 names;
  u32 set;              // name_set
  u32 copy_of;          // row + 1 of the document that this one is a recased copy of, 0 = none
  u8 *label;            // [T] of lang/name_chain.h
} name_doc;

typedef struct {
  arena *mem;
  const kit *kit;
  VEC(name_doc) docs;
} namebank;

#define NAME_SETS(SET) \
  SET(EWT_TRAIN) SET(EWT_DEV) SET(POLITICS_TRAIN) SET(POLITICS_DEV) SET(WIKIGOLD) SET(TWITTER) SET(NEWS)
#define NAME_SET_ROW(id) SET_##id,
enum name_set { NAME_SETS(NAME_SET_ROW) SET_COUNT };
#undef NAME_SET_ROW

// Copies of every so many documents of one set as an old telex or a careless writer would have them.
enum name_case { CASE_UPPER, CASE_LOWER };
void namebank_recase(namebank *b, u32 from, u32 to, u32 every, enum name_case how);

void namebank_read(namebank *b, const char *dir, enum name_set set);

#endif

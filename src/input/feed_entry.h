// What a feed says of itself or of one of its items, in whatever format, and what becomes of it.
#ifndef STEMMA_FEED_ENTRY_H
#define STEMMA_FEED_ENTRY_H

#include "input/inputs.h"

typedef enum { SAID_UNKNOWN, SAID_PLAIN, SAID_HTML } said_kind;   // UNKNOWN: as it looks

typedef struct {
  str said;
  said_kind kind;
} said;

typedef struct {
  said title, summary, content, source;
  str id, link, published, updated, authors, language, outlet;   // authors: one a line
  u64 at;                                                         // its place in the file
} feed_entry;

// The item whose name is the container's with `number` behind.
void entry_item(const container *c, item *it, const feed_entry *e, u32 number);

// The feed itself, for lists.
void entry_head(const container *c, item *it, const feed_entry *e);

// Text out of a piece that may hold mark-up, on one line.
str said_text(arena *mem, said s);

// "name (ann@a.test)", "ann@a.test (Ann Lee)", "Ann Lee <ann@a.test>": the name; of an address alone the address.
str person_name(str s);

#endif

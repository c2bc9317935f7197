// What stages are given besides the document: all const while documents are read, so threads share it without locks.
#ifndef STEMMA_KIT_H
#define STEMMA_KIT_H

#include "model/pack.h"

typedef struct kit kit;

struct kit {
  const pack *pack;              // models; NULL = none
  const struct alias *alias;     // the user's table of people, offices and bodies (read/alias.h); NULL = none
  const struct event_book *book; // the user's dictionaries for events (read/event_book.h); NULL = none, then the tables of lang/ code
};

#endif

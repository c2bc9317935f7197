// What the files with public functions share.
#ifndef STEMMA_API_H
#define STEMMA_API_H

#include "input/inputs.h"
#include "model/kit.h"
#include "output/outputs.h"
#include "read/alias.h"
#include "read/event_book.h"
#include "stemma.h"
#include "store/store.h"

struct stm_engine {
  pack *pack;
  kit kit;
  alias *alias;   // the user's table, NULL = none
  event_book *book;   // the user's dictionaries for events, NULL = none
};

struct stm_doc {
  doc doc;   // the first member, so that a doc is its stm_doc
};

struct stm_item {
  item it;
  char *name;
};

struct stm_store {
  store *file;
};

void api_tell(stm_error *to, const fail *f);
void api_tell_text(stm_error *to, fail_code code, const char *what);

stm_doc *api_read(const stm_engine *e, str name, str bytes, hints given, const char *until, size_t memory, stm_error *error);
write_options api_options(const stm_write_options *w, arena *mem);
int api_hand_out(out *o, stm_sink *sink, void *user, stm_error *error);   // frees `o`

#endif

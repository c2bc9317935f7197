// Reading articles on several threads, in order: what is taken comes in the order of the inputs, whoever was ready first.
#ifndef STEMMA_WORK_H
#define STEMMA_WORK_H

#include "session.h"

// One article on its way.
typedef struct {
  char *name;
  stm_item *item;
  stm_doc *doc;      // NULL: `error` says why
  void *made;        // what `make` made of it
  stm_error error;
  bool done;
} job;

typedef struct {
  void (*make)(session *s, job *j);              // on any thread, once `doc` is there; NULL = nothing more to do
  bool (*take)(session *s, job *j, void *user);  // in order, on the caller's thread; owns doc and made; false stops
  void *user;
} work;

void work_run(session *s, const work *w);
void write_articles(session *s);   // each in the session's format

#endif

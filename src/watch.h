// Feeds watched: what is new in them is fetched, read and kept, all versions of it. The store is the queue.
#ifndef STEMMA_WATCH_H
#define STEMMA_WATCH_H

#include "api.h"
#include "net/net.h"

typedef struct watch watch;

watch *watch_open(const stm_engine *e, store *s, const net_options *way, const stm_watch_options *o, fail *f);
bool watch_add(watch *w, const char *feed, fail *f);   // an address, or a path of OPML
bool watch_wake(watch *w, fail *f);                    // the feeds that the store has; false: there is none
bool watch_run(watch *w, fail *f);                     // until it is stopped, or one round; false: the store failed
bool watch_had_all(const watch *w);                    // nothing failed
void watch_close(watch *w);

#endif

// Addresses as inputs: fetched several at once, handed out in the order given, feeds and the like taken apart.
#ifndef STEMMA_FETCH_H
#define STEMMA_FETCH_H

#include "input/inputs.h"
#include "net/net.h"
#include "store/store.h"

typedef struct fetch fetch;

typedef enum { FETCH_FAILED = -1, FETCH_END = 0, FETCH_ITEM = 1, FETCH_UNCHANGED = 2 } fetched;

// Memory of robots.txt in a store.
net_memory fetch_memory(store *s);

// What the transport says of the bytes that it brought.
hints fetch_hints(const net_answer *a);

// `s`: where pages are kept, NULL = none. `whole`: what comes is one item each, not taken apart.
fetch *fetch_open(const char *const *urls, size_t count, bool whole, const net_options *o, store *s, fail *f);
fetched fetch_next(fetch *t, item *it, const char **name, fail *f);
store_saved fetch_keep(fetch *t, const doc *d, fail *f);
void fetch_close(fetch *t);

#endif

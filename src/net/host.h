// What is known of one host: its rules, whether it is being asked, when it may be asked again.
#ifndef STEMMA_HOST_H
#define STEMMA_HOST_H

#include "base/fail.h"
#include "net/robots.h"

typedef struct host host;
struct host {
  host *next;
  char *origin;
  arena *mem;
  robots rules;      // where `known`
  bool known, busy;
  i64 learned_at;    // by clock_seconds
  i64 ready_at;      // not before, by clock_ms
  i64 away_until;    // nothing came from it: until then it is not asked, and `why` is the answer
  fail why;
};

host *host_find(host **all, const char *origin);   // NULL for lack of memory
bool host_learn(host *h, str file, i64 now);       // its robots.txt; empty where it has none
bool host_knows(host *h, i64 since);               // learned at or after; what is older is forgotten
u32 host_delay(const host *h, u32 usual_ms);       // between two requests
void hosts_free(host *all);

#endif

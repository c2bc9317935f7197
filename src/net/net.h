// Fetching pages over HTTP: several hosts at once, each asked one thing at a time, slowly, and only for what its robots.txt
// allows. Nothing that is sent tells who reads: no cookies, no passwords; the identity says which program it is.
//
//   net_want(n, &(net_wish){.id = 1, .url = "https://…"}); while (net_next(n, &answer)) { …; net_answer_free(&answer); }
//
// Bounded are the bytes of an answer (unpacked), its time, the redirects (each hop is checked as the first address is), the
// tries. Addresses inside private networks are refused where the connection is opened: no name and no redirect leads there.
#ifndef STEMMA_NET_H
#define STEMMA_NET_H

#include "base/fail.h"
#include "base/out.h"

typedef struct net net;

// Where robots.txt is kept from one run to the next; functions may be NULL.
typedef struct {
  bool (*recall)(void *user, const char *origin, i64 since, int *status, out *file);   // kept at or after `since`
  void (*keep)(void *user, const char *origin, i64 now, int status, str file);
  void *user;
} net_memory;

typedef struct {
  const char *contact;   // how the one who runs it can be reached, part of the identity; NULL = not told
  bool allow_private;
  u32 delay_ms;          // between two requests to a host; a Crawl-delay above it holds, up to a minute
  u32 timeout_s;         // for one answer
  u32 transfers;         // at once
  u32 tries;             // for one address
  u32 patience_s;        // the longest Retry-After that is waited for
  size_t largest;        // bytes of an answer
  u64 seed;              // of the random part of waiting
  bool (*stop)(void *user);   // asked several times a second; NULL = never
  void *user;
  net_memory memory;
} net_options;

// What is wanted. `etag`, `modified`: what the last answer said of its version; NULL = not known. Strings are copied.
typedef struct {
  u64 id;
  const char *url, *etag, *modified;
} net_wish;

typedef struct {
  u64 id;
  int status;         // of HTTP; 0 = there was no answer
  fail fail;          // where it has a code, nothing was had, and why
  bool unchanged;     // as it was when `etag` and `modified` were sent
  bool lasting;       // the same question would fail again
  i64 retry_after_s;  // what the server asks for; 0 = nothing
  char *url;          // the last address, behind all redirects
  char *media_type, *charset, *etag, *modified;   // NULL = not told
  out body;
} net_answer;

net *net_open(const net_options *o, fail *f);   // `o` must outlive it
bool net_want(net *n, const net_wish *w, fail *f);   // false: the address cannot be fetched, or there is no memory
bool net_next(net *n, net_answer *got);         // waits for the next answer; false: nothing is wanted any more, or it was stopped
void net_close(net *n);
void net_answer_free(net_answer *a);

#endif

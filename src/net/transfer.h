// One request and what comes back, within its limits.
#ifndef STEMMA_TRANSFER_H
#define STEMMA_TRANSFER_H

#include <curl/curl.h>

#include "net/net.h"

enum { LONGEST_FIELD = 300 };

typedef struct {
  CURL *easy;
  struct curl_slist *lines;
  void *owner;
  const net_options *options;
  size_t largest;
  out body;
  bool over;                       // more than `largest` bytes
  bool refused;                    // a private address
  char address[64];                // that it was refused for
  char etag[LONGEST_FIELD], modified[LONGEST_FIELD];   // of the answer, empty = not told
  char told[CURL_ERROR_SIZE];
} transfer;

// `identity`: the User-Agent line. NULL for lack of memory.
transfer *transfer_start(CURLM *all, const net_options *o, const char *identity, const net_wish *w, size_t largest,
                         void *owner);
void transfer_end(CURLM *all, transfer *t);

int transfer_status(const transfer *t);
i64 transfer_retry_after(const transfer *t);
const char *transfer_redirect(const transfer *t);   // where the answer leads; NULL = nowhere. Lives as long as `t`

// True where an answer came whole; else `f` says why not, and *lasting whether asking again is of no use.
bool transfer_good(const transfer *t, CURLcode code, fail *f, bool *lasting);
void transfer_type(const transfer *t, char **media_type, char **charset);   // to be freed; NULL = not told

#endif

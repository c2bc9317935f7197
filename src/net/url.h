// Addresses of the web: taken apart, made whole, and refused where they are not http or https or carry a password.
#ifndef STEMMA_URL_H
#define STEMMA_URL_H

#include "base/fail.h"

typedef struct {
  char *whole;    // without a fragment; what must be escaped is
  char *origin;   // https://host:port
  char *path;     // with its query
} url;

// `base`: the address of the page that `text` was found on, NULL = none. False and `f` filled where it cannot be fetched.
bool url_read(const char *text, const char *base, url *got, fail *f);

// The same, without what only tells through which feed somebody came (utm_source=…): one article, one address.
bool url_read_link(const char *text, const char *base, url *got, fail *f);
void url_free(url *u);

#endif

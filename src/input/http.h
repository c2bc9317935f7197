// A response of HTTP as it was received: head, and a body that may be chunked and compressed.
#ifndef STEMMA_HTTP_H
#define STEMMA_HTTP_H

#include "base/fail.h"
#include "base/out.h"

typedef struct {
  u32 status;
  str media_type, charset, transfer, coding;  // of the header fields; empty = not given
  str body;
} http_message;

// A message's head and body out of its bytes; false where there is no status line.
bool http_read(str bytes, http_message *m);

// "text/html; charset=utf-8" in two.
void media_type_cut(str value, str *type, str *charset);

// The value of the field `name` among header lines; empty where there is none.
str header_field(str head, str name);

// The body as the sender meant it, appended to `to`, up to `limit` bytes. What a wrong head claims of the body is not
// believed: a body that is not chunked or not compressed stays as it is.
bool http_body(const http_message *m, size_t limit, out *to, fail *f);

#endif

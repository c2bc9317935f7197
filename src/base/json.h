// Writing JSON: strings escaped, commas where they belong. Reading JSON is Jansson's work.
//
//   json_open(j, '{'); json_key(j, "id"); json_u64(j, 7); json_close(j, '}');
#ifndef STEMMA_JSON_H
#define STEMMA_JSON_H

#include "base/out.h"

typedef struct {
  out *to;
  bool comma;   // the next value needs one before it
} json;

void json_open(json *j, char bracket);             // '{' or '['
void json_close(json *j, char bracket);            // '}' or ']'
void json_key(json *j, const char *key);
void json_str(json *j, str s);                     // bytes that are no UTF-8 become U+FFFD
void json_str_or_null(json *j, str s);             // null where s is empty
void json_u64(json *j, u64 v);
void json_number(json *j, double v);
void json_bool(json *j, bool v);
void json_null(json *j);
void json_span(json *j, span s);                   // [beg, end]

#endif

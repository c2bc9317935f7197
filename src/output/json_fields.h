// Fields of JSON objects that documents and stories share.
#ifndef STEMMA_JSON_FIELDS_H
#define STEMMA_JSON_FIELDS_H

#include "base/json.h"
#include "doc/doc.h"

void field_str(json *j, const char *key, str s);
void field_known(json *j, const char *key, str s);     // left out where s is empty
void field_or_null(json *j, const char *key, str s);   // null where s is empty
void field_u64(json *j, const char *key, u64 v);
void field_bool(json *j, const char *key, bool v);
void field_p(json *j, float p);                        // a probability, under "p"
void field_span(json *j, const char *key, span s);
void field_spans(json *j, const char *key, spans list);
void field_list(json *j, const char *key);             // opens a list; json_close(j, ']') ends it
void json_spans(json *j, spans list);

#endif

#include "output/json_fields.h"

void field_str(json *j, const char *key, str s) {
  json_key(j, key);
  json_str(j, s);
}

void field_known(json *j, const char *key, str s) {
  if (s.n) field_str(j, key, s);
}

void field_or_null(json *j, const char *key, str s) {
  json_key(j, key);
  json_str_or_null(j, s);
}

void field_u64(json *j, const char *key, u64 v) {
  json_key(j, key);
  json_u64(j, v);
}

void field_bool(json *j, const char *key, bool v) {
  json_key(j, key);
  json_bool(j, v);
}

// Three digits: more would claim more than calibration can tell.
void field_p(json *j, float p) {
  json_key(j, "p");
  json_number(j, (double)(i64)((double)p * 1000 + 0.5) / 1000);
}

void field_span(json *j, const char *key, span s) {
  json_key(j, key);
  json_span(j, s);
}

void json_spans(json *j, spans list) {
  json_open(j, '[');
  for (u32 i = 0; i < list.len; i++) json_span(j, list.at[i]);
  json_close(j, ']');
}

void field_spans(json *j, const char *key, spans list) {
  json_key(j, key);
  json_spans(j, list);
}

void field_list(json *j, const char *key) {
  json_key(j, key);
  json_open(j, '[');
}

#include "base/json.h"

#include "base/utf8.h"

static void value(json *j) {
  if (j->comma) out_byte(j->to, ',');
  j->comma = true;
}

void json_open(json *j, char bracket) {
  value(j);
  out_byte(j->to, bracket);
  j->comma = false;
}

void json_close(json *j, char bracket) {
  out_byte(j->to, bracket);
  j->comma = true;
}

static void escaped(out *o, char c) {
  switch (c) {
    case '"': out_lit(o, "\\\""); break;
    case '\\': out_lit(o, "\\\\"); break;
    case '\n': out_lit(o, "\\n"); break;
    case '\r': out_lit(o, "\\r"); break;
    case '\t': out_lit(o, "\\t"); break;
    default: out_f(o, "\\u%04x", (unsigned)(u8)c);
  }
}

static bool needs_escape(char c) { return (u8)c < 0x20 || c == '"' || c == '\\' || c == 0x7F; }

static void quoted(out *o, str s) {
  out_byte(o, '"');
  size_t from = 0, len;
  for (size_t i = 0; i < s.n; i += len) {
    bool bad = utf8_at(s, i, &len) == UTF8_BAD && len == 1;
    if (!bad && !needs_escape(s.p[i])) continue;
    out_str(o, str_sub(s, from, i));
    if (bad) out_lit(o, "\xEF\xBF\xBD");
    else escaped(o, s.p[i]);
    from = i + len;
  }
  out_str(o, str_from(s, from));
  out_byte(o, '"');
}

void json_key(json *j, const char *key) {
  value(j);
  quoted(j->to, str_of(key));
  out_byte(j->to, ':');
  j->comma = false;
}

void json_str(json *j, str s) {
  value(j);
  quoted(j->to, s);
}

void json_str_or_null(json *j, str s) {
  if (s.n) json_str(j, s);
  else json_null(j);
}

void json_u64(json *j, u64 v) {
  value(j);
  out_u64(j->to, v);
}

void json_number(json *j, double v) {
  value(j);
  out_number(j->to, v);
}

void json_bool(json *j, bool v) {
  value(j);
  out_str(j->to, v ? S("true") : S("false"));
}

void json_null(json *j) {
  value(j);
  out_lit(j->to, "null");
}

void json_span(json *j, span s) {
  json_open(j, '[');
  json_u64(j, s.beg);
  json_u64(j, s.end);
  json_close(j, ']');
}

#include "input/http.h"

#include "base/gunzip.h"

// ---- the head

// The end of the head: behind its empty line; where there is none, the whole.
static size_t head_end(str bytes) {
  for (size_t at = 0; at < bytes.n;) {
    size_t line = str_find_byte(str_from(bytes, at), '\n');
    at += line + 1;
    if (line == 0 || (line == 1 && bytes.p[at - 2] == '\r')) return MIN(at, bytes.n);
  }
  return bytes.n;
}

str header_field(str head, str name) {
  while (head.n) {
    str one = str_token(&head, '\n');
    if (one.n <= name.n || one.p[name.n] != ':' || !str_eq_nocase(str_sub(one, 0, name.n), name)) continue;
    return str_trim(str_from(one, name.n + 1));
  }
  return (str){0};
}

void media_type_cut(str value, str *type, str *charset) {
  *type = str_trim(str_token(&value, ';'));
  *charset = (str){0};
  while (value.n) {
    str_cut_result pair = str_cut(str_token(&value, ';'), '=');
    if (!pair.found || !str_eq_nocase(str_trim(pair.head), S("charset"))) continue;
    str name = str_trim(pair.tail);
    while (name.n && (name.p[0] == '"' || name.p[0] == '\'')) name = str_from(name, 1);
    while (name.n && (name.p[name.n - 1] == '"' || name.p[name.n - 1] == '\'')) name.n--;
    *charset = name;
  }
}

bool http_read(str bytes, http_message *m) {
  *m = (http_message){0};
  if (!str_starts(bytes, S("HTTP/"))) return false;
  size_t end = head_end(bytes);
  str head = str_sub(bytes, 0, end), line = str_token(&head, '\n');
  str code = str_trim(str_cut(line, ' ').tail);
  i64 status;
  if (str_to_int(str_sub(code, 0, str_find_byte(code, ' ')), &status) && status > 0 && status < 1000) m->status = (u32)status;
  media_type_cut(header_field(head, S("Content-Type")), &m->media_type, &m->charset);
  m->transfer = header_field(head, S("Transfer-Encoding"));
  m->coding = header_field(head, S("Content-Encoding"));
  m->body = str_from(bytes, end);
  return true;
}

// ---- the body

static int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  c = to_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The size of the chunk whose line is at `at`, which moves behind it; false where no such line is.
static bool chunk_size(str body, size_t *at, size_t *size) {
  size_t i = *at, digits = 0;
  *size = 0;
  for (int d; i < body.n && digits < 9 && (d = hex_digit(body.p[i])) >= 0; i++, digits++) *size = *size * 16 + (size_t)d;
  str rest = str_sub(body, i, i + 256);
  size_t end = str_find_byte(rest, '\n');
  if (!digits || end == rest.n || (rest.p[0] != '\r' && rest.p[0] != '\n' && rest.p[0] != ';' && rest.p[0] != ' ')) return false;
  *at = i + end + 1;
  return true;
}

// Chunks put together. A body whose chunks break off gives those that are whole; one that begins with none is not chunked.
static void put_chunks(str body, out *to) {
  size_t at = 0, size;
  for (bool first = true; at < body.n; first = false) {
    if (!chunk_size(body, &at, &size)) {
      if (first) out_str(to, body);
      return;
    }
    if (!size) return;
    out_str(to, str_sub(body, at, at + size));
    at += size;
    if (at < body.n && body.p[at] == '\r') at++;
    if (at < body.n && body.p[at] == '\n') at++;
  }
}

static bool is_deflated(str coding, str body) {
  if (str_find_nocase(coding, S("gzip")) < coding.n) return gzip_sniff(body);
  return str_find_nocase(coding, S("deflate")) < coding.n && body.n && body.p[0] != '<';
}

static bool is_other_coding(str coding) {
  static const char *const others[] = {"br", "zstd", "compress"};
  for (u32 i = 0; i < COUNT_OF(others); i++)
    if (str_eq_nocase(coding, str_of(others[i]))) return true;
  return false;
}

bool http_body(const http_message *m, size_t limit, out *to, fail *f) {
  out whole = {0};
  str body = m->body;
  if (str_find_nocase(m->transfer, S("chunked")) < m->transfer.n) put_chunks(body, &whole), body = out_view(&whole);
  bool ok = true;
  if (is_deflated(m->coding, body)) ok = inflate_all(body, limit, to, f);
  else if (is_other_coding(m->coding) && body.n && body.p[0] != '<')
    ok = fail_set(f, FAIL_FORMAT, 0, "is compressed in a way that is not read: " STR_FMT, STR_ARG(str_sub(m->coding, 0, 40)));
  else if (body.n > limit) ok = fail_set(f, FAIL_TOO_BIG, 0, "is larger than %zu MiB: no article is", limit >> 20);
  else out_str(to, body);
  out_free(&whole);
  return ok;
}

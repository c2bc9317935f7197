// JSON Lines: an article a line, an object of which some fields are the text and what is known of it. What stands in the
// text's field is the article's bytes; its name is that of the file with the line's number behind.
#include <jansson.h>
#include <stdio.h>

#include "input/inputs.h"

static const char *const text_fields[] = {"text", "body", "content", "articleBody", "maintext", "full_text", "html", NULL};
static const char *const title_fields[] = {"title", "headline", NULL};
static const char *const date_fields[] = {"date", "published", "datePublished", "date_publish", "published_at", "pubDate", NULL};
static const char *const outlet_fields[] = {"outlet", "publisher", "site", "source", "source_domain", "domain", NULL};
static const char *const url_fields[] = {"url", "link", "uri", NULL};

static str first_field(const json_t *row, const char *const *names) {
  for (; *names; names++) {
    const json_t *v = json_object_get(row, *names);
    if (json_is_string(v) && json_string_length(v)) return (str){json_string_value(v), json_string_length(v)};
  }
  return (str){0};
}

static json_t *row_of(str one) {
  one = str_trim(one);
  if (!one.n || one.p[0] != '{') return NULL;
  json_t *row = json_loadb(one.p, one.n, JSON_ALLOW_NUL, NULL);
  if (json_is_object(row)) return row;
  json_decref(row);
  return NULL;
}

// The first line is an object with a text.
bool sniff_jsonl(str bytes) {
  json_t *row = row_of(str_sub(bytes, 0, str_find_byte(bytes, '\n')));
  bool is = row && first_field(row, text_fields).n > 0;
  json_decref(row);
  return is;
}

// The caller's hints go before those of the line.
static str known(arena *mem, str given, const json_t *row, const char *const *names) {
  return given.n ? given : str_copy(mem, first_field(row, names));
}

static void fill(item *it, const container *c, const json_t *row) {
  char name[4200];
  int n = snprintf(name, sizeof name, "%.4000s:%u", c->path, c->count);
  it->name = str_copy(it->mem, (str){name, (size_t)n});
  it->bytes = str_copy(it->mem, first_field(row, text_fields));
  it->hints = c->hints;
  it->hints.date = known(it->mem, c->hints.date, row, date_fields);
  it->hints.outlet = known(it->mem, c->hints.outlet, row, outlet_fields);
  it->hints.url = known(it->mem, c->hints.url, row, url_fields);
  it->hints.title = known(it->mem, c->hints.title, row, title_fields);
  it->hints.charset = S("utf-8");
}

int next_jsonl(container *c, item *it, fail *f) {
  while (c->at < c->bytes.n) {
    str rest = str_from(c->bytes, c->at), one = str_sub(rest, 0, str_find_byte(rest, '\n'));
    u64 pos = c->at;
    c->at += one.n + 1;
    c->count++;
    if (!str_trim(one).n) continue;
    json_t *row = row_of(one);
    bool whole = row && first_field(row, text_fields).n > 0 && one.n <= LARGEST_ROW;
    if (whole) fill(it, c, row);
    json_decref(row);
    if (whole) return 1;
    fail_set(f, FAIL_FORMAT, pos, row ? "line %u has no text" : "line %u is no JSON object", c->count);
    return -1;
  }
  return 0;
}

#include "input/columns.h"

#include "input/dates.h"

enum { MOST_NAMES = 8 };

static const struct {
  const char *field;
  const char *names[MOST_NAMES];
} usual[] = {
    {"text", {"text", "body", "content", "articleBody", "maintext", "full_text", "html"}},
    {"title", {"title", "headline"}},
    {"date", {"date", "published", "datePublished", "date_publish", "published_at", "pubDate", "publish_date"}},
    {"outlet", {"outlet", "publisher", "site", "source", "source_domain", "domain"}},
    {"url", {"url", "link", "uri"}},
    {"authors", {"authors", "author", "byline"}},
    {"language", {"language", "lang"}},
};

static const char *value_of_map(const char *map, const char *field) {
  size_t n = strlen(field);
  return !strncmp(map, field, n) && map[n] == '=' ? map + n + 1 : NULL;
}

static str field_of(const columns *c, const char *field) {
  for (size_t i = 0; i < c->given->nfields; i++) {
    const char *path = value_of_map(c->given->fields[i], field);
    str found = path ? c->find(c->row, c->mem, str_of(path)) : (str){0};
    if (found.n) return found;
  }
  for (u32 i = 0; i < COUNT_OF(usual); i++) {
    for (u32 k = 0; !strcmp(usual[i].field, field) && k < MOST_NAMES && usual[i].names[k]; k++) {
      str found = c->find(c->row, c->mem, str_of(usual[i].names[k]));
      if (found.n) return found;
    }
  }
  return (str){0};
}

str columns_text(const columns *c) { return field_of(c, "text"); }

// A date in words or digits as ISO 8601; what is none stays as it is.
static str tidy_date(arena *mem, str s) {
  calendar day;
  span where;
  return date_find(s, &day, &where) ? date_iso(mem, &day) : s;
}

bool columns_fill(const columns *c, item *it) {
  it->bytes = columns_text(c);
  it->hints.date = hint_or(it->hints.date, tidy_date(it->mem, field_of(c, "date")));
  it->hints.outlet = hint_or(it->hints.outlet, field_of(c, "outlet"));
  it->hints.url = hint_or(it->hints.url, field_of(c, "url"));
  it->hints.title = hint_or(it->hints.title, field_of(c, "title"));
  it->hints.authors = hint_or(it->hints.authors, field_of(c, "authors"));
  it->hints.language = hint_or(it->hints.language, field_of(c, "language"));
  it->hints.charset = S("utf-8");
  return it->bytes.n > 0;
}

bool column_is_known(str name) {
  for (u32 i = 0; i < COUNT_OF(usual); i++)
    for (u32 k = 0; k < MOST_NAMES && usual[i].names[k]; k++)
      if (str_eq_nocase(name, str_of(usual[i].names[k]))) return true;
  return false;
}

bool column_map_check(const char *map, fail *f) {
  for (u32 i = 0; i < COUNT_OF(usual); i++) {
    const char *path = value_of_map(map, usual[i].field);
    if (path && *path) return true;
  }
  return fail_set(f, FAIL_USAGE, 0, "write it as text=KEY; before the equals sign stands text, title, date, outlet, url, authors or language");
}

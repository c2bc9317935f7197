#include "input/opml.h"

#include <expat.h>

#include "input/charset.h"
#include "input/mend.h"

enum { LOOK = 2048 };

bool opml_is(str bytes) {
  str head = str_sub(bytes, 0, LOOK);
  return str_find_nocase(head, S("<opml")) < head.n;
}

typedef struct {
  arena *mem;
  VEC(str) feeds, titles;
} reader;

static str attribute_of(const char **pairs, str name) {
  for (; *pairs; pairs += 2)
    if (str_eq_nocase(str_of(pairs[0]), name)) return str_trim(str_of(pairs[1]));
  return (str){0};
}

// <outline xmlUrl="…">, at any depth; the case of the attribute is not always kept.
static void XMLCALL on_start(void *user, const char *name, const char **pairs) {
  reader *r = user;
  str address = attribute_of(pairs, S("xmlurl")), title = attribute_of(pairs, S("title"));
  if (!str_eq_nocase(str_of(name), S("outline")) || !address.n) return;
  vec_push(r->mem, &r->feeds, str_copy(r->mem, address));
  vec_push(r->mem, &r->titles, str_copy(r->mem, title.n ? title : attribute_of(pairs, S("text"))));
}

opml_feeds opml_read(arena *mem, str bytes) {
  reader r = {.mem = mem};
  str text = charset_decode(mem, bytes, (str){0}, charset_declared(bytes)).bytes;
  if (str_starts(text, S("\xEF\xBB\xBF"))) text = str_from(text, 3);
  text = str_trim(text);
  XML_Parser p = text.n <= INT32_MAX ? XML_ParserCreate("UTF-8") : NULL;
  if (!p) return (opml_feeds){0};
  XML_SetUserData(p, &r);
  XML_SetStartElementHandler(p, on_start);
  mender m = {0};
  out xml = {0};
  mend(&m, text, true, &xml);
  if (xml.n) XML_Parse(p, xml.p, (int)MIN(xml.n, (size_t)INT32_MAX), 0);
  mender_free(&m);
  out_free(&xml);
  XML_ParserFree(p);
  return (opml_feeds){r.feeds.at, r.titles.at, r.feeds.len};
}

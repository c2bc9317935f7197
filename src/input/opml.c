#include "input/opml.h"

#include <expat.h>

#include "input/charset.h"

enum { LOOK = 2048 };

bool opml_is(str bytes) {
  str head = str_sub(bytes, 0, LOOK);
  return str_find_nocase(head, S("<opml")) < head.n;
}

typedef struct {
  arena *mem;
  VEC(str) feeds;
} reader;

// <outline xmlUrl="…">, at any depth; the case of the attribute is not always kept.
static void XMLCALL on_start(void *user, const char *name, const char **pairs) {
  reader *r = user;
  if (!str_eq_nocase(str_of(name), S("outline"))) return;
  for (; *pairs; pairs += 2)
    if (str_eq_nocase(str_of(pairs[0]), S("xmlurl")) && pairs[1][0]) vec_push(r->mem, &r->feeds, str_copy(r->mem, str_trim(str_of(pairs[1]))));
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
  XML_Parse(p, text.p, (int)text.n, 1);
  XML_ParserFree(p);
  return (opml_feeds){r.feeds.at, r.feeds.len};
}

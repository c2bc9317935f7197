#include "input/feed_link.h"

#include "input/charset.h"
#include "input/page.h"

static bool is_feed_type(str type) {
  static const char *const types[] = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"};
  type = str_trim(str_cut(type, ';').head);
  for (u32 i = 0; i < COUNT_OF(types); i++)
    if (str_eq_nocase(type, str_of(types[i]))) return true;
  return false;
}

// The first of them: feeds of comments and sections come behind that of the site.
str feed_link(arena *mem, str bytes) {
  page p;
  page_read(&p, mem, charset_decode(mem, bytes, (str){0}, charset_declared(bytes)).bytes);
  for (u32 i = 0; i < p.metas.len; i++) {
    const GumboElement *el = p.metas.at[i];
    if (el->tag == GUMBO_TAG_LINK && element_says(el, "rel", "alternate") && is_feed_type(attribute(el, "type")))
      return str_copy(mem, str_trim(attribute(el, "href")));
  }
  return (str){0};
}

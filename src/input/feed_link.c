#include "input/feed_link.h"

#include <gumbo.h>

#include "input/charset.h"

enum { MOST_LINKS = 500 };

static str attribute_of(const GumboElement *el, const char *name) {
  const GumboAttribute *a = gumbo_get_attribute(&el->attributes, name);
  return a ? str_trim(str_of(a->value)) : (str){0};
}

static bool is_feed_type(str type) {
  static const char *const types[] = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"};
  type = str_trim(str_cut(type, ';').head);
  for (u32 i = 0; i < COUNT_OF(types); i++)
    if (str_eq_nocase(type, str_of(types[i]))) return true;
  return false;
}

static bool says_alternate(str relations) {
  while (relations.n)
    if (str_eq_nocase(str_token(&relations, ' '), S("alternate"))) return true;
  return false;
}

// The address of a <link> that leads to a feed. One tag is a page of its own for the parser: <html>, <head>, <link>.
static str feed_of_tag(arena *mem, str tag) {
  str found = {0};
  GumboOutput *tree = gumbo_parse_with_options(&kGumboDefaultOptions, tag.p, tag.n);
  const GumboVector *parts = &tree->root->v.element.children;
  const GumboNode *head = parts->length ? parts->data[0] : NULL;
  for (unsigned i = 0; head && i < head->v.element.children.length; i++) {
    const GumboNode *n = head->v.element.children.data[i];
    if (n->type != GUMBO_NODE_ELEMENT || n->v.element.tag != GUMBO_TAG_LINK) continue;
    const GumboElement *el = &n->v.element;
    if (says_alternate(attribute_of(el, "rel")) && is_feed_type(attribute_of(el, "type"))) found = str_copy(mem, attribute_of(el, "href"));
  }
  gumbo_destroy_output(&kGumboDefaultOptions, tree);
  return found;
}

// The first of them: feeds of comments and sections come behind that of the site.
str feed_link(arena *mem, str bytes) {
  str rest = charset_decode(mem, bytes, (str){0}, charset_declared(bytes)).bytes, found = {0};
  for (u32 i = 0; i < MOST_LINKS && !found.n; i++) {
    rest = str_from(rest, str_find_nocase(rest, S("<link")));
    if (!rest.n) break;
    size_t end = str_find_byte(rest, '>');
    found = feed_of_tag(mem, str_sub(rest, 0, end + 1));
    rest = str_from(rest, MIN(end, (size_t)5));
  }
  return found;
}

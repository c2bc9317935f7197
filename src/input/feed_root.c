// A feed is known by its root element, which may stand behind declarations and comments, and by nothing else.
#include "input/feed_root.h"

#include "input/inputs.h"

enum { LOOK = 8192 };

bool feed_is_wide(str head) {
  static const str marks[] = {{"\xFF\xFE", 2}, {"\xFE\xFF", 2}, {"\0\0\xFE\xFF", 4}, {"<\0", 2}, {"\0<", 2}, {"\0\0\0<", 4}};
  for (u32 i = 0; i < COUNT_OF(marks); i++)
    if (str_starts(head, marks[i])) return true;
  return false;
}

// The name of the root element: behind declarations, comments and the document type.
static str root_of(str text) {
  for (;;) {
    text = str_from(text, MIN(str_find_byte(text, '<'), text.n));
    str end = str_starts(text, S("<!--")) ? S("-->") : str_starts(text, S("<?")) ? S("?>") : str_starts(text, S("<!")) ? S(">") : (str){0};
    if (!end.n) break;
    if (end.n == 1 && str_find_byte(text, '[') < str_find_byte(text, '>')) end = S("]>");
    text = str_from(text, MIN(str_find(text, end) + end.n, text.n));
  }
  size_t n = 1;
  while (n < text.n && (is_alnum(text.p[n]) || strchr("_-.:", text.p[n]))) n++;
  return str_sub(text, 1, n);
}

static bool is_root(str text) {
  static const char *const roots[] = {"rss", "RDF", "feed", "channel"}, *const plain[] = {"<rss", "<rdf:RDF", "<feed", "<atom:feed"};
  str name = root_of(text);
  if (str_find_byte(name, ':') < name.n) name = str_from(name, str_find_byte(name, ':') + 1);
  for (u32 i = 0; i < COUNT_OF(roots); i++)
    if (str_eq_nocase(name, str_of(roots[i]))) return true;
  for (u32 i = 0; i < COUNT_OF(plain); i++)
    if (str_find(text, str_of(plain[i])) < text.n && str_find_nocase(text, S("<html")) == text.n) return true;
  return false;
}

bool sniff_feed(stream *in, const input_options *given) {
  (void)given;
  str head = stream_look(in, 1);
  if (!head.n || (head.p[0] && !strchr("<\xEF\xFF\xFE \t\r\n", head.p[0]))) return false;
  head = stream_look(in, LOOK);
  if (!feed_is_wide(head)) return is_root(head);
  char narrow[LOOK];
  size_t n = 0;
  for (size_t i = 0; i < head.n; i++)
    if (head.p[i]) narrow[n++] = head.p[i];
  return is_root((str){narrow, n});
}

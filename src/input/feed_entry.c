#include "input/feed_entry.h"

#include <gumbo.h>

#include "base/out.h"
#include "input/dates.h"

enum { DEEPEST_TITLE = 64, LARGEST_TITLE = 1 << 16 };

// ---- text

static void put_words(out *o, str s) {
  for (size_t i = 0; i < s.n; i++) {
    bool wide = str_starts(str_from(s, i), S("\xC2\xA0")), blank = wide || is_space(s.p[i]);
    i += wide;
    if (!blank) out_byte(o, s.p[i]);
    else if (o->n && o->p[o->n - 1] != ' ') out_byte(o, ' ');
  }
}

static void put_node(out *o, const GumboNode *n, u32 depth) {
  if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE || n->type == GUMBO_NODE_CDATA) put_words(o, str_of(n->v.text.text));
  if (n->type != GUMBO_NODE_ELEMENT || depth == DEEPEST_TITLE) return;
  if (n->v.element.tag == GUMBO_TAG_SCRIPT || n->v.element.tag == GUMBO_TAG_STYLE) return;
  for (u32 i = 0; i < n->v.element.children.length; i++) put_node(o, n->v.element.children.data[i], depth + 1);
}

static bool is_marked(str s) { return str_find_byte(s, '<') < s.n || str_find_byte(s, '&') < s.n; }

str said_text(arena *mem, said s) {
  out o = {0};
  s.said = str_sub(s.said, 0, LARGEST_TITLE);
  bool html = s.kind != SAID_PLAIN && is_marked(s.said);
  if (html) {
    GumboOutput *tree = gumbo_parse_with_options(&kGumboDefaultOptions, s.said.p, s.said.n);
    put_node(&o, tree->root, 0);
    gumbo_destroy_output(&kGumboDefaultOptions, tree);
  } else put_words(&o, s.said);
  str text = str_copy(mem, str_trim(out_view(&o)));
  out_free(&o);
  return text;
}

// ---- people

static bool is_mail(str s) { return str_find_byte(s, '@') < s.n && str_find_byte(s, ' ') == s.n; }

str person_name(str s) {
  s = str_trim(s);
  char close = s.n ? s.p[s.n - 1] : 0;
  size_t open = close == ')' ? str_find_byte(s, '(') : close == '>' ? str_find_byte(s, '<') : s.n;
  if (open == s.n) return str_starts_nocase(s, S("mailto:")) ? str_from(s, 7) : s;
  str before = str_trim(str_sub(s, 0, open)), inside = str_trim(str_sub(s, open + 1, s.n - 1));
  if (!before.n) return is_mail(inside) || close == ')' ? inside : s;
  if (is_mail(before) && inside.n) return inside;
  return is_mail(inside) || !inside.n ? before : s;
}

static str person_names(arena *mem, str authors) {
  out o = {0};
  while (authors.n) {
    str name = said_text(mem, (said){person_name(str_token(&authors, '\n')), SAID_UNKNOWN});
    if (!name.n) continue;
    if (o.n) out_byte(&o, '\n');
    put_words(&o, name);
  }
  str names = str_copy(mem, out_view(&o));
  out_free(&o);
  return names;
}

// ---- items

static str iso_date(arena *mem, str s) {
  calendar day;
  span where;
  return date_find(s, &day, &where) ? date_iso(mem, &day) : (str){0};
}

static void fill_hints(item *it, const feed_entry *e) {
  hints *h = &it->hints;
  str published = iso_date(it->mem, e->published), updated = iso_date(it->mem, e->updated);
  h->title = hint_or(h->title, said_text(it->mem, e->title));
  h->date = hint_or(h->date, published.n ? published : updated);
  h->modified = hint_or(h->modified, published.n ? updated : (str){0});
  h->url = hint_or(h->url, str_copy(it->mem, e->link));
  h->authors = hint_or(h->authors, person_names(it->mem, e->authors));
  h->charset = S("utf-8");
  it->whence.id = str_copy(it->mem, str_trim(e->id));
  it->summary = str_copy(it->mem, said_text(it->mem, e->summary));
}

void entry_item(const container *c, item *it, const feed_entry *e, u32 number) {
  item_begin(c, it, ":%u", number);
  item_at(c, it, e->at);
  // A source names the real publisher.
  str source = said_text(it->mem, e->source);
  it->hints.outlet = hint_or(it->hints.outlet, source.n ? source : str_copy(it->mem, e->outlet));
  fill_hints(it, e);
  const said *body = str_trim(e->content.said).n ? &e->content : &e->summary;
  bool html = body->kind == SAID_HTML || (body->kind == SAID_UNKNOWN && is_marked(body->said));
  it->hints.media_type = html ? S("text/html") : S("text/plain");
  it->hints.whole = html;
  it->bytes = str_copy(it->mem, str_trim(body->said));
  if (!it->bytes.n) it->hints.media_type = S("text/plain"), it->bytes = it->hints.title;
}

void entry_head(const container *c, item *it, const feed_entry *e) {
  item_begin(c, it, "%s", "");
  item_at(c, it, e->at);
  it->kind = ITEM_FEED;
  fill_hints(it, e);
  it->hints.language = str_copy(it->mem, str_trim(e->language));
}

#include "input/page_kind.h"

#include "input/line.h"

enum { FEW_WORDS = 15, DOOR_WORDS = 150, LONG_BLOCK = 25, LIST_WORDS = 150, LIST_HEADINGS = 8, FRONT_HEADINGS = 5, LIVE_MARKS = 3, LIVE_TIMES = 4 };

// ---- titles and addresses

static bool title_says(const page_facts *f, const char *what, bool whole) {
  line l;
  u32 len;
  line_read(&l, f->title.value);
  for (u32 i = 0; i < l.len && (i == 0 || !whole); i++)
    if (lex_says(line_phrase(&l, LEX_PAGE_WORDS, i, &len), what) && (!whole || len == l.len)) return true;
  return false;
}

static str path_of(str address) {
  size_t scheme = str_find(address, S("://"));
  str rest = scheme < address.n ? str_from(address, scheme + 3) : address;
  str path = str_from(rest, str_find_byte(rest, '/'));
  return str_sub(path, 0, MIN(str_find_byte(path, '?'), str_find_byte(path, '#')));
}

// The first page of a site: nothing behind the host, or what stands for nothing.
static bool is_front(str address) {
  str path = path_of(address);
  return address.n && (path.n < 2 || str_starts(path, S("/index.")) || str_starts(path, S("/home.")));
}

// ---- live blogs

static bool address_says_live(str address) {
  static const char *const parts[] = {"/live/", "liveblog", "live-blog", "live-updates", "liveticker", "live-ticker", "newsblog"};
  for (u32 i = 0; i < COUNT_OF(parts); i++)
    if (str_find_nocase(address, str_of(parts[i])) < address.n) return true;
  return false;
}

bool page_is_live(const page *p, const page_facts *f, str address) {
  if (f->live) return true;
  if (!title_says(f, "live", false) && !address_says_live(address)) return false;
  u32 marks = 0, times = 0;
  for (u32 e = 1; e < p->elements.len; e++) {
    const element *el = &p->elements.at[e];
    marks += element_marked(el, MARK_LIVEBLOG) || element_marked(el, MARK_LIVE_BLOG) || element_marked(el, MARK_LIVETICKER);
    times += el->el->tag == GUMBO_TAG_TIME;
  }
  return marks >= LIVE_MARKS || times >= LIVE_TIMES;
}

// ---- pages without an article

static u32 linked_headings(const page *p) {
  u32 n = 0;
  for (u32 i = 0; i < p->blocks.len; i++) {
    const block *b = &p->blocks.at[i];
    GumboTag tag = p->elements.at[b->element].el->tag;
    n += tag >= GUMBO_TAG_H2 && tag <= GUMBO_TAG_H4 && b->links * 5 > span_len(b->at) * 4 && !b->hidden;
  }
  return n;
}

bool page_has_article(const page *p, const page_facts *f, const bool *keep, str address) {
  u32 words_kept = 0, words_long = 0;
  for (u32 i = 0; i < p->blocks.len; i++) {
    u32 n = keep[i] ? count_words(page_str(p, p->blocks.at[i].at)) : 0;
    words_kept += n;
    words_long += n >= LONG_BLOCK ? n : 0;
  }
  if (!words_kept) return false;
  if (title_says(f, "none", true) && words_kept < DOOR_WORDS) return false;
  if (f->article) return true;
  if (words_kept < FEW_WORDS) return false;
  u32 headings = linked_headings(p);
  if (is_front(address) && headings >= FRONT_HEADINGS) return false;
  return words_long >= LIST_WORDS || headings < LIST_HEADINGS;
}

// ---- pictures

str page_picture(const page *p, u32 e) {
  u32 figure = element_with_tag(p, e, GUMBO_TAG_FIGURE);
  if (!figure) figure = p->elements.at[e].parent;
  for (u32 i = figure + 1; figure && i < p->elements.len && p->elements.at[i].depth > p->elements.at[figure].depth; i++) {
    const GumboElement *el = p->elements.at[i].el;
    if (el->tag != GUMBO_TAG_IMG) continue;
    str source = attribute(el, "src"), later = attribute(el, "data-src");
    return later.n && (!source.n || str_starts(source, S("data:"))) ? later : source;
  }
  return (str){0};
}

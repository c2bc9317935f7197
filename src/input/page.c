#include "input/page.h"

#include "base/utf8.h"

enum { DEEPEST_WALK = 1200, LONGEST_ENTITY = 34 };

str page_str(const page *p, span at) { return (str){p->flat.at ? p->flat.at + at.beg : NULL, span_len(at)}; }

// The parser has lowered the names.
static const GumboAttribute *attribute_named(const GumboElement *el, const char *name) {
  for (unsigned i = 0; el && i < el->attributes.length; i++) {
    const GumboAttribute *a = el->attributes.data[i];
    if (a->name[0] == name[0] && !strcmp(a->name, name)) return a;
  }
  return NULL;
}

bool has_attribute(const GumboElement *el, const char *name) { return attribute_named(el, name) != NULL; }

str attribute(const GumboElement *el, const char *name) {
  const GumboAttribute *a = attribute_named(el, name);
  return a ? str_of(a->value) : (str){0};
}

bool element_below(const page *p, u32 e, u32 top) {
  while (e && e != top) e = p->elements.at[e].parent;
  return e == top;
}

u32 element_with_tag(const page *p, u32 e, GumboTag tag) {
  while (e && p->elements.at[e].el->tag != tag) e = p->elements.at[e].parent;
  return e;
}

bool words_mark(str marks, const char *part) { return str_find_nocase(marks, str_of(part)) < marks.n; }

bool element_says(const GumboElement *el, const char *name, const char *wanted) {
  for (str list = attribute(el, name); list.n;)
    if (str_eq_nocase(str_token(&list, ' '), str_of(wanted))) return true;
  return false;
}

// ---- walking

typedef struct {
  page *p;
  u32 element;       // the innermost element
  u32 block;         // the innermost that breaks lines
  u32 depth, in_link, in_strong, hidden;
  u32 open;          // first byte of the block being filled
  u32 links, strong; // of it
  bool space;        // white space is due before the next character
  bool keep;         // in <pre>
  u32 breaks;        // <br> since the last character
  u32 cut;           // of the page's cuts, the one before the last character
} walker;

static const GumboTag inline_tags[] = {
    GUMBO_TAG_A,    GUMBO_TAG_ABBR,  GUMBO_TAG_ACRONYM, GUMBO_TAG_B,     GUMBO_TAG_BDI,  GUMBO_TAG_BDO,    GUMBO_TAG_BIG,
    GUMBO_TAG_CITE, GUMBO_TAG_CODE,  GUMBO_TAG_DATA,    GUMBO_TAG_DEL,   GUMBO_TAG_DFN,  GUMBO_TAG_EM,     GUMBO_TAG_FONT,
    GUMBO_TAG_I,    GUMBO_TAG_INS,   GUMBO_TAG_KBD,     GUMBO_TAG_LABEL, GUMBO_TAG_MARK, GUMBO_TAG_NOBR,   GUMBO_TAG_Q,
    GUMBO_TAG_S,    GUMBO_TAG_SAMP,  GUMBO_TAG_SMALL,   GUMBO_TAG_SPAN,  GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_SUB,
    GUMBO_TAG_SUP,  GUMBO_TAG_TIME,  GUMBO_TAG_TT,      GUMBO_TAG_U,     GUMBO_TAG_VAR,  GUMBO_TAG_WBR,    GUMBO_TAG_RUBY,
    GUMBO_TAG_IMG,  GUMBO_TAG_UNKNOWN, GUMBO_TAG_BR};
static const GumboTag skipped_tags[] = {
    GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME, GUMBO_TAG_SVG,    GUMBO_TAG_MATH,   GUMBO_TAG_SELECT,
    GUMBO_TAG_TEXTAREA, GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED,  GUMBO_TAG_CANVAS, GUMBO_TAG_AUDIO,  GUMBO_TAG_VIDEO,  GUMBO_TAG_NOSCRIPT,
    GUMBO_TAG_BUTTON, GUMBO_TAG_RP,     GUMBO_TAG_RT,       GUMBO_TAG_HEAD,   GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES, GUMBO_TAG_APPLET,
    GUMBO_TAG_MAP, GUMBO_TAG_DATALIST};

static bool listed(const GumboTag *tags, size_t n, GumboTag tag) {
  for (size_t i = 0; i < n; i++)
    if (tags[i] == tag) return true;
  return false;
}

static void end_block(walker *w) {
  page *p = w->p;
  if (p->flat.len > w->open) {
    vec_push(p->mem, &p->blocks, ((block){{w->open, p->flat.len}, w->block, w->links, w->strong, w->hidden > 0}));
    vec_push(p->mem, &p->flat, '\n');
  }
  w->open = p->flat.len;
  w->links = w->strong = w->breaks = 0;
  w->space = false;
}

static void put_bytes(walker *w, str s) {
  page *p = w->p;
  while (p->flat.cap < p->flat.len + s.n) {
    u32 more = p->flat.cap ? 2 * p->flat.cap : 1 << 12;
    p->flat.at = arena_grow(p->mem, p->flat.at, p->flat.cap, more, 1);
    p->flat.cap = more;
  }
  memcpy(p->flat.at + p->flat.len, s.p, s.n);
  p->flat.len += (u32)s.n;
  if (w->in_link) w->links += (u32)s.n;
  if (w->in_strong) w->strong += (u32)s.n;
}

// Two <br> end a paragraph, one ends a line.
static void put_gap(walker *w) {
  if (w->breaks > 1) end_block(w);
  if (w->p->flat.len > w->open) {
    if (w->breaks) put_bytes(w, S("\n"));
    else if (w->space) put_bytes(w, S(" "));
  }
  w->space = false;
  w->breaks = 0;
}

// Where the bytes at `at` of what the parser saw stand in the page, as far as they stand together there.
static u32 page_place(walker *w, u32 at, u32 *together) {
  const tamed_page *t = &w->p->source;
  w->cut = tame_cut_before(t, at, w->cut);
  *together = w->cut < t->cuts.len ? MIN(*together, t->cuts.at[w->cut].at - at) : *together;
  return at + (w->cut ? t->cuts.at[w->cut - 1].skipped : 0);
}

static void add_run(walker *w, u32 to, u32 from, u32 n) {
  page *p = w->p;
  map_run *last = p->runs.len ? &p->runs.at[p->runs.len - 1] : NULL;
  if (last && last->text + last->len == to && last->source + last->len == from) last->len += n;
  else vec_push(p->mem, &p->runs, ((map_run){to, from, n}));
}

// `bytes` of text; where `same`, they stand at `source` as they are.
static void put(walker *w, str bytes, const char *source, bool same) {
  page *p = w->p;
  put_gap(w);
  for (u32 done = 0; same && done < bytes.n;) {
    // cppcheck-suppress nullPointerArithmetic ; where it is the same, it stands somewhere
    u32 n = (u32)bytes.n - done, from = page_place(w, (u32)(source - p->source.bytes.p) + done, &n);
    add_run(w, p->flat.len + done, from, n);
    done += n;
  }
  put_bytes(w, bytes);
}

// ---- text and where it came from

// The bytes of a character reference at the start of `raw`; `next` is the text that must follow what it stands for.
static size_t entity_length(str raw, str next) {
  size_t n = 1;
  while (n < raw.n && n < LONGEST_ENTITY && (is_alnum(raw.p[n]) || raw.p[n] == '#')) n++;
  if (n < raw.n && raw.p[n] == ';') return n + 1;
  // Without a semicolon the reference may be shorter than the word: what follows it must stand in the text.
  for (; n > 2; n--) {
    str rest = str_sub(raw, n, n + 3);
    if (rest.n && next.n && rest.p[0] == next.p[0]) return n;
    if (!rest.n && !next.n) return n;
  }
  return n;
}

static bool is_reference(str raw, str text) {
  if (text.p[0] != '&') return true;
  return str_starts_nocase(str_from(raw, 1), S("amp")) || str_starts(str_from(raw, 1), S("#38")) ||
         str_starts_nocase(str_from(raw, 1), S("#x26"));
}

// Bytes of `raw` behind which the character at text[at] stands: markup and carriage returns that left no trace.
static size_t skip_untold(str raw, size_t i, char wanted) {
  while (i < raw.n) {
    if (raw.p[i] == '\r' && wanted != '\r') i++;
    else if (raw.p[i] == '<' && wanted != '<') i += MIN(str_find_byte(str_from(raw, i), '>') + 1, raw.n - i);
    else break;
  }
  return i;
}

// The bytes that need no second look: letters of any script but the few invisible ones, which begin with E2, EF or C2.
static bool is_plain(char c) {
  u8 b = (u8)c;
  return b > ' ' && b != 0x7F && c != '&' && c != '<' && b != 0xC2 && b != 0xE2 && b != 0xE3 && b != 0xE1 && b != 0xEF && b < 0xF0;
}

static size_t plain_bytes(str text, str raw) {
  size_t n = 0, most = MIN(text.n, raw.n);
  while (n < most && text.p[n] == raw.p[n] && is_plain(text.p[n])) n++;
  // Never within a character.
  while (n && n < most && ((u8)text.p[n] & 0xC0) == 0x80) n--;
  return n;
}

static void put_text(walker *w, str text, str raw) {
  size_t i = 0, len;
  for (size_t j = 0; j < text.n; j += len) {
    len = plain_bytes(str_from(text, j), str_from(raw, i));
    if (len) {
      put(w, str_sub(text, j, j + len), raw.p + i, true);
      i += len;
      continue;
    }
    u32 code = utf8_at(text, j, &len);
    i = skip_untold(raw, i, text.p[j]);
    str from = str_from(raw, i), c = str_sub(text, j, j + len);
    bool same = str_starts(from, c), reference = from.n && from.p[0] == '&' && is_reference(from, str_from(text, j));
    size_t used = reference ? entity_length(from, str_from(text, j + len)) : same ? len : from.n ? utf8_next(from, 0) : 0;
    if (code_is_space(code) && code != 0x200B && code != 0xFEFF && !w->keep) w->space = true;
    else if (code == 0x200B || code == 0xFEFF || code == 0xAD) w->space |= false;
    else if (code == UTF8_BAD && len == 1) put(w, S("\xEF\xBF\xBD"), NULL, false);
    else if (w->keep && code == '\n') w->breaks++;
    else put(w, c, from.p, same && (!reference || len == 1));
    i += used;
  }
}

// ---- elements

static bool is_hidden(const GumboElement *el) {
  if (has_attribute(el, "hidden") || str_eq(attribute(el, "aria-hidden"), S("true"))) return true;
  str style = attribute(el, "style");
  return words_mark(style, "display:none") || words_mark(style, "display: none");
}

static void walk(walker *w, const GumboNode *node);

static void walk_children(walker *w, const GumboVector *children) {
  for (unsigned i = 0; i < children->length; i++) walk(w, children->data[i]);
}

static const str mark_words[] = {
#define PAGE_MARK(name, word) {word, sizeof(word) - 1},
    PAGE_MARKS(PAGE_MARK)
#undef PAGE_MARK
};

static void index_marks(page *p) {
  for (u32 m = 0; m < COUNT_OF(mark_words); m++) p->marks_by_letter[mark_words[m].p[0] & 31] |= 1u << m;
}

static u32 marks_in(const page *p, str names) {
  u32 found = 0;
  for (size_t i = 0; i + 4 <= names.n; i++) {
    u32 left = is_alpha(names.p[i]) ? p->marks_by_letter[names.p[i] & 31] & ~found : 0;
    for (u32 m = 0; left; m++, left >>= 1)
      if ((left & 1) && str_starts_nocase(str_from(names, i), mark_words[m])) found |= 1u << m;
  }
  return found;
}

static u32 add_element(walker *w, const GumboElement *el, bool breaks) {
  page *p = w->p;
  element e = {.el = el, .parent = w->element, .depth = w->depth, .block = breaks};
  e.marks = attribute(el, "class");
  e.id = attribute(el, "id");
  e.marked = marks_in(p, e.marks) | marks_in(p, e.id);
  e.at.beg = p->flat.len;
  e.first = p->blocks.len;
  vec_push(p->mem, &p->elements, e);
  return p->elements.len - 1;
}

static void walk_element(walker *w, const GumboElement *el) {
  page *p = w->p;
  GumboTag tag = el->tag;
  if (tag == GUMBO_TAG_BR || tag == GUMBO_TAG_HR) {
    w->breaks += tag == GUMBO_TAG_HR ? 2 : 1;
    return;
  }
  if (listed(skipped_tags, COUNT_OF(skipped_tags), tag) || w->depth == DEEPEST_WALK) return;
  bool breaks = !listed(inline_tags, COUNT_OF(inline_tags), tag), hides = is_hidden(el);
  bool link = tag == GUMBO_TAG_A, bold = tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG, pre = tag == GUMBO_TAG_PRE;
  if (breaks) end_block(w);
  // Two of them side by side are parted by their looks alone.
  if (tag == GUMBO_TAG_TIME && p->flat.len > w->open && is_digit(p->flat.at[p->flat.len - 1])) w->space = true;
  walker inner = *w;
  inner.element = add_element(w, el, breaks);
  if (breaks) inner.block = inner.element;
  inner.depth++;
  inner.in_link += link;
  inner.in_strong += bold;
  inner.hidden += hides;
  inner.keep |= pre;
  walk_children(&inner, &el->children);
  if (breaks) end_block(&inner);
  // The block being filled goes on behind an inline element.
  w->open = inner.open;
  w->links = inner.links;
  w->strong = inner.strong;
  w->space = inner.space;
  w->breaks = inner.breaks;
  w->cut = inner.cut;
  p->elements.at[inner.element].at.end = MAX(p->flat.len, p->elements.at[inner.element].at.beg);
  p->elements.at[inner.element].last = p->blocks.len + (p->flat.len > w->open);
}

static void walk(walker *w, const GumboNode *node) {
  switch (node->type) {
    case GUMBO_NODE_ELEMENT: walk_element(w, &node->v.element); return;
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA: {
      const GumboText *t = &node->v.text;
      put_text(w, str_of(t->text), (str){t->original_text.data, t->original_text.length});
      return;
    }
    default: return;
  }
}

// ---- the head, and what of it stands in the body

static str text_of(const GumboElement *el) {
  for (unsigned i = 0; i < el->children.length; i++) {
    const GumboNode *c = el->children.data[i];
    if (c->type == GUMBO_NODE_TEXT || c->type == GUMBO_NODE_CDATA) return str_of(c->v.text.text);
  }
  return (str){0};
}

static void collect(page *p, const GumboNode *node, u32 depth) {
  if (node->type != GUMBO_NODE_ELEMENT || depth == DEEPEST_WALK) return;
  const GumboElement *el = &node->v.element;
  if (el->tag == GUMBO_TAG_META || el->tag == GUMBO_TAG_LINK) vec_push(p->mem, &p->metas, el);
  if (el->tag == GUMBO_TAG_TITLE && !p->title.n && el->tag_namespace == GUMBO_NAMESPACE_HTML) p->title = text_of(el);
  for (unsigned i = 0; i < el->children.length; i++) collect(p, el->children.data[i], depth + 1);
}

static void *from_arena(void *mem, size_t size) { return arena_take(mem, 1, size); }

static void nothing(void *mem, void *gone) { (void)mem, (void)gone; }

void page_read(page *p, arena *mem, str source) {
  *p = (page){.mem = mem, .source = html_tame(mem, source)};
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = from_arena;
  options.deallocator = nothing;
  options.userdata = mem;
  options.max_errors = 0;
  const GumboOutput *tree = gumbo_parse_with_options(&options, p->source.bytes.p, p->source.bytes.n);
  vec_push(mem, &p->elements, (element){0});
  index_marks(p);
  p->language = attribute(&tree->root->v.element, "lang");
  if (!p->language.n) p->language = attribute(&tree->root->v.element, "xml:lang");
  collect(p, tree->root, 0);
  walker w = {.p = p};
  walk_children(&w, &tree->root->v.element.children);
  end_block(&w);
}

#include "input/html_tame.h"

#include "base/hash.h"

enum { DEEPEST = 200, MOST_FORMATS = 24, MOST_ATTRIBUTES = 120, NAME_ROOM = 16, NAME_SLOTS = 256, LONGEST_DRAWING = 1 << 18,
       MOST_FAILURES = 3 };

typedef enum { TAG_BLOCK, TAG_INLINE, TAG_FORMAT, TAG_BARRIER, TAG_FOREIGN, TAG_LOOSE, TAG_VOID, TAG_RAW, TAG_UNSEEN } tag_class;

// How the tree construction of HTML treats the elements; what is not listed nests like a block.
static const struct {
  tag_class as;
  const char *names;
} classes[] = {
    {TAG_INLINE, " a abbr bdi bdo cite data del dfn ins kbd label map mark output q s samp span sub sup time var "},
    {TAG_FORMAT, " b big code em font i nobr small strike strong tt u "},
    {TAG_BARRIER, " table template object applet marquee select button "},
    {TAG_FOREIGN, " svg math "},
    {TAG_LOOSE, " p li dt dd option optgroup tr td th thead tbody tfoot colgroup caption rp rt rb rtc html head body "},
    {TAG_VOID, " area base br col embed hr img input link meta param source track wbr keygen frame image bgsound basefont "},
    {TAG_RAW, " textarea title xmp plaintext "},
    {TAG_UNSEEN, " script style iframe noembed noframes noscript "},
};

typedef struct {
  u32 hash;
  tag_class as;
} open_tag;

typedef struct {
  arena *mem;
  str page;
  tamed_page to;
  char *out;
  size_t at, len;             // bytes of the page done, bytes put out
  size_t skipped;             // as the last cut says
  open_tag stack[DEEPEST];
  u32 depth, dropped, formats, foreign, failures;
  u16 open_of[NAME_SLOTS];    // how many open tags have a name of this slot
  open_tag seen[NAME_SLOTS];  // names met before with their class
} tamer;

typedef struct {
  str name, value;            // as they stand, the value without quotes
  size_t beg, end;
} tag_attribute;

typedef struct {
  char name[NAME_ROOM];
  size_t name_len, beg, name_end, end;  // from '<' to after '>'
  u32 attributes, hash;
  bool closing, empty, fits;  // </x>, <x/>; the name has room
  bool closed;                // by a '>', before the page ends
  tag_class as;
} tag;

static tag_class class_of(const char *name, size_t n) {
  char key[NAME_ROOM + 2] = " ";
  memcpy(key + 1, name, n);
  key[n + 1] = ' ';
  for (u32 i = 0; i < COUNT_OF(classes); i++)
    if (str_find(str_of(classes[i].names), (str){key, n + 2}) < strlen(classes[i].names)) return classes[i].as;
  return TAG_BLOCK;
}

static bool is_called(const tag *g, const char *name) { return g->fits && str_eq((str){g->name, g->name_len}, str_of(name)); }

// ---- what is put out

static void put(tamer *t, size_t beg, size_t end) {
  memcpy(t->out + t->len, t->page.p + beg, end - beg);
  t->len += end - beg;
}

// Text keeps its way back; inside of tags there is nothing to lead back to.
static void put_exactly(tamer *t, size_t beg, size_t end) {
  if (beg == end) return;
  if (beg - t->len != t->skipped) {
    t->skipped = beg - t->len;
    vec_push(t->mem, &t->to.cuts, ((tame_cut){(u32)t->len, (u32)t->skipped}));
  }
  put(t, beg, end);
}

// Of the white space around a text one character is left, where none is shown as it stands.
static void put_text(tamer *t, size_t beg, size_t end) {
  bool shown = t->open_of[hash_str(S("pre")) % NAME_SLOTS] > 0;
  while (!shown && beg + 1 < end && is_space(t->page.p[beg]) && is_space(t->page.p[beg + 1])) beg++;
  while (!shown && beg + 1 < end && is_space(t->page.p[end - 1]) && is_space(t->page.p[end - 2])) end--;
  put_exactly(t, beg, end);
}

// ---- tags

static bool ends_name(char c) { return is_space(c) || c == '>' || c == '/'; }

static tag_class class_seen(tamer *t, const tag *g) {
  open_tag *seen = &t->seen[g->hash % NAME_SLOTS];
  if (seen->hash != g->hash || !seen->hash) *seen = (open_tag){g->hash, class_of(g->name, g->name_len)};
  return seen->as;
}

static void read_name(tamer *t, size_t *at, tag *g) {
  str page = t->page;
  g->fits = true;
  while (*at < page.n && !ends_name(page.p[*at])) {
    if (g->name_len < NAME_ROOM) g->name[g->name_len++] = to_lower(page.p[*at]);
    else g->fits = false;
    ++*at;
  }
  g->name_end = *at;
  g->hash = (u32)hash_str((str){g->name, g->name_len});
  g->as = class_seen(t, g);
}

static bool next_attribute(str page, size_t *at, tag_attribute *a) {
  size_t i = *at;
  while (i < page.n && (is_space(page.p[i]) || page.p[i] == '/')) i++;
  *at = i;
  if (i >= page.n || page.p[i] == '>') return false;
  a->beg = i++;
  while (i < page.n && !ends_name(page.p[i]) && page.p[i] != '=') i++;
  a->name = str_sub(page, a->beg, i);
  a->value = (str){0};
  size_t equals = i;
  while (equals < page.n && is_space(page.p[equals])) equals++;
  if (equals < page.n && page.p[equals] == '=') {
    i = equals + 1;
    while (i < page.n && is_space(page.p[i])) i++;
    char quote = i < page.n ? page.p[i] : 0;
    size_t beg = i;
    if (quote == '"' || quote == '\'') {
      size_t close = i + 1 + str_find_byte(str_from(page, i + 1), quote);
      a->value = str_sub(page, beg + 1, close);
      i = MIN(close + 1, page.n);
    } else {
      while (i < page.n && !is_space(page.p[i]) && page.p[i] != '>') i++;
      a->value = str_sub(page, beg, i);
    }
  }
  a->end = *at = i;
  return true;
}

// Of links no more is asked than whether they lead to a writer's page.
static bool names_people(str address) {
  static const char *const parts[] = {"aut", "profil", "creator", "staff", "contribut", "redakt"};
  for (u32 i = 0; i < COUNT_OF(parts); i++)
    if (str_find_nocase(address, str_of(parts[i])) < address.n) return true;
  return false;
}

// Attributes that say something of a block or of the page; those of links and pictures are looked at by tag.
static bool is_told(const tag *g, const tag_attribute *a) {
  static const char *const always[] = {"class", "id", "role", "itemprop", "hidden", "aria-hidden", "content", "datetime", "rel", "property", "name", "http-equiv", "lang", "xml:lang", "pubdate", "charset"};
  for (u32 i = 0; i < COUNT_OF(always); i++)
    if (str_eq_nocase(a->name, str_of(always[i]))) return true;
  if (str_eq_nocase(a->name, S("href"))) return !is_called(g, "a") || names_people(a->value);
  if (str_eq_nocase(a->name, S("style"))) return str_find_nocase(a->value, S("none")) < a->value.n;
  if (str_eq_nocase(a->name, S("title"))) return is_called(g, "time") || is_called(g, "span") || is_called(g, "abbr");
  return is_called(g, "img") && !str_starts(a->value, S("data:")) && (str_eq_nocase(a->name, S("src")) || str_eq_nocase(a->name, S("data-src")));
}

static bool is_link_told(str relation) {
  static const char *const told[] = {"canonical", "amphtml", "next", "prev"};
  for (u32 i = 0; i < COUNT_OF(told); i++)
    if (str_eq_nocase(str_trim(relation), str_of(told[i]))) return true;
  return false;
}

static tag read_tag(tamer *t, size_t at) {
  tag g = {.beg = at++};
  g.closing = t->page.p[at] == '/';
  at += g.closing;
  read_name(t, &at, &g);
  tag_attribute a;
  while (next_attribute(t->page, &at, &a)) g.attributes += t->foreign || is_told(&g, &a);
  g.empty = at < t->page.n && t->page.p[at - 1] == '/';
  g.closed = at < t->page.n;
  g.end = at + g.closed;
  return g;
}

static str attribute_of(const tamer *t, const tag *g, const char *name) {
  tag_attribute a;
  for (size_t at = g->name_end; next_attribute(t->page, &at, &a);)
    if (str_eq_nocase(a.name, str_of(name))) return a.value;
  return (str){0};
}

static void put_tag(tamer *t, const tag *g) {
  if (t->foreign || (!g->attributes && g->name_end + 1 == g->end)) {
    put(t, g->beg, g->end);
    return;
  }
  tag_attribute a;
  put(t, g->beg, g->name_end);
  for (size_t at = g->name_end; !g->closing && next_attribute(t->page, &at, &a);) {
    if (!is_told(g, &a)) continue;
    t->out[t->len++] = ' ';
    put(t, a.beg, a.end);
  }
  if (g->empty && g->as == TAG_FOREIGN) t->out[t->len++] = '/';
  if (g->closed) t->out[t->len++] = '>';
}

// ---- nesting

static void pop(tamer *t) {
  open_tag gone = t->stack[--t->depth];
  t->open_of[gone.hash % NAME_SLOTS]--;
  t->foreign -= gone.as == TAG_FOREIGN;
}

// False where the tag is to be left out.
static bool open_it(tamer *t, const tag *g) {
  bool loose = g->as == TAG_LOOSE && !t->foreign;
  if (g->attributes > MOST_ATTRIBUTES) return false;
  if (is_called(g, "input") || is_called(g, "source")) return false;
  if (is_called(g, "link") && !is_link_told(attribute_of(t, g, "rel"))) return false;
  if (loose || g->as == TAG_VOID || (g->empty && t->foreign)) return true;
  if (t->depth == DEEPEST || (g->as == TAG_FORMAT && t->formats == MOST_FORMATS)) {
    t->dropped++;
    return false;
  }
  t->formats += g->as == TAG_FORMAT;
  t->foreign += g->as == TAG_FOREIGN;
  t->open_of[g->hash % NAME_SLOTS]++;
  t->stack[t->depth++] = (open_tag){g->hash, g->as};
  return true;
}

// The parser ignores an end tag whose element lies beyond a table and its kind, or, of an inline one, beyond a block.
static bool reaches(const open_tag *over, const tag *g) {
  if (over->as == TAG_BARRIER || over->as == TAG_FOREIGN) return false;
  bool small = g->as == TAG_INLINE || g->as == TAG_FORMAT, over_small = over->as == TAG_INLINE || over->as == TAG_FORMAT;
  return !small || over_small;
}

static void close_it(tamer *t, const tag *g) {
  if (g->as == TAG_FORMAT && t->formats) t->formats--;
  if (!t->open_of[g->hash % NAME_SLOTS]) {
    if (t->dropped) t->dropped--;
    return;
  }
  for (u32 at = t->depth; at-- > 0;) {
    if (t->stack[at].hash == g->hash) {
      while (t->depth > at) pop(t);
      return;
    }
    if (!reaches(&t->stack[at], g)) return;
  }
}

// ---- what is left out whole

static bool names_tag(str rest, const tag *g) {
  return str_starts_nocase(rest, (str){g->name, g->name_len}) && (rest.n == g->name_len || ends_name(rest.p[g->name_len]));
}

// The end tag of a script and its kind, which have no tags inside; the page's end where there is none.
static size_t end_of_raw(const tamer *t, const tag *g) {
  for (size_t at = g->end; at < t->page.n; at++) {
    at += str_find_byte(str_from(t->page, at), '<');
    if (at + 1 < t->page.n && t->page.p[at + 1] == '/' && names_tag(str_from(t->page, at + 2), g)) return at;
  }
  return t->page.n;
}

static size_t behind_tag(tamer *t, size_t at) { return at < t->page.n ? read_tag(t, at).end : at; }

// What is drawn, played or pressed, and no text of the page.
static bool is_drawing(const tag *g) {
  static const char *const names[] = {"svg", "select", "button", "canvas", "audio", "video"};
  for (u32 i = 0; i < COUNT_OF(names); i++)
    if (is_called(g, names[i])) return true;
  return false;
}

// Behind the end tag of a drawing, which may hold others; 0 where it is not closed before long.
static size_t behind_drawing(tamer *t, const tag *g) {
  u32 open = 1;
  for (size_t at = g->end; at < MIN(t->page.n, g->end + LONGEST_DRAWING); at++) {
    at += str_find_byte(str_from(t->page, at), '<');
    str rest = str_from(t->page, at + 1);
    bool closing = rest.n && rest.p[0] == '/';
    if (!rest.n || !names_tag(str_from(rest, closing), g)) continue;
    tag inner = read_tag(t, at);
    at = inner.end - 1;
    if (closing && !--open) return inner.end;
    open += !closing && !inner.empty;
  }
  return 0;
}

// Gives the byte to go on at, 0 where the element stays.
static size_t behind_unseen(tamer *t, const tag *g) {
  if (g->closing || t->foreign) return 0;
  if (g->as == TAG_UNSEEN) {
    size_t end = end_of_raw(t, g);
    bool open = end == t->page.n && is_called(g, "noscript");
    if (open && t->failures++ < MOST_FAILURES) return 0;
    if (is_called(g, "script") && str_find_nocase(attribute_of(t, g, "type"), S("ld+json")) < attribute_of(t, g, "type").n)
      vec_push(t->mem, &t->to.told, str_sub(t->page, g->end, end));
    return behind_tag(t, end);
  }
  if (t->failures >= MOST_FAILURES || !is_drawing(g)) return 0;
  if (g->empty && g->as == TAG_FOREIGN) return g->end;
  size_t end = behind_drawing(t, g);
  t->failures += !end;
  return end;
}

static size_t behind_comment(str page, size_t at) {
  str rest = str_from(page, at + 2);
  size_t plain = str_find(rest, S("-->")), odd = str_find(str_sub(rest, 0, plain), S("--!>"));
  return MIN(at + 2 + MIN(plain + 3, odd + 4), page.n);
}

// What HTML takes for a comment: a doctype, an instruction, an end tag without a name. Tags inside it are none.
static bool is_declaration(str rest) {
  if (rest.n < 2) return false;
  return rest.p[1] == '!' || rest.p[1] == '?' || (rest.n > 2 && rest.p[1] == '/' && !is_alpha(rest.p[2]));
}

static size_t behind_declaration(str page, size_t at) { return MIN(at + str_find_byte(str_from(page, at), '>') + 1, page.n); }

// ---- the whole

static void take_tag(tamer *t) {
  tag g = read_tag(t, t->at);
  size_t beyond = behind_unseen(t, &g);
  t->at = beyond ? beyond : g.end;
  if (beyond) return;
  if (g.as == TAG_RAW) {
    put_tag(t, &g);
    size_t end = g.closing ? g.end : end_of_raw(t, &g);
    put_exactly(t, g.end, end);
    t->at = end;
  } else if (g.closing) {
    close_it(t, &g);
    if (g.as != TAG_UNSEEN) put_tag(t, &g);
  } else if (open_it(t, &g)) put_tag(t, &g);
}

tamed_page html_tame(arena *mem, str page) {
  // A tag put out anew takes no more room than it had, but for a blank before each attribute.
  tamer *t = NEW(mem, tamer);
  t->mem = mem;
  t->page = page;
  t->out = NEWS(mem, char, page.n + page.n / 2 + 2);
  while (t->at < page.n) {
    size_t open = t->at + str_find_byte(str_from(page, t->at), '<');
    put_text(t, t->at, open);
    t->at = open;
    str rest = str_from(page, open);
    bool closing = rest.n > 2 && rest.p[1] == '/';
    if (str_starts(rest, S("<!--")) && !t->foreign) t->at = behind_comment(page, open);
    else if (is_declaration(rest) && !t->foreign) put(t, open, t->at = behind_declaration(page, open));
    else if (rest.n > 1 && (is_alpha(rest.p[1]) || (closing && is_alpha(rest.p[2])))) take_tag(t);
    else if (rest.n) put_text(t, open, ++t->at);
  }
  t->to.bytes = (str){t->out, t->len};
  return t->to;
}

u32 tame_cut_before(const tamed_page *t, u32 at, u32 hint) {
  u32 lo = 0, hi = t->cuts.len;
  if (hint <= hi && (!hint || t->cuts.at[hint - 1].at <= at)) {
    if (hint == hi || t->cuts.at[hint].at > at) return hint;
    lo = hint + 1;
    if (lo == hi || t->cuts.at[lo].at > at) return lo;
  }
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (t->cuts.at[mid].at <= at) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

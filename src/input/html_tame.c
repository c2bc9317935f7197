#include "input/html_tame.h"

#include "base/hash.h"

enum { DEEPEST = 200, MOST_FORMATS = 24, MOST_ATTRIBUTES = 120, NAME_ROOM = 16, NAME_SLOTS = 256 };

typedef enum { TAG_BLOCK, TAG_INLINE, TAG_FORMAT, TAG_BARRIER, TAG_FOREIGN, TAG_LOOSE, TAG_VOID, TAG_RAW } tag_class;

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
    {TAG_RAW, " script style textarea title xmp iframe noembed noframes plaintext "},
};

typedef struct {
  u32 hash;
  tag_class as;
} open_tag;

typedef struct {
  char *p;
  size_t n;
  open_tag stack[DEEPEST];
  u32 depth, dropped, formats, foreign;
  u16 open_of[NAME_SLOTS];    // how many open tags have a name of this slot
} tamer;

typedef struct {
  char name[NAME_ROOM];
  size_t name_len, beg, end;  // from '<' to after '>'
  u32 attributes, hash;
  bool closing, empty;        // </x>, <x/>
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

static void read_name(const tamer *t, size_t *at, tag *g) {
  while (*at < t->n && !is_space(t->p[*at]) && t->p[*at] != '>' && t->p[*at] != '/') {
    if (g->name_len < NAME_ROOM) g->name[g->name_len++] = to_lower(t->p[*at]);
    ++*at;
  }
  g->hash = (u32)hash_str((str){g->name, g->name_len});
  g->as = class_of(g->name, g->name_len);
}

// To the end of the tag; a '>' inside a quoted value does not end it.
static void read_attributes(const tamer *t, size_t *at, tag *g) {
  char before = ' ';
  for (; *at < t->n && t->p[*at] != '>'; ++*at) {
    char c = t->p[*at];
    if (before == '=' && (c == '"' || c == '\'')) {
      size_t close = str_find_byte((str){t->p + *at + 1, t->n - *at - 1}, c);
      *at = MIN(*at + 1 + close, t->n - 1);
      before = ' ';
      continue;
    }
    g->attributes += (is_space(before) || before == '/') && !is_space(c) && c != '=' && c != '/';
    if (before == '=' && is_space(c)) continue;
    before = c;
  }
  g->empty = before == '/';
}

static tag read_tag(const tamer *t, size_t at) {
  tag g = {.beg = at++};
  g.closing = t->p[at] == '/';
  at += g.closing;
  read_name(t, &at, &g);
  read_attributes(t, &at, &g);
  g.end = MIN(at + 1, t->n);
  return g;
}

static void blank(tamer *t, const tag *g) { memset(t->p + g->beg, ' ', g->end - g->beg); }

static void pop(tamer *t) {
  open_tag gone = t->stack[--t->depth];
  t->open_of[gone.hash % NAME_SLOTS]--;
  t->foreign -= gone.as == TAG_FOREIGN;
}

static void open_it(tamer *t, const tag *g) {
  bool loose = g->as == TAG_LOOSE && !t->foreign;
  if (g->attributes > MOST_ATTRIBUTES) {
    blank(t, g);
    return;
  }
  if (loose || g->as == TAG_VOID || (g->empty && t->foreign)) return;
  if (t->depth == DEEPEST || (g->as == TAG_FORMAT && t->formats == MOST_FORMATS)) {
    t->dropped++;
    blank(t, g);
    return;
  }
  t->formats += g->as == TAG_FORMAT;
  t->foreign += g->as == TAG_FOREIGN;
  t->open_of[g->hash % NAME_SLOTS]++;
  t->stack[t->depth++] = (open_tag){g->hash, g->as};
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

// Behind the text of a script and its kind.
static size_t skip_raw(const tamer *t, const tag *g) {
  for (size_t at = g->end; at < t->n; at++) {
    at += str_find_byte((str){t->p + at, t->n - at}, '<');
    str rest = {t->p + at, t->n - at};
    if (rest.n > g->name_len + 2 && rest.p[1] == '/' && str_starts_nocase(str_from(rest, 2), (str){g->name, g->name_len})) return at;
  }
  return t->n;
}

str html_tame(arena *mem, str page) {
  tamer t = {.n = page.n};
  t.p = (char *)str_copy(mem, page).p;
  for (size_t at = 0; at + 1 < t.n;) {
    at += str_find_byte((str){t.p + at, t.n - at}, '<');
    str rest = {t.p + at, t.n - at};
    if (rest.n < 2) break;
    if (str_starts(rest, S("<!--"))) {
      at += 4 + MIN(str_find(str_from(rest, 4), S("-->")), rest.n - 4);
      continue;
    }
    if (!is_alpha(rest.p[1]) && !(rest.p[1] == '/' && rest.n > 2 && is_alpha(rest.p[2]))) {
      at++;
      continue;
    }
    tag g = read_tag(&t, at);
    at = g.end;
    if (g.as == TAG_RAW) {
      if (!g.closing) at = skip_raw(&t, &g);
    } else if (g.closing) close_it(&t, &g);
    else open_it(&t, &g);
  }
  return (str){t.p, t.n};
}

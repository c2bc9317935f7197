// The user's table of people, offices and bodies: a text file, one line a name.
//
//   # a comment
//   Name = other name; other name     kind=person  source=official  family=gov:FJ
//   Name                              family=owner:acme date=2031-04
//
// The attributes stand behind a tab or two blanks. A wrong line is told with its number and left out.
#include <stdio.h>
#include <stdlib.h>

#include "doc/kinds.h"
#include "read/alias.h"

enum { TABLE_BUDGET = 64 << 20, MOST_ALIASES = 64 };

typedef struct {
  str key;
  u32 row;
} alias_key;

struct alias {
  arena *mem;
  VEC(alias_row) rows;
  VEC(alias_key) keys;   // sorted by key
};

typedef struct {
  alias *a;
  alias_warn *warn;
  void *user;
  u32 line;
} reading;

static bool complain(const reading *r, const char *what) {
  if (r->warn) r->warn(r->user, r->line, what);
  return false;
}

static bool is_entity_kind(str s) {
  for (u32 i = 0; i < ENTITY_COUNT; i++)
    if (str_eq(entity_kind_name((entity_kind)i), s)) return true;
  return false;
}

static bool is_day(str s) {
  static const char shape[] = "0000-00-00";
  for (size_t i = 0; i < s.n; i++)
    if (i >= sizeof shape - 1 || (shape[i] == '0' ? !is_digit(s.p[i]) : s.p[i] != '-')) return false;
  return s.n == 4 || s.n == 7 || s.n == 10;
}

static bool take_attribute(const reading *r, str field, alias_row *to) {
  str_cut_result pair = str_cut(field, '=');
  if (!pair.found || !pair.tail.n) return complain(r, "an attribute is not of the form name=value");
  str value = str_copy(r->a->mem, pair.tail);
  if (str_eq(pair.head, S("kind"))) {
    if (!is_entity_kind(value)) return complain(r, "kind= must be person, organisation, place, people, event or thing");
    to->kind = value;
  } else if (str_eq(pair.head, S("source"))) {
    if (source_kind_of(value) >= SOURCE_COUNT) return complain(r, "source= is no kind of source (see the manual)");
    to->source = value;
  } else if (str_eq(pair.head, S("family"))) {
    if (str_find_byte(value, ':') == value.n) return complain(r, "family= must be like gov:FR, agency:AP or owner:name");
    to->family = value;
  } else if (str_eq(pair.head, S("date"))) {
    if (!is_day(value)) return complain(r, "date= must be like 2031, 2031-04 or 2031-04-17");
    to->date = value;
  } else {
    return complain(r, "only kind=, source=, family= and date= are known");
  }
  return true;
}

// Where the names end: a tab or two blanks.
static size_t names_end(str line) {
  for (size_t i = 0; i + 1 < line.n; i++)
    if (line.p[i] == '\t' || (line.p[i] == ' ' && line.p[i + 1] == ' ')) return i;
  return line.n;
}

static bool take_attributes(const reading *r, str rest, alias_row *to) {
  while (rest.n) {
    size_t n = 0;
    while (n < rest.n && !is_space(rest.p[n])) n++;
    if (n && !take_attribute(r, str_sub(rest, 0, n), to)) return false;
    rest = str_from(rest, MIN(n + 1, rest.n));
  }
  return true;
}

static void add_key(const reading *r, str name, u32 row) {
  str key = name_key(r->a->mem, name);
  if (key.n) vec_push(r->a->mem, &r->a->keys, ((alias_key){key, row}));
}

static void take_line(const reading *r, str line) {
  alias_row row = {0};
  size_t end = names_end(line);
  str_cut_result names = str_cut(str_sub(line, 0, end), '=');
  row.name = str_copy(r->a->mem, str_trim(names.head));
  if (!row.name.n) {
    complain(r, "no name stands before the equals sign");
    return;
  }
  if (!take_attributes(r, str_trim(str_from(line, end)), &row)) return;
  if (!names.found && !row.kind.n && !row.source.n && !row.family.n) {
    complain(r, "neither another name nor an attribute is given");
    return;
  }
  vec_push(r->a->mem, &r->a->rows, row);
  add_key(r, row.name, r->a->rows.len - 1);
  str others = names.tail;
  for (u32 i = 0; others.n && i < MOST_ALIASES; i++) add_key(r, str_trim(str_token(&others, ';')), r->a->rows.len - 1);
}

static int by_key(const void *a, const void *b) {
  const alias_key *x = a, *y = b;
  int order = str_cmp(x->key, y->key);
  return order ? order : x->row < y->row ? -1 : x->row > y->row;
}

static void sort_keys(alias *a) {
  if (a->keys.len > 1) qsort(a->keys.at, a->keys.len, sizeof *a->keys.at, by_key);
}

static alias *alias_new(void) {
  arena *mem = arena_new(TABLE_BUDGET);
  alias *a = mem ? NEW(mem, alias) : NULL;
  if (a) a->mem = mem;
  return a;
}

alias *alias_read(alias *into, str bytes, alias_warn *warn, void *user) {
  reading r = {into ? into : alias_new(), warn, user, 0};
  if (!r.a) return NULL;
  if (setjmp(*arena_spent(r.a->mem))) {
    if (warn) warn(user, 0, "the table of names is too big: its end is left out");
    sort_keys(r.a);
    return r.a;
  }
  for (str rest = bytes; rest.n;) {
    str line = str_trim(str_token(&rest, '\n'));
    r.line++;
    if (line.n && line.p[0] != '#') take_line(&r, line);
  }
  sort_keys(r.a);
  return r.a;
}

void alias_free(alias *a) {
  if (a) arena_free(a->mem);
}

const alias_row *alias_find(const alias *a, str name, arena *mem) {
  if (!a) return NULL;
  str key = name_key(mem, name);
  u32 lo = 0, hi = a->keys.len;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (str_cmp(a->keys.at[mid].key, key) < 0) lo = mid + 1;
    else hi = mid;
  }
  return lo < a->keys.len && str_eq(a->keys.at[lo].key, key) ? &a->rows.at[a->keys.at[lo].row] : NULL;
}

// Tables of articles: a row of names, then an article a row, its cells parted by commas, semicolons or tabs (RFC 4180). A cell in
// quotation marks may hold line ends and marks, written twice. What stands in the text's cell is the article's bytes; its name
// is that of the file with the row's number behind, as a spreadsheet counts them.
#include <stdlib.h>

#include "base/out.h"
#include "input/columns.h"
#include "input/inputs.h"

enum { MOST_COLUMNS = 200, LONGEST_COLUMN = 64, FIRST_LOOK = 4096, LARGEST_HEAD = 1 << 14, FEWEST_KNOWN = 2 };

typedef struct {
  char sep;
  str name[MOST_COLUMNS], cell[MOST_COLUMNS];
  u32 names, cells;
  char *head;   // the bytes of the names
} table;

// ---- cells

typedef enum { CELL_BEGINS, CELL_PLAIN, CELL_QUOTED, CELL_MARK, ROW_ENDS } cell_place;

static cell_place step(cell_place at, char c, char sep) {
  if (at == CELL_QUOTED) return c == '"' ? CELL_MARK : CELL_QUOTED;
  if (c == '\n') return ROW_ENDS;
  if (c == '"' && at != CELL_PLAIN) return CELL_QUOTED;
  return c == sep ? CELL_BEGINS : CELL_PLAIN;
}

// The bytes of the row that comes next, its line end included; 0 where its marks do not close or it is too long.
static size_t row_size(stream *in, char sep, size_t most) {
  cell_place p = CELL_BEGINS;
  size_t at = 0;
  for (size_t want = FIRST_LOOK;; want *= 2) {
    want = MIN(want, most);
    str there = stream_look(in, want);
    while (at < there.n)
      if ((p = step(p, there.p[at++], sep)) == ROW_ENDS) return at;
    if (there.n < want) return p == CELL_QUOTED ? 0 : at;
    if (want == most) return 0;
  }
}

// A mark inside marks is written twice; what stands behind the last one belongs to the cell.
static str unquoted(arena *mem, str cell) {
  if (!cell.n || cell.p[0] != '"') return str_copy(mem, cell);
  char *to = NEWS(mem, char, cell.n + 1);
  size_t n = 0;
  bool open = true;
  for (size_t i = 1; i < cell.n; i++) {
    bool twice = open && cell.p[i] == '"' && i + 1 < cell.n && cell.p[i + 1] == '"';
    if (open && cell.p[i] == '"' && !twice) open = false;
    else to[n++] = cell.p[i];
    i += twice;
  }
  return (str){to, n};
}

// Cells as they are written, marks included; false where there are more than a row may have.
static bool split(str row, char sep, str *cell, u32 *cells) {
  while (row.n && (row.p[row.n - 1] == '\n' || row.p[row.n - 1] == '\r')) row.n--;
  cell_place p = CELL_BEGINS;
  size_t beg = 0;
  *cells = 0;
  for (size_t i = 0; i <= row.n; i++) {
    if (i < row.n && (p = step(p, row.p[i], sep)) != CELL_BEGINS) continue;
    if (*cells == MOST_COLUMNS) return false;
    cell[(*cells)++] = str_sub(row, beg, i);
    beg = i + 1;
  }
  return true;
}

// ---- the names

static bool names_field(const input_options *given, str name) {
  for (size_t i = 0; i < given->nfields; i++) {
    str map = str_of(given->fields[i]);
    if (str_eq(str_from(map, MIN(str_find_byte(map, '=') + 1, map.n)), name)) return true;
  }
  return false;
}

static str find_name(void *row, arena *mem, str name) {
  (void)mem;
  const table *t = row;
  for (u32 i = 0; i < t->names; i++)
    if (str_eq_nocase(t->name[i], name)) return t->name[i];
  return (str){0};
}

static str find_cell(void *row, arena *mem, str name) {
  const table *t = row;
  for (u32 i = 0; i < MIN(t->names, t->cells); i++)
    if (str_eq_nocase(t->name[i], name)) return unquoted(mem, t->cell[i]);
  return (str){0};
}

// Names are short words, no two alike; one of them is the text, and another is known, too, or the caller named them.
static bool are_names(arena *mem, table *t, const input_options *given) {
  u32 known = 0;
  bool mapped = false;
  for (u32 i = 0; i < t->names; i++) {
    str name = str_trim(unquoted(mem, t->name[i]));
    if (!name.n || name.n > LONGEST_COLUMN) return false;
    for (u32 k = 0; k < i; k++)
      if (str_eq_nocase(t->name[k], name)) return false;
    t->name[i] = name;
    known += column_is_known(name);
    mapped |= names_field(given, name);
  }
  return (mapped || known >= FEWEST_KNOWN) && columns_text(&(columns){find_name, t, mem, given}).n > 0;
}

static size_t mark_size(stream *in) { return str_starts(stream_look(in, 3), S("\xEF\xBB\xBF")) ? 3 : 0; }

// Reads the names that the stream begins with; they lie in `mem`. Nothing is taken off. *size: their bytes.
static bool read_names(arena *mem, stream *in, const input_options *given, table *t, size_t *size) {
  static const char seps[] = {',', '\t', ';'};
  for (u32 i = 0; i < COUNT_OF(seps); i++) {
    *size = row_size(in, seps[i], LARGEST_HEAD);
    str row = str_copy(mem, str_from(str_sub(stream_look(in, *size), 0, *size), MIN(mark_size(in), *size)));
    t->sep = seps[i];
    bool rows = row.n && row.p[row.n - 1] == '\n';
    if (rows && split(row, seps[i], t->name, &t->names) && t->names > 1 && are_names(mem, t, given)) return true;
  }
  return false;
}

bool sniff_csv(stream *in, const input_options *given) {
  arena *mem = arena_new((size_t)LARGEST_ROW);
  table *t = calloc(1, sizeof *t);
  size_t size;
  bool is = mem && t && !setjmp(*arena_spent(mem)) && read_names(mem, in, given, t, &size);
  free(t);
  arena_free(mem);
  return is;
}

// ---- rows

static void drop_table(container *c) { free(c->state); }

// The first row has been looked at: its names stay for all the others.
static bool open_table(container *c) {
  table *t = calloc(1, sizeof *t);
  size_t size;
  c->state = t;
  c->drop = drop_table;
  if (!t || !read_names(c->self.mem, c->in, c->options, t, &size)) return false;
  stream_take(c->in, size);
  c->count = 1;
  return true;
}

// 1: the item; 2: the row is blank; -1: it is no article. *size: what is done with.
static int take_row(container *c, item *it, size_t *size, fail *f) {
  table *t = c->state;
  *size = row_size(c->in, t->sep, LARGEST_ROW);
  str row = str_sub(stream_look(c->in, *size), 0, *size);
  if (*size && !str_trim(row).n) return 2;
  item_begin(c, it, ":%u", c->count);
  item_at(c, it, c->in->at);
  if (!*size) return fail_set(f, FAIL_FORMAT, c->in->at, "row %u: its quotation marks do not close, or it is too long", c->count), -1;
  if (!split(row, t->sep, t->cell, &t->cells) || t->cells > t->names)
    return fail_set(f, FAIL_FORMAT, c->in->at, "row %u has more cells than the %u that have names", c->count, t->names), -1;
  if (columns_fill(&(columns){find_cell, t, it->mem, c->options}, it)) return 1;
  return fail_set(f, FAIL_FORMAT, c->in->at, "row %u has no text", c->count), -1;
}

// What is behind a row that cannot be told from the next ones is looked for in the next line.
static void skip_line(stream *in) {
  str line;
  for (bool whole = false; !whole;) {
    whole = stream_line(in, LARGEST_ROW, &line) || !line.n;
    stream_take(in, line.n);
  }
}

int next_csv(container *c, item *it, fail *f) {
  if (!c->state && !open_table(c)) return c->over = true, fail_set(f, FAIL_MEMORY, 0, "no memory"), -1;
  for (;;) {
    size_t size;
    if (!stream_look(c->in, 1).n) return c->in->why.code && !c->over ? (c->over = true, *f = c->in->why, -1) : 0;
    c->count++;
    int got = take_row(c, it, &size, f);
    if (size) stream_take(c->in, size);
    else skip_line(c->in);
    if (got != 2) return got;
  }
}

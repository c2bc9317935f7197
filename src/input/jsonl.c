// JSON Lines: an article a line, an object of which some fields are the text and what is known of it. What stands in the
// text's field is the article's bytes; its name is that of the file with the line's number behind.
#include <jansson.h>

#include "base/out.h"
#include "input/columns.h"
#include "input/inputs.h"

static json_t *row_of(str one) {
  one = str_trim(one);
  if (!one.n || one.p[0] != '{') return NULL;
  json_t *row = json_loadb(one.p, one.n, JSON_ALLOW_NUL, NULL);
  if (json_is_object(row)) return row;
  json_decref(row);
  return NULL;
}

// The value at a path: "a", "a.b", "a.0.b". A key that holds full stops itself goes before.
static const json_t *value_at(const json_t *v, str path) {
  while (path.n) {
    const json_t *whole = json_object_getn(v, path.p, path.n);
    if (whole) return whole;
    str key = str_token(&path, '.');
    i64 i;
    if (json_is_array(v)) v = str_to_int(key, &i) && i >= 0 ? json_array_get(v, (size_t)i) : NULL;
    else v = json_object_getn(v, key.p, key.n);
  }
  return v;
}

// A string as it is, a number in digits; of a list one a line, of an object its name.
static void put_value(out *o, const json_t *v, u32 depth) {
  size_t i;
  json_t *one;
  if (json_is_string(v)) out_str(o, (str){json_string_value(v), json_string_length(v)});
  else if (json_is_integer(v)) out_i64(o, json_integer_value(v));
  else if (json_is_object(v) && depth) put_value(o, json_object_get(v, "name"), 0);
  else if (json_is_array(v) && depth) {
    json_array_foreach(v, i, one) {
      if (i) out_byte(o, '\n');
      put_value(o, one, depth - 1);
    }
  }
}

static str find_value(void *user, arena *mem, str path) {
  out o = {0};
  put_value(&o, value_at(user, path), 2);
  str found = str_copy(mem, out_view(&o));
  out_free(&o);
  return found;
}

enum { MOST_BLANKS = 256, FIRST_LOOK = 4096 };

// The first line that is not blank, where it begins an object. Nothing is taken off: a text that begins with a blank keeps it.
static bool row_begins(stream *in, str *line) {
  size_t beg = 0;
  while (beg < MOST_BLANKS && stream_look(in, beg + 1).n > beg && is_space(stream_look(in, beg + 1).p[beg])) beg++;
  str there = stream_look(in, beg + 1);
  if (there.n <= beg || there.p[beg] != '{') return false;
  for (size_t want = FIRST_LOOK; want <= LARGEST_ROW; want *= 2) {
    there = stream_look(in, want);
    size_t end = beg + str_find_byte(str_from(there, beg), '\n');
    *line = str_sub(there, beg, end);
    if (end < there.n || there.n < want) return true;
  }
  return false;
}

// The first line is an object with a text.
bool sniff_jsonl(stream *in, const input_options *given) {
  str line;
  json_t *row = row_begins(in, &line) ? row_of(line) : NULL;
  arena *mem = arena_new((size_t)LARGEST_ROW * 2);
  bool is = row && mem && !setjmp(*arena_spent(mem)) && columns_text(&(columns){find_value, row, mem, given}).n > 0;
  arena_free(mem);
  json_decref(row);
  return is;
}

// 1: the item; 2: the line is blank; -1: it is no article.
static int take_line(container *c, item *it, str line, bool whole, fail *f) {
  if (whole && !str_trim(line).n) return 2;
  item_begin(c, it, ":%u", c->count);
  item_at(c, it, c->in->at);
  json_t *row = whole ? row_of(line) : NULL;
  bool ok = row && columns_fill(&(columns){find_value, row, it->mem, c->options}, it);
  json_decref(row);
  if (ok) return 1;
  fail_set(f, FAIL_FORMAT, c->in->at, "line %u %s", c->count, !whole ? "is too long for an article" : row ? "has no text" : "is no JSON object");
  return -1;
}

int next_jsonl(container *c, item *it, fail *f) {
  for (;;) {
    str line;
    bool whole = stream_line(c->in, LARGEST_ROW, &line);
    if (!line.n) return c->in->why.code && !c->over ? (c->over = true, *f = c->in->why, -1) : 0;
    c->count++;
    int got = take_line(c, it, line, whole, f);
    stream_take(c->in, line.n);
    while (!whole && line.n) whole = stream_line(c->in, LARGEST_ROW, &line), stream_take(c->in, line.n);
    if (got != 2) return got;
  }
}

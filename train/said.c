#include "said.h"

#include <stdio.h>
#include <stdlib.h>

#include "pipeline.h"
#include "texts.h"
#include "xz.h"

// Offsets in the sets count code points; ours are bytes.
static u32 *byte_of(arena *mem, str text, u32 *count) {
  u32 *at = NEWS(mem, u32, text.n + 1), n = 0;
  for (u32 i = 0; i < text.n; i++)
    if (((u8)text.p[i] & 0xC0) != 0x80) at[n++] = i;
  at[n] = (u32)text.n;
  *count = n;
  return at;
}

typedef struct {
  arena *mem;
  const u32 *byte;
  u32 points;
} places;

static span span_of_json(const places *p, const json_t *pair) {
  u32 b = (u32)json_integer_value(json_array_get(pair, 0)), e = (u32)json_integer_value(json_array_get(pair, 1));
  return (span){p->byte[MIN(b, p->points)], p->byte[MIN(e, p->points)]};
}

static spans spans_of_json(const places *p, const json_t *list) {
  spans s = {NEWS(p->mem, span, json_array_size(list)), 0};
  for (size_t i = 0; i < json_array_size(list); i++) s.at[s.len++] = span_of_json(p, json_array_get(list, i));
  return s;
}

static str text_of(arena *mem, const json_t *row, const char *key) {
  const char *c = json_string_value(json_object_get(row, key));
  return c ? str_copy(mem, str_of(c)) : (str){0};
}

static attribution_type type_of(str name) {
  return str_eq(name, S("direct")) ? SAY_DIRECT : str_eq(name, S("mixed")) ? SAY_MIXED : SAY_INDIRECT;
}

static void read_chain(const places *p, const json_t *list, said *a) {
  a->hops = (u32)json_array_size(list);
  a->chain = NEWS(p->mem, hop, a->hops);
  for (u32 i = 0; i < a->hops; i++) {
    const json_t *h = json_array_get(list, i);
    a->chain[i] = (hop){text_of(p->mem, h, "name"), 0, source_kind_of(text_of(p->mem, h, "kind")),
                        json_is_true(json_object_get(h, "named"))};
  }
}

bool said_tokens(const doc *d, spans list, run window, bool *in) {
  bool any = false;
  memset(in, 0, window.to - window.from);
  for (u32 i = 0; i < list.len; i++)
    for (u32 t = token_at(d, list.at[i].beg); t < window.to && t < d->tokens.len && d->tokens.at[t].beg < list.at[i].end; t++)
      if (t >= window.from) in[t - window.from] = any = true;
  return any;
}

// The token of the cue whose head lies outside it.
static void find_anchor(const doc *d, said *a) {
  if (!a->cue.len) return;
  u32 from = token_at(d, a->cue.at[0].beg), to = from;
  while (to < d->tokens.len && d->tokens.at[to].beg < a->cue.at[0].end) to++;
  a->cue_at = (run){from, to};
  for (u32 t = from; t < to && !a->anchor; t++)
    if (d->tokens.head[t] < from || d->tokens.head[t] >= to) a->anchor = t;
  // "was widely said": the auxiliary is never the anchor
  while (a->anchor + 1 < to && d->tokens.upos[a->anchor] == UPOS_AUX) a->anchor++;
}

// The labels as attributions of the document, for the steps that look at those.
static void give_doc(arena *mem, said_article *to) {
  for (u32 i = 0; i < to->n; i++) {
    const said *g = &to->say[i];
    attribution a = {.type = g->type, .content = g->content, .source = g->source, .cue = g->cue, .mod = g->mod, .p = 1};
    vec_push(mem, &to->d->attributions, a);
  }
}

static void read_labels(const places *p, const json_t *row, said_article *to) {
  const json_t *list = json_object_get(row, "attributions"), *own = json_object_get(row, "own");
  to->n = (u32)json_array_size(list);
  to->say = NEWS(p->mem, said, to->n);
  for (u32 i = 0; i < to->n; i++) {
    const json_t *a = json_array_get(list, i);
    to->say[i] = (said){.type = type_of(text_of(p->mem, a, "type")),
                        .content = spans_of_json(p, json_object_get(a, "content")),
                        .source = spans_of_json(p, json_object_get(a, "source")),
                        .cue = spans_of_json(p, json_object_get(a, "cue")),
                        .mod = stance_of(text_of(p->mem, a, "mod"))};
    read_chain(p, json_object_get(a, "chain"), &to->say[i]);
    find_anchor(to->d, &to->say[i]);
  }
  give_doc(p->mem, to);
  to->owns = (u32)json_array_size(own);
  to->own = NEWS(p->mem, own_word, to->owns);
  for (u32 i = 0; i < to->owns; i++) {
    const json_t *o = json_array_get(own, i), *at = json_object_get(o, "span");
    if (json_is_array(json_array_get(at, 0))) at = json_array_get(at, 0);
    to->own[i] = (own_word){span_of_json(p, at), stance_of(text_of(p->mem, o, "mod"))};
  }
}

static void read_stages(arena *mem, said_article *a, str text, const kit *k) {
  a->d = doc_new(mem, S("article.txt"), text);
  pipeline_run(a->d, k, stage_by_name(S("place")));
  a->s = scene_of(mem, a->d, k);
}

static void add_article(arena *mem, said_set *to, said_article a) {
  to->at = arena_grow(mem, to->at, to->n, to->n + 1, sizeof *to->at);
  to->at[to->n++] = a;
}

static said_article read_article(arena *mem, const json_t *row, str text, const kit *k) {
  said_article a = {0};
  read_stages(mem, &a, text, k);
  places p = {mem, NULL, 0};
  p.byte = byte_of(mem, text, &p.points);
  read_labels(&p, row, &a);
  return a;
}

void said_read(arena *mem, said_set *to, const char *dir, const char *file, const kit *k, u32 part, u32 parts) {
  str rest = read_data(dir, file);
  u32 line = 0;
  for (json_t *row; (row = next_row(&rest)); json_decref(row), line++)
    if (!parts || line % parts != part) add_article(mem, to, read_article(mem, row, text_of(mem, row, "text"), k));
}

// ---- labels whose texts stand in other sets

void said_read_outlets(arena *mem, said_set *to, const char *dir, const char *folder, const char *file, const kit *k) {
  str rest = read_data(folder, file);
  for (json_t *label; (label = next_row(&rest)); json_decref(label))
    add_article(mem, to, read_article(mem, label, text_of_label(dir, label), k));
}

// ---- marked text

enum { MARKS_MOST = 200, NESTED_MOST = 12 };

typedef struct {
  char role;        // s c t o
  u32 number;
  span at;
} marked;

typedef struct {
  marked at[MARKS_MOST];
  u32 n;
  char *text;
  u32 len;
} marked_text;

// Takes the marks off: `{s1 Officials}` leaves the word and its place.
static void take_marks(marked_text *m, str body) {
  u32 open[NESTED_MOST], depth = 0;
  for (size_t i = 0; i < body.n; i++) {
    bool mark = body.p[i] == '{' && i + 2 < body.n && strchr("scto", body.p[i + 1]) && is_digit(body.p[i + 2]);
    if (mark && depth < NESTED_MOST && m->n < MARKS_MOST) {
      marked *k = &m->at[m->n];
      *k = (marked){body.p[i + 1], 0, {m->len, 0}};
      for (i += 2; is_digit(body.p[i]); i++) k->number = 10 * k->number + (u32)(body.p[i] - '0');
      open[depth++] = m->n++;
    } else if (body.p[i] == '}' && depth) {
      m->at[open[--depth]].at.end = m->len;
    } else {
      m->text[m->len++] = body.p[i];
    }
  }
}

static spans spans_with(arena *mem, const marked_text *m, char role, u32 number) {
  spans s = {NEWS(mem, span, MARKS_MOST), 0};
  for (u32 i = 0; i < m->n; i++)
    if (m->at[i].role == role && m->at[i].number == number) s.at[s.len++] = m->at[i].at;
  return s;
}

// name/kind/n > name/kind/u
static void read_hops(arena *mem, str text, said *a) {
  a->chain = NEWS(mem, hop, 8);
  while (text.n && a->hops < 8) {
    size_t cut = str_find(text, S(" > "));
    str one = str_trim(str_sub(text, 0, cut));
    text = str_from(text, MIN(cut + 3, text.n));
    size_t last = one.n, middle;
    while (last && one.p[last - 1] != '/') last--;
    middle = last ? last - 1 : 0;
    while (middle && one.p[middle - 1] != '/') middle--;
    if (!last || !middle) continue;
    a->chain[a->hops++] = (hop){str_copy(mem, str_sub(one, 0, middle - 1)), 0, source_kind_of(str_sub(one, middle, last - 1)),
                                one.p[last] == 'n'};
  }
}

static void read_line(arena *mem, said_article *a, const marked_text *m, str line) {
  i64 number;
  str rest = line, first = str_token(&rest, ' ');
  if (str_starts(first, S("o")) && str_to_int(str_from(first, 1), &number)) {
    spans s = spans_with(mem, m, 'o', (u32)number);
    if (s.len) a->own[a->owns++] = (own_word){s.at[0], stance_of(str_trim(rest))};
    return;
  }
  if (!str_to_int(first, &number)) return;
  said g = {.content = spans_with(mem, m, 't', (u32)number), .source = spans_with(mem, m, 's', (u32)number),
            .cue = spans_with(mem, m, 'c', (u32)number)};
  g.type = type_of(str_token(&rest, ' '));
  g.mod = stance_of(str_token(&rest, ' '));
  read_hops(mem, rest, &g);
  find_anchor(a->d, &g);
  if (g.content.len) a->say[a->n++] = g;
}

static void read_marked(arena *mem, said_set *to, str body, str lines, const kit *k) {
  marked_text *m = NEW(mem, marked_text);
  m->text = NEWS(mem, char, body.n + 1);
  take_marks(m, body);
  said_article a = {0};
  read_stages(mem, &a, (str){m->text, m->len}, k);
  a.say = NEWS(mem, said, MARKS_MOST);
  a.own = NEWS(mem, own_word, MARKS_MOST);
  while (lines.n) read_line(mem, &a, m, str_trim(str_token(&lines, '\n')));
  give_doc(mem, &a);
  add_article(mem, to, a);
}

void said_read_marked(arena *mem, said_set *to, const char *dir, const char *file, const kit *k) {
  str rest = read_data(dir, file);
  size_t at = str_find(rest, S("=== "));
  while (at < rest.n) {
    rest = str_from(rest, at);
    str_token(&rest, '\n');
    at = str_find(rest, S("\n=== "));
    str one = str_sub(rest, 0, at);
    size_t line = str_find(one, S("\n---\n"));
    if (line < one.n) read_marked(mem, to, str_sub(one, 0, line + 1), str_from(one, line + 5), k);
    at = MIN(at + 1, rest.n);
  }
}

// Times against WikiWars (Mazur and Dale 2010): extents, strict and relaxed, and values, the day of the article given.
#include <stdio.h>
#include <stdlib.h>

#include "eval.h"
#include "pipeline.h"
#include "tar.h"

typedef struct {
  span at;
  str value;
  bool used;
} marked;

typedef struct {
  arena *mem;
  char *text;
  u32 n;
  VEC(marked) gold;
  VEC(u32) open;
} markup;

typedef struct {
  u32 gold, given, strict, relaxed, value;
} counts;

static str attribute(str tag, const char *name) {
  size_t at = str_find(tag, str_of(name));
  if (at == tag.n) return (str){0};
  str rest = str_from(tag, at + strlen(name));
  return str_sub(rest, 0, str_find_byte(rest, '"'));
}

static void take_tag(markup *m, str tag) {
  if (str_starts(tag, S("<TIMEX2"))) {
    vec_push(m->mem, &m->open, m->gold.len);
    vec_push(m->mem, &m->gold, ((marked){{m->n, m->n}, attribute(tag, " val=\""), false}));
  } else if (str_starts(tag, S("</TIMEX2")) && m->open.len) {
    m->gold.at[m->open.at[--m->open.len]].at.end = m->n;
  }
}

// "&amp;" and its kin as one byte each; what is unknown stays.
static void take_text(markup *m, str s) {
  static const struct {
    const char *name;
    char c;
  } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
  for (size_t i = 0; i < s.n;) {
    u32 e = 0;
    while (e < COUNT_OF(entities) && !str_starts(str_from(s, i), str_of(entities[e].name))) e++;
    m->text[m->n++] = e < COUNT_OF(entities) ? entities[e].c : s.p[i];
    i += e < COUNT_OF(entities) ? strlen(entities[e].name) : 1;
  }
}

static void strip(markup *m, str body) {
  m->text = NEWS(m->mem, char, body.n + 1);
  while (body.n) {
    size_t tag = str_find_byte(body, '<');
    take_text(m, str_sub(body, 0, tag));
    body = str_from(body, tag);
    size_t end = MIN(str_find_byte(body, '>') + 1, body.n);
    take_tag(m, str_sub(body, 0, end));
    body = str_from(body, end);
  }
}

// TIMEX2 writes decades and centuries of durations its own way.
static bool same_value(str gold, str given) {
  static const char *const pairs[][2] = {{"P1DE", "P10Y"}, {"P2DE", "P20Y"}, {"P1CE", "P100Y"}, {"P2CE", "P200Y"}};
  for (u32 i = 0; i < COUNT_OF(pairs); i++)
    if (str_eq(gold, str_of(pairs[i][0]))) return str_eq(given, str_of(pairs[i][1]));
  return str_eq(gold, given);
}

static marked *match(markup *m, span at, bool strict) {
  for (u32 i = 0; i < m->gold.len; i++) {
    marked *g = &m->gold.at[i];
    bool fits = strict ? g->at.beg == at.beg && g->at.end == at.end : span_meets(g->at, at);
    if (!g->used && fits) return g;
  }
  return NULL;
}

// Exact extents first, so that a nested one is not taken by its neighbour. Intervals are left out: their ends count.
static void compare(markup *m, const doc *d, counts *c) {
  bool *done = NEWS(m->mem, bool, d->times.len);
  c->gold += m->gold.len;
  for (int round = 0; round < 2; round++)
    for (u32 i = 1; i < d->times.len; i++) {
      const timex *t = &d->times.at[i];
      if (done[i] || t->type == TIME_INTERVAL) continue;
      c->given += !round;
      marked *g = match(m, t->at, !round);
      if (!g) continue;
      done[i] = g->used = true;
      c->strict += !round;
      c->relaxed++;
      c->value += same_value(g->value, t->value);
    }
}

static void judge(str file, const kit *k, counts *c) {
  size_t beg = str_find(file, S("<TEXT>")), end = str_find(file, S("</TEXT>")), day = str_find(file, S("<DATETIME>"));
  if (beg >= end || day == file.n) return;
  arena *mem = arena_new((size_t)1 << 30);
  if (!mem) return;
  if (setjmp(*arena_spent(mem))) {
    arena_free(mem);
    return;
  }
  markup m = {.mem = mem};
  strip(&m, str_sub(file, beg + 6, end));
  doc *d = doc_new(mem, S("wikiwars"), (str){m.text, m.n});
  str when = str_from(file, day);
  while (when.n && !is_digit(when.p[0])) when = str_from(when, 1);
  d->hints.date = str_sub(when, 0, 10);
  pipeline_run(d, k, stage_by_name(S("when")));
  if (d->text.n == m.n) compare(&m, d, c);
  arena_free(mem);
}

static double f1(u32 right, const counts *c) { return 200.0 * right / (c->gold + c->given); }

void eval_times(const kit *k, const char *dir) {
  char folder[1024];
  snprintf(folder, sizeof folder, "%s/timex/wikiwars", dir);
  tar_file *t = tar_open(folder, "wikiwars-keyinline.tar.xz");
  counts c = {0};
  str name, bytes;
  while (tar_next(t, &name, &bytes))
    if (str_ends(name, S(".key.xml"))) judge(bytes, k, &c);
  tar_close(t);
  printf("  wikiwars: %u times, %u given: strict F1 %.1f, relaxed F1 %.1f, value F1 %.1f\n", c.gold, c.given, f1(c.strict, &c), f1(c.relaxed, &c),
         f1(c.value, &c));
}

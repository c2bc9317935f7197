// The chunk `align`: in how many texts a stem stands (Wikinews, web pages, Factbook), and the weights of claim pairs.
#include <stdio.h>
#include <stdlib.h>

#include "chunk.h"
#include "pipeline.h"
#include "stories.h"
#include "train.h"

enum { PARAGRAPHS_A_TEXT = 10, RARE = 2, TEXT_MEMORY = 256 << 20 };

typedef struct {
  arena *mem;
  words *stems;
  VEC(u32) texts;     // [stems]
  VEC(u32) last;      // [stems] the last text that held it
  u32 count;
  kit none;
} counting;

static void count_text(counting *c, str text) {
  arena *mem = arena_new(TEXT_MEMORY);
  doc *d = doc_new(mem, S("text"), text);
  pipeline_run(d, &c->none, stage_by_name(S("segment")));
  const doc *const docs[] = {NULL, d};
  terms *t = terms_new(mem, docs, 1, (likeness){0});
  c->count++;
  for (u32 i = 1; i < d->tokens.len; i++) {
    if (!t->of[1][i]) continue;
    u32 stem = words_id(c->stems, words_str(t->stems, t->of[1][i]));
    while (c->texts.len <= stem) {
      vec_push(c->mem, &c->texts, 0);
      vec_push(c->mem, &c->last, 0);
    }
    if (c->last.at[stem] != c->count) c->texts.at[stem]++;
    c->last.at[stem] = c->count;
  }
  arena_free(mem);
}

// Fields of one CSV record with doubled quotes; true while there are records.
static bool next_record(str *rest, out *last_field) {
  last_field->n = 0;
  bool quoted = false, any = rest->n > 0;
  while (rest->n) {
    char ch = rest->p[0];
    *rest = str_from(*rest, 1);
    if (ch == '"') quoted = !quoted;
    else if (ch == ',' && !quoted) last_field->n = 0;
    else if (ch == '\n' && !quoted) break;
    else out_byte(last_field, ch);
  }
  return any;
}

static void count_wikinews(counting *c, const char *data, const char *name) {
  str rest = read_data(data, name);
  out field = {0};
  next_record(&rest, &field);   // the names of the columns
  while (next_record(&rest, &field)) count_text(c, out_view(&field));
  out_free(&field);
}

static void count_factbook(counting *c, const char *data) {
  str rest = read_data(data, "rawtext/factbook/factbook-sentences.txt.xz");
  while (rest.n) {
    str from = rest;
    for (u32 i = 0; i < PARAGRAPHS_A_TEXT && rest.n; i++) str_token(&rest, '\n');
    count_text(c, str_sub(from, 0, from.n - rest.n));
  }
}

static void count_pages(counting *c, const char *data, const char *name) {
  str rest = read_data(data, name);
  for (json_t *row; (row = next_row(&rest)); json_decref(row)) {
    const json_t *lines = json_object_get(row, "evidence");
    out o = {0};
    for (size_t i = 0; i < json_array_size(lines); i++)
      out_f(&o, "%s\n", json_is_string(json_array_get(lines, i)) ? json_string_value(json_array_get(lines, i)) : "");
    count_text(c, out_view(&o));
    out_free(&o);
  }
}

typedef struct {
  u32 hash, texts;
} row_of;

static int by_hash(const void *a, const void *b) {
  u32 x = ((const row_of *)a)->hash, y = ((const row_of *)b)->hash;
  return (x > y) - (x < y);
}

// The table of stems that are not rare, by hash; of two with one hash the more frequent.
static likeness table_of(counting *c) {
  row_of *rows = NEWS(c->mem, row_of, c->texts.len + 1);
  u32 n = 0, kept = 0;
  for (u32 s = 1; s < c->texts.len; s++)
    if (c->texts.at[s] >= RARE) rows[n++] = (row_of){likeness_hash(words_str(c->stems, s)), c->texts.at[s]};
  qsort(rows, n, sizeof *rows, by_hash);
  u32 *hash = NEWS(c->mem, u32, n + 1);
  u16 *texts = NEWS(c->mem, u16, n + 1);
  for (u32 i = 0; i < n; i++) {
    if (kept && hash[kept - 1] == rows[i].hash) kept--;
    hash[kept] = rows[i].hash;
    texts[kept++] = (u16)MIN(rows[i].texts, 0xFFFFu);
  }
  return (likeness){.texts = c->count, .words = kept, .hash = hash, .in_texts = texts};
}

#define FEATURE_NAME(id) #id,

// The weights of claim pairs, learned on all annotated stories as the program reads them.
static void learn_weights(const char *data, const kit *k, likeness *l, float w[PAIR_WEIGHTS]) {
  static const char *const names[] = {PAIR_FEATURES(FEATURE_NAME) CONTEXT_FEATURES(FEATURE_NAME)};
  static gold_story g[GOLD_STORIES];
  u32 n = read_gold_stories(data, k, *l, false, g);
  learn_pairs(g, n, n, w);
  free_gold_stories(g, n);
  for (u32 f = 0; f < PAIR_WEIGHTS; f++) printf("  %-20s %+.2f\n", names[f], (double)w[f]);
  l->weights = PAIR_WEIGHTS;
  l->weight = w;
}

int train_align(int argc, char **argv) {
  fail f;
  kit k = {.pack = argc > 3 ? pack_open(argv[3], &f) : NULL};
  if (!k.pack) return fprintf(stderr, "usage: stemma-train align OUT DATA PACK\n"), 2;
  arena *mem = arena_new((size_t)1 << 30);
  counting c = {.mem = mem, .stems = words_new(mem)};
  count_wikinews(&c, argv[2], "rawtext/wikinews-2019-2020/wikinews_2019.csv.xz");
  count_wikinews(&c, argv[2], "rawtext/wikinews-2019-2020/wikinews_2020.csv.xz");
  count_factbook(&c, argv[2]);
  count_pages(&c, argv[2], "claims/wice/claim-dev.jsonl.xz");
  count_pages(&c, argv[2], "claims/wice/non-supported-tokens-train.jsonl.xz");
  count_pages(&c, argv[2], "claims/wice/non-supported-tokens-dev.jsonl.xz");
  likeness l = table_of(&c);
  float w[PAIR_WEIGHTS];
  learn_weights(argv[2], &k, &l, w);
  out o = {0};
  likeness_write(&o, &l);
  printf("align: %u texts, %u stems, %zu bytes\n", l.texts, l.words, o.n);
  return chunk_write(argv[1], &o);
}

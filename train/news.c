#include "news.h"

#include <stdio.h>

#include "base/out.h"
#include "pipeline.h"

enum { MOST_ARTICLES = 4000, DOC_MEMORY = 256 << 20 };

// An article as the text file that a reader would have: date and title as first line, then the text.
static void put_article(out *o, const json_t *row) {
  str date = json_text(row, "date"), title = json_text(row, "title");
  if (date.n) out_f(o, "date " STR_FMT " ", STR_ARG(str_sub(date, 0, 10)));
  if (title.n) out_str(o, title);
  if (date.n || title.n) out_lit(o, "\n\n");
  out_str(o, json_text(row, "text"));
  const json_t *sentences = json_object_get(row, "sentences");
  for (size_t i = 0; i < json_array_size(sentences); i++) {
    const json_t *s = json_array_get(sentences, i);
    if (json_is_string(s)) out_f(o, "%s\n", json_string_value(s));
    for (size_t k = 0; k < json_array_size(s); k++) out_f(o, "%s ", json_string_value(json_array_get(s, k)));
    if (json_is_array(s)) out_lit(o, "\n");
  }
}

// A field that is a string in some sets and a number in others.
static u32 name_of(news *set, const json_t *row, const char *key) {
  const json_t *v = json_object_get(row, key);
  char number[32];
  snprintf(number, sizeof number, "%lld", (long long)json_integer_value(v));
  return words_id(set->names, json_is_string(v) ? json_text(row, key) : str_of(number));
}

news *news_new(u32 most) {
  arena *mem = arena_new((size_t)2 << 30);
  news *set = NEW(mem, news);
  *set = (news){.mem = mem, .names = words_new(mem)};
  set->docs = NEWS(mem, const doc *, most + 1);
  set->id = NEWS(mem, u32, most + 1);
  set->story = NEWS(mem, u32, most + 1);
  return set;
}

void news_add(news *set, const json_t *row, const kit *k, const char *until) {
  out o = {0};
  put_article(&o, row);
  arena *mem = arena_new(DOC_MEMORY);
  doc *d = doc_new(mem, S("article"), out_view(&o));
  d->hints.outlet = str_copy(mem, json_text(row, "source"));
  pipeline_run(d, k, stage_by_name(str_of(until)));
  set->n++;
  set->docs[set->n] = d;
  set->id[set->n] = name_of(set, row, "id");
  set->story[set->n] = name_of(set, row, "story");
}

news *news_read(const char *data, const char *name, const kit *k, const char *until) {
  news *set = news_new(MOST_ARTICLES);
  str rest = read_data(data, name);
  for (json_t *row; set->n < MOST_ARTICLES && (row = next_row(&rest)); json_decref(row)) news_add(set, row, k, until);
  return set;
}

void news_free(news *set) {
  for (u32 i = 1; i <= set->n; i++) arena_free(set->docs[i]->mem);
  arena_free(set->mem);
}

#include "rawtext.h"

#include <stdio.h>

#include "doc/stages.h"
#include "model/kit.h"
#include "pipeline.h"
#include "tar.h"
#include "xz.h"

enum { TEXT_MEMORY = 512 << 20, LONGEST_PAGE = 1 << 21, FEWEST_TOKENS = 60 };

// Web pages are in many languages: a text is read where at least one word in nine is one of these.
static bool is_english(const doc *d) {
  static const char *const small[] = {"the", "of", "and", "to", "a", "in", "is", "that", "for", "was", "on", "with"};
  u32 found = 0;
  for (u32 k = 0; k < COUNT_OF(small); k++) {
    word w = words_find(d->words, str_of(small[k]));
    for (u32 i = 1; w && i < d->tokens.len; i++) found += d->tokens.low[i] == w;
  }
  return d->tokens.len > FEWEST_TOKENS && 9 * found > d->tokens.len;
}

static void add_text(arena *mem, rawtext *to, str bytes, str media_type) {
  arena *own = arena_new(TEXT_MEMORY);
  if (!setjmp(*arena_spent(own))) {
    doc *d = doc_new(own, S("text"), bytes);
    d->hints.media_type = media_type;
    pipeline_run(d, &(kit){0}, stage_by_name(S("segment")));
    if (is_english(d)) {
      vec_push(mem, &to->docs, d);
      to->words += d->tokens.len - 1;
      return;
    }
  }
  arena_free(own);
}

// The bytes of a page are gone when the next is read; a document points to them.
static void add_pages(arena *mem, rawtext *to, const char *dir, const char *name) {
  tar_file *t = tar_open(dir, name);
  for (str file, bytes; tar_next(t, &file, &bytes);)
    if (bytes.n < LONGEST_PAGE) add_text(mem, to, str_copy(mem, bytes), S("text/html"));
  tar_close(t);
}

// The field `text` of each row, a paragraph each.
static void add_rows(arena *mem, rawtext *to, const char *dir, const char *name) {
  str rest = read_data(dir, name);
  out all = {0};
  for (json_t *row; (row = next_row(&rest)); json_decref(row)) {
    out_str(&all, json_text(row, "text"));
    out_lit(&all, "\n\n");
  }
  add_text(mem, to, str_copy(mem, out_view(&all)), S("text/plain"));
  out_free(&all);
}

rawtext *rawtext_read(arena *mem, const char *dir) {
  static const char *const plain[] = {"rawtext/factbook/factbook-sentences.txt.xz", "rawtext/wikinews-2019-2020/wikinews_2019.csv.xz",
                                      "rawtext/wikinews-2019-2020/wikinews_2020.csv.xz"};
  static const char *const pages[] = {"html/trafilatura-eval/pages.tar.xz", "html/article-extraction-dataset/pages.tar.xz",
                                      "html/htmldate-eval/pages.tar.xz", "html/readability-tests/test-pages.tar.xz"};
  static const char *const rows[] = {"clustering/news-cluster/articles.jsonl.xz",
                                     "attribution/framenet15-communication/fn15-fulltext.jsonl.xz",
                                     "attribution/framenet15-communication/fn15-exemplars.jsonl.xz"};
  rawtext *r = NEW(mem, rawtext);
  for (u32 i = 0; i < COUNT_OF(plain); i++) add_text(mem, r, read_data(dir, plain[i]), S("text/plain"));
  for (u32 i = 0; i < COUNT_OF(pages); i++) add_pages(mem, r, dir, pages[i]);
  for (u32 i = 0; i < COUNT_OF(rows); i++) add_rows(mem, r, dir, rows[i]);
  return r;
}

#include "texts.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/out.h"
#include "xz.h"

// ---- tokens joined to a sentence: a blank before each but where English has none

static bool is_one_of(str token, const char *const *list, u32 n) {
  for (u32 i = 0; i < n; i++)
    if (str_eq(token, str_of(list[i]))) return true;
  return false;
}

static bool no_blank_before(str token) {
  static const char *const list[] = {",", ".", ";", ":", "?", "!", ")", "]", "}", "%", "n't", "...", "…"};
  return is_one_of(token, list, COUNT_OF(list)) || str_starts(token, S("'")) || str_starts(token, S("’"));
}

static bool no_blank_after(str token) {
  static const char *const list[] = {"(", "[", "{", "$", "£", "€", "#"};
  return is_one_of(token, list, COUNT_OF(list));
}

static bool is_mark(str token) {
  static const char *const list[] = {"``", "''", "“", "”", "\""};
  return is_one_of(token, list, COUNT_OF(list));
}

typedef struct {
  out text;
  bool open, glue;    // in a quotation; no blank before the next token
} joiner;

static void begin_sentence(joiner *j) {
  if (j->text.n) out_byte(&j->text, '\n');
  j->open = false, j->glue = true;
}

static void add_token(joiner *j, str token) {
  if (is_mark(token)) {   // marks open and close by turns
    bool closes = str_eq(token, S("”")) || (j->open && !str_eq(token, S("“")));
    if (!closes && !j->glue) out_byte(&j->text, ' ');
    out_byte(&j->text, '"');
    j->open = j->glue = !closes;
    return;
  }
  bool dash = str_eq(token, S("-"));
  if (!j->glue && !dash && !no_blank_before(token)) out_byte(&j->text, ' ');
  out_str(&j->text, token);
  j->glue = dash || no_blank_after(token);
}

static json_t *joined(joiner *j) {
  json_t *text = json_stringn_nocheck(j->text.p, j->text.n);
  j->text.n = 0;
  return text;
}

// ---- the sets

static json_t *plain_text(const json_t *row) { return json_incref(json_object_get(row, "text")); }

// A list of words a sentence; the addresses that stand among them are no sentences.
static json_t *listed_text(const json_t *row) {
  static joiner j;
  const json_t *sentences = json_object_get(row, "sentences");
  for (size_t i = 0; i < json_array_size(sentences); i++) {
    const json_t *words = json_array_get(sentences, i);
    bool slash = false, address = false;
    for (size_t k = 0; k < json_array_size(words); k++) {
      str w = str_of(json_string_value(json_array_get(words, k)));
      slash |= str_eq(w, S("/"));
      address |= str_eq(w, S("http")) || str_eq(w, S("www"));
    }
    if ((slash && address) || !json_array_size(words)) continue;
    begin_sentence(&j);
    for (size_t k = 0; k < json_array_size(words); k++) add_token(&j, str_of(json_string_value(json_array_get(words, k))));
  }
  return joined(&j);
}

static str without_breaks(str sentence) {   // "//n" stands for a line's end
  out o = {0};
  for (size_t i = 0; i < sentence.n; i++) {
    if (str_starts(str_from(sentence, i), S("//n"))) i += 2;
    else out_byte(&o, is_space(sentence.p[i]) ? ' ' : sentence.p[i]);
  }
  return out_view(&o);
}

static json_t *spaced_text(const json_t *row) {
  static joiner j;
  const json_t *sentences = json_object_get(row, "sentences");
  for (size_t i = 0; i < json_array_size(sentences); i++) {
    str rest = without_breaks(str_of(json_string_value(json_array_get(sentences, i))));
    bool begun = false;
    while (rest.n) {
      str w = str_token(&rest, ' ');
      if (!w.n) continue;
      if (!begun) begin_sentence(&j), begun = true;
      add_token(&j, w);
    }
  }
  return joined(&j);
}

static json_t *rows_by_id(str lines, json_t *(*text)(const json_t *row)) {
  json_t *all = json_object();
  for (json_t *row; (row = next_row(&lines)); json_decref(row))
    json_object_set_new(all, json_string_value(json_object_get(row, "id")), text(row));
  return all;
}

// CoNLL: document, sentence, number, word … a line.
static json_t *columns_by_id(str lines) {
  json_t *all = json_object();
  joiner j = {0};
  char document[256] = "", sentence[64] = "";
  while (lines.n) {
    str rest = str_token(&lines, '\n');
    if (!rest.n || rest.p[0] == '#') continue;
    str of = str_token(&rest, '\t'), number = str_token(&rest, '\t');
    str_token(&rest, '\t');
    if (!str_eq(of, str_of(document))) {
      if (*document) json_object_set_new(all, document, joined(&j));
      snprintf(document, sizeof document, STR_FMT, STR_ARG(of)), *sentence = 0;
    }
    if (!str_eq(number, str_of(sentence))) begin_sentence(&j), snprintf(sentence, sizeof sentence, STR_FMT, STR_ARG(number));
    add_token(&j, str_token(&rest, '\t'));
  }
  if (*document) json_object_set_new(all, document, joined(&j));
  return all;
}

// Pairs of articles, known by their addresses.
static json_t *pairs_by_url(str lines) {
  static const char *const both[] = {"first", "second"};
  json_t *all = json_object();
  for (json_t *row; (row = next_row(&lines)); json_decref(row))
    for (u32 i = 0; i < COUNT_OF(both); i++) {
      const json_t *article = json_object_get(row, both[i]);
      json_object_set_new(all, json_string_value(json_object_get(article, "url")), plain_text(article));
    }
  return all;
}

static struct {
  const char *name, *file;
  json_t *(*text)(const json_t *row);   // of a row with an id, NULL where `all` reads the file
  json_t *(*all)(str lines);
  json_t *by_id;
} sets[] = {{"news-cluster", "clustering/news-cluster/articles.jsonl.xz", plain_text, NULL, NULL},
            {"article-extraction-dataset", "html/article-extraction-dataset/gold.jsonl.xz", plain_text, NULL, NULL},
            {"ecbplus", "clustering/ecbplus/docs.jsonl.xz", listed_text, NULL, NULL},
            {"gvc", "clustering/gvc/docs.jsonl.xz", spaced_text, NULL, NULL},
            {"tg-pairs", "clustering/tg-pairs/pairs.jsonl.xz", NULL, pairs_by_url, NULL},
            {"meantime-en", "claims/meantime-en/train.conll.xz", NULL, columns_by_id, NULL}};

static str find_text(const char *dir, str set, const char *id) {
  for (u32 i = 0; i < COUNT_OF(sets); i++) {
    if (!str_eq(set, str_of(sets[i].name))) continue;
    if (!sets[i].by_id) {
      str lines = read_data(dir, sets[i].file);
      sets[i].by_id = sets[i].text ? rows_by_id(lines, sets[i].text) : sets[i].all(lines);
    }
    return json_text(sets[i].by_id, id);
  }
  return (str){0};
}

static size_t code_points(str text, json_int_t count) {
  size_t i = 0;
  for (; i < text.n; i++)
    if (((u8)text.p[i] & 0xC0) != 0x80 && count-- == 0) break;
  return i;
}

str text_of_label(const char *dir, const json_t *label) {
  const char *id = json_string_value(json_object_get(label, "row"));
  str text = find_text(dir, json_text(label, "set"), id), hash = json_text(label, "sha256");
  text = str_sub(text, 0, code_points(text, json_integer_value(json_object_get(label, "chars"))));
  char hex[65];
  sha256_hex(text, hex);
  if (text.n && str_starts(str_of(hex), hash)) return text;
  fprintf(stderr, "stemma-train: %s: %s\n", id, text.n ? "is another text than the one that was labelled" : "has no text");
  exit(1);
}

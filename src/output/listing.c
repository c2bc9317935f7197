#include "output/listing.h"

#include <stdio.h>

#include "output/json_fields.h"
#include "output/term.h"

static str kind_name(item_kind kind) {
  static const char *const names[] = {[ITEM_ARTICLE] = "article", [ITEM_FEED] = "feed", [ITEM_RECORD] = "record"};
  return str_of(names[kind]);
}

static void put_authors(json *j, str authors) {
  if (!authors.n) return;
  field_list(j, "authors");
  while (authors.n) json_str(j, str_token(&authors, '\n'));
  json_close(j, ']');
}

static void write_json(out *o, const item *it, const write_options *w) {
  (void)w;
  const hints *h = &it->hints;
  const struct {
    const char *key;
    str value;
  } fields[] = {{"type", it->type},     {"uri", it->whence.uri}, {"date", it->whence.date},  {"id", it->whence.id}, {"title", h->title},
                {"url", h->url},        {"outlet", h->outlet},   {"published", h->date},     {"modified", h->modified},
                {"language", h->language}, {"summary", it->summary}, {"media_type", h->media_type}};
  json j = {.to = o};
  json_open(&j, '{');
  field_str(&j, "kind", kind_name(it->kind));
  field_str(&j, "path", it->name);
  if (it->whence.file.n) field_str(&j, "file", it->whence.file), field_u64(&j, "offset", it->whence.offset);
  for (u32 i = 0; i < COUNT_OF(fields); i++) field_known(&j, fields[i].key, fields[i].value);
  put_authors(&j, h->authors);
  if (it->kind == ITEM_ARTICLE) field_u64(&j, "bytes", it->bytes.n);
  json_close(&j, '}');
  out_byte(o, '\n');
}

static str offset_text(const item *it, char digits[24]) {
  return (str){digits, (size_t)snprintf(digits, 24, "%llu", (unsigned long long)it->whence.offset)};
}

// offset  what it is  date  title or address
static void write_text(out *o, const item *it, const write_options *w) {
  term t = term_new(o, w->width, w->colour);
  const hints *h = &it->hints;
  char digits[24];
  str what = h->title.n ? h->title : it->whence.uri.n ? it->whence.uri : h->url;
  str date = h->date.n ? h->date : it->whence.date;
  term_begin(&t, 0, 34);
  term_text(&t, offset_text(it, digits));
  term_to(&t, 12);
  term_inked(&t, INK_BOLD, it->type.n ? it->type : kind_name(it->kind));
  term_to(&t, 22);
  if (date.n) term_text(&t, str_sub(date, 0, 10));
  term_to(&t, 34);
  term_text(&t, what.n ? what : it->name);
  if (h->title.n && h->url.n) term_lit(&t, "  "), term_text(&t, h->url);
  term_end(&t);
  term_free(&t);
}

write_item *write_item_of(str format) {
  if (str_eq(format, S("json"))) return write_json;
  return str_eq(format, S("text")) ? write_text : NULL;
}

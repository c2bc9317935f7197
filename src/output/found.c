#include "output/found.h"

#include "output/json_fields.h"
#include "output/term.h"

static void write_json(out *o, const found_record *r, const write_options *w) {
  (void)w;
  const struct {
    const char *key;
    str value;
  } fields[] = {{"path", r->path},   {"outlet", r->outlet},   {"published", r->published}, {"title", r->title},
                {"kind", r->kind},   {"words", r->words},     {"speaker", r->speaker},     {"chain", r->chain},
                {"certainty", r->certainty}, {"mod", r->mod}, {"time", r->time}};
  json j = {.to = o};
  json_open(&j, '{');
  for (u32 i = 0; i < COUNT_OF(fields); i++) field_or_null(&j, fields[i].key, fields[i].value);
  field_span(&j, "span", r->at);
  field_u64(&j, "version", r->version);
  json_close(&j, '}');
  out_byte(o, '\n');
}

// date  outlet or path:byte, then who says what.
static void write_text(out *o, const found_record *r, const write_options *w) {
  term t = term_new(o, w->width, w->colour);
  bool quote = str_eq(r->kind, S("quote"));
  term_begin(&t, 0, 2);
  term_text(&t, r->published.n ? str_sub(r->published, 0, 10) : S("undated"));
  term_to(&t, 12);
  if (r->outlet.n) term_text(&t, r->outlet), term_lit(&t, "  ");
  term_text(&t, r->path);
  term_lit(&t, ":");
  term_number(&t, r->at.beg);
  if (r->version > 1) term_lit(&t, "  version "), term_number(&t, r->version);
  term_end(&t);
  term_begin(&t, 2, 4);
  term_inked(&t, INK_BOLD, r->chain.n ? r->chain : S("own voice"));
  term_lit(&t, " (");
  term_text(&t, r->certainty);
  term_lit(&t, "): ");
  if (quote) term_lit(&t, "“");
  term_text(&t, r->words);
  if (quote) term_lit(&t, "”");
  term_end(&t);
  term_free(&t);
}

write_found *write_found_of(str format) {
  if (str_eq(format, S("json"))) return write_json;
  return str_eq(format, S("text")) ? write_text : NULL;
}

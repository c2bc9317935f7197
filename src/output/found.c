#include "output/found.h"

#include "base/json.h"

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
  for (u32 i = 0; i < COUNT_OF(fields); i++) {
    json_key(&j, fields[i].key);
    json_str_or_null(&j, fields[i].value);
  }
  json_key(&j, "span");
  json_span(&j, r->at);
  json_close(&j, '}');
  out_byte(o, '\n');
}

// date  outlet or path:byte, then who says what.
static void write_text(out *o, const found_record *r, const write_options *w) {
  const char *bold = w->colour ? "\033[1m" : "", *off = w->colour ? "\033[0m" : "";
  out_f(o, STR_FMT "  " STR_FMT "  " STR_FMT ":%u\n", STR_ARG(r->published.n ? r->published : S("undated   ")),
        STR_ARG(r->outlet.n ? r->outlet : S("?")), STR_ARG(r->path), r->at.beg);
  bool quote = str_eq(r->kind, S("quote"));
  str who = r->chain.n ? r->chain : S("own voice");
  out_f(o, "  %s" STR_FMT "%s (" STR_FMT "): ", bold, STR_ARG(who), off, STR_ARG(r->certainty));
  out_str(o, quote ? S("“") : (str){0});
  for (size_t i = 0; i < r->words.n; i++) out_byte(o, is_space(r->words.p[i]) ? ' ' : r->words.p[i]);
  out_str(o, quote ? S("”\n") : S("\n"));
}

write_found *write_found_of(str format) {
  if (str_eq(format, S("json"))) return write_json;
  return str_eq(format, S("text")) ? write_text : NULL;
}

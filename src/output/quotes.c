// Quotations one a line, for those who count who is quoted: CSV (RFC 4180) under one header, JSON Lines, and plain text
// that begins with file and byte, as grep does.
#include "output/json_fields.h"
#include "output/outputs.h"
#include "output/term.h"

static void put_field(out *o, str s) {
  out_byte(o, '"');
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '"') out_byte(o, '"');
    out_byte(o, s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
  }
  out_byte(o, '"');
}

static str content_words(arena *mem, const doc *d, spans content) {
  str all = {0};
  for (u32 i = 0; i < content.len; i++) all = str_join(mem, i ? str_join(mem, all, S(" | ")) : all, doc_str(d, content.at[i]));
  return all;
}

static str speaker_of(const attribution *a) { return a->hops ? a->chain[0].name : (str){0}; }

static str role_of(const doc *d, const attribution *a) {
  const entity *e = &d->entities.at[a->speaker];
  return a->speaker && e->nroles ? e->roles[0] : (str){0};
}

static str kind_of(const attribution *a) { return a->hops ? source_kind_name(a->chain[0].kind) : (str){0}; }

typedef void put_one(out *o, const doc *d, const attribution *a, const write_options *w);

static void put_row(out *o, const doc *d, const attribution *a, const write_options *w) {
  span at = spans_hull(a->content);
  const str cell[] = {speaker_of(a), role_of(d, a), kind_of(a), attribution_type_name(a->type), stance_name(a->mod),
                      content_words(w->mem, d, a->content), d->name};
  for (u32 i = 0; i < COUNT_OF(cell); i++) {
    put_field(o, cell[i]);
    out_byte(o, ',');
  }
  out_f(o, "%u,%u,%.2f\r\n", at.beg, at.end, (double)a->p);
}

static void put_object(out *o, const doc *d, const attribution *a, const write_options *w) {
  json j = {.to = o};
  json_open(&j, '{');
  field_or_null(&j, "speaker", speaker_of(a));
  field_or_null(&j, "role", role_of(d, a));
  field_str(&j, "kind", kind_of(a));
  field_str(&j, "type", attribution_type_name(a->type));
  field_str(&j, "mod", stance_name(a->mod));
  field_str(&j, "words", content_words(w->mem, d, a->content));
  field_list(&j, "through");
  for (u32 i = 1; i < a->hops; i++) json_str(&j, a->chain[i].name);
  json_close(&j, ']');
  field_str(&j, "path", d->name);
  field_spans(&j, "content", a->content);
  field_p(&j, a->p);
  json_close(&j, '}');
  out_byte(o, '\n');
}

// path:byte: speaker, role: “words”. Words of which only a part is quoted keep the article's own marks and get none.
static void put_line(out *o, const doc *d, const attribution *a, const write_options *w) {
  str role = role_of(d, a);
  bool whole = a->type == SAY_DIRECT;
  term t = term_new(o, UINT32_MAX, w->colour);
  term_begin(&t, 0, 0);
  term_text(&t, d->name);
  term_lit(&t, ":");
  term_number(&t, spans_hull(a->content).beg);
  term_lit(&t, ": ");
  term_inked(&t, INK_BOLD, speaker_of(a).n ? speaker_of(a) : S("nobody named"));
  if (role.n) term_lit(&t, ", "), term_text(&t, role);
  term_text(&t, whole ? S(": “") : S(": "));
  term_text(&t, content_words(w->mem, d, a->content));
  if (whole) term_lit(&t, "”");
  term_end(&t);
  term_free(&t);
}

// Those with words in quotation marks; what is quoted within another is part of it.
static void put_each(out *o, const doc *d, const write_options *w, put_one *put) {
  for (u32 i = 1; i < d->attributions.len; i++)
    if (d->attributions.at[i].type != SAY_INDIRECT && !d->attributions.at[i].parent) put(o, d, &d->attributions.at[i], w);
}

const char quotes_header[] = "speaker,role,kind,type,stance,words,article,begin,end,p\r\n";

void write_doc_quotes(out *o, const doc *d, const write_options *w) { put_each(o, d, w, put_row); }
void write_doc_quote_objects(out *o, const doc *d, const write_options *w) { put_each(o, d, w, put_object); }
void write_doc_quote_lines(out *o, const doc *d, const write_options *w) { put_each(o, d, w, put_line); }

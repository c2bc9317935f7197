// Quotations as a table, for those who count who is quoted: CSV (RFC 4180), one quotation a line under one header.
#include "output/outputs.h"

static void put_field(out *o, str s) {
  out_byte(o, '"');
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '"') out_byte(o, '"');
    out_byte(o, s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
  }
  out_byte(o, '"');
}

static str words_of(arena *mem, const doc *d, spans content) {
  str all = {0};
  for (u32 i = 0; i < content.len; i++) all = str_join(mem, i ? str_join(mem, all, S(" | ")) : all, doc_str(d, content.at[i]));
  return all;
}

static void put_quote(out *o, const doc *d, const attribution *a, arena *mem) {
  const entity *e = &d->entities.at[a->speaker];
  span at = spans_hull(a->content);
  const str cell[] = {a->hops ? a->chain[0].name : (str){0}, a->speaker && e->nroles ? e->roles[0] : (str){0},
                      a->hops ? source_kind_name(a->chain[0].kind) : (str){0}, attribution_type_name(a->type), stance_name(a->mod),
                      words_of(mem, d, a->content), d->name};
  for (u32 i = 0; i < COUNT_OF(cell); i++) {
    put_field(o, cell[i]);
    out_byte(o, ',');
  }
  out_f(o, "%u,%u,%.2f\r\n", at.beg, at.end, (double)a->p);
}

const char quotes_header[] = "speaker,role,kind,type,stance,words,article,begin,end,p\r\n";

void write_doc_quotes(out *o, const doc *d, const write_options *w) {
  for (u32 i = 1; i < d->attributions.len; i++)
    if (d->attributions.at[i].type != SAY_INDIRECT && !d->attributions.at[i].parent) put_quote(o, d, &d->attributions.at[i], w->mem);
}

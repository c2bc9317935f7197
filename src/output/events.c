// Events as a table: tab-separated, one event a line under one header, for spreadsheets and analysts.
#include "output/outputs.h"

static void put_cell(out *o, str s) {
  for (size_t i = 0; i < s.n; i++) out_byte(o, s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
}

static void put_cells(out *o, const str *cell, u32 count) {
  for (u32 i = 0; i < count; i++) {
    if (i) out_byte(o, '\t');
    put_cell(o, cell[i]);
  }
  out_byte(o, '\n');
}

static void put_event(out *o, const doc *d, u32 row, const write_options *w) {
  const event *e = &d->events.at[row];
  span at = spans_hull(e->at);
  const claim *c = &d->claims.at[e->claim];
  const attribution *by = &d->attributions.at[c->attribution];
  const place *p = &d->places.at[e->place];
  out beg = {0};
  out_f(&beg, "%u-%u", at.beg, at.end);
  str where = e->place ? p->admin1.n ? p->admin1 : p->country : (str){0};
  const str cell[] = {d->name, d->meta.published.value, str_copy(w->mem, out_view(&beg)), e->cameo, e->plover, e->mode, e->actor, e->target,
                      e->time ? d->times.at[e->time].value : (str){0}, where, modality_name(e->modality),
                      by->hops ? by->chain[0].name : (str){0}, doc_str(d, at)};
  out_free(&beg);
  put_cells(o, cell, COUNT_OF(cell));
}

const char events_header[] = "article\tpublished\tbytes\tcameo\tplover\tmode\tactor\ttarget\ttime\tplace\tmodality\tsource\ttext\n";

void write_doc_events(out *o, const doc *d, const write_options *w) {
  for (u32 i = 1; i < d->events.len; i++) put_event(o, d, i, w);
}

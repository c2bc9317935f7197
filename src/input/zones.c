#include "input/zones.h"

enum { DATELINE_PARAGRAPHS = 3, MOST_AUTHORS = 24 };

static span part(span outer, span inner) { return (span){outer.beg + inner.beg, outer.beg + inner.end}; }

static span trimmed(const doc *d, span at) {
  while (at.beg < at.end && is_space(d->text.p[at.beg])) at.beg++;
  while (at.end > at.beg && is_space(d->text.p[at.end - 1])) at.end--;
  return at;
}

void zone_add(doc *d, zone_kind kind, span at) {
  at = trimmed(d, at);
  if (span_empty(at)) return;
  zone *last = d->zones.len ? &d->zones.at[d->zones.len - 1] : NULL;
  // Body goes on over white space; signs of mark-up between two paragraphs belong to neither.
  bool goes_on = kind == ZONE_BODY && last && last->kind == ZONE_BODY && !str_trim(doc_str(d, (span){last->at.end, at.beg})).n;
  if (goes_on) last->at.end = at.end;
  else vec_push(d->mem, &d->zones, ((zone){at, kind}));
}

void fact_set(doc *d, fact *f, str value, span evidence, bool inferred) {
  if (f->value.n || !str_trim(value).n) return;
  *f = (fact){.value = str_copy(d->mem, str_trim(value)), .evidence = evidence, .inferred = inferred};
}

void fact_add_author(doc *d, str name, span evidence) {
  meta *m = &d->meta;
  for (u32 i = 0; i < m->bylines; i++)
    if (str_eq_nocase(m->byline[i].value, name)) return;
  if (!name.n || m->bylines == MOST_AUTHORS) return;
  fact *grown = NEWS(d->mem, fact, m->bylines + 1);
  if (m->bylines) memcpy(grown, m->byline, m->bylines * sizeof *grown);
  grown[m->bylines++] = (fact){.value = str_copy(d->mem, name), .evidence = evidence};
  m->byline = grown;
}

static void set_agency(doc *d, const lex_entry *agency, span at) {
  if (agency) fact_set(d, &d->meta.agency, outlet_name(d->mem, agency), at, false);
}

void zone_body(zoner *z, span at) {
  z->in_body = true;
  if (z->paragraphs++ < DATELINE_PARAGRAPHS) {
    dateline head = dateline_of(doc_str(z->d, at));
    zone_add(z->d, ZONE_DATELINE, (span){at.beg, at.beg + head.len});
    if (outlet_is(head.agency, "outlet"))
      fact_set(z->d, &z->d->meta.outlet, outlet_name(z->d->mem, head.agency), part(at, head.agency_at), true);
    else set_agency(z->d, head.agency, part(at, head.agency_at));
    at.beg += head.len;
  }
  zone_add(z->d, ZONE_BODY, at);
}

// A colon or dash between a label and what it stands before.
static u32 label_gap(str s, span label) {
  u32 i = label.end;
  while (!span_empty(label) && i < s.n && (s.p[i] == ' ' || s.p[i] == ':' || s.p[i] == '-')) i++;
  return i - label.end;
}

// "Ann Lee is a reporter for the Gazette": who wrote the article is told of, and not the event.
static bool tells_of_writer(const doc *d, const line *l) {
  static const char *const does[] = {" is ", " covers ", " writes ", " reports ", " joined ", " works ", " holds ", " edits ", " has been "};
  for (u32 i = 0; i < d->meta.bylines; i++) {
    str name = d->meta.byline[i].value;
    if (str_find_byte(name, ' ') == name.n || !str_starts(l->text, name)) continue;
    for (u32 v = 0; v < COUNT_OF(does); v++)
      if (str_starts(str_from(l->text, name.n), str_of(does[v]))) return true;
  }
  return false;
}

bool zone_furniture(zoner *z, span at, const line *l) {
  if (z->in_body && tells_of_writer(z->d, l)) return zone_add(z->d, ZONE_BYLINE, at), true;
  furniture f = furniture_of(l);
  if (f.kind == ZONE_BODY && z->in_body) f = caption_of_agency(l);
  if (f.kind == ZONE_BODY || f.kind == ZONE_NONE) return false;
  zone_add(z->d, f.label_names ? ZONE_CREDIT : ZONE_METADATA, part(at, f.label));
  zone_add(z->d, f.kind, (span){at.beg + f.label.end + label_gap(doc_str(z->d, at), f.label), at.end});
  if (!span_empty(f.credit)) zone_add(z->d, ZONE_CREDIT, part(at, f.credit));
  set_agency(z->d, f.agency, part(at, f.agency_at));
  if (f.publisher) fact_set(z->d, &z->d->meta.outlet, outlet_name(z->d->mem, f.publisher), part(at, f.outlet), true);
  return true;
}

static void show_author(doc *d, str name, span at) {
  for (u32 i = 0; i < d->meta.bylines; i++)
    if (str_eq_nocase(d->meta.byline[i].value, name) && span_empty(d->meta.byline[i].evidence)) d->meta.byline[i].evidence = at;
}

bool zone_byline(zoner *z, const line *l, span at) {
  authors a = authors_of(l);
  if (!a.byline) return false;
  zone_add(z->d, ZONE_BYLINE, at);
  for (u32 i = 0; i < a.names; i++) {
    str name = str_sub(l->text, a.name[i].beg, a.name[i].end);
    if (z->authors_told) show_author(z->d, name, part(at, a.name[i]));
    else fact_add_author(z->d, name, part(at, a.name[i]));
  }
  set_agency(z->d, a.agency, part(at, a.agency_at));
  return true;
}

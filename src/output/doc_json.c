// One article as one JSON object on one line: the contract for other programs.
#include "base/hash.h"
#include "doc/stages.h"
#include "output/json_fields.h"
#include "output/outputs.h"

static void put_id_or_null(json *j, const char *key, u32 id) {
  json_key(j, key);
  if (id) json_u64(j, id);
  else json_null(j);
}

static void put_origin(json *j, const whence *o) {
  if (!o->file.n) return;
  field_str(j, "file", o->file);
  field_u64(j, "offset", o->offset);
  field_known(j, "id", o->id);
  field_known(j, "uri", o->uri);
  field_known(j, "date", o->date);
}

static void put_source(json *j, const doc *d) {
  char hex[65];
  sha256_hex(d->source, hex);
  json_key(j, "source");
  json_open(j, '{');
  field_str(j, "path", d->name);
  field_str(j, "sha256", str_of(hex));
  field_u64(j, "bytes", d->source.n);
  field_known(j, "media_type", d->media_type);
  field_known(j, "charset", d->charset);
  if (d->misread) field_str(j, "misread_as", S("windows-1252"));
  put_origin(j, &d->whence);
  json_close(j, '}');
}

static void put_others(json *j, const fact *f) {
  if (!f->others) return;
  field_list(j, "others");
  for (u32 i = 0; i < f->others; i++) {
    json_open(j, '{');
    field_str(j, "value", f->other[i].value);
    field_str(j, "from", f->other[i].from);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_evidence(json *j, const char *key, fact f) {
  if (!f.value.n || (span_empty(f.evidence) && !f.inferred && !f.from.n && !f.others)) return;
  json_key(j, key);
  json_open(j, '{');
  if (!span_empty(f.evidence)) field_span(j, "span", f.evidence);
  if (f.inferred) field_bool(j, "inferred", true);
  field_known(j, "from", f.from);
  put_others(j, &f);
  json_close(j, '}');
}

static void put_bylines(json *j, const meta *m) {
  if (!m->bylines) return;
  field_list(j, "byline");
  for (u32 i = 0; i < m->bylines; i++) json_str(j, m->byline[i].value);
  json_close(j, ']');
}

static void put_images(json *j, const meta *m) {
  if (!m->images) return;
  field_list(j, "images");
  for (u32 i = 0; i < m->images; i++) {
    json_open(j, '{');
    field_str(j, "url", m->image[i].url);
    if (!span_empty(m->image[i].caption)) field_span(j, "caption", m->image[i].caption);
    json_close(j, '}');
  }
  json_close(j, ']');
}

// What a page is and has beside the facts of its article.
static void put_page(json *j, const meta *m) {
  if (m->no_article) field_bool(j, "article", false);
  if (m->live) field_bool(j, "live", true);
  field_known(j, "next", m->next.value);
  field_known(j, "previous", m->previous.value);
  if (m->keywords) {
    field_list(j, "keywords");
    for (u32 i = 0; i < m->keywords; i++) json_str(j, m->keyword[i]);
    json_close(j, ']');
  }
  put_images(j, m);
}

static void put_meta(json *j, const meta *m) {
  const struct {
    const char *key;
    fact f;
  } facts[] = {{"title", m->title}, {"outlet", m->outlet},     {"published", m->published}, {"modified", m->modified},
               {"url", m->url},     {"language", m->language}, {"agency", m->agency}};
  json_key(j, "meta");
  json_open(j, '{');
  for (u32 i = 0; i < COUNT_OF(facts); i++) field_known(j, facts[i].key, facts[i].f.value);
  put_bylines(j, m);
  put_page(j, m);
  json_key(j, "evidence");
  json_open(j, '{');
  for (u32 i = 0; i < COUNT_OF(facts); i++) put_evidence(j, facts[i].key, facts[i].f);
  if (m->bylines) put_evidence(j, "byline", m->byline[0]);
  json_close(j, '}');
  json_close(j, '}');
}

static void put_map(json *j, const doc *d) {
  if (!d->map.len) return;
  field_list(j, "map");
  for (u32 i = 0; i < d->map.len; i++) {
    json_open(j, '[');
    json_u64(j, d->map.at[i].text);
    json_u64(j, d->map.at[i].source);
    json_u64(j, d->map.at[i].len);
    json_close(j, ']');
  }
  json_close(j, ']');
}

static void put_zones(json *j, const doc *d) {
  field_list(j, "zones");
  for (u32 i = 0; i < d->zones.len; i++) {
    if (d->zones.at[i].kind == ZONE_NONE) continue;
    json_open(j, '{');
    field_str(j, "kind", zone_name(d->zones.at[i].kind));
    field_span(j, "span", d->zones.at[i].at);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_sentences(json *j, const doc *d) {
  field_list(j, "sentences");
  for (u32 i = 1; i < d->sentences.len; i++) {
    json_open(j, '{');
    field_span(j, "span", d->sentences.at[i].at);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_place(json *j, const place *p) {
  if (p->stands_for.n) {
    field_str(j, "stands_for", p->stands_for);
    return;
  }
  json_key(j, "place");
  json_open(j, '{');
  json_key(j, "lat");
  json_number(j, p->lat);
  json_key(j, "lon");
  json_number(j, p->lon);
  field_known(j, "country", p->country);
  field_known(j, "admin1", p->admin1);
  field_known(j, "id", p->id);
  field_str(j, "precision", precision_name(p->precision));
  json_close(j, '}');
}

static void put_mentions(json *j, const doc *d, const u32 *of_entity, u32 count) {
  field_list(j, "mentions");
  for (u32 i = 0; i < count; i++) {
    const mention *m = &d->mentions.at[of_entity[i]];
    json_open(j, '{');
    field_span(j, "span", m->at);
    field_str(j, "form", form_name(m->form));
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_roles(json *j, const entity *e) {
  if (!e->nroles) return;
  field_list(j, "roles");
  for (u32 i = 0; i < e->nroles; i++) json_str(j, e->roles[i]);
  json_close(j, ']');
}

static void put_entity(json *j, const doc *d, u32 id, const u32 *of_entity, u32 count) {
  const entity *e = &d->entities.at[id];
  json_open(j, '{');
  field_u64(j, "id", id);
  field_str(j, "kind", entity_kind_name(e->kind));
  field_str(j, "name", e->name);
  put_roles(j, e);
  field_known(j, "family", e->family);
  if (e->place) put_place(j, &d->places.at[e->place]);
  put_mentions(j, d, of_entity, count);
  json_close(j, '}');
}

// Mentions are in order of the text; a counting sort gives those of each entity.
static void put_entities(json *j, const doc *d, arena *mem) {
  u32 E = d->entities.len, *start = NEWS(mem, u32, E + 2), *row = NEWS(mem, u32, d->mentions.len + 1);
  for (u32 i = 1; i < d->mentions.len; i++) start[d->mentions.at[i].entity + 1]++;
  for (u32 e = 1; e <= E; e++) start[e] += start[e - 1];
  u32 *next = NEWS(mem, u32, E + 1);
  memcpy(next, start, E * sizeof *next);
  for (u32 i = 1; i < d->mentions.len; i++) row[next[d->mentions.at[i].entity]++] = i;
  field_list(j, "entities");
  for (u32 e = 1; e < E; e++) put_entity(j, d, e, row + start[e], start[e + 1] - start[e]);
  json_close(j, ']');
}

// Who belongs to whom, with what says so and when it was so; without an entity it is the article's outlet.
static void put_families(json *j, const doc *d) {
  field_list(j, "families");
  for (u32 i = 1; i < d->ties.len; i++) {
    const tie *t = &d->ties.at[i];
    json_open(j, '{');
    if (t->entity) field_u64(j, "entity", t->entity);
    field_str(j, "name", t->entity ? d->entities.at[t->entity].name : d->meta.outlet.value);
    field_known(j, "family", t->family);
    if (t->owner) field_u64(j, "owner", t->owner);
    field_str(j, "why", t->why);
    if (!span_empty(t->evidence)) field_span(j, "span", t->evidence);
    field_known(j, "date", t->date);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_times(json *j, const doc *d) {
  field_list(j, "times");
  for (u32 i = 1; i < d->times.len; i++) {
    const timex *t = &d->times.at[i];
    json_open(j, '{');
    field_u64(j, "id", i);
    field_span(j, "span", t->at);
    field_str(j, "type", time_type_name(t->type));
    field_known(j, "value", t->value);
    field_known(j, "mod", t->mod);
    field_known(j, "begin", t->begin);
    field_known(j, "end", t->end);
    if (!span_empty(t->anchor)) field_span(j, "anchor", t->anchor);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_quantities(json *j, const doc *d) {
  field_list(j, "quantities");
  for (u32 i = 1; i < d->quantities.len; i++) {
    const quantity *q = &d->quantities.at[i];
    json_open(j, '{');
    field_span(j, "span", q->at);
    if (q->items.len) {
      field_spans(j, "items", q->items);
    } else {
      json_key(j, "value");
      json_number(j, q->value);
      field_known(j, "bound", bound_name(q->bound));
      field_known(j, "unit", q->unit);
    }
    field_known(j, "counted", words_str(d->words, q->counted));
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_chain(json *j, const attribution *a) {
  field_list(j, "chain");
  for (u32 i = 0; i < a->hops; i++) {
    const hop *h = &a->chain[i];
    json_open(j, '{');
    field_str(j, "name", h->name);
    if (h->entity) field_u64(j, "entity", h->entity);
    field_str(j, "kind", source_kind_name(h->kind));
    field_bool(j, "named", h->named);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_rivals(json *j, const attribution *a) {
  if (!a->nrivals) return;
  field_list(j, "rivals");
  for (u32 i = 0; i < a->nrivals; i++) {
    json_open(j, '{');
    field_str(j, "name", a->rivals[i].name);
    field_u64(j, "entity", a->rivals[i].entity);
    field_p(j, a->rivals[i].p);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_attributions(json *j, const doc *d) {
  field_list(j, "attributions");
  for (u32 i = 1; i < d->attributions.len; i++) {
    const attribution *a = &d->attributions.at[i];
    json_open(j, '{');
    field_u64(j, "id", i);
    field_str(j, "type", attribution_type_name(a->type));
    field_spans(j, "content", a->content);
    field_spans(j, "source", a->source);
    field_spans(j, "cue", a->cue);
    put_id_or_null(j, "speaker", a->speaker);
    field_or_null(j, "said", d->times.at[a->said].value);
    field_str(j, "mod", stance_name(a->mod));
    field_p(j, a->p);
    if (a->parent) field_u64(j, "within", a->parent);
    put_chain(j, a);
    put_rivals(j, a);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_claims(json *j, const doc *d) {
  field_list(j, "claims");
  for (u32 i = 1; i < d->claims.len; i++) {
    const claim *c = &d->claims.at[i];
    json_open(j, '{');
    field_u64(j, "id", i);
    field_spans(j, "span", c->at);
    put_id_or_null(j, "attribution", c->attribution);
    field_str(j, "certainty", certainty_name(c->certainty));
    field_str(j, "mod", stance_name(c->mod));
    field_or_null(j, "time", d->times.at[c->time].value);
    field_known(j, "text", c->text);
    field_p(j, c->p);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_events(json *j, const doc *d) {
  field_list(j, "events");
  for (u32 i = 1; i < d->events.len; i++) {
    const event *e = &d->events.at[i];
    json_open(j, '{');
    field_spans(j, "span", e->at);
    if (e->claim) field_u64(j, "claim", e->claim);
    field_known(j, "cameo", e->cameo);
    field_known(j, "plover", e->plover);
    field_known(j, "mode", e->mode);
    field_known(j, "actor", e->actor);
    field_known(j, "target", e->target);
    field_known(j, "time", d->times.at[e->time].value);
    field_str(j, "modality", modality_name(e->modality));
    json_close(j, '}');
  }
  json_close(j, ']');
}

// A table whose stage did not run is absent, so that an empty list means: looked, and found none.
void write_doc_json(out *o, const doc *d, const write_options *w) {
  json j = {.to = o};
  json_open(&j, '{');
  field_u64(&j, "version", 1);
  put_source(&j, d);
  put_meta(&j, &d->meta);
  field_str(&j, "text", d->text);
  put_map(&j, d);
  if (d->has & HAS_TEXT) put_zones(&j, d);
  if (d->has & HAS_TOKENS) put_sentences(&j, d);
  if (d->has & HAS_ENTITIES) put_entities(&j, d, w->mem), put_families(&j, d);
  if (d->has & HAS_TIMES) put_times(&j, d);
  if (d->has & HAS_QUANTITIES) put_quantities(&j, d);
  if (d->has & HAS_ATTRIBUTIONS) put_attributions(&j, d);
  if (d->has & HAS_CLAIMS) put_claims(&j, d);
  if (d->has & HAS_EVENTS) put_events(&j, d);
  json_close(&j, '}');
  out_byte(o, '\n');
}

// One article as one JSON object on one line: the contract for other programs.
#include "base/hash.h"
#include "base/json.h"
#include "doc/stages.h"
#include "output/outputs.h"

static void put_spans(json *j, const char *key, spans list) {
  json_key(j, key);
  json_open(j, '[');
  for (u32 i = 0; i < list.len; i++) json_span(j, list.at[i]);
  json_close(j, ']');
}

static void put_str(json *j, const char *key, str s) {
  if (!s.n) return;
  json_key(j, key);
  json_str(j, s);
}

static void put_name(json *j, const char *key, str name) {
  json_key(j, key);
  json_str(j, name);
}

static void put_u64(json *j, const char *key, u64 v) {
  json_key(j, key);
  json_u64(j, v);
}

static void put_id_or_null(json *j, const char *key, u32 id) {
  json_key(j, key);
  if (id) json_u64(j, id);
  else json_null(j);
}

static void put_span(json *j, const char *key, span s) {
  json_key(j, key);
  json_span(j, s);
}

// Probabilities carry three digits: more would claim more than calibration can tell.
static void put_p(json *j, float p) {
  json_key(j, "p");
  json_number(j, (double)(i64)((double)p * 1000 + 0.5) / 1000);
}

static void put_source(json *j, const doc *d) {
  char hex[65];
  sha256_hex(d->source, hex);
  json_key(j, "source");
  json_open(j, '{');
  put_name(j, "path", d->name);
  put_name(j, "sha256", str_of(hex));
  put_u64(j, "bytes", d->source.n);
  put_str(j, "media_type", d->media_type);
  put_str(j, "charset", d->charset);
  json_close(j, '}');
}

static void put_evidence(json *j, const char *key, fact f) {
  if (!f.value.n || (span_empty(f.evidence) && !f.inferred)) return;
  json_key(j, key);
  json_open(j, '{');
  if (!span_empty(f.evidence)) put_span(j, "span", f.evidence);
  if (f.inferred) {
    json_key(j, "inferred");
    json_bool(j, true);
  }
  json_close(j, '}');
}

static void put_bylines(json *j, const meta *m) {
  if (!m->bylines) return;
  json_key(j, "byline");
  json_open(j, '[');
  for (u32 i = 0; i < m->bylines; i++) json_str(j, m->byline[i].value);
  json_close(j, ']');
}

static void put_meta(json *j, const meta *m) {
  const struct {
    const char *key;
    fact f;
  } facts[] = {{"title", m->title}, {"outlet", m->outlet},     {"published", m->published}, {"modified", m->modified},
               {"url", m->url},     {"language", m->language}, {"agency", m->agency}};
  json_key(j, "meta");
  json_open(j, '{');
  for (u32 i = 0; i < COUNT_OF(facts); i++) put_str(j, facts[i].key, facts[i].f.value);
  put_bylines(j, m);
  json_key(j, "evidence");
  json_open(j, '{');
  for (u32 i = 0; i < COUNT_OF(facts); i++) put_evidence(j, facts[i].key, facts[i].f);
  if (m->bylines) put_evidence(j, "byline", m->byline[0]);
  json_close(j, '}');
  json_close(j, '}');
}

static void put_map(json *j, const doc *d) {
  if (!d->map.len) return;
  json_key(j, "map");
  json_open(j, '[');
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
  json_key(j, "zones");
  json_open(j, '[');
  for (u32 i = 0; i < d->zones.len; i++) {
    if (d->zones.at[i].kind == ZONE_NONE) continue;
    json_open(j, '{');
    put_name(j, "kind", zone_name(d->zones.at[i].kind));
    put_span(j, "span", d->zones.at[i].at);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_sentences(json *j, const doc *d) {
  json_key(j, "sentences");
  json_open(j, '[');
  for (u32 i = 1; i < d->sentences.len; i++) {
    json_open(j, '{');
    put_span(j, "span", d->sentences.at[i].at);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_place(json *j, const place *p) {
  if (p->stands_for.n) {
    put_name(j, "stands_for", p->stands_for);
    return;
  }
  json_key(j, "place");
  json_open(j, '{');
  json_key(j, "lat");
  json_number(j, p->lat);
  json_key(j, "lon");
  json_number(j, p->lon);
  put_str(j, "country", p->country);
  put_str(j, "admin1", p->admin1);
  put_str(j, "id", p->id);
  put_name(j, "precision", precision_name(p->precision));
  json_close(j, '}');
}

static void put_mentions(json *j, const doc *d, const u32 *of_entity, u32 count) {
  json_key(j, "mentions");
  json_open(j, '[');
  for (u32 i = 0; i < count; i++) {
    const mention *m = &d->mentions.at[of_entity[i]];
    json_open(j, '{');
    put_span(j, "span", m->at);
    put_name(j, "form", form_name(m->form));
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_roles(json *j, const entity *e) {
  if (!e->nroles) return;
  json_key(j, "roles");
  json_open(j, '[');
  for (u32 i = 0; i < e->nroles; i++) json_str(j, e->roles[i]);
  json_close(j, ']');
}

static void put_entity(json *j, const doc *d, u32 id, const u32 *of_entity, u32 count) {
  const entity *e = &d->entities.at[id];
  json_open(j, '{');
  put_u64(j, "id", id);
  put_name(j, "kind", entity_kind_name(e->kind));
  put_name(j, "name", e->name);
  put_roles(j, e);
  put_str(j, "family", e->family);
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
  json_key(j, "entities");
  json_open(j, '[');
  for (u32 e = 1; e < E; e++) put_entity(j, d, e, row + start[e], start[e + 1] - start[e]);
  json_close(j, ']');
}

static void put_times(json *j, const doc *d) {
  json_key(j, "times");
  json_open(j, '[');
  for (u32 i = 1; i < d->times.len; i++) {
    const timex *t = &d->times.at[i];
    json_open(j, '{');
    put_u64(j, "id", i);
    put_span(j, "span", t->at);
    put_name(j, "type", time_type_name(t->type));
    put_str(j, "value", t->value);
    put_str(j, "mod", t->mod);
    put_str(j, "begin", t->begin);
    put_str(j, "end", t->end);
    if (!span_empty(t->anchor)) put_span(j, "anchor", t->anchor);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_quantities(json *j, const doc *d) {
  json_key(j, "quantities");
  json_open(j, '[');
  for (u32 i = 1; i < d->quantities.len; i++) {
    const quantity *q = &d->quantities.at[i];
    json_open(j, '{');
    put_span(j, "span", q->at);
    if (q->items.len) {
      put_spans(j, "items", q->items);
    } else {
      json_key(j, "value");
      json_number(j, q->value);
      put_str(j, "bound", bound_name(q->bound));
      put_str(j, "unit", q->unit);
    }
    put_str(j, "counted", words_str(d->words, q->counted));
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_chain(json *j, const attribution *a) {
  json_key(j, "chain");
  json_open(j, '[');
  for (u32 i = 0; i < a->hops; i++) {
    const hop *h = &a->chain[i];
    json_open(j, '{');
    put_name(j, "name", h->name);
    if (h->entity) put_u64(j, "entity", h->entity);
    put_name(j, "kind", source_kind_name(h->kind));
    json_key(j, "named");
    json_bool(j, h->named);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_attributions(json *j, const doc *d) {
  json_key(j, "attributions");
  json_open(j, '[');
  for (u32 i = 1; i < d->attributions.len; i++) {
    const attribution *a = &d->attributions.at[i];
    json_open(j, '{');
    put_u64(j, "id", i);
    put_name(j, "type", attribution_type_name(a->type));
    put_spans(j, "content", a->content);
    put_spans(j, "source", a->source);
    put_spans(j, "cue", a->cue);
    put_id_or_null(j, "speaker", a->speaker);
    json_key(j, "said");
    json_str_or_null(j, d->times.at[a->said].value);
    put_name(j, "mod", stance_name(a->mod));
    put_p(j, a->p);
    if (a->parent) put_u64(j, "within", a->parent);
    put_chain(j, a);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_claims(json *j, const doc *d) {
  json_key(j, "claims");
  json_open(j, '[');
  for (u32 i = 1; i < d->claims.len; i++) {
    const claim *c = &d->claims.at[i];
    json_open(j, '{');
    put_u64(j, "id", i);
    put_spans(j, "span", c->at);
    put_id_or_null(j, "attribution", c->attribution);
    put_name(j, "certainty", certainty_name(c->certainty));
    put_name(j, "mod", stance_name(c->mod));
    json_key(j, "time");
    json_str_or_null(j, d->times.at[c->time].value);
    put_str(j, "text", c->text);
    put_p(j, c->p);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_events(json *j, const doc *d) {
  json_key(j, "events");
  json_open(j, '[');
  for (u32 i = 1; i < d->events.len; i++) {
    const event *e = &d->events.at[i];
    json_open(j, '{');
    put_spans(j, "span", e->at);
    if (e->claim) put_u64(j, "claim", e->claim);
    put_str(j, "cameo", e->cameo);
    put_str(j, "plover", e->plover);
    put_str(j, "mode", e->mode);
    put_str(j, "actor", e->actor);
    put_str(j, "target", e->target);
    put_str(j, "time", d->times.at[e->time].value);
    put_name(j, "modality", modality_name(e->modality));
    json_close(j, '}');
  }
  json_close(j, ']');
}

// A table whose stage did not run is absent, so that an empty list means: looked, and found none.
void write_doc_json(out *o, const doc *d, const write_options *w) {
  json j = {.to = o};
  json_open(&j, '{');
  put_u64(&j, "version", 1);
  put_source(&j, d);
  put_meta(&j, &d->meta);
  put_name(&j, "text", d->text);
  put_map(&j, d);
  if (d->has & HAS_TEXT) put_zones(&j, d);
  if (d->has & HAS_TOKENS) put_sentences(&j, d);
  if (d->has & HAS_ENTITIES) put_entities(&j, d, w->mem);
  if (d->has & HAS_TIMES) put_times(&j, d);
  if (d->has & HAS_QUANTITIES) put_quantities(&j, d);
  if (d->has & HAS_ATTRIBUTIONS) put_attributions(&j, d);
  if (d->has & HAS_CLAIMS) put_claims(&j, d);
  if (d->has & HAS_EVENTS) put_events(&j, d);
  json_close(&j, '}');
  out_byte(o, '\n');
}

// Where the places are: of the readings of each name, the one that fits the text around it, the countries of the article and
// the other places; a capital or a building that acts stands for a body and has no place.
#include "read/place.h"

#include <math.h>
#include <stdio.h>

#include "doc/stages.h"
#include "model/kit.h"

typedef struct {
  readings may;
  double lat, lon;
  bool settled;
  reading chosen;
} spot;

typedef struct {
  doc *d;
  const gazetteer *g;
  lands lands;
  surroundings *around;   // [entities]
  struct {
    double lat, lon;
    char country[3];
  } fixed[MOST_LANDS];    // places that are sure
  u32 nfixed;
} chooser;

static double kilometres(double lat, double lon, double lat2, double lon2) {
  const double turn = 3.14159265358979 / 180;
  double h = pow(sin((lat2 - lat) * turn / 2), 2) + cos(lat * turn) * cos(lat2 * turn) * pow(sin((lon2 - lon) * turn / 2), 2);
  return 12742 * asin(sqrt(fmin(1, h)));
}

static bool same_region(arena *mem, str a, str b) { return a.n && str_eq(place_key(mem, a), place_key(mem, b)); }

static double nearness(const chooser *c, const reading *r) {
  double best = 0;
  for (u32 i = 0; i < c->nfixed; i++) best = fmax(best, exp(-kilometres(r->lat, r->lon, c->fixed[i].lat, c->fixed[i].lon) / 250));
  return best;
}

// The greater the likelier; what the text says outweighs what is well known.
static double score(const chooser *c, const reading *r, const surroundings *s) {
  static const double by_kind[] = {0, 3.5, -0.2, 1.2, 0.4, 0};
  double points = log10(r->population + 10) + by_kind[r->kind] - (r->alternate ? 2 : 0) + (r->region_word && r->kind == GAZ_REGION ? 4 : 0);
  if (r->region_word && r->kind != GAZ_REGION) points -= 4;
  u32 named = r->country[0] && r->kind != GAZ_COUNTRY ? land_count(&c->lands, r->country) : 0;
  points += named ? 1.2 + 0.25 * MIN(named, 6u) : 0;
  if (s->country[0]) points += memcmp(s->country, r->country, 2) ? -6 : 8;
  if (s->admin.n && r->kind != GAZ_COUNTRY) points += same_region(c->d->mem, s->admin, r->admin) && r->kind != GAZ_REGION ? 12 : -4;
  return points + 2.5 * nearness(c, r);
}

static const reading *best_reading(const chooser *c, const readings *may, const surroundings *s, double *margin) {
  const reading *best = NULL;
  double top = -100, second = -100;
  for (u32 i = 0; i < may->len; i++) {
    double points = score(c, &may->at[i], s);
    if (points > top) second = top, top = points, best = &may->at[i];
    else if (points > second) second = points;
  }
  *margin = top - second;
  return best;
}

// Only a name that is a place by its kind, or a well-known one where the kind is not known, is looked up.
static bool believable(const chooser *c, const entity *e, const reading *r, const surroundings *s) {
  bool elsewhere = s->admin_country[0] && memcmp(s->admin_country, r->country, 2);
  if (elsewhere && r->kind != GAZ_COUNTRY && r->kind != GAZ_REGION) return false;   // "Berlin, New Hampshire" is not listed
  bool other = s->admin.n && !same_region(c->d->mem, s->admin, r->admin);
  if (other && (r->region_word || (s->admin_country[0] && r->kind == GAZ_CITY))) return false;   // nor "Jackson County, Missouri"
  if (e->kind == ENTITY_PLACE) return true;
  if (e->kind != ENTITY_THING || !e->named) return false;
  if (r->country[0] && land_count(&c->lands, r->country) && !r->alternate) return true;
  return r->line || s->country[0] || s->admin.n || s->local || (r->population >= 2e5 && !r->alternate);
}

static place_precision precision_of(const reading *r) {
  if (r->line) return str_eq(lex_value(r->line, "kind"), S("point")) ? PRECISION_POINT : PRECISION_REGION;
  return r->kind == GAZ_COUNTRY ? PRECISION_COUNTRY : r->kind == GAZ_REGION ? PRECISION_REGION : PRECISION_CITY;
}

static str id_of(const chooser *c, const reading *r) {
  char id[24];
  u32 number = r->row ? c->g->row[r->row].id : 0;
  if (!number) return (str){0};
  int n = snprintf(id, sizeof id, "geonames:%u", number);
  return str_copy(c->d->mem, (str){id, (size_t)n});
}

static void set_place(chooser *c, entity *e, place p) {
  e->place = c->d->places.len;
  vec_push(c->d->mem, &c->d->places, p);
}

static void settle(chooser *c, entity *e, const reading *r) {
  place p = {.lat = r->lat, .lon = r->lon, .admin1 = r->admin, .precision = precision_of(r), .id = id_of(c, r)};
  p.country = str_copy(c->d->mem, str_of(r->country));
  set_place(c, e, p);
  if (r->kind == GAZ_COUNTRY || c->nfixed == MOST_LANDS) return;
  c->fixed[c->nfixed].lat = r->lat;
  c->fixed[c->nfixed].lon = r->lon;
  memcpy(c->fixed[c->nfixed++].country, r->country, 3);
}

static str spoken_for(const chooser *c, str words_of_body) {
  char *copy = (char *)(uintptr_t)str_copy(c->d->mem, words_of_body).p;
  for (size_t i = 0; i < words_of_body.n; i++)
    if (copy[i] == '_') copy[i] = ' ';
  return (str){copy, words_of_body.n};
}

static bool takes_the(str country) {
  return str_ends(country, S("s")) || str_starts(country, S("United")) || str_find(country, S("Republic")) < country.n;
}

static str government_of(const chooser *c, str country) {
  str name = spoken_for(c, country), start = takes_the(name) && !str_eq(name, S("Cyprus")) && !str_eq(name, S("Honduras")) &&
                                                     !str_eq(name, S("Laos")) && !str_eq(name, S("Belarus")) && !str_eq(name, S("Mauritius"))
                                                 ? S("government of the ")
                                                 : S("government of ");
  return str_join(c->d->mem, start, name);
}

// The body that the name stands for in this article, empty where it is a place.
static str body_meant(const chooser *c, const entity *e, const surroundings *s) {
  const lex_entry *line = lex_find(LEX_PLACES, place_key(c->d->mem, str_starts_nocase(e->name, S("the ")) ? str_from(e->name, 4) : e->name));
  bool acting = s->agent > s->local;
  if (lex_value(line, "stands").n && (acting || (lex_says(line, "building") && s->agent >= s->local)))
    return spoken_for(c, lex_value(line, "stands"));
  const lex_entry *country = lex_find(LEX_COUNTRIES, str_lower(c->d->mem, e->name));
  if (lex_says(country, "capital") && acting && !s->admin.n && !s->country[0]) return government_of(c, lex_value(country, "name"));
  return (str){0};
}

static bool open_kind(const entity *e) {
  return e->named && (e->kind == ENTITY_PLACE || e->kind == ENTITY_THING || e->kind == ENTITY_ORGANISATION);
}

static void choose(chooser *c, entity *e, const surroundings *s, bool sure_only) {
  readings may;
  readings_of(c->g, c->d->mem, e->name, &may);
  double margin;
  const reading *r = best_reading(c, &may, s, &margin);
  if (!r || (sure_only && margin < 3) || !believable(c, e, r, s)) return;
  settle(c, e, r);
}

static bool capital_word(const doc *d, u32 t) { return is_upper(d->text.p[d->tokens.at[t].beg]); }

// "the country's Tambov region" is no name but holds one: capitalised words before a word for regions and towns.
static void name_regions(chooser *c) {
  const doc *d = c->d;
  for (u32 i = 1; i < d->mentions.len; i++) {
    const mention *m = &d->mentions.at[i];
    entity *e = &c->d->entities.at[m->entity];
    if (m->form != FORM_NOMINAL || e->named || e->place || !lex_has(LEX_ADMIN_WORDS, low_str(d, m->head))) continue;
    u32 first = m->head;
    while (first > m->first && capital_word(d, first - 1)) first--;
    if (first == m->head) continue;
    readings may;
    readings_of(c->g, d->mem, doc_str(d, token_span(d, first, m->head + 1)), &may);
    double margin;
    surroundings around = c->around[m->entity];
    const reading *r = best_reading(c, &may, &around, &margin);
    if (r) settle(c, e, r);
  }
}

void stage_place(doc *d, const kit *k) {
  gazetteer g;
  gazetteer_view(&g, pack_chunk(k->pack, "gazet"));
  chooser c = {.d = d, .g = &g, .around = NEWS(d->mem, surroundings, d->entities.len)};
  count_lands(d, &c.lands);
  survey_places(d, &g, c.around);
  name_regions(&c);
  for (int round = 0; round < 2; round++)   // those that are sure help the others
    for (u32 i = 1; i < d->entities.len; i++) {
      entity *e = &d->entities.at[i];
      if (e->place || !open_kind(e)) continue;
      arena *mem = d->mem;
      str body = round ? (str){0} : body_meant(&c, e, &c.around[i]);
      if (body.n) set_place(&c, e, (place){.stands_for = body, .country = country_code_of(mem, e->name)});
      else if (e->kind != ENTITY_ORGANISATION) choose(&c, e, &c.around[i], !round);
    }
}

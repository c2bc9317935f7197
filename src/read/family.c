// Families: from the user's table, the tables of bodies and media, and the words of the text, each with its evidence.
#include "read/family.h"

#include <stdlib.h>

#include "read/alias.h"
#include "read/coref.h"
#include "read/entity.h"

typedef struct {
  doc *d;
  const coref *k;
  const kit *kit;
  const u32 *entity_row;   // [clusters]
} finding;

static str family_with(arena *mem, const char *kind, str name) { return str_join(mem, str_of(kind), name); }

// The parts of the United Kingdom are one state; the European Union is none.
static str family_of_country(arena *mem, str cc) {
  if (cc.n < 2) return (str){0};
  cc = str_sub(cc, 0, 2);
  return str_eq(cc, S("EU")) ? S("igo:EU") : family_with(mem, "gov:", str_copy(mem, cc));
}

static str family_of_code(arena *mem, u16 country) {
  char cc[2] = {(char)(country >> 8), (char)(country & 0xFF)};
  return country ? family_of_country(mem, (str){cc, 2}) : (str){0};
}

// ---- tables

static str family_of_medium(arena *mem, const lex_entry *e) {
  if (str_eq(lex_value(e, "owner"), S("state"))) return family_of_country(mem, lex_value(e, "cc"));
  str id = lex_value(e, "id");
  return id.n ? family_with(mem, "agency:", id) : (str){0};
}

static str family_of_body(arena *mem, const lex_entry *e) {
  str named = lex_value(e, "family");
  if (named.n) return named;
  bool state = str_eq(lex_value(e, "source"), S("government")) || lex_says(e, "state");
  return state ? family_of_country(mem, lex_value(e, "cc")) : (str){0};
}

static str bare_low(arena *mem, str name) {
  return str_lower(mem, str_starts_nocase(name, S("the ")) ? str_from(name, 4) : name);
}

static kinship listed(const char *list, str family) {
  return (kinship){.family = family, .why = S("table of bodies and media"), .date = lex_value(lex_find(LEX_TABLE_DATES, str_of(list)), "date")};
}

static kinship kinship_in_tables(arena *mem, str name) {
  str low = bare_low(mem, name);
  const lex_entry *e = lex_find(LEX_AGENCIES, low);
  if (e) return listed("agencies", family_of_medium(mem, e));
  if ((e = lex_find(LEX_MEDIA, low))) return listed("media", family_of_medium(mem, e));
  if ((e = lex_find(LEX_BODIES, low))) return listed("bodies", family_of_body(mem, e));
  e = lex_find(LEX_COUNTRIES, low);
  bool state = lex_says(e, "country") || lex_says(e, "capital");
  return state ? listed("countries", family_of_country(mem, lex_value(e, "cc"))) : (kinship){0};
}

static kinship kinship_by_user(const alias *a, str name, arena *mem) {
  const alias_row *own = alias_find(a, name, mem);
  return own && own->family.n ? (kinship){.family = own->family, .why = S("your table of names"), .date = own->date} : (kinship){0};
}

kinship kinship_of_name(str name, const kit *k, arena *mem) {
  kinship own = kinship_by_user(k->alias, name, mem), known = own.family.n ? own : kinship_in_tables(mem, name);
  return known.family.n ? known : (kinship){0};
}

// ---- the text

static u32 entity_of(const finding *f, u32 row) {
  return row && f->k->of[row] ? f->entity_row[cluster_of(f->k, row)] : 0;
}

// What the text says was so on the day of the article.
static void tie_add(finding *f, u32 e, u32 owner, str family, span evidence, str why) {
  entity *it = &f->d->entities.at[e];
  if (it->family.n || owner == e || (!family.n && !owner)) return;
  for (u32 i = 1; i < f->d->ties.len; i++)
    if (f->d->ties.at[i].entity == e && f->d->ties.at[i].owner == owner && !family.n) return;   // said already
  it->family = family;
  vec_push(f->d->mem, &f->d->ties, ((tie){e, owner, family, evidence, why, str_sub(f->d->meta.published.value, 0, 10)}));
}

// What a table says, of an entity or, e = 0, of the outlet.
static void tie_by_table(finding *f, u32 e, kinship k) {
  if (!k.family.n || (e && f->d->entities.at[e].family.n)) return;
  if (e) f->d->entities.at[e].family = k.family;
  vec_push(f->d->mem, &f->d->ties, ((tie){e, 0, k.family, (span){0}, k.why, k.date}));
}

// The name markable that covers this token, 0 = none. Markables are in order of the text.
static u32 name_at(const coref *k, u32 near, u32 token) {
  for (u32 i = near > 8 ? near - 8 : 1; i < k->m.len && k->m.at[i].first <= token; i++)
    if (k->m.at[i].form == FORM_NAME && k->m.at[i].beg <= token && token < k->m.at[i].end) return i;
  return 0;
}

// The body that this token heads, named or not: "the ministry".
static u32 body_at(const finding *f, u32 near, u32 token) {
  u32 o = entity_of(f, name_at(f->k, near, token));
  for (u32 i = near > 8 ? near - 8 : 1; !o && i < f->k->m.len && f->k->m.at[i].first <= token; i++)
    if (f->k->m.at[i].form == FORM_NOMINAL && f->k->m.at[i].head == token) o = entity_of(f, i);
  return o;
}

static str phrase_str(const finding *f, u32 first, u32 last) { return doc_str(f->d, token_span(f->d, first, last)); }

static bool is_media_word(const doc *d, u32 t) {
  source_kind k = source_kind_of(lex_value(head_entry(d, t), "source"));
  return k == SOURCE_AGENCY || k == SOURCE_OUTLET || k == SOURCE_STATE_MEDIA;
}

static bool has_media_word(const doc *d, const markable *m) {
  for (u32 t = m->first; t < m->last && t < m->first + 24; t++)
    if (is_media_word(d, t)) return true;
  return false;
}

// "Kremlin-owned", "state-run", "official": who owns it is the name before the hyphen, or the state of the country named.
static void tie_by_descriptor(finding *f, u32 e, u32 row) {
  const doc *d = f->d;
  const markable *m = &f->k->m.at[row];
  for (u32 t = m->first; t < (m->form == FORM_NAME ? m->beg : m->head) && t < m->first + 24; t++) {
    const lex_entry *w = lex_find(LEX_OWNERSHIP, low_str(d, t));
    span at = token_span(d, m->first, m->end);
    bool hyphen = t > 2 && lex_says(w, "hyphen") && str_eq(token_str(d, t - 1), S("-"));
    u32 owner = hyphen ? name_at(f->k, row, t - 2) : 0, o = entity_of(f, owner);
    if (o) tie_add(f, e, o, f->d->entities.at[o].family, at, phrase_str(f, m->first, m->end));
    bool state = hyphen && lex_says(lex_find(LEX_OWNERSHIP, low_str(d, t - 2)), "state");
    state |= lex_says(w, "state") && (!lex_says(w, "media-only") || has_media_word(d, m)) &&
             (has_media_word(d, m) || m->form == FORM_NAME);
    u16 country = m->country ? m->country : f->k->c.at[cluster_of(f->k, row)].country;
    if (state) tie_add(f, e, 0, family_of_code(d->mem, country), at, phrase_str(f, m->first, m->end));
  }
}

static bool is_official(source_kind k) {
  return k == SOURCE_OFFICIAL || k == SOURCE_GOVERNMENT || k == SOURCE_SPOKESPERSON;
}

// A title or apposition with the name of a body in it, or with that of a country where it is the title of an office.
static void tie_by_words(finding *f, u32 e, u32 row, u32 first, u32 last) {
  const doc *d = f->d;
  if (!is_official(d->entities.at[e].source) || first >= last || last - first > 40) return;
  span at = token_span(d, first, last);
  u16 country = country_in(d, first, last);
  for (u32 t = first; t < last; t++) {
    u32 o = body_at(f, row, t);
    if (o && o != e && d->entities.at[o].kind == ENTITY_ORGANISATION)
      tie_add(f, e, o,
              d->entities.at[o].family.n || d->entities.at[o].source != SOURCE_GOVERNMENT
                  ? d->entities.at[o].family
                  : family_of_code(d->mem, country),
              at, phrase_str(f, first, last));
  }
  if (d->entities.at[e].source != SOURCE_SPOKESPERSON)
    tie_add(f, e, 0, family_of_code(d->mem, country), at, phrase_str(f, first, last));
}

// "X, owned by Y", "X is owned by Y".
static void tie_by_participle(finding *f, u32 row) {
  const doc *d = f->d;
  const markable *m = &f->k->m.at[row];
  u32 up = d->tokens.head[m->head];
  if (d->tokens.rel[m->head] != REL_OBL && d->tokens.rel[m->head] != REL_OBL_AGENT) return;
  if (!up || !lex_says(lex_find(LEX_OWNERSHIP, low_str(d, up)), "by")) return;
  if (m->first < 2 || !str_eq(low_str(d, m->first - 1), S("by"))) return;
  u32 owned = d->tokens.rel[up] == REL_ACL || d->tokens.rel[up] == REL_ACL_RELCL ? d->tokens.head[up] : 0;
  for (u32 i = row; i-- > 1 && row - i < 12;) {
    const markable *x = &f->k->m.at[i];
    bool subject = d->tokens.head[x->head] == up && d->tokens.rel[x->head] == REL_NSUBJ_PASS;
    u32 e = x->head == owned || subject ? entity_of(f, i) : 0, o = entity_of(f, row);
    if (!e || !o || x->form == FORM_PRONOUN) continue;
    str family = d->entities.at[o].family;
    if (!family.n && d->entities.at[o].named)
      family = family_with(d->mem, "owner:", name_key(d->mem, d->entities.at[o].name));
    tie_add(f, e, o, family, token_span(d, MIN(up, m->first), m->end), phrase_str(f, MIN(up, m->first), m->end));
  }
}

// A body of a state by its own words: "the Fijian government", "Fiji's Ministry of Health".
static void tie_by_country(finding *f, u32 e, u32 row) {
  const markable *m = &f->k->m.at[row];
  entity *it = &f->d->entities.at[e];
  if (it->source != SOURCE_GOVERNMENT && it->source != SOURCE_STATE_MEDIA) return;
  u16 country = m->country ? m->country : country_in(f->d, m->first, m->last);
  tie_add(f, e, 0, family_of_code(f->d->mem, country), token_span(f->d, m->first, m->end),
          phrase_str(f, m->first, m->end));
}

// ---- all of them

static void by_tables(finding *f) {
  for (u32 e = 1; e < f->d->entities.len; e++) {
    entity *it = &f->d->entities.at[e];
    if (it->nmembers || it->kind == ENTITY_PEOPLE) continue;
    tie_by_table(f, e, kinship_by_user(f->kit->alias, it->name, f->d->mem));
    if (it->kind != ENTITY_PERSON && it->named) tie_by_table(f, e, kinship_in_tables(f->d->mem, it->name));
  }
  if (f->d->meta.outlet.value.n) tie_by_table(f, 0, kinship_of_name(f->d->meta.outlet.value, f->kit, f->d->mem));
}

static void by_roles(finding *f, u32 row) {
  const markable *m = &f->k->m.at[row];
  u32 e = entity_of(f, row), o = m->owner ? entity_of(f, m->owner) : 0;
  if (!e || m->form == FORM_PRONOUN) return;
  entity_kind kind = f->d->entities.at[e].kind;
  tie_by_participle(f, row);
  if (kind != ENTITY_PERSON) {
    if (kind == ENTITY_ORGANISATION) tie_by_descriptor(f, e, row);
    tie_by_country(f, e, row);
    return;
  }
  tie_by_words(f, e, row, m->role_beg, m->role_end);
  if (m->form == FORM_NOMINAL && (o == e || !f->d->entities.at[e].named)) tie_by_words(f, e, row, m->first, m->last);
}

static int by_entity(const void *a, const void *b) {
  const tie *x = a, *y = b;
  return x->entity < y->entity ? -1 : x->entity > y->entity;
}

void families_find(doc *d, const coref *k, const kit *kit_, const u32 *entity_row) {
  finding f = {d, k, kit_, entity_row};
  by_tables(&f);
  for (u32 i = 1; i < k->m.len; i++)
    if (k->m.at[i].form != FORM_PRONOUN && entity_of(&f, i) && d->entities.at[entity_of(&f, i)].kind != ENTITY_PERSON)
      by_roles(&f, i);
  for (u32 i = 1; i < k->m.len; i++)
    if (entity_of(&f, i) && d->entities.at[entity_of(&f, i)].kind == ENTITY_PERSON) by_roles(&f, i);
  if (d->ties.len > 2) qsort(d->ties.at + 1, d->ties.len - 1, sizeof *d->ties.at, by_entity);
}

str family_of(const doc *d, u32 row, arena *mem) {
  const entity *e = &d->entities.at[row];
  return e->family.n ? e->family : name_key(mem, e->name);
}

kinship kinship_of(const doc *d, u32 row) {
  for (u32 i = 1; i < d->ties.len && d->ties.at[i].entity <= row; i++) {
    const tie *t = &d->ties.at[i];
    if (t->entity == row && t->family.n) return (kinship){t->family, t->why, t->date, t->evidence};
  }
  return (kinship){0};
}

// The country's usual name of a code, by the list of countries.
static str country_of_code(str cc) {
  for (u32 i = 0; i < lex_count(LEX_COUNTRIES); i++) {
    const lex_entry *e = lex_row(LEX_COUNTRIES, i);
    if (lex_says(e, "country") && str_eq(lex_value(e, "cc"), cc)) return lex_value(e, "name");
  }
  return cc;
}

str family_words(str family, str name, arena *mem) {
  str_cut_result parts = str_cut(family, ':');
  if (!parts.found) return name;
  if (!str_eq(parts.head, S("gov"))) return parts.tail;
  char *country = (char *)str_copy(mem, country_of_code(parts.tail)).p;
  for (char *p = country; *p; p++)
    if (*p == '_') *p = ' ';
  return str_join(mem, S("the state of "), str_of(country));
}

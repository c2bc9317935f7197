// Mentions and who is who: the markables and their clusters as the tables of the document.
#include <stdlib.h>

#include "doc/stages.h"
#include "model/kit.h"
#include "read/alias.h"
#include "read/coref.h"
#include "read/entity.h"

enum {
  MOST_LOOKED = 200,   // mentions of one entity among which the longest noun phrase is looked for
  CLIMB = 24,          // steps up the tree from a word to the clause that holds it
};

// ---- which clusters are worth telling

static bool has_words(const coref *k, u32 c) {
  for (u32 r = k->c.at[c].first; r; r = k->next[r])
    if (k->m.at[r].form != FORM_PRONOUN && !(k->m.at[r].flags & M_COORDINATED)) return true;
  return false;
}

// Things that nobody names, that come once and say nothing are left to the text.
static bool is_told(const coref *k, u32 c) {
  const cluster *it = &k->c.at[c];
  if (it->merged || (it->flags & M_NEGATIVE && !it->name)) return false;
  if (it->nmembers) return it->count > 1 || !(k->m.at[it->first].flags & M_COORDINATED);
  if (!has_words(k, c)) return it->count > 1;
  return it->name || it->count > 1 || it->source || it->flags & M_SPEAKS || (it->sure && it->kind != ENTITY_THING);
}

// ---- names and roles

static str tokens_str(const doc *d, u32 first, u32 last) { return doc_str(d, token_span(d, first, last)); }

static bool is_clause(u8 r) { return r == REL_ACL || r == REL_ACL_RELCL; }

// The phrase up to what a clause says of it: "two dockers", not "two dockers who work there".
static u32 before_clause(const doc *d, const markable *m) {
  for (u32 t = m->head + 1; t < m->end; t++) {
    u32 up = t;
    for (u32 steps = 0; up && steps < CLIMB && d->tokens.head[up] != m->head; steps++) up = d->tokens.head[up];
    if (!up || d->tokens.head[up] != m->head || !is_clause(d->tokens.rel[up])) continue;
    return t - (d->tokens.upos[t - 1] == UPOS_PUNCT);
  }
  return m->end;
}

static str longest_nominal(const coref *k, u32 c) {
  str best = {0};
  u32 seen = 0;
  for (u32 r = k->c.at[c].first; r && seen < MOST_LOOKED; r = k->next[r], seen++) {
    const markable *m = &k->m.at[r];
    if (m->form != FORM_NOMINAL) continue;
    str s = tokens_str(k->s->d, m->beg, before_clause(k->s->d, m));
    if (s.n > best.n) best = s;
  }
  return best;
}

static str cluster_name(const coref *k, u32 c);

static str set_name(const coref *k, const cluster *set) {
  arena *mem = k->s->mem;
  str name = {0};
  for (u32 i = 0; i < set->nmembers; i++) {
    u32 c = set->members[i];
    while (k->c.at[c].merged) c = k->c.at[c].merged;
    str join = !i ? S("") : i + 1 == set->nmembers ? S(" and ") : S(", ");
    name = str_join(mem, str_join(mem, name, join), k->c.at[c].nmembers ? longest_nominal(k, c) : cluster_name(k, c));
  }
  return name;
}

// The usual name of a country ("North_Korea"), where the table has one for this markable.
static str usual_name(const coref *k, u32 row) {
  const markable *m = &k->m.at[row];
  const lex_entry *e = m->kind == ENTITY_PLACE ? lex_tokens(k->s->d, LEX_COUNTRIES, m->beg, m->end) : NULL;
  if (!e || lex_says(e, "capital")) return (str){0};
  char *name = (char *)str_copy(k->s->mem, lex_value(e, "name")).p;
  for (char *p = name; *p; p++)
    if (*p == '_') *p = ' ';
  return str_of(name);
}

// A country has its usual name if the article uses it, or has only its adjective.
static str country_name(const coref *k, u32 c) {
  str usual = usual_name(k, k->c.at[c].name);
  u32 seen = 0;
  if (!usual.n || k->m.at[k->c.at[c].name].flags & M_ADJECTIVE) return usual;
  for (u32 r = k->c.at[c].first; r && seen < MOST_LOOKED; r = k->next[r], seen++)
    if (str_eq(tokens_str(k->s->d, k->m.at[r].beg, k->m.at[r].end), usual)) return usual;
  return (str){0};
}

static str cluster_name(const coref *k, u32 c) {
  const cluster *it = &k->c.at[c];
  const doc *d = k->s->d;
  if (it->nmembers) return set_name(k, it);
  if (!it->name)
    return has_words(k, c) ? longest_nominal(k, c) : tokens_str(d, k->m.at[it->first].beg, k->m.at[it->first].end);
  const markable *m = &k->m.at[it->name];
  str country = country_name(k, c);
  return country.n ? country : tokens_str(d, m->beg, m->end);
}

typedef VEC(str) str_list;

// "Ms." and "65-year-old" say nothing of what somebody does.
static bool is_role(const doc *d, u32 first, u32 last) {
  str role = tokens_str(d, first, last);
  bool polite = last == first + 1 && lex_says(head_entry(d, first), "polite");
  return role.n && !polite && !str_ends(role, S("year-old"));
}

static void add_role(const coref *k, str_list *roles, u32 first, u32 last) {
  str role = tokens_str(k->s->d, first, last);
  if (!is_role(k->s->d, first, last)) return;
  for (u32 i = 0; i < roles->len; i++)
    if (str_eq(roles->at[i], role)) return;
  if (roles->len < 16) vec_push(k->s->mem, roles, role);
}

static u32 after_article(const doc *d, u32 first, u32 last) {
  return first + 1 < last && d->tokens.upos[first] == UPOS_DET ? first + 1 : first;
}

static void take_roles(const coref *k, u32 c, entity *e) {
  str_list roles = {0};
  for (u32 r = k->c.at[c].first; r; r = k->next[r]) {
    const markable *m = &k->m.at[r];
    if (m->role_beg < m->role_end) add_role(k, &roles, m->role_beg, m->role_end);
    if (m->owner && m->form == FORM_NOMINAL) add_role(k, &roles, after_article(k->s->d, m->beg, m->end), m->end);
  }
  e->roles = roles.at;
  e->nroles = roles.len;
}

// ---- the tables

typedef struct {
  span at;
  u32 row;
} placed;

static int by_place(const void *a, const void *b) {
  const placed *x = a, *y = b;
  if (x->at.beg != y->at.beg) return x->at.beg < y->at.beg ? -1 : 1;
  if (x->at.end != y->at.end) return x->at.end > y->at.end ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

static placed *places_of(const coref *k, const bool *kept, u32 *count) {
  placed *p = NEWS(k->s->mem, placed, k->m.len + 1);
  u32 n = 0;
  for (u32 i = 1; i < k->m.len; i++)
    if (kept[cluster_of(k, i)]) p[n++] = (placed){token_span(k->s->d, k->m.at[i].beg, k->m.at[i].end), i};
  if (n > 1) qsort(p, n, sizeof *p, by_place);
  *count = n;
  return p;
}

static u32 entity_of(doc *d, const coref *k, u32 c, u32 *entity_row) {
  if (entity_row[c]) return entity_row[c];
  const cluster *it = &k->c.at[c];
  entity e = {.kind = it->kind, .named = it->name != 0, .source = it->source};
  e.name = cluster_name(k, c);
  take_roles(k, c, &e);
  vec_push(d->mem, &d->entities, e);
  return entity_row[c] = d->entities.len - 1;
}

static void write_mentions(doc *d, const coref *k, const bool *kept, u32 *entity_row, u32 *mention_row) {
  u32 count;
  placed *p = places_of(k, kept, &count);
  for (u32 i = 0; i < count; i++) {
    const markable *m = &k->m.at[p[i].row];
    u32 e = entity_of(d, k, cluster_of(k, p[i].row), entity_row);
    mention_row[p[i].row] = d->mentions.len;
    vec_push(d->mem, &d->mentions,
             ((mention){.at = p[i].at,
                        .first = m->beg,
                        .last = m->end,
                        .head = m->head,
                        .entity = e,
                        .form = m->form,
                        .doubtful = m->doubtful,
                        .phrase_first = m->first,
                        .phrase_last = m->last}));
    d->entities.at[e].nmentions++;
  }
  for (u32 i = 0; i < count; i++) d->mentions.at[mention_row[p[i].row]].owner = mention_row[k->m.at[p[i].row].owner];
}

static void write_members(doc *d, const coref *k, const u32 *entity_row) {
  for (u32 c = 1; c < k->c.len; c++) {
    const cluster *it = &k->c.at[c];
    if (!entity_row[c] || !it->nmembers) continue;
    entity *e = &d->entities.at[entity_row[c]];
    e->members = NEWS(d->mem, u32, it->nmembers);
    for (u32 i = 0; i < it->nmembers; i++) {
      u32 member = it->members[i];
      while (k->c.at[member].merged) member = k->c.at[member].merged;
      if (!entity_row[member]) continue;
      u32 at = e->nmembers++;
      for (; at && e->members[at - 1] > entity_row[member]; at--) e->members[at] = e->members[at - 1];
      e->members[at] = entity_row[member];
    }
  }
}

// Of a named one its roles and tables tell, whatever phrase is looked at; of others their first noun phrase.
static void write_sources(doc *d, const alias *own_table) {
  bool *done = NEWS(d->mem, bool, d->entities.len);
  for (u32 i = 1; i < d->mentions.len; i++) {
    const mention *m = &d->mentions.at[i];
    if (done[m->entity] || m->form == FORM_PRONOUN) continue;
    done[m->entity] = true;
    entity *e = &d->entities.at[m->entity];
    e->source = source_kind_of_np(d, m->phrase_first, m->phrase_last, m->entity);
    const alias_row *own = e->named ? alias_find(own_table, e->name, d->mem) : NULL;
    if (own && own->source.n) e->source = source_kind_of(own->source);
    for (u32 q = 0; own && own->kind.n && q < ENTITY_COUNT; q++)
      if (str_eq(entity_kind_name((entity_kind)q), own->kind)) e->kind = (entity_kind)q;
  }
}

void stage_entity(doc *d, const kit *k) {
  survey s = survey_make(d, d->mem);
  names_find(&s);
  coref who = coref_make(&s, pack_chunk(k->pack, "coref"));
  who.alias = k->alias;
  coref_names(&who);
  coref_roles(&who);
  coref_read(&who);
  bool *kept = NEWS(d->mem, bool, who.c.len);
  for (u32 c = 1; c < who.c.len; c++) kept[c] = is_told(&who, c);
  u32 *entity_row = NEWS(d->mem, u32, who.c.len), *mention_row = NEWS(d->mem, u32, who.m.len + 1);
  write_mentions(d, &who, kept, entity_row, mention_row);
  write_members(d, &who, entity_row);
  write_sources(d, k->alias);
  families_find(d, &who, k, entity_row);
}

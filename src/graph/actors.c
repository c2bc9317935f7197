#include "graph/actors.h"

#include "model/lexicon.h"
#include "read/alias.h"
#include "read/family.h"

enum { COMPARED = 600 };   // names of a story compared with each other; later ones merge by their keys alone

static bool is_person(source_kind k) {
  return k == SOURCE_PERSON || k == SOURCE_OFFICIAL || k == SOURCE_SPOKESPERSON || k == SOURCE_EXPERT || k == SOURCE_WITNESS;
}

static name_match names_match(const actor *a, const actor *b) {
  if (a->person != b->person) return NAMES_DIFFER;
  return a->person ? person_names_match(a->name, b->name) : body_names_match(a->name, b->name);
}

// The actor with this name under another spelling, 0 where there is none. A name that only may be the same (a bare
// surname) joins where it can be one actor alone.
static u32 same_actor(const actors *who, const actor *a) {
  u32 may = 0, ways = 0, end = MIN(who->at.len, (u32)COMPARED);
  for (u32 i = 1; i < end; i++) {
    if (!who->at.at[i].named) continue;
    name_match m = names_match(a, &who->at.at[i]);
    if (m == NAMES_SAME) return i;
    if (m == NAMES_MAY) may = i, ways++;
  }
  return ways == 1 ? may : 0;
}

static void take_better(actors *who, u32 row, const actor *a) {
  actor *kept = &who->at.at[row];
  if (a->name.n > kept->name.n) kept->name = a->name, kept->key = a->key;
  if (kept->kind == SOURCE_UNNAMED || kept->kind == SOURCE_PERSON) kept->kind = a->kind;
  if (!kept->family.n) kept->family = a->family;
  if (!kept->kin.family.n) kept->kin = a->kin, kept->kin_article = a->kin_article;
}

static u32 new_actor(actors *who, actor a) {
  vec_push(who->mem, &who->at, a);
  return who->at.len - 1;
}

// Named actors merge by name. So do those without one that are described in the same words (the harbour master) over the
// articles of a story; a mere pronoun is its article's own.
static str name_in_table(const actors *who, const actor *a) {
  if (a->named) return str_join(who->mem, a->person ? S("p ") : S("b "), a->key);
  if (!lex_has(LEX_HOLLOW, a->key)) return str_join(who->mem, S("d "), a->key);
  char number[16] = {'u', (char)('0' + a->article % 10)};
  u32 n = 1;
  for (u32 left = a->article; left; left /= 10) number[n++] = (char)('0' + left % 10);
  number[n++] = ' ';
  return str_join(who->mem, (str){number, n}, a->key);
}

static u32 find_actor(actors *who, actor a) {
  u32 name = words_id(who->names, name_in_table(who, &a));
  while (who->by_name.len <= name) vec_push(who->mem, &who->by_name, 0);
  u32 row = who->by_name.at[name];
  if (!row && a.named) row = same_actor(who, &a);
  if (row) take_better(who, row, &a);
  else row = new_actor(who, a);
  who->by_name.at[name] = row;
  return row;
}

static bool acts(const entity *e) {
  return e->named && e->name.n && (e->kind == ENTITY_PERSON || e->kind == ENTITY_ORGANISATION || e->kind == ENTITY_PLACE ||
                                   e->kind == ENTITY_PEOPLE);
}

static void add_entities(actors *who, u32 a) {
  const doc *d = who->docs[a];
  who->of_entity[a] = NEWS(who->mem, u32, d->entities.len + 1);
  for (u32 e = 1; e < d->entities.len; e++) {
    const entity *it = &d->entities.at[e];
    if (!acts(it)) continue;
    actor x = {it->name, name_key(who->mem, it->name), it->kind == ENTITY_PERSON, true, it->source, family_of(d, e, who->mem), a, kinship_of(d, e), a};
    who->of_entity[a][e] = find_actor(who, x);
  }
}

// Fuller names first: a later "Tolmar" then finds its Ines Tolmar.
actors *actors_of(stories *all, const story *s, const kit *k) {
  actors *who = NEW(all->mem, actors);
  *who = (actors){.mem = all->mem, .docs = all->docs, .kit = k, .names = words_new(all->mem)};
  who->of_entity = NEWS(all->mem, u32 *, all->articles + 1);
  new_actor(who, (actor){0});
  for (u32 i = 0; i < s->narticles; i++) add_entities(who, s->articles[i]);
  return who;
}

u32 actor_of_entity(const actors *who, u32 article, u32 row) {
  return row && who->of_entity[article] ? who->of_entity[article][row] : 0;
}

u32 actor_of_name(actors *who, u32 article, str name, source_kind kind, bool named) {
  if (!name.n) return 0;
  kinship kin = named ? kinship_of_name(name, who->kit, who->mem) : (kinship){0};
  return find_actor(who, (actor){name, name_key(who->mem, name), is_person(kind), named, kind, kin.family, article, kin, article});
}

u32 actor_of_hop(actors *who, u32 article, const hop *h) {
  u32 known = actor_of_entity(who, article, h->entity);
  return known ? known : actor_of_name(who, article, h->name, h->kind, h->named && h->kind != SOURCE_UNNAMED);
}

u32 actor_of_speaker(actors *who, u32 article, const attribution *q) {
  u32 known = actor_of_entity(who, article, q->speaker);
  return known || !q->hops ? known : actor_of_hop(who, article, &q->chain[0]);
}

bool one_name(const actors *who, u32 a, u32 b) {
  str x = who->at.at[a].key, y = who->at.at[b].key;
  return a == b || (x.n && y.n && (str_find(x, y) < x.n || str_find(y, x) < y.n));
}

bool one_voice(const actors *who, u32 a, u32 b) {
  str family = who->at.at[a].family;
  return one_name(who, a, b) || (family.n && str_eq(family, who->at.at[b].family));
}

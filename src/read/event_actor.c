// Who is meant: a country by nationality, place or family, and a role by the nouns of the phrase, as CAMEO writes them.
#include "read/entity.h"
#include "read/event.h"

enum { MOST_PHRASE = 24, SHORT_FORM = 4 };

static str iso3(str code) { return lex_value(lex_find(LEX_ISO3166, code), "iso3"); }

typedef struct {
  str country, role, whole;   // whole: a code that needs no country (IGOUNO)
} parts;

// "UN" is one, the name "Un" is not.
static bool all_capital(str s) {
  for (size_t i = 0; i < s.n; i++)
    if (is_lower(s.p[i])) return false;
  return s.n > 0;
}

static str low_word(const void *from, u32 t) { return low_str(from, t); }

// Countries, known organisations and role nouns among tokens [first, last).
static void read_words(const doc *d, u32 first, u32 last, parts *p) {
  for (u32 t = first; t < last; t++) {
    u32 len = 0;
    bool capital = is_upper(d->text.p[d->tokens.at[t].beg]);
    const lex_entry *land = capital ? lex_phrase(LEX_COUNTRIES, t, MIN(last, t + 5), low_word, d, &len) : NULL;
    if (land && !p->country.n) p->country = iso3(lex_value(land, "cc"));
    const lex_entry *body = capital ? lex_phrase(LEX_ACTOR_ROLES, t, MIN(last, t + 4), low_word, d, &len) : NULL;
    if (lex_value(body, "code").n && !p->whole.n && (body->key.n > SHORT_FORM || all_capital(token_str(d, t)))) p->whole = lex_value(body, "code");
    const lex_entry *role = lex_find(LEX_ACTOR_ROLES, lemma_of(d, t));
    if (!role) role = lex_find(LEX_ACTOR_ROLES, low_str(d, t));
    if (lex_value(role, "role").n) p->role = lex_value(role, "role");   // the last noun heads the phrase
    const lex_entry *state = capital ? lex_phrase(LEX_BODIES, t, MIN(last, t + 5), low_word, d, &len) : NULL;
    if (state && !p->country.n) p->country = iso3(lex_value(state, "cc"));
    if (state && str_eq(lex_value(state, "source"), S("government")) && !p->role.n) p->role = S("GOV");
  }
}

static bool of_state(source_kind k) { return k == SOURCE_OFFICIAL || k == SOURCE_GOVERNMENT || k == SOURCE_SPOKESPERSON; }

typedef struct {
  str at[MOST_PHRASE];
  u32 len;
} word_list;

static str listed_word(const void *from, u32 i) { return ((const word_list *)from)->at[i]; }

// The same of a title or a name that stands as a string.
static void read_string(const doc *d, str s, parts *p) {
  word_list w = {.len = 0};
  while (s.n && w.len < MOST_PHRASE) {
    str one = str_trim(str_token(&s, ' '));
    if (one.n) w.at[w.len++] = str_lower(d->mem, one);
  }
  for (u32 i = 0; i < w.len; i++) {
    u32 len = 0;
    const lex_entry *land = lex_phrase(LEX_COUNTRIES, i, w.len, listed_word, &w, &len);
    const lex_entry *state = lex_phrase(LEX_BODIES, i, w.len, listed_word, &w, &len);
    if (!p->country.n) p->country = iso3(lex_value(land ? land : state, "cc"));
    str role = lex_value(lex_find(LEX_ACTOR_ROLES, w.at[i]), "role");
    if (role.n && !p->role.n) p->role = role;
  }
}

static void read_entity(const doc *d, u32 row, parts *p) {
  const entity *e = &d->entities.at[row];
  if (str_starts(e->family, S("gov:")) && !p->country.n) p->country = iso3(str_from(e->family, 4));
  if (str_starts(e->family, S("gov:")) && !p->role.n && e->kind != ENTITY_PLACE && e->kind != ENTITY_PEOPLE) p->role = S("GOV");
  if (e->place && !p->country.n) p->country = iso3(d->places.at[e->place].country);
  if (e->place && d->places.at[e->place].stands_for.n && !p->role.n) p->role = S("GOV");
  if (!p->role.n && of_state(e->source) && e->kind != ENTITY_PLACE) p->role = S("GOV");
  for (u32 i = 0; i < e->nroles; i++) read_string(d, e->roles[i], p);
  const lex_entry *known = lex_find(LEX_ACTOR_ROLES, str_lower(d->mem, e->name));
  if (lex_value(known, "code").n && (known->key.n > SHORT_FORM || all_capital(e->name))) p->whole = lex_value(known, "code");
  const lex_entry *land = lex_find(LEX_COUNTRIES, str_lower(d->mem, e->name));
  if (land && !p->country.n) p->country = iso3(lex_value(land, "cc"));
  if (!p->country.n && e->kind != ENTITY_THING && e->kind != ENTITY_EVENT) read_string(d, e->name, p);
}

static bool modifier(const doc *d, u32 t) {
  u8 pos = d->tokens.upos[t], tag = d->tokens.xpos[t];
  return pos == UPOS_ADJ || pos == UPOS_NOUN || pos == UPOS_PROPN || pos == UPOS_NUM || pos == UPOS_DET || tag == XPOS_POS || tag == XPOS_HYPH ||
         tag == XPOS_NNP;
}

static bool joins_adjectives(const doc *d, u32 t, u32 first) {
  return t > first && d->tokens.upos[t] == UPOS_CCONJ && d->tokens.upos[t - 1] == UPOS_ADJ && d->tokens.upos[t + 1] == UPOS_ADJ;
}

// The words of the noun phrase around its head, read off the tags: what stands before it, the rest of its name, "of …".
static void read_phrase(const branches *b, u32 head, parts *p) {
  const doc *d = b->d;
  const sentence *s = &d->sentences.at[d->tokens.sentence[head]];
  u32 first = head, last = head + 1;
  while (first > s->first && head - first < MOST_PHRASE / 2 && (modifier(d, first - 1) || joins_adjectives(d, first - 1, s->first))) first--;
  while (last < s->last && last - head < MOST_PHRASE) {
    bool of = str_eq(low_str(d, last), S("of")), tail = d->tokens.upos[last] == UPOS_PROPN || d->tokens.xpos[last] == XPOS_NNP;
    if (!of && !tail && !(last > head + 1 && modifier(d, last))) break;
    last++;
  }
  read_words(d, first, head + 1, p);
  str role = p->role;
  read_words(d, head + 1, last, p);
  if (role.n) p->role = role;
}

// "we", "our": the side of the one who speaks.
static u32 speaker_at(const doc *d, u32 token) {
  u32 byte = d->tokens.at[token].beg;
  for (u32 i = 1; i < d->attributions.len; i++) {
    const attribution *a = &d->attributions.at[i];
    for (u32 k = 0; k < a->content.len; k++)
      if (a->content.at[k].beg <= byte && byte < a->content.at[k].end && a->speaker) return a->speaker;
  }
  return 0;
}

static bool first_person(const doc *d, u32 t) {
  str low = low_str(d, t);
  return str_eq(low, S("we")) || str_eq(low, S("us")) || str_eq(low, S("our")) || str_eq(low, S("i"));
}

static void write(actor_code *a, str s) {
  size_t at = strlen(a->text), n = MIN(s.n, sizeof a->text - 1 - at);
  if (n) memcpy(a->text + at, s.p, n);
}

actor_code actor_of(const branches *b, u32 token) {
  const doc *d = b->d;
  actor_code a = {0};
  if (!token) return a;
  parts p = {0};
  u32 m = mention_with_head(d, token);
  a.entity = m ? d->mentions.at[m].entity : 0;
  if (first_person(d, token)) a.entity = speaker_at(d, token);
  if (d->tokens.upos[token] != UPOS_PRON) read_phrase(b, token, &p);
  bool whole_by_phrase = p.whole.n > 0;
  if (a.entity && !whole_by_phrase) read_entity(d, a.entity, &p);
  if (p.whole.n) {
    write(&a, p.whole);
    return a;
  }
  write(&a, p.country);
  a.has_country = p.country.n > 0;
  write(&a, p.role);
  return a;
}

// Who acts, where the tree names nobody known: the subject of the verb above ("said it would"), else the nearest known noun
// before the verb in its clause.
u32 actor_near(const branches *b, u32 verb, actor_code *actor) {
  const doc *d = b->d;
  const sentence *s = &d->sentences.at[d->tokens.sentence[verb]];
  if (verb > s->first && d->tokens.xpos[verb] == XPOS_VBG) {   // "with Chile opposing it"
    *actor = actor_of(b, verb - 1);
    if (actor->text[0]) return verb - 1;
  }
  u32 up = d->tokens.head[verb];
  for (u32 steps = 0; up && up < verb && steps < 4; steps++, up = d->tokens.head[up]) {
    if (d->tokens.upos[up] != UPOS_VERB) continue;
    frame f = frame_of(b, up);
    *actor = actor_of(b, f.actor);
    if (actor->text[0]) return f.actor;
  }
  for (u32 t = verb; t-- > s->first && verb - t < MOST_PHRASE;) {
    u8 pos = d->tokens.upos[t], tag = d->tokens.xpos[t];
    if (tag == XPOS_VBD || tag == XPOS_VBZ || tag == XPOS_VBP || pos == UPOS_SCONJ || (pos == UPOS_PUNCT && verb - t > 3 && tag != XPOS_RRB)) break;
    if (pos != UPOS_NOUN && pos != UPOS_PROPN) continue;
    bool oblique = t > s->first && d->tokens.upos[t - 1] == UPOS_ADP && !str_eq(low_str(d, t - 1), S("of"));
    if (oblique) continue;
    *actor = actor_of(b, t);
    if (actor->text[0]) return t;
  }
  *actor = (actor_code){0};
  return 0;
}

actor_code coded_entity(const doc *d, u32 row) {
  actor_code a = {.entity = row};
  parts p = {0};
  read_entity(d, row, &p);
  write(&a, p.whole.n ? p.whole : p.country);
  a.has_country = p.country.n > 0;
  if (!p.whole.n) write(&a, p.role);
  return a;
}

static bool names_target(const doc *d, u32 prep) {
  static const char *const words_of_target[] = {"with", "to", "on", "against", "from", "at", "toward", "towards", "between", "over", "for", "in", "into", "of"};
  for (u32 i = 0; i < COUNT_OF(words_of_target); i++)
    if (str_eq(low_str(d, prep), str_of(words_of_target[i]))) return true;
  return false;
}

static bool other(const actor_code *a, const actor_code *actor) {
  return a->text[0] && strcmp(a->text, actor->text) != 0 && !(a->entity && a->entity == actor->entity);
}

// The noun itself, else who owns it or stands behind its preposition: "the U.S. warnings", "talks with Seoul".
static u32 target_in(const branches *b, u32 noun, const actor_code *actor, actor_code *target) {
  if (!noun) return 0;
  *target = actor_of(b, noun);
  if (other(target, actor)) return noun;
  for (u32 c = b->child[noun]; c; c = b->next[c]) {
    u8 r = b->d->tokens.rel[c];
    u32 prep = r == REL_NMOD ? preposition_of(b, c) : 0;
    if (r != REL_NMOD_POSS && r != REL_CONJ && r != REL_COMPOUND && !(prep && names_target(b->d, prep))) continue;
    *target = actor_of(b, c);
    if (other(target, actor)) return c;
  }
  return 0;
}

u32 target_token(const branches *b, const frame *f, const coded *c, const actor_code *actor, actor_code *target) {
  u32 got = f->passive && !f->actor ? 0 : target_in(b, f->patient, actor, target);
  for (u32 a = b->child[f->verb]; a && !got; a = b->next[a]) {
    u32 prep = b->d->tokens.rel[a] == REL_OBL ? preposition_of(b, a) : 0;
    if (prep && names_target(b->d, prep)) got = target_in(b, a, actor, target);
  }
  if (!got && c->inner) {
    frame inner = frame_of(b, c->inner);
    coded none = {0};
    got = target_in(b, inner.actor, actor, target);
    if (!got) got = target_token(b, &inner, &none, actor, target);
  }
  if (!got) *target = (actor_code){0};
  return got;
}

// What the words of a markable say about it: kind, gender, number, country, kind of source.
#include "base/hash.h"
#include "read/mention.h"

static bool low_is(const doc *d, u32 t, const char *what) { return str_eq(low_str(d, t), str_of(what)); }

// A capitalised plural keeps its form as lemma: "Ministers", "Democrats".
static const lex_entry *plural_name(str low) {
  return low.n > 3 && low.p[low.n - 1] == 's' ? lex_find(LEX_HEADS, str_sub(low, 0, low.n - 1)) : NULL;
}

static const lex_entry *two_words(const doc *d, u32 token, str lemma) {
  u8 before = d->tokens.upos ? d->tokens.upos[token - 1] : UPOS_X;
  if (before != UPOS_NOUN && before != UPOS_ADJ && before != UPOS_PROPN) return NULL;
  str w = low_str(d, token - 1);
  char key[80];
  if (w.n + lemma.n + 1 > sizeof key) return NULL;
  memcpy(key, w.p, w.n);
  key[w.n] = ' ';
  memcpy(key + w.n + 1, lemma.p, lemma.n);
  return lex_find(LEX_HEADS, (str){key, w.n + 1 + lemma.n});
}

// The head's lemma, with the word before it where the two are an entry of their own ("news agency").
static const lex_entry *listed_head(const doc *d, u32 token) {
  str low = low_str(d, token), lemma = low;
  if (d->tokens.lemma && d->tokens.lemma[token] && !is_name_tag(d, token))
    lemma = words_str(d->words, d->tokens.lemma[token]);
  bool first = token < 2 || d->tokens.sentence[token - 1] != d->tokens.sentence[token];
  const lex_entry *e = first ? NULL : two_words(d, token, lemma);
  if (!e) e = lex_find(LEX_HEADS, lemma);
  if (e || str_eq(lemma, low)) return e ? e : plural_name(low);
  return lex_find(LEX_HEADS, low);
}

// Words that end names of firms and papers are heads of them in capitals only: not in "this shocking news".
const lex_entry *head_entry(const doc *d, u32 token) {
  const lex_entry *e = listed_head(d, token);
  return lex_says(e, "name") && !is_upper(token_str(d, token).p[0]) ? NULL : e;
}

static entity_kind kind_of_name(name_kind k) {
  switch (k) {
  case NAME_PERSON: return ENTITY_PERSON;
  case NAME_ORGANISATION: return ENTITY_ORGANISATION;
  case NAME_COUNTRY: case NAME_CITY: case NAME_PLACE: return ENTITY_PLACE;
  case NAME_PEOPLE: return ENTITY_PEOPLE;
  case NAME_EVENT: return ENTITY_EVENT;
  default: return ENTITY_THING;
  }
}

static void kind_from(markable *m, str kind) {
  if (!kind.n) return;
  for (u32 k = 0; k < ENTITY_COUNT; k++)
    if (str_eq(entity_kind_name((entity_kind)k), kind)) m->kind = (entity_kind)k, m->sure = true;
}

static void source_from(markable *m, const lex_entry *e) {
  source_kind k = source_kind_of(lex_value(e, "source"));
  if (k < SOURCE_COUNT && k) m->source = k;
}

static void gender_from(markable *m, const lex_entry *e) {
  str g = lex_value(e, "gender");
  if (g.n) m->gender = g.p[0] == 'f' ? GENDER_FEMALE : GENDER_MALE;
}

// A place by its tag that ends in "Forum" or "Council" is none.
static void last_word_traits(const doc *d, markable *m) {
  if (m->kind != ENTITY_PLACE || m->end - m->beg < 2 || m->country) return;
  str kind = lex_value(head_entry(d, m->end - 1), "kind");
  if (str_eq(kind, S("event"))) m->kind = ENTITY_EVENT;
  if (str_eq(kind, S("organisation"))) m->kind = ENTITY_ORGANISATION;
}

// "Xinhua said", where nobody in the article has it in a longer name: an agency, whatever the names' model makes of it.
static bool is_agency_alone(const survey *s, const markable *m) {
  str low = low_str(s->d, m->beg);
  bool listed = m->end - m->beg == 1 && lex_find(LEX_AGENCIES, low) && !lex_find(LEX_GENDERS, low);
  return listed && !s->surname[s->d->tokens.low[m->beg]];
}

static void name_traits(const survey *s, markable *m) {
  const doc *d = s->d;
  if (m->name == NAME_PERSON && is_agency_alone(s, m)) m->name = NAME_ORGANISATION;
  m->kind = kind_of_name(m->name);
  m->sure = m->name != NAME_OTHER && m->name != NAME_NONE;
  m->number = NUMBER_ONE;
  const lex_entry *body = lex_tokens(d, LEX_BODIES, m->beg, m->end),
                  *country = lex_tokens(d, LEX_COUNTRIES, m->beg, m->end);
  const lex_entry *medium = lex_tokens(d, LEX_AGENCIES, m->beg, m->end);
  if (!medium) medium = lex_tokens(d, LEX_MEDIA, m->beg, m->end);
  if (m->name == NAME_PERSON) body = medium = country = NULL;
  if (body || medium) m->kind = ENTITY_ORGANISATION, m->sure = true, m->flags |= M_GROUP;
  if (body) source_from(m, body), m->country = country_code(body);
  if (medium) m->country = country_code(medium);
  if (country && !body && !medium) {
    m->country = country_code(country);
    m->kind = lex_says(country, "people") ? ENTITY_PEOPLE : ENTITY_PLACE;
    m->sure = true;
    if (lex_says(country, "people")) m->number = NUMBER_MANY;
    if (lex_says(country, "adjective")) m->flags |= M_ADJECTIVE;
    if (lex_says(country, "adjective") && d->tokens.xpos && d->tokens.xpos[m->end - 1] == XPOS_NNPS)
      m->kind = ENTITY_PEOPLE;
  }
  last_word_traits(d, m);
  if (m->kind == ENTITY_ORGANISATION) m->flags |= M_GROUP;
  for (u32 t = m->role_beg; t < m->role_end; t++) {
    const lex_entry *role = head_entry(d, t);
    gender_from(m, role);
    source_from(m, role);
    bool person = t + 1 == m->role_end && str_eq(lex_value(role, "kind"), S("person"));
    if (person && (!m->sure || m->kind == ENTITY_THING)) m->kind = ENTITY_PERSON, m->name = NAME_PERSON, m->sure = true;
  }
  if (!m->country && m->role_beg < m->role_end) m->country = country_in(d, m->role_beg, m->role_end);
}

static void nominal_traits(const survey *s, markable *m) {
  const doc *d = s->d;
  const lex_entry *e = head_entry(d, m->head);
  kind_from(m, lex_value(e, "kind"));
  source_from(m, e);
  gender_from(m, e);
  if (lex_says(e, "group") || m->kind == ENTITY_ORGANISATION) m->flags |= M_GROUP;
  u8 x = d->tokens.xpos ? d->tokens.xpos[m->head] : XPOS_NONE;
  m->number = x == XPOS_NNS || x == XPOS_NNPS ? NUMBER_MANY : x == XPOS_CD ? NUMBER_MANY : NUMBER_ONE;
  if (m->flags & M_COORDINATED) m->number = NUMBER_MANY;
  m->country = country_in(d, m->first, m->head);
  str set = lex_value(lex_find(LEX_SYNONYMS, words_str(d->words, m->lemma)), "set");
  if (set.n) m->synonyms = (u32)hash_str(set) | 1;
}

// Pronouns are a closed class of the grammar: form, person, number, gender.
static const struct {
  const char *form;
  u8 person, number, gender;
  u16 flags;
} pronouns[] = {
    {"he", 3, NUMBER_ONE, GENDER_MALE, 0},       {"him", 3, NUMBER_ONE, GENDER_MALE, 0},
    {"his", 3, NUMBER_ONE, GENDER_MALE, M_POSSESSIVE}, {"himself", 3, NUMBER_ONE, GENDER_MALE, M_REFLEXIVE},
    {"she", 3, NUMBER_ONE, GENDER_FEMALE, 0},    {"her", 3, NUMBER_ONE, GENDER_FEMALE, 0},
    {"hers", 3, NUMBER_ONE, GENDER_FEMALE, 0},   {"herself", 3, NUMBER_ONE, GENDER_FEMALE, M_REFLEXIVE},
    {"it", 3, NUMBER_ONE, GENDER_NEUTER, 0},     {"its", 3, NUMBER_ONE, GENDER_NEUTER, M_POSSESSIVE},
    {"itself", 3, NUMBER_ONE, GENDER_NEUTER, M_REFLEXIVE},
    {"they", 3, NUMBER_MANY, 0, 0},              {"them", 3, NUMBER_MANY, 0, 0},
    {"their", 3, NUMBER_MANY, 0, M_POSSESSIVE},  {"theirs", 3, NUMBER_MANY, 0, 0},
    {"themselves", 3, NUMBER_MANY, 0, M_REFLEXIVE}, {"'em", 3, NUMBER_MANY, 0, 0},
    {"i", 1, NUMBER_ONE, 0, 0},                  {"me", 1, NUMBER_ONE, 0, 0},
    {"my", 1, NUMBER_ONE, 0, M_POSSESSIVE},      {"mine", 1, NUMBER_ONE, 0, 0},
    {"myself", 1, NUMBER_ONE, 0, M_REFLEXIVE},   {"we", 1, NUMBER_MANY, 0, 0},
    {"us", 1, NUMBER_MANY, 0, 0},                {"our", 1, NUMBER_MANY, 0, M_POSSESSIVE},
    {"ours", 1, NUMBER_MANY, 0, 0},              {"ourselves", 1, NUMBER_MANY, 0, M_REFLEXIVE},
    {"you", 2, NUMBER_UNKNOWN, 0, 0},            {"your", 2, NUMBER_UNKNOWN, 0, M_POSSESSIVE},
    {"yours", 2, NUMBER_UNKNOWN, 0, 0},          {"yourself", 2, NUMBER_UNKNOWN, 0, M_REFLEXIVE},
    {"there", 3, NUMBER_ONE, GENDER_NEUTER, 0},
};

static void pronoun_traits(const survey *s, markable *m) {
  for (u32 i = 0; i < COUNT_OF(pronouns); i++) {
    if (!low_is(s->d, m->head, pronouns[i].form)) continue;
    m->person = pronouns[i].person;
    m->number = pronouns[i].number;
    m->gender = pronouns[i].gender;
    m->flags |= pronouns[i].flags;
  }
  if (low_is(s->d, m->head, "her") && s->d->tokens.xpos[m->head] == XPOS_PRPS) m->flags |= M_POSSESSIVE;
  if (m->gender == GENDER_MALE || m->gender == GENDER_FEMALE || m->person == 1) m->kind = ENTITY_PERSON, m->sure = true;
  if (low_is(s->d, m->head, "there")) m->kind = ENTITY_PLACE, m->sure = true;
}

static void determiner_traits(const doc *d, markable *m) {
  u32 t = m->first;
  if (!d->tokens.upos || m->form != FORM_NOMINAL) return;
  bool the = low_is(d, t, "the") || low_is(d, t, "both");
  bool that = low_is(d, t, "this") || low_is(d, t, "that") || low_is(d, t, "these") || low_is(d, t, "those");
  if (that) m->flags |= M_DEMONSTRATIVE;
  if (the || that || m->flags & M_POSSESSED) m->flags |= M_DEFINITE;
  else m->flags |= M_INDEFINITE;
  if (low_is(d, t, "no") || low_is(d, t, "nobody") || low_is(d, t, "nothing")) m->flags |= M_NEGATIVE;
}

bool says_something(const doc *d, u32 t) {
  static const char *const classes[] = {"speech", "say", "claim", "deny", "accuse", "urge"};
  const lex_entry *e =
      d->tokens.upos[t] == UPOS_VERB ? lex_find(LEX_CUES, words_str(d->words, d->tokens.lemma[t])) : NULL;
  for (u32 i = 0; e && i < COUNT_OF(classes); i++)
    if (lex_says(e, classes[i])) return true;
  return false;
}

// The subject of a verb of speech that is not itself told ("said that they would discuss"), or X of "according to X".
static bool speaks(const doc *d, const markable *m) {
  u32 up = d->tokens.head[m->head];
  rel r = (rel)d->tokens.rel[up];
  bool told = r == REL_CCOMP || r == REL_XCOMP || r == REL_ACL || r == REL_ACL_RELCL;
  if (m->flags & M_SUBJECT && up && !told && says_something(d, up)) return true;
  return m->first > 2 && low_is(d, m->first - 1, "to") && low_is(d, m->first - 2, "according");
}

void traits_set(const survey *s, markable *m) {
  const doc *d = s->d;
  if (d->tokens.lemma) m->lemma = d->tokens.lemma[m->head];
  if (m->form == FORM_NAME) name_traits(s, m);
  else if (m->form == FORM_PRONOUN) pronoun_traits(s, m);
  else nominal_traits(s, m);
  determiner_traits(d, m);
  u8 r = d->tokens.rel[m->head];
  if (r == REL_NSUBJ || r == REL_NSUBJ_PASS || r == REL_NSUBJ_OUTER) m->flags |= M_SUBJECT;
  if (speaks(d, m)) m->flags |= M_SPEAKS;
  if (s->quoted[m->head]) m->flags |= M_QUOTED, m->quote = s->quote[m->head];
  zone_kind z = zone_at(d, d->tokens.at[m->head].beg);
  if (z == ZONE_HEADLINE || z == ZONE_STANDFIRST) m->flags |= M_HEADLINE;
}

// What kind of source a noun phrase would be: by the tables of bodies and media, by the words of a name, by roles and heads.
//
// The kinds are those of the annotation guideline of the chains: one who speaks for a state is an official, for anybody
// else a spokesperson; "officials" without a name are the government; bare "reports" are those of other outlets.
#include "read/entity.h"
#include "read/mention.h"

enum { ROLE_WORDS = 40, NAME_WORDS = 12 };

typedef enum { SIDE_NONE, SIDE_STATE, SIDE_OTHER } side;

static source_kind source_of_entry(const lex_entry *e) {
  source_kind k = source_kind_of(lex_value(e, "source"));
  return k < SOURCE_COUNT ? k : SOURCE_UNNAMED;
}

// ---- words of a string (a role as printed)

typedef struct {
  str word[ROLE_WORDS];      // lower case
  bool capital[ROLE_WORDS];
  u32 len;
  char low[400];
} role_words;

static bool ends_word(char c) { return is_space(c) || c == ',' || c == '(' || c == ')' || c == '"'; }

static void split_role(role_words *to, str s) {
  size_t n = 0;
  to->len = 0;
  for (size_t i = 0; i < s.n && to->len < ROLE_WORDS;) {
    size_t beg = n;
    bool capital = is_upper(s.p[i]);
    for (; i < s.n && !ends_word(s.p[i]) && n < sizeof to->low; i++) to->low[n++] = to_lower(s.p[i]);
    if (n > beg) {
      to->capital[to->len] = capital;
      to->word[to->len++] = (str){to->low + beg, n - beg};
    }
    if (n == sizeof to->low) break;
    while (i < s.n && ends_word(s.p[i])) i++;
  }
}

static str role_word_at(const void *from, u32 i) { return ((const role_words *)from)->word[i]; }

static bool joins_body(str w) {
  return str_eq(w, S("of")) || str_eq(w, S("for")) || str_eq(w, S("at")) || str_eq(w, S("in")) || str_eq(w, S("with")) ||
         str_eq(w, S("from")) || str_eq(w, S("to"));
}

// The entry of a lower-case word as a head noun, a plural ending taken off.
static const lex_entry *head_of_word(str w) {
  const lex_entry *e = lex_find(LEX_HEADS, w);
  if (!e && w.n > 3 && str_ends(w, S("s"))) e = lex_find(LEX_HEADS, str_sub(w, 0, w.n - 1));
  return e;
}

// The word that says what one is: the last one before "of", "for", "at" that is a person's role.
static const lex_entry *role_head(const role_words *r) {
  const lex_entry *best = NULL;
  for (u32 i = 0; i < r->len && !(best && joins_body(r->word[i])); i++) {
    const lex_entry *e = head_of_word(r->word[i]);
    if (str_eq(lex_value(e, "kind"), S("person")) && source_of_entry(e)) best = e;
  }
  return best;
}

// Whose role it is: a country, a ministry, a court are the state's; a company, a club, a name unknown are not.
static side role_side(const role_words *r) {
  side found = SIDE_NONE;
  for (u32 i = 0; i < r->len; i++) {
    u32 len = 0;
    const lex_entry *e = lex_phrase(LEX_BODIES, i, r->len, role_word_at, r, &len);
    source_kind k = source_of_entry(e);
    if (k == SOURCE_GOVERNMENT) return SIDE_STATE;
    if (k) found = SIDE_OTHER;
    e = head_of_word(r->word[i]);
    k = str_eq(lex_value(e, "kind"), S("organisation")) ? source_of_entry(e) : SOURCE_UNNAMED;
    if (k == SOURCE_GOVERNMENT) return SIDE_STATE;
    if (k) found = SIDE_OTHER;
    if (found == SIDE_NONE && lex_phrase(LEX_COUNTRIES, i, r->len, role_word_at, r, &len) && r->capital[i])
      found = SIDE_STATE;
  }
  for (u32 i = 1; i < r->len && found == SIDE_NONE; i++)
    if (r->capital[i] && joins_body(r->word[i - 1])) found = SIDE_OTHER;
  return found;
}

// Heads of bodies speak for them: of a state's as officials, of others' as spokespersons; a bare leader is a state's.
static source_kind source_of_role(const lex_entry *head, side whose) {
  source_kind k = source_of_entry(head);
  if (k == SOURCE_SPOKESPERSON) return whose == SIDE_STATE ? SOURCE_OFFICIAL : SOURCE_SPOKESPERSON;
  if (lex_says(head, "leads") && whose != SIDE_NONE) return whose == SIDE_STATE ? SOURCE_OFFICIAL : SOURCE_SPOKESPERSON;
  if (k == SOURCE_OFFICIAL && whose == SIDE_OTHER && !lex_says(head, "public")) return SOURCE_SPOKESPERSON;
  if (k == SOURCE_PERSON && whose == SIDE_STATE && lex_says(head, "leads")) return SOURCE_OFFICIAL;
  return k;
}

static source_kind source_of_role_text(str role) {
  role_words r;
  split_role(&r, role);
  const lex_entry *head = role_head(&r);
  return head ? source_of_role(head, role_side(&r)) : SOURCE_UNNAMED;
}

// ---- names of bodies

static source_kind source_of_medium(const lex_entry *e, bool agency) {
  str owner = lex_value(e, "owner");
  if (str_eq(owner, S("state"))) return SOURCE_STATE_MEDIA;
  return agency ? SOURCE_AGENCY : SOURCE_OUTLET;
}

// "The Hill" is listed so, "The New York Times" without its article.
static const lex_entry *find_name(enum lexicon list, str name, arena *mem) {
  str low = str_lower(mem, name);
  const lex_entry *e = lex_find(list, low);
  return e || !str_starts(low, S("the ")) ? e : lex_find(list, str_from(low, 4));
}

// By the words of the name: "Ministry of Health", "Lagos State Police", "Acme Corporation".
static source_kind source_of_name_words(str name) {
  role_words r;
  split_role(&r, name);
  source_kind first = SOURCE_UNNAMED;
  for (u32 i = MIN(r.len, (u32)NAME_WORDS); i-- > 0;) {
    const lex_entry *e = head_of_word(r.word[i]);
    source_kind k =
        str_eq(lex_value(e, "kind"), S("organisation")) || lex_says(e, "name") ? source_of_entry(e) : SOURCE_UNNAMED;
    if (!k) continue;
    if (k == SOURCE_GOVERNMENT) return k;
    if (!first) first = k;
  }
  return first;
}

source_kind source_kind_of_name(str name, arena *mem) {
  const lex_entry *e = find_name(LEX_AGENCIES, name, mem);
  if (e) return source_of_medium(e, true);
  e = find_name(LEX_MEDIA, name, mem);
  if (e) return source_of_medium(e, false);
  e = find_name(LEX_BODIES, name, mem);
  if (e) return source_of_entry(e);
  return source_of_name_words(name);
}

static source_kind source_of_body(const doc *d, const entity *e) {
  source_kind k = source_kind_of_name(e->name, d->mem);
  for (u32 i = 0; i < e->nroles && !k; i++) {
    role_words r;
    split_role(&r, e->roles[i]);
    for (u32 w = r.len; w-- > 0 && !k;) k = source_of_entry(head_of_word(r.word[w]));
  }
  return k ? k : SOURCE_ORGANISATION;
}

static source_kind source_of_person(const doc *d, const entity *e, u32 first, u32 last) {
  source_kind k = source_of_role_text(doc_str(d, token_span(d, first, last)));
  for (u32 i = 0; i < e->nroles && (!k || k == SOURCE_PERSON); i++) {
    source_kind of_role = source_of_role_text(e->roles[i]);
    if (of_role) k = of_role;
  }
  if (!k || k == SOURCE_PERSON)
    k = e->source == SOURCE_OFFICIAL || e->source == SOURCE_EXPERT || e->source == SOURCE_WITNESS ? e->source : k;
  return k ? k : SOURCE_PERSON;
}

// ---- noun phrases

static u32 head_in(const doc *d, u32 first, u32 last) {
  for (u32 t = first; t < last && d->tokens.head; t++) {
    u32 up = d->tokens.head[t];
    if ((up < first || up >= last) && d->tokens.upos[t] != UPOS_PUNCT && d->tokens.upos[t] != UPOS_ADP) return t;
  }
  return last - 1;
}

static bool is_plural(const doc *d, u32 t) { return d->tokens.xpos[t] == XPOS_NNS || d->tokens.xpos[t] == XPOS_NNPS; }

static source_kind source_of_nominal(const doc *d, u32 first, u32 last) {
  u32 head = head_in(d, first, last);
  const lex_entry *e = head_entry(d, head);
  role_words r;
  split_role(&r, doc_str(d, token_span(d, first, last)));
  source_kind k = source_of_entry(e);
  bool bare = last - first == 1 || (last - first == 2 && d->tokens.upos[first] == UPOS_ADJ);
  if (!str_eq(lex_value(e, "kind"), S("person"))) {
    if (k == SOURCE_OUTLET && lex_phrase(LEX_HEADS, 0, r.len, role_word_at, &r, &head) && str_eq(r.word[0], S("state")))
      return SOURCE_STATE_MEDIA;
    if (k == SOURCE_DOCUMENT && bare && is_plural(d, head) && lex_says(e, "media")) return SOURCE_OUTLET;
    return k;
  }
  k = source_of_role(e, role_side(&r));
  if (k == SOURCE_OFFICIAL && is_plural(d, head) && !lex_says(e, "elected")) return SOURCE_GOVERNMENT;
  return k;
}

static bool names_state(const doc *d, const entity *e) {
  const lex_entry *c = find_name(LEX_COUNTRIES, e->name, d->mem);
  return e->kind == ENTITY_PLACE && c && !lex_says(c, "people");
}

bool is_media(source_kind k) { return k == SOURCE_AGENCY || k == SOURCE_OUTLET || k == SOURCE_STATE_MEDIA; }

source_kind source_kind_of_np(const doc *d, u32 first, u32 last, u32 row) {
  if (first >= last || last > d->tokens.len || !d->tokens.upos) return SOURCE_UNNAMED;
  const entity *e = &d->entities.at[row];
  if (row && e->named) {
    if (e->kind == ENTITY_PERSON) return source_of_person(d, e, first, last);
    if (names_state(d, e)) return SOURCE_GOVERNMENT;
    if (e->kind != ENTITY_PEOPLE && e->kind != ENTITY_PLACE) return source_of_body(d, e);
    return e->kind == ENTITY_PLACE ? SOURCE_GOVERNMENT : SOURCE_PERSON;
  }
  source_kind k = source_of_nominal(d, first, last);
  if (!k && row) k = e->source;
  if (!k && row && e->kind == ENTITY_PERSON) k = SOURCE_PERSON;
  return k;
}

bool np_is_named(const doc *d, u32 first, u32 last) {
  if (first >= last || last > d->tokens.len || !d->tokens.upos) return false;
  u32 head = head_in(d, first, last);
  return d->tokens.upos[head] == UPOS_PROPN || (d->tokens.name && d->tokens.name[head]);
}

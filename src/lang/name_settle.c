// What the list of known names and the words around say of names that the chain has found, or passed over.
#include "lang/name_settle.h"

#include "base/hash.h"

enum { LONGEST_PERSON = 4 };

static const u32 BODIES = KNOWN_OUTLET | KNOWN_BODY;
static const u32 PERSONS = KNOWN_FIRST_NAME | KNOWN_SURNAME | KNOWN_LEADER;

static u32 classes_of(const name_view *v, const phrases *known, u32 first, u32 last) {
  u32 state = 0;
  for (u32 i = first; i < last; i++)
    if (!(state = phrases_step(known, state, known_key(low_str(v->d, i))))) return 0;
  return known->at[state].classes;
}

// A place is a country or a city where the list says so of all of its words.
static name_kind place_kind(u32 classes) {
  if (classes & KNOWN_COUNTRY) return NAME_COUNTRY;
  if (classes & KNOWN_CITY) return NAME_CITY;
  return classes & KNOWN_TOWN && !(classes & KNOWN_REGION) ? NAME_CITY : NAME_PLACE;
}

// A noun of a body before the name: broadcaster Zarya.
static bool body_before(const name_view *v, u32 first) {
  bool inside = first > 1 && v->d->tokens.sentence[first - 1] == v->d->tokens.sentence[first];
  return inside && v->look[first - 1].kind == NAME_ORGANISATION && !(v->lex[first - 1]->traits & LEXEME_CAPITAL);
}

// A listed body that is nothing else; towns are often called like one, and so are the countries of unions.
static bool is_body(u32 classes) {
  return classes & BODIES && !(classes & (PERSONS | KNOWN_PEOPLE | KNOWN_CITY | KNOWN_CAPITAL | KNOWN_REGION));
}

static name_kind settled_kind(const name_view *v, name_kind kind, u32 classes, u32 first, u32 last) {
  if (is_body(classes)) return NAME_ORGANISATION;
  if (classes == KNOWN_PEOPLE) return NAME_PEOPLE;
  if (kind == NAME_PERSON && last == first + 1 && classes & KNOWN_COUNTRY && !(v->usage[v->d->tokens.low[first]] & USED_PERSON)) kind = NAME_PLACE;
  if (kind == NAME_PERSON && body_before(v, first) && !(classes & PERSONS) && !(v->look[first].known & KNOWN_FIRST_NAME)) return NAME_ORGANISATION;
  return kind == NAME_PLACE ? place_kind(classes) : kind;
}

// Words of names of several words of persons: a Georgia beside a Georgia Meloni is no country.
static void mark_persons(name_view *v, const u8 *label) {
  for (u32 i = 1; i + 1 < v->d->tokens.len; i++)
    if (name_label_kind(label[i]) == NAME_PERSON && label[i + 1] == name_label_inside(label[i])) {
      v->usage[v->d->tokens.low[i]] |= USED_PERSON;
      v->usage[v->d->tokens.low[i + 1]] |= USED_PERSON;
    }
}

static bool is_article(const doc *d, u32 i) { return str_eq(low_str(d, i), S("the")); }

static bool is_proper(const name_view *v, u32 i) {
  u8 tag = v->d->tokens.xpos[i];
  return (tag == XPOS_NNP || tag == XPOS_NNPS) && !(v->usage[v->d->tokens.low[i]] & USED_LOW);
}

// A run of capitals that the chain has passed over though all of it is the name of a body or a country.
static name_kind passed_over(const name_view *v, u32 first, u32 last, u32 classes) {
  bool country = classes & KNOWN_COUNTRY && !(classes & PERSONS);
  if (!is_body(classes) && !country) return NAME_NONE;
  for (u32 i = first; i < last; i++)
    if (!is_proper(v, i)) return NAME_NONE;
  return is_body(classes) ? NAME_ORGANISATION : NAME_COUNTRY;
}

// The end of a passed-over name of the kind Ministry of Foreign Affairs that begins at `first`; `first` where none does.
static u32 body_of_end(const name_view *v, u32 first, const u8 *label) {
  const name_glance *g = &v->look[first];
  u32 of = g->run_end, end = of;
  if (of <= first || of >= g->wide_end || !str_eq(low_str(v->d, of), S("of"))) return first;
  if (v->look[of - 1].kind != NAME_ORGANISATION || !is_proper(v, of - 1)) return first;
  while (end < g->wide_end && !label[end]) end++;
  return end == g->wide_end ? end : first;
}

static void put_name(doc *d, u32 first, u32 last, name_kind kind) {
  for (u32 k = first; k < last && kind; k++) d->tokens.name[k] = k == first ? name_begin(kind) : name_inside(kind);
}

// The end of a passed-over person behind a title at `title`: President Aino Laakso. Where no such name is, title + 1.
static u32 person_end(const name_view *v, u32 title, const u8 *label) {
  u32 end = title + 1;
  if (!v->look[title].title || end == v->d->tokens.len || v->d->tokens.sentence[end] != v->d->tokens.sentence[title]) return end;
  u32 run_end = v->look[end].run_end;
  while (end < run_end && end <= title + LONGEST_PERSON && !label[end] && is_proper(v, end) && !v->look[end].title && !v->look[end].kind) end++;
  return end == run_end || (end < run_end && label[end]) ? end : title + 1;
}

// One token, or the run of capitals that begins there; gives the token to go on with.
static u32 settle_unlabelled(doc *d, const name_view *v, const phrases *known, const u8 *label, u32 i) {
  const name_glance *g = &v->look[i];
  if (g->writing != WRITTEN_PLAIN) return i + 1;
  if (g->run_beg == i && g->run_end) {
    u32 first = i + (is_article(d, i) && g->run_end > i + 1), last = first, body_end = body_of_end(v, first, label);
    while (last < g->run_end && !label[last]) last++;
    name_kind kind = last == g->run_end ? passed_over(v, first, last, classes_of(v, known, first, last)) : NAME_NONE;
    if (body_end > first) kind = NAME_ORGANISATION, last = body_end;
    put_name(d, first, last, kind);
    if (kind) return last;
  }
  u32 end = person_end(v, i, label);
  if (end > i + 1) put_name(d, i + 1, end, NAME_PERSON);
  return end;
}

void name_settle(doc *d, name_view *v, const phrases *known, const u8 *label) {
  mark_persons(v, label);
  for (u32 i = 1, end; i < d->tokens.len; i = end) {
    end = i + 1;
    if (!label[i]) {
      end = settle_unlabelled(d, v, known, label, i);
      continue;
    }
    while (end < d->tokens.len && label[end] && label[end] == name_label_inside(label[i])) end++;
    u32 first = i + (is_article(d, i) && end > i + 1);
    put_name(d, first, end, settled_kind(v, name_label_kind(label[i]), classes_of(v, known, first, end), first, end));
  }
}

// What the list of known names and the words around say of names that the chain has found, or passed over.
#include "lang/name_settle.h"

#include "model/lexicon.h"

enum { LONGEST_PERSON = 4, LONGEST_SPELLED = 8 };

static const u32 PLACES = KNOWN_COUNTRY | KNOWN_CITY | KNOWN_TOWN | KNOWN_REGION | KNOWN_CAPITAL;
static const u32 BODIES = KNOWN_OUTLET | KNOWN_BODY;
static const u32 PERSONS = KNOWN_FIRST_NAME | KNOWN_SURNAME | KNOWN_LEADER;

static bool is_article(const doc *d, u32 i) { return str_eq(low_str(d, i), S("the")); }

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

// A listed body that is nothing else; towns are often called like one. A body that is listed as a country, too, is a
// union.
static bool is_body(u32 classes) {
  return classes & BODIES && !(classes & (PERSONS | KNOWN_PEOPLE | KNOWN_CITY | KNOWN_CAPITAL | KNOWN_REGION));
}

// A country or its capital, which stands alone for a person only where the article has more of that name: Washington.
static bool is_seat(u32 classes) { return classes & (KNOWN_COUNTRY | KNOWN_CAPITAL); }

static bool is_place_only(u32 classes) { return classes && !(classes & ~PLACES); }

static bool is_word_of_place(str low) {
  static const char *const words_of_place[] = {"in", "near", "at", "from", "outside"};
  for (u32 i = 0; i < COUNT_OF(words_of_place); i++)
    if (str_eq(low, str_of(words_of_place[i]))) return true;
  return false;
}

static bool is_place(name_kind k) { return k == NAME_CITY || k == NAME_PLACE || k == NAME_COUNTRY; }

static bool begins_sentence(const doc *d, u32 i) { return i < 2 || d->tokens.sentence[i - 1] != d->tokens.sentence[i]; }

// "in X", and "Perth and X" behind a place: X stands where a place would.
static bool stands_as_place(const doc *d, u32 first) {
  if (begins_sentence(d, first)) return false;
  str before = low_str(d, first - 1);
  if (is_word_of_place(before)) return true;
  return (str_eq(before, S("and")) || str_eq(before, S(","))) && is_place(name_at(d, first - 2));
}

// "in Perth and X": whatever X is, it is like Perth.
static bool stands_beside_place(const doc *d, u32 first) {
  if (begins_sentence(d, first) || !str_eq(low_str(d, first - 1), S("and")) || !is_place(name_at(d, first - 2)))
    return false;
  u32 i = first - 2;
  while (i > 1 && !name_begins(d->tokens.name[i])) i--;
  return !begins_sentence(d, i) && is_word_of_place(low_str(d, i - 1));
}

static name_kind settled_kind(const name_view *v, name_kind kind, u32 classes, u32 first, u32 last) {
  if (is_body(classes)) return NAME_ORGANISATION;
  if (classes == KNOWN_PEOPLE) return NAME_PEOPLE;
  if (kind == NAME_PERSON && last == first + 1 && is_seat(classes) && !(v->usage[v->d->tokens.low[first]] & USED_PERSON))
    kind = place_kind(classes);
  if (kind == NAME_PERSON && body_before(v, first) && !(classes & PERSONS) &&
      !(v->look[first].known & KNOWN_FIRST_NAME))
    return NAME_ORGANISATION;
  const doc *d = v->d;
  if (is_place_only(classes) && (kind == NAME_PERSON || (kind == NAME_ORGANISATION && stands_as_place(d, first))))
    kind = NAME_PLACE;
  if (!classes && kind == NAME_ORGANISATION && last == first + 1 && stands_beside_place(d, first)) kind = NAME_PLACE;
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

// The run of capitals behind `of` and `of the` at token i; 0 where there is none.
static u32 after_of(const name_view *v, u32 i, u32 last) {
  if (i + 1 >= last || !str_eq(low_str(v->d, i), S("of"))) return 0;
  i += i + 2 < last && is_article(v->d, i + 1) ? 2 : 1;
  return v->look[i].run_beg == i ? v->look[i].run_end : 0;
}

// The end of a passed-over name of the kind Ministry of Foreign Affairs that begins at `first`; `first` where none
// does.
static u32 body_of_end(const name_view *v, u32 first, const u8 *label) {
  u32 last = v->d->sentences.at[v->d->tokens.sentence[first]].last, of = v->look[first].run_end, end = of;
  if (of <= first || v->look[of - 1].kind != NAME_ORGANISATION || !is_proper(v, of - 1)) return first;
  for (u32 next; (next = after_of(v, end, last));) end = next;
  for (u32 i = first; i < end; i++)
    if (label[i]) return first;
  return end > of ? end : first;
}

static void put_name(doc *d, u32 first, u32 last, name_kind kind) {
  for (u32 k = first; k < last && kind; k++) d->tokens.name[k] = k == first ? name_begin(kind) : name_inside(kind);
}

// The end of a passed-over person behind a title at `title`: President Aino Laakso. Where no such name is, title + 1.
static u32 person_end(const name_view *v, u32 title, const u8 *label) {
  u32 end = title + 1;
  if (!v->look[title].title || end == v->d->tokens.len || v->d->tokens.sentence[end] != v->d->tokens.sentence[title])
    return end;
  u32 run_end = v->look[end].run_end;
  while (end < run_end && end <= title + LONGEST_PERSON && !label[end] && is_proper(v, end) && !v->look[end].title &&
         !v->look[end].kind)
    end++;
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

static bool has_of(const doc *d, u32 first, u32 end) {
  while (first < end && !str_eq(low_str(d, first), S("of"))) first++;
  return first < end;
}

// The end of the passed-over run of capitals behind an `and` at token i; i where there is none.
static u32 and_end(const name_view *v, u32 i, const u8 *label) {
  const doc *d = v->d;
  if (i + 1 >= d->sentences.at[d->tokens.sentence[i - 1]].last || !str_eq(low_str(d, i), S("and"))) return i;
  u32 at = i + 1, end = v->look[at].run_beg == at ? v->look[at].run_end : at;
  while (at < end && !label[at] && is_proper(v, at)) at++;
  return at == end && end > i + 1 ? end : i;
}

// A body's name goes on to the end of its run of capitals: Ministry of Foreign [Affairs], Department of Housing [and
// Urban Development].
static u32 body_end(const name_view *v, u32 first, u32 end, const u8 *label) {
  u32 run_end = v->look[end - 1].run_end, at = end;
  if (name_label_kind(label[first]) != NAME_ORGANISATION || v->look[first].writing != WRITTEN_PLAIN) return end;
  while (at < run_end && !label[at] && is_proper(v, at) && !lex_has(LEX_MONTHS, low_str(v->d, at))) at++;
  if (at != run_end) return end;
  return has_of(v->d, first, at) ? and_end(v, at, label) : at;
}

// The end of the listed body that begins where the name does: Organization for Security and Co-operation [in Europe].
static u32 listed_end(const name_view *v, u32 first, u32 end, const u8 *label) {
  u32 last = v->d->sentences.at[v->d->tokens.sentence[first]].last, at = first + 1;
  if (name_label_kind(label[first]) != NAME_ORGANISATION || !(v->look[first].known & KNOWN_BODY)) return end;
  while (at < last && v->look[at].known & KNOWN_BODY << 16) at++;
  return MAX(at, end);
}

// Where an `and` joins two names of persons or places that the chain took for one (not Trinidad and Tobago); else
// `end`.
static u32 joined_at(const name_view *v, const phrases *known, const u8 *label, u32 first, u32 end) {
  name_kind k = name_label_kind(label[first]);
  if ((k != NAME_PERSON && k != NAME_PLACE) || classes_of(v, known, first, end)) return end;
  for (u32 i = first + 1; i + 1 < end; i++)
    if (str_eq(low_str(v->d, i), S("and"))) return i;
  return end;
}

// ---- long names that the acronym in brackets behind them spells out: Transport for London (TfL)

static bool is_acronym(str s) {
  size_t capitals = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (!is_alpha(s.p[i])) return false;
    capitals += is_upper(s.p[i]);
  }
  return capitals > 1 && s.n > 2 && s.n <= LONGEST_SPELLED;
}

// The first token of the long name before the bracket, 0 = none. A small word may lend its letter or not.
static u32 spelled_from(const doc *d, u32 bracket, u32 first) {
  str a = token_str(d, bracket + 1);
  size_t left = a.n;
  u32 t = bracket;
  while (t > first && left && bracket - t < 2 * LONGEST_SPELLED) {
    str w = token_str(d, --t);
    if (to_lower(w.p[0]) == to_lower(a.p[left - 1])) left--;
    else if (!lex_says(lex_find(LEX_NAME_WORDS, low_str(d, t)), "small")) return 0;
  }
  return !left && is_upper(token_str(d, t).p[0]) ? t : 0;
}

// As many capital words as make it a name, and no person among them.
static bool could_be_body(const doc *d, u32 first, u32 last) {
  u32 capitals = 0;
  for (u32 t = first; t < last; t++) {
    capitals += is_upper(token_str(d, t).p[0]);
    if (d->tokens.name[t] && name_kind_of(d->tokens.name[t]) == NAME_PERSON) return false;
  }
  return capitals > 1;
}

static void settle_spelled(doc *d) {
  for (u32 s = 1; s < d->sentences.len; s++)
    for (u32 t = d->sentences.at[s].first + 2; t + 2 < d->sentences.at[s].last; t++) {
      if (!str_eq(token_str(d, t), S("(")) || !str_eq(token_str(d, t + 2), S(")")) || !is_acronym(token_str(d, t + 1))) continue;
      u32 from = spelled_from(d, t, d->sentences.at[s].first);
      if (!from || name_end(d, from) >= t || !could_be_body(d, from, t)) continue;
      put_name(d, from, t, NAME_ORGANISATION);
      put_name(d, t + 1, t + 2, NAME_ORGANISATION);
    }
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
    end = body_end(v, i, end, label);
    end = listed_end(v, i + is_article(d, i), end, label);
    u32 first = i + (is_article(d, i) && end > i + 1), split = joined_at(v, known, label, first, end);
    name_kind kind = name_label_kind(label[i]);
    put_name(d, first, split, settled_kind(v, kind, classes_of(v, known, first, split), first, split));
    if (split < end)
      put_name(d, split + 1, end, settled_kind(v, kind, classes_of(v, known, split + 1, end), split + 1, end));
  }
  settle_spelled(d);
}

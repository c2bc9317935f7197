// Names as runs of tokens: those of the name column, and nationalities that it leaves out. Titles are cut off.
#include "read/mention.h"

bool is_name_tag(const doc *d, u32 token) {
  u8 x = d->tokens.xpos ? d->tokens.xpos[token] : XPOS_NONE;
  return x == XPOS_NNP || x == XPOS_NNPS || (d->tokens.upos && d->tokens.upos[token] == UPOS_PROPN);
}

bool is_noun(const doc *d, u32 token) {
  if (!d->tokens.upos) return false;
  return d->tokens.upos[token] == UPOS_NOUN || d->tokens.upos[token] == UPOS_PROPN;
}

// Tokens joined by blanks where the text has white space; with a final apostrophe-s left off by the caller.
const lex_entry *lex_tokens(const doc *d, enum lexicon list, u32 first, u32 last) {
  char key[96];
  size_t n = 0;
  for (u32 t = first; t < last; t++) {
    str w = low_str(d, t);
    if (n + w.n + 1 > sizeof key) return NULL;
    if (t > first && !(d->tokens.flags[t - 1] & TOKEN_GLUED)) key[n++] = ' ';
    memcpy(key + n, w.p, w.n);
    n += w.n;
  }
  return n ? lex_find(list, (str){key, n}) : NULL;
}

static bool is_capital(const doc *d, u32 token) {
  str w = token_str(d, token);
  return w.n && (is_upper(w.p[0]) || (u8)w.p[0] >= 0x80);
}

static bool joins_name(const doc *d, u32 t) {
  str w = low_str(d, t);
  return w.n <= 3 && (str_eq(w, S("'s")) || str_eq(w, S("-")) || str_eq(w, S("the")) ||
                      lex_says(lex_find(LEX_NAME_WORDS, w), "small"));
}

// Capitals and the small words between them, as far as a listed name could go.
static u32 capitals_end(const doc *d, u32 t, u32 last) {
  u32 end = t + 1;
  for (u32 i = t + 1; i < last && i < t + 9; i++) {
    if (is_capital(d, i)) end = i + 1;
    else if (!joins_name(d, i)) break;
  }
  return end;
}

// "Washington" in lower case is none, nor is "us".
static bool may_be_name(const doc *d, u32 first, u32 last) {
  bool capital = false;
  for (u32 t = first; t < last; t++) capital |= is_capital(d, t);
  return capital;
}

static const lex_entry *country_entry(const doc *d, u32 first, u32 last) {
  return may_be_name(d, first, last) ? lex_tokens(d, LEX_COUNTRIES, first, last) : NULL;
}

u16 country_code(const lex_entry *e) {
  str cc = lex_value(e, "cc");
  return cc.n >= 2 ? (u16)((u16)(u8)cc.p[0] << 8 | (u8)cc.p[1]) : 0;
}

u16 country_in(const doc *d, u32 first, u32 last) {
  for (u32 t = first; t < last && t < first + 60; t++) {
    for (u32 n = is_capital(d, t) ? capitals_end(d, t, last) - t : 0; n; n--) {
      const lex_entry *e = country_entry(d, t, t + n);
      if (!e) e = lex_tokens(d, LEX_BODIES, t, t + n);
      if (country_code(e)) return country_code(e);
    }
  }
  return 0;
}

// ---- the runs

// The word that hangs outside; where the tree has torn the name, the last of those that hang on the same word.
static u32 run_head(const doc *d, u32 beg, u32 end) {
  u32 found = 0;
  for (u32 t = beg; t < end && d->tokens.head; t++) {
    u32 up = d->tokens.head[t];
    if (up >= beg && up < end) continue;
    if (!found || up == d->tokens.head[found]) found = t;
  }
  return found ? found : beg;
}

static bool is_title(const doc *d, u32 token) {
  const lex_entry *e = head_entry(d, token);
  return lex_says(e, "title");
}

static bool is_edge(const doc *d, u32 token) {
  str w = low_str(d, token);
  return str_eq(w, S("the")) || str_eq(w, S("'s")) || str_eq(w, S("’s")) || str_eq(w, S("'")) ||
         (d->tokens.upos && (d->tokens.upos[token] == UPOS_PUNCT || d->tokens.upos[token] == UPOS_ADP));
}

static name_kind kind_of_country(const lex_entry *e) {
  if (lex_says(e, "capital")) return NAME_CITY;
  return lex_says(e, "country") ? NAME_COUNTRY : NAME_PEOPLE;
}

static bool is_listed_body(const doc *d, u32 first, u32 last) {
  return lex_tokens(d, LEX_BODIES, first, last) || lex_tokens(d, LEX_AGENCIES, first, last) ||
         lex_tokens(d, LEX_MEDIA, first, last);
}

// The kind of a name that the tables know, NAME_NONE where they do not.
static name_kind listed_kind(const doc *d, u32 first, u32 last) {
  const lex_entry *e = country_entry(d, first, last);
  if (e) return kind_of_country(e);
  return is_listed_body(d, first, last) ? NAME_ORGANISATION : NAME_NONE;
}

// "President Aino Laakso", "chief of staff Aino Laakso": a person, whatever the tag.
static bool follows_title(const doc *d, u32 first) {
  u32 line = d->tokens.sentence[first];
  if (first < 2 || d->tokens.sentence[first - 1] != line || !is_noun(d, first - 1)) return false;
  if (is_title(d, first - 1)) return true;
  bool of = first > 3 && d->tokens.sentence[first - 3] == line && d->tokens.upos[first - 1] == UPOS_NOUN && str_eq(low_str(d, first - 2), S("of"));
  return of && str_eq(lex_value(head_entry(d, first - 3), "kind"), S("person"));
}

// "Dr", "Prof." without the name: a form of address.
static bool is_address(const doc *d, u32 beg, u32 end) {
  str low = low_str(d, beg);
  if (low.n > 1 && low.p[low.n - 1] == '.') low.n--;
  return end == beg + 1 && lex_says(lex_find(LEX_NAME_WORDS, low), "honorific");
}

static void add_run(survey *s, u32 beg, u32 end, name_kind kind) {
  const doc *d = s->d;
  while (beg < end && is_edge(d, beg)) beg++;
  while (beg < end && is_edge(d, end - 1)) end--;
  if (kind == NAME_PERSON)
    while (end - beg > 1 && is_title(d, beg)) beg++;
  while (end - beg > 1 && kind != NAME_PERSON && lex_says(lex_find(LEX_NAME_WORDS, low_str(d, end - 1)), "credit")) end--;
  if (kind != NAME_PERSON && follows_title(d, beg) && !listed_kind(d, beg, end)) kind = NAME_PERSON;
  if (beg >= end || (s->dated[beg] && s->dated[end - 1]) || is_address(d, beg, end)) return;
  name_run *r = &s->names[s->names_len];
  *r = (name_run){beg, end, run_head(d, beg, end), kind};
  for (u32 t = beg; t < end; t++) s->name_of[t] = s->names_len;
  s->names_len++;
}

// The name column has a longer name that holds all these tokens: "Bank of South Sudan".
static bool within_longer_name(const doc *d, u32 first, u32 last) {
  const u8 *name = d->tokens.name;
  if (!name || !name[first]) return false;
  for (u32 t = first + 1; t < last; t++)
    if (!name[t] || name_begins(name[t])) return false;
  bool before = !name_begins(name[first]);
  return before || (last < d->tokens.len && name[last] && !name_begins(name[last]));
}

// "The National" is a paper, but not in "The National Assembly".
static bool goes_on(const doc *d, u32 first, u32 last) {
  return str_eq(low_str(d, first), S("the")) && last < d->tokens.len && is_capital(d, last) && is_name_tag(d, last);
}

// "Democratic People's Republic of Korea", "Downing Street": listed names of several words need no tag.
static void add_long_names(survey *s, const sentence *line) {
  const doc *d = s->d;
  for (u32 t = line->first; t + 1 < line->last; t++) {
    if (!is_capital(d, t) || s->name_of[t]) continue;
    for (u32 n = capitals_end(d, t, line->last) - t; n > 1; n--) {
      if (!is_capital(d, t + n - 1)) continue;
      name_kind kind = listed_kind(d, t, t + n);
      if (!kind || within_longer_name(d, t, t + n) || goes_on(d, t, t + n)) continue;
      add_run(s, t, t + n, kind);
      t += n - 1;
      break;
    }
  }
}

static bool is_acronym(const doc *d, u32 t) {
  str w = token_str(d, t);
  for (size_t i = 0; i < w.n; i++)
    if (!is_upper(w.p[i])) return false;
  return w.n >= 2;
}

// A capital that no tag calls a name may still be a nationality ("North Korean") or a listed body ("Kremlin").
static void add_listed_words(survey *s, const sentence *line) {
  const doc *d = s->d;
  for (u32 t = line->first; t < line->last; t++) {
    if (s->name_of[t] || !is_capital(d, t)) continue;
    for (u32 n = MIN(capitals_end(d, t, line->last) - t, 4u); n; n--) {
      if (s->name_of[t + n - 1]) continue;
      const lex_entry *e = country_entry(d, t, t + n);
      bool alone = !(t > line->first && is_name_tag(d, t - 1)) && !(t + n < line->last && is_name_tag(d, t + n));
      bool body = !e && ((alone && is_name_tag(d, t)) || is_acronym(d, t)) &&
                  (lex_tokens(d, LEX_BODIES, t, t + n) || lex_tokens(d, LEX_AGENCIES, t, t + n));
      if (!e && !body) continue;
      add_run(s, t, t + n, body ? NAME_ORGANISATION : kind_of_country(e));
      t += n - 1;
      break;
    }
  }
}

// Persons and places with "and" between them are two; bodies may have it in their name.
static bool parts_names(const doc *d, u32 t, name_kind kind) {
  bool whole = kind == NAME_ORGANISATION || kind == NAME_EVENT || kind == NAME_OTHER;
  return !whole && d->tokens.upos && d->tokens.upos[t] == UPOS_CCONJ;
}

static void runs_of_column(survey *s, const sentence *line) {
  const u8 *name = s->d->tokens.name;
  for (u32 t = line->first; t < line->last; t++) {
    if (!name[t] || s->name_of[t] || parts_names(s->d, t, name_kind_of(name[t]))) continue;
    u32 end = t + 1;
    while (end < line->last && name[end] && !parts_names(s->d, end, name_kind_of(name[t])) && !s->name_of[end] &&
           !name_begins(name[end]) && name_kind_of(name[end]) == name_kind_of(name[t]))
      end++;
    add_run(s, t, end, name_kind_of(name[t]));
    t = end - 1;
  }
}

// What is left, or all where there is no column: runs of proper nouns, their kind by the tables and their last word.
static name_kind guess_kind(const doc *d, u32 beg, u32 end) {
  const lex_entry *e = lex_tokens(d, LEX_COUNTRIES, beg, end);
  if (e) return kind_of_country(e);
  if (is_listed_body(d, beg, end)) return NAME_ORGANISATION;
  for (u32 t = end; t-- > beg;) {
    str kind = lex_value(head_entry(d, t), "kind");
    if (str_eq(kind, S("organisation"))) return NAME_ORGANISATION;
    if (str_eq(kind, S("place"))) return NAME_PLACE;
    if (str_eq(kind, S("event"))) return NAME_EVENT;
  }
  return end - beg > 1 ? NAME_PERSON : NAME_OTHER;
}

// "Affairs" behind "Foreign" is of the name, though it is tagged as a noun.
static bool goes_with_name(const doc *d, u32 t) {
  return is_name_tag(d, t) || (d->tokens.upos[t] == UPOS_NOUN && is_capital(d, t));
}

static void guess_runs(survey *s, const sentence *line, bool column) {
  const doc *d = s->d;
  for (u32 t = line->first; t < line->last; t++) {
    if (!is_name_tag(d, t) || is_title(d, t) || s->name_of[t]) continue;
    u32 end = t + 1;
    while (end < line->last && goes_with_name(d, end) && !is_title(d, end) && !s->name_of[end]) end++;
    if (end + 1 < line->last && str_eq(low_str(d, end), S("of")) && is_name_tag(d, end + 1) && !s->name_of[end + 1]) {
      end += 2;
      while (end < line->last && goes_with_name(d, end) && !s->name_of[end]) end++;
    }
    if (end == t + 1 && lex_says(lex_find(LEX_NAME_WORDS, low_str(d, t)), "credit")) continue;
    name_kind kind = guess_kind(d, t, end);
    add_run(s, t, end, column && kind == NAME_PERSON ? NAME_OTHER : kind);
    t = end - 1;
  }
}

void names_find(survey *s) {
  const doc *d = s->d;
  bool column = false;
  for (u32 t = 1; t < d->tokens.len && d->tokens.name && !column; t++) column = d->tokens.name[t];
  s->names = NEWS(s->mem, name_run, d->tokens.len + 2);
  s->names_len = 1;
  for (u32 i = 1; i < d->sentences.len; i++) {
    const sentence *line = &d->sentences.at[i];
    add_long_names(s, line);
    if (column) runs_of_column(s, line);
    add_listed_words(s, line);
    if (d->tokens.xpos) guess_runs(s, line, column);
  }
  s->surname = NEWS(s->mem, bool, words_count(d->words) + 1);
  for (u32 i = 1; i < s->names_len; i++)
    if (s->names[i].kind == NAME_PERSON && s->names[i].end - s->names[i].beg > 1) s->surname[d->tokens.low[s->names[i].end - 1]] = true;
}

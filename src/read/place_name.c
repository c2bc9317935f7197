#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "read/place.h"

str place_key(arena *mem, str name) {
  str folded = utf8_fold(mem, name);
  char *key = NEWS(mem, char, folded.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < folded.n; i++) {
    char c = folded.p[i] == '-' || is_space(folded.p[i]) ? ' ' : folded.p[i];
    if (c == '.' || (c == ' ' && (!n || key[n - 1] == ' '))) continue;
    key[n++] = c;
  }
  return str_trim((str){key, n});
}

str country_code_of(arena *mem, str name) {
  const lex_entry *e = lex_find(LEX_COUNTRIES, str_lower(mem, name));
  if (!e) e = lex_find(LEX_COUNTRIES, place_key(mem, name));
  return e && !lex_says(e, "capital") ? lex_value(e, "cc") : (str){0};
}

static double number_of(arena *mem, str s) { return s.n ? atof(str_c(mem, s)) : 0; }

static str blanks(arena *mem, str s) {
  char *copy = (char *)(uintptr_t)str_copy(mem, s).p;
  for (size_t i = 0; i < s.n; i++)
    if (copy[i] == '_') copy[i] = ' ';
  return (str){copy, s.n};
}

static void add_line(arena *mem, str key, readings *found) {
  const lex_entry *e = lex_find(LEX_PLACES, key);
  if (!lex_value(e, "lat").n || found->len == MOST_CANDIDATES) return;
  reading r = {.line = e, .lat = number_of(mem, lex_value(e, "lat")), .lon = number_of(mem, lex_value(e, "lon"))};
  str code = lex_value(e, "cc"), kind = lex_value(e, "kind");
  if (code.n) memcpy(r.country, code.p, MIN(code.n, 2u));
  r.admin = blanks(mem, lex_value(e, "admin"));
  r.kind = str_eq(kind, S("point")) ? GAZ_CITY : GAZ_REGION;
  r.population = 2e6;   // as well known as a great city: why else would it be in the list
  found->at[found->len++] = r;
}

static void add_row(const gazetteer *g, u32 row, bool alternate, readings *found) {
  if (found->len == MOST_CANDIDATES || row >= g->rows) return;
  const gaz_row *at = &g->row[row];
  reading r = {.row = row, .lat = at->lat / 1e5, .lon = at->lon / 1e5, .population = at->population, .kind = (gaz_kind)at->kind,
               .alternate = alternate, .country = {at->country[0], at->country[1], 0}};
  if (at->kind == GAZ_REGION) r.admin = gazetteer_name(g, row);
  else if (at->admin && at->admin < g->rows) r.admin = gazetteer_name(g, at->admin);
  found->at[found->len++] = r;
}

static void add_named(const gazetteer *g, arena *mem, str name, bool region_word, readings *found) {
  const u32 *list;
  u32 before = found->len, n = gazetteer_find(g, gazetteer_key(mem, name), &list);
  add_line(mem, place_key(mem, name), found);
  for (u32 i = 0; i < n; i++) add_row(g, list[i] >> 1, list[i] & 1, found);
  for (u32 i = before; i < found->len; i++) found->at[i].region_word = region_word;
}

static bool admin_word(arena *mem, str s) { return lex_has(LEX_ADMIN_WORDS, str_lower(mem, s)); }

// A country by its name: as written, without dots and accents ("U.S"), or behind its form ("the Republic of Kenya").
static const lex_entry *country_named(arena *mem, str name) {
  str low = str_lower(mem, name), key = place_key(mem, name);
  const lex_entry *e = lex_find(LEX_COUNTRIES, low);
  if (!e) e = lex_find(LEX_COUNTRIES, key);
  size_t of = str_find(key, S(" of ")), first = of;
  while (first && key.p[first - 1] != ' ') first--;
  if (!e && of < key.n && lex_has(LEX_STATE_FORMS, str_sub(key, first, of))) e = lex_find(LEX_COUNTRIES, str_from(key, of + 4));
  return lex_says(e, "country") ? e : NULL;
}

void readings_of(const gazetteer *g, arena *mem, str name, readings *found) {
  found->len = 0;
  if (str_starts_nocase(name, S("the "))) name = str_from(name, 4);
  if (lex_says(lex_find(LEX_PLACES, place_key(mem, name)), "none")) return;   // "North": a direction before a region's name
  const lex_entry *country = country_named(mem, name);
  if (country) {
    u32 row = gazetteer_country(g, lex_value(country, "cc"));
    if (row) add_row(g, row, false, found);
  }
  add_named(g, mem, name, false, found);
  size_t last = name.n;
  while (last && name.p[last - 1] != ' ') last--;
  if (last > 1 && admin_word(mem, str_from(name, last))) add_named(g, mem, str_sub(name, 0, last - 1), true, found);
}

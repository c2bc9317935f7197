#include "known_names.h"

#include <stdio.h>
#include <stdlib.h>

#include "lang/names.h"
#include "lang/token.h"
#include "model/lexicon.h"
#include "xz.h"

enum { CITY_PEOPLE = 150000, MOST_FIELDS = 24 };

// A trie under construction: a growing hash table of steps.
typedef struct {
  arena *mem;
  u64 *key;   // [slots], 0 = free
  u32 *next;  // [slots]
  u32 slots, used;
  VEC(phrase) states;
} trie;

static u32 slot_of(const trie *t, u64 key) {
  u32 i = (u32)(key >> 20) & (t->slots - 1);
  while (t->key[i] && t->key[i] != key) i = (i + 1) & (t->slots - 1);
  return i;
}

static trie trie_new(arena *mem) {
  trie t = {.mem = mem, .slots = 1u << 20};
  t.key = NEWS(mem, u64, t.slots);
  t.next = NEWS(mem, u32, t.slots);
  vec_push(mem, &t.states, (phrase){0});
  return t;
}

static u32 step_to(trie *t, u32 state, u64 word_) {
  u64 key = phrase_step_key(state, word_);
  u32 i = slot_of(t, key);
  if (t->key[i]) return t->next[i];
  if (2 * ++t->used > t->slots) {
    fprintf(stderr, "stemma-train: the list of known names has outgrown its table\n");
    exit(1);
  }
  t->key[i] = key;
  t->next[i] = t->states.len;
  vec_push(t->mem, &t->states, (phrase){0});
  return t->next[i];
}

// Adds a phrase as the tokeniser would see it.
static void add(trie *t, str name, u32 classes, str code) {
  str text = str_trim(name);
  if (str_starts_nocase(text, S("the "))) text = str_from(text, 4);
  if (text.n < 2 || text.n > 80) return;
  cuts list = {0};
  cut_tokens(t->mem, text, (span){0, (u32)text.n}, &list);
  if (!list.len || list.len > LONGEST_LISTED) return;
  u32 state = 0;
  for (u32 i = 0; i < list.len; i++)
    state = step_to(t, state, known_key(str_sub(text, list.at[i].at.beg, list.at[i].at.end)));
  phrase *p = &t->states.at[state];
  p->classes = (u16)(p->classes | classes);
  if (code.n == 2 && !p->code[0]) memcpy(p->code, code.p, 2);
}

// ---------------------------------------------------------------- sources

static u32 fields_of(str line, char at, str field[MOST_FIELDS]) {
  u32 n = 0;
  while (n < MOST_FIELDS && line.n) field[n++] = str_token(&line, at);
  for (u32 i = n; i < MOST_FIELDS; i++) field[i] = (str){0};
  return n;
}

static void add_cities(trie *t, const char *dir) {
  str rest = read_data(dir, "gazetteer/geonames-cities15000/cities15000.txt.xz"), f[MOST_FIELDS];
  while (rest.n) {
    if (fields_of(str_token(&rest, '\n'), '\t', f) < 15) continue;
    i64 people = 0;
    str_to_int(f[14], &people);
    bool capital = str_eq(f[7], S("PPLC"));
    u32 classes = (capital ? KNOWN_CAPITAL : 0) | (people >= CITY_PEOPLE || capital ? KNOWN_CITY : KNOWN_TOWN);
    add(t, f[1], classes, f[8]);
    add(t, f[2], classes, f[8]);
  }
}

static void add_regions(trie *t, const char *dir) {
  str rest = read_data(dir, "gazetteer/geonames-cities15000/regionInfo.tsv"), f[MOST_FIELDS];
  while (rest.n)
    if (fields_of(str_token(&rest, '\n'), '\t', f) >= 3 && f[0].n > 2) {
      add(t, f[1], KNOWN_REGION, str_sub(f[0], 0, 2));
      add(t, f[2], KNOWN_REGION, str_sub(f[0], 0, 2));
    }
}

// A list in one field: Algerian(s); Democratic Rally (Rassemblement …) or RND.
static void add_list(trie *t, str list, const char *apart, u32 classes) {
  while (list.n) {
    size_t at = list.n;
    for (const char *c = apart; *c; c++) at = MIN(at, str_find_byte(list, *c));
    str one = str_trim(str_sub(list, 0, at));
    size_t or_at = str_find(one, S(" or "));
    size_t bracket = str_find_byte(one, '(');
    bool plural = bracket < one.n && str_starts(str_from(one, bracket), S("(s)"));
    str first = str_trim(str_sub(one, 0, MIN(or_at, bracket)));
    add(t, first, classes, (str){0});
    if (plural) add(t, str_join(t->mem, first, S("s")), classes, (str){0});
    if (or_at < one.n)
      add(t, str_sub(one, or_at + 4, MAX(or_at + 4, or_at + 4 + str_find_byte(str_from(one, or_at + 4), '('))), classes,
          (str){0});
    list = str_from(list, at + 1);
  }
}

// President Luis Rodolfo ABINADER Corona (since …): the name in capitals is the surname.
static void add_leader(trie *t, str field) {
  str name = str_sub(field, 0, str_find_byte(field, '('));
  while (name.n) {
    str one = str_token(&name, ' ');
    bool capitals = one.n > 3;
    for (size_t i = 0; i < one.n; i++) capitals &= !is_lower(one.p[i]);
    if (capitals) add(t, one, KNOWN_LEADER, (str){0});
  }
}

static void add_factbook(trie *t, const char *dir) {
  str rest = read_data(dir, "gazetteer/factbook-countries/countries.tsv.xz"), f[MOST_FIELDS];
  str_token(&rest, '\n');
  while (rest.n) {
    fields_of(str_token(&rest, '\n'), '\t', f);
    if (!str_eq(f[2], S("none"))) add(t, f[2], KNOWN_COUNTRY, (str){0});
    if (!str_eq(f[3], S("none"))) add(t, f[3], KNOWN_COUNTRY, (str){0});
    add_list(t, f[6], ",;", KNOWN_COUNTRY);
    add_list(t, f[7], ",;", KNOWN_PEOPLE);
    add_list(t, f[8], ",;", KNOWN_PEOPLE);
    add_leader(t, f[11]);
    add_leader(t, f[12]);
    add_list(t, f[15], "|;", KNOWN_PARTY);
    add_list(t, f[16], ",;", KNOWN_PARTY);
  }
}

static void add_column(trie *t, const char *dir, const char *file, char apart, u32 column, u32 classes) {
  str rest = read_data(dir, file), f[MOST_FIELDS];
  while (rest.n) {
    str line = str_token(&rest, '\n');
    if (line.n && line.p[0] != '#' && fields_of(line, apart, f) > column)
      add(t, str_sub(f[column], 0, str_find_byte(f[column], '(')), classes, (str){0});
  }
}

static void add_lexicon(trie *t, enum lexicon list, u32 classes) {
  for (u32 r = 0; r < lex_count(list); r++) add(t, lex_row(list, r)->key, classes, (str){0});
}

static void add_countries(trie *t) {
  for (u32 r = 0; r < lex_count(LEX_COUNTRIES); r++) {
    const lex_entry *e = lex_row(LEX_COUNTRIES, r);
    u32 classes = (lex_says(e, "country") ? KNOWN_COUNTRY : 0) |
                  (lex_says(e, "adjective") || lex_says(e, "people") ? KNOWN_PEOPLE : 0) |
                  (lex_says(e, "capital") ? KNOWN_CITY | KNOWN_CAPITAL : 0);
    add(t, e->key, classes, lex_value(e, "cc"));
  }
}

// Buildings that stand for a body are one.
static void add_places(trie *t) {
  for (u32 r = 0; r < lex_count(LEX_PLACES); r++) {
    const lex_entry *e = lex_row(LEX_PLACES, r);
    add(t, e->key, lex_value(e, "stands").n ? KNOWN_BODY : KNOWN_REGION, lex_value(e, "cc"));
  }
}

void known_names_write(const char *dir, out *steps, out *states) {
  arena *mem = arena_new((size_t)2 << 30);
  if (!mem || setjmp(*arena_spent(mem))) exit(1);
  trie t = trie_new(mem);
  add_countries(&t);
  add_factbook(&t, dir);
  add_cities(&t, dir);
  add_regions(&t, dir);
  add_column(&t, dir, "gazetteer/first-names/male.txt", '\t', 0, KNOWN_FIRST_NAME);
  add_column(&t, dir, "gazetteer/first-names/female.txt", '\t', 0, KNOWN_FIRST_NAME);
  add_column(&t, dir, "gazetteer/us-newspapers/wikipedia-us-newspapers.tsv", '\t', 0, KNOWN_OUTLET);
  add_column(&t, dir, "gazetteer/publishers-fundus/publishers.tsv", '\t', 1, KNOWN_OUTLET);
  add_column(&t, dir, "gazetteer/state-media/State_Media_Matrix.csv", ',', 3, KNOWN_OUTLET);
  add_lexicon(&t, LEX_AGENCIES, KNOWN_OUTLET);
  add_lexicon(&t, LEX_MEDIA, KNOWN_OUTLET);
  add_lexicon(&t, LEX_BODIES, KNOWN_BODY);
  add_lexicon(&t, LEX_ORGANISATIONS, KNOWN_BODY);
  add_lexicon(&t, LEX_SURNAMES, KNOWN_SURNAME);
  add_lexicon(&t, LEX_GIVEN_NAMES, KNOWN_FIRST_NAME);
  add_places(&t);
  add_lexicon(&t, LEX_REGIONS, KNOWN_REGION);
  add_lexicon(&t, LEX_PEOPLES, KNOWN_PEOPLE);
  u64 *key = NEWS(mem, u64, t.used);
  u32 *next = NEWS(mem, u32, t.used), n = 0;
  for (u32 i = 0; i < t.slots; i++)
    if (t.key[i]) {
      key[n] = t.key[i];
      next[n++] = t.next[i];
    }
  table_write(steps, key, next, n);
  out_str(states, (str){(const char *)t.states.at, t.states.len * sizeof *t.states.at});
  printf("known names: %u states\n", t.states.len);
  arena_free(mem);
}

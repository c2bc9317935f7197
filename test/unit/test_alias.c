// Names that mean one, and the user's table of names: its errors name their line, the rest is used.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "read/alias.h"

static void spellings_of_persons(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    name_match want;
  } cases[] = {
      {"Aleksandr Voronin", "Alexandr Voronin", NAMES_SAME}, {"A. Voronin", "Aleksandr Voronin", NAMES_SAME},
      {"Dr. José Ruiz", "Jose Ruiz", NAMES_SAME},            {"Yuri Melnyk", "Jurij Melnik", NAMES_SAME},
      {"Voronin", "Aleksandr Voronin", NAMES_MAY},           {"Maria Keller", "Thomas Keller", NAMES_DIFFER},
      {"Ann Lee", "Ann Leeson", NAMES_DIFFER},               {"", "Ann Lee", NAMES_DIFFER},
  };
  for (u32 i = 0; i < COUNT_OF(cases); i++)
    assert_int_equal(person_names_match(str_of(cases[i].a), str_of(cases[i].b)), cases[i].want);
}

static void names_of_bodies(void **state) {
  (void)state;
  assert_int_equal(body_names_match(S("Ministry of Defence"), S("Defence Ministry")), NAMES_SAME);
  assert_int_equal(body_names_match(S("Pacific Harbour Authority"), S("PHA")), NAMES_SAME);
  assert_int_equal(body_names_match(S("Security Council"), S("U.N. Security Council")), NAMES_MAY);
  assert_int_equal(body_names_match(S("National Security Council"), S("U.N. Security Council")), NAMES_DIFFER);
  assert_true(is_acronym_of(S("ICRC"), S("International Committee of the Red Cross")));
  assert_false(is_acronym_of(S("ICC"), S("International Committee of the Red Cross")));
}

typedef struct {
  u32 line[8], len;
} complaints;

static void complain(void *user, u32 line, const char *what) {
  complaints *c = user;
  assert_true(strlen(what) > 10);
  if (c->len < COUNT_OF(c->line)) c->line[c->len++] = line;
}

static void wrong_lines_are_told_and_the_rest_is_used(void **state) {
  (void)state;
  complaints c = {.len = 0};
  arena *mem = arena_new(1 << 20);
  alias *a = alias_read(NULL,
                        S("# names\n"
                          "Acme Holdings = Acme; Acme Group    kind=organisation source=company family=owner:acme\n"
                          "= nobody\n"
                          "Lone Name\n"
                          "Bad Kind  kind=planet\n"
                          "Bad Family  family=nocolon\n"
                          "Fiji Sun\tfamily=gov:FJ\n"),
                        complain, &c);
  assert_non_null(a);
  assert_int_equal(c.len, 4);
  for (u32 i = 0; i < 4; i++) assert_int_equal(c.line[i], 3 + i);
  const alias_row *row = alias_find(a, S("ACME group"), mem);
  assert_non_null(row);
  assert_true(str_eq(row->name, S("Acme Holdings")) && str_eq(row->family, S("owner:acme")));
  assert_non_null(alias_find(a, S("Fiji Sun"), mem));
  assert_null(alias_find(a, S("Bad Kind"), mem));
  assert_null(alias_find(NULL, S("Acme"), mem));
  a = alias_read(a, S("Nova Brava  family=agency:NB\n"), complain, &c);
  assert_non_null(alias_find(a, S("nova brava"), mem));
  assert_non_null(alias_find(a, S("Acme"), mem));
  alias_free(a);
  arena_free(mem);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(spellings_of_persons), cmocka_unit_test(names_of_bodies),
                                     cmocka_unit_test(wrong_lines_are_told_and_the_rest_is_used)};
  return cmocka_run_group_tests_name("alias", tests, NULL, NULL);
}

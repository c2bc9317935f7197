// The base: arenas, strings, UTF-8, interned words, output.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <sha2.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"
#include "base/words.h"

static arena *mem;

static int set_up(void **state) {
  (void)state;
  mem = arena_new(1 << 22);
  return mem ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  arena_free(mem);
  return 0;
}

static void memory_is_zeroed_and_aligned(void **state) {
  (void)state;
  for (size_t n = 1; n < 1000; n *= 3) {
    char *p = NEWS(mem, char, n);
    assert_int_equal((uintptr_t)p % 16, 0);
    for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
    memset(p, 0xAA, n);
  }
}

static void memory_after_a_mark_is_given_back(void **state) {
  (void)state;
  NEWS(mem, char, 100);
  arena_mark here = arena_here(mem);
  size_t used = arena_used(mem);
  NEWS(mem, char, 1 << 20);
  assert_true(arena_used(mem) > used);
  arena_back(mem, here);
  assert_int_equal(arena_used(mem), used);
  char *again = NEWS(mem, char, 64);
  for (int i = 0; i < 64; i++) assert_int_equal(again[i], 0);
}

static void a_spent_budget_jumps(void **state) {
  (void)state;
  arena *small = arena_new(1 << 17);
  volatile int rounds = 0;
  if (!setjmp(*arena_spent(small)))
    for (;;) {
      NEWS(small, char, 1000);
      rounds++;
    }
  assert_in_range(rounds, 60, 131);
  arena_free(small);
}

static void an_impossible_count_jumps(void **state) {
  (void)state;
  volatile bool jumped = false;
  if (!setjmp(*arena_spent(mem))) arena_take(mem, SIZE_MAX / 2, 8);
  else jumped = true;
  assert_true(jumped);
}

static void arrays_grow(void **state) {
  (void)state;
  VEC(u32) v = {0}, w = {0};
  for (u32 i = 0; i < 1000; i++) {
    vec_push(mem, &v, i);
    if (i % 7 == 0) vec_push(mem, &w, 2 * i);
  }
  assert_int_equal(v.len, 1000);
  for (u32 i = 0; i < v.len; i++) assert_int_equal(v.at[i], i);
  for (u32 i = 0; i < w.len; i++) assert_int_equal(w.at[i], 14 * i);
}

static void strings_are_cut(void **state) {
  (void)state;
  str s = S("  a=b=c ");
  str_cut_result cut = str_cut(str_trim(s), '=');
  assert_true(cut.found && str_eq(cut.head, S("a")) && str_eq(cut.tail, S("b=c")));
  assert_false(str_cut(S("abc"), '=').found);
  assert_true(str_eq(str_cut(S("abc"), '=').head, S("abc")));
  assert_int_equal(str_find(S("banana"), S("nan")), 2);
  assert_int_equal(str_find(S("banana"), S("x")), 6);
  assert_int_equal(str_find_nocase(S("BaNaNa"), S("NAN")), 2);
  assert_true(str_eq(str_sub(S("abc"), 2, 99), S("c")));
  assert_true(str_eq(str_sub(S("abc"), 9, 1), (str){0}));
  assert_true(str_cmp(S("a"), S("ab")) < 0 && str_cmp(S("b"), S("ab")) > 0 && str_cmp(S("a"), S("a")) == 0);
  assert_true(str_starts(S("abc"), S("ab")) && !str_starts(S("a"), S("ab")) && str_ends(S("abc"), S("bc")));
}

static void integers_are_read_whole_or_not(void **state) {
  (void)state;
  i64 v = 0;
  assert_true(str_to_int(S("-120"), &v));
  assert_int_equal(v, -120);
  assert_false(str_to_int(S(""), &v) || str_to_int(S("-"), &v) || str_to_int(S("12a"), &v) || str_to_int(S("+1"), &v));
  assert_false(str_to_int(S("9999999999999999999"), &v));
}

static void code_points_are_stepped_over(void **state) {
  (void)state;
  str s = S("a\xC3\xA9\xE2\x80\x9C\xF0\x9F\x98\x80z");
  size_t ends[] = {1, 3, 6, 10, 11}, at = 0;
  for (size_t i = 0; i < COUNT_OF(ends); i++) {
    assert_int_equal(utf8_next(s, at), ends[i]);
    assert_int_equal(utf8_before(s, ends[i]), at);
    at = ends[i];
  }
  assert_int_equal(utf8_bad(s), s.n);
}

static void bad_bytes_are_found(void **state) {
  (void)state;
  struct {
    str bytes;
    size_t bad;
  } rows[] = {{S("ab\xFF"), 2},         {S("\xC3"), 0},          {S("x\xE2\x80"), 1}, {S("\xED\xA0\x80"), 0},
              {S("\xC0\xAF"), 0},       {S("a\x80z"), 1},        {S("\xEF\xBF\xBD"), 3}, {S("\xF4\x90\x80\x80"), 0}};
  for (size_t i = 0; i < COUNT_OF(rows); i++) assert_int_equal(utf8_bad(rows[i].bytes), rows[i].bad);
}

static void names_fold_alike(void **state) {
  (void)state;
  assert_true(str_eq(utf8_fold(mem, S("Élysée’s “Ñandú”")), S("elysee's \"nandu\"")));
  assert_true(str_eq(utf8_lower(mem, S("ÉCOLE Straße")), S("école straße")));
  assert_true(str_eq(utf8_fold(mem, S("a\xFFz")), S("a\xFFz")));
}

static void equal_words_have_equal_ids(void **state) {
  (void)state;
  words *w = words_new(mem);
  char text[16];
  u32 ids[5000];
  for (u32 i = 0; i < COUNT_OF(ids); i++) {
    str s = {text, (size_t)snprintf(text, sizeof text, "w%u", i * 37 % 5000)};
    ids[i] = words_id(w, s);
    assert_int_equal(words_find(w, s), ids[i]);
  }
  assert_int_equal(words_count(w), 5001);
  assert_int_equal(words_id(w, S("w0")), ids[0]);
  assert_true(str_eq(words_str(w, ids[1]), S("w37")));
  assert_int_equal(words_find(w, S("never")), 0);
  assert_int_equal(words_id(w, (str){0}), 0);
}

static void json_is_escaped(void **state) {
  (void)state;
  out o = {0};
  json j = {.to = &o};
  json_open(&j, '{');
  json_key(&j, "a");
  json_str(&j, S("\"\\\n\x01\xFF\xC3\xA9"));
  json_key(&j, "b");
  json_open(&j, '[');
  json_number(&j, 0.1);
  json_number(&j, 110000000000.0);
  json_number(&j, -2.5);
  json_span(&j, (span){3, 9});
  json_null(&j);
  json_bool(&j, false);
  json_close(&j, ']');
  json_close(&j, '}');
  assert_true(str_eq(out_view(&o), S("{\"a\":\"\\\"\\\\\\n\\u0001\xEF\xBF\xBD\xC3\xA9\",\"b\":[0.1,110000000000,-2.5,[3,9],null,false]}")));
  out_free(&o);
}

static void assert_shortest(double v) {
  if (fabs(v) < 1e15 && v == floor(v)) return;
  out o = {0};
  char text[40];
  for (int digits = 1; digits <= 17; digits++) {
    snprintf(text, sizeof text, "%.*g", digits, v);
    if (strtod(text, NULL) == v) break;
  }
  out_number(&o, v);
  assert_true(str_eq(out_view(&o), str_of(text)));
  out_free(&o);
}

static void numbers_are_written_as_short_as_can_be(void **state) {
  (void)state;
  for (int i = 1; i < 200000; i++) {
    assert_shortest(i / 1000.0);
    assert_shortest(-i / 7.0);
    assert_shortest(i * 1234.5678);
  }
  static const double odd[] = {1e-4, 0.00099999, 9.9e-5, 123456789.125, 999999999.5, 1e9 + .5, 0.1 + 0.2, 1e-300, 1.5e300, 4503599627370495.5};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) assert_shortest(odd[i]);
}

static void hashes_are_those_of_the_standard(void **state) {
  (void)state;
  char hex[65];
  sha256_hex(S("abc"), hex);
  assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// Of every length around the ends of blocks, the processor's instructions and the plain version say the same.
static void both_ways_of_hashing_agree(void **state) {
  (void)state;
  char text[300], fast[65], plain[65];
  for (size_t i = 0; i < sizeof text; i++) text[i] = (char)(i * 7 + i / 3);
  for (size_t n = 0; n <= sizeof text; n++) {
    sha256_hex((str){text, n}, fast);
    SHA256Data((const u8 *)text, n, plain);
    assert_string_equal(fast, plain);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_zeroed_and_aligned), cmocka_unit_test(memory_after_a_mark_is_given_back),
      cmocka_unit_test(a_spent_budget_jumps),         cmocka_unit_test(an_impossible_count_jumps),
      cmocka_unit_test(arrays_grow),                  cmocka_unit_test(strings_are_cut),
      cmocka_unit_test(integers_are_read_whole_or_not), cmocka_unit_test(code_points_are_stepped_over),
      cmocka_unit_test(bad_bytes_are_found),          cmocka_unit_test(names_fold_alike),
      cmocka_unit_test(equal_words_have_equal_ids),   cmocka_unit_test(json_is_escaped),
      cmocka_unit_test(numbers_are_written_as_short_as_can_be),
      cmocka_unit_test(hashes_are_those_of_the_standard), cmocka_unit_test(both_ways_of_hashing_agree)};
  return cmocka_run_group_tests_name("base", tests, set_up, tear_down);
}

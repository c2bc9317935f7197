// The best path: fast and plain steps agree, and it is the best of all paths there are.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "model/lanes.h"
#include "model/path.h"

enum { STATES = 3, WORDS = 6, LONG = 200 };

static u32 roll(u32 *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static i32 score_of(u32 *seed) { return (i32)(roll(seed) % 41) - 20; }

static void the_two_steps_agree(void **state) {
  (void)state;
  static i32 score[LONG][PATH_STATES];
  static u8 back[LONG][PATH_STATES], plain[LONG], fast[LONG];
  u32 seed = 7;
  for (u32 trial = 0; trial < 50; trial++) {
    path_changes c = path_changes_none();
    for (u32 b = 0; b < PATH_STATES; b++)
      for (u32 s = 0; s < PATH_STATES; s++)
        if (!s || roll(&seed) % 4) path_changes_set(&c, b, s, score_of(&seed));
    for (u32 i = 0; i < LONG; i++)
      for (u32 s = 0; s < PATH_STATES; s++) score[i][s] = trial % 9 ? score_of(&seed) : 2 * PATH_MOST * (i32)(roll(&seed) % 3 - 1);
    u32 words = 1 + trial * 4 % LONG;
    path_best(&c, (const i32(*)[PATH_STATES])score, words, trial % 2, back, plain, false);
    path_best(&c, (const i32(*)[PATH_STATES])score, words, trial % 2, back, fast, lanes_fast());
    assert_memory_equal(plain, fast, words);
  }
}

static i32 worth(i32 change[STATES][STATES], i32 (*score)[PATH_STATES], const u8 *path, bool goes_on) {
  i32 sum = 0;
  for (u32 i = 0; i < WORDS; i++) sum += change[i ? path[i - 1] : 0][path[i]] + score[i][path[i]];
  return sum + (goes_on ? change[path[WORDS - 1]][0] : 0);
}

static void no_path_is_better(void **state) {
  (void)state;
  u32 seed = 3;
  for (u32 trial = 0; trial < 40; trial++) {
    path_changes c = path_changes_none();
    i32 change[STATES][STATES], score[WORDS][PATH_STATES] = {0};
    for (u32 b = 0; b < STATES; b++)
      for (u32 s = 0; s < STATES; s++) path_changes_set(&c, b, s, change[b][s] = score_of(&seed));
    for (u32 i = 0; i < WORDS; i++)
      for (u32 s = 0; s < STATES; s++) score[i][s] = score_of(&seed);
    u8 back[WORDS][PATH_STATES], best[WORDS], path[WORDS];
    path_best(&c, (const i32(*)[PATH_STATES])score, WORDS, trial % 2, back, best, lanes_fast());
    i32 most = INT32_MIN;
    for (u32 code = 0; code < 729; code++) {   // 3^WORDS
      for (u32 i = 0, rest = code; i < WORDS; i++, rest /= STATES) path[i] = (u8)(rest % STATES);
      most = MAX(most, worth(change, score, path, trial % 2));
    }
    assert_int_equal(worth(change, score, best, trial % 2), most);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_two_steps_agree), cmocka_unit_test(no_path_is_better)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

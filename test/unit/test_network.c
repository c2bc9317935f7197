// The kernels of the network: the fast ones give the bits of the plain ones; trees are the best there are; foreign bytes
// are refused.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "model/network.h"
#include "model/tree.h"

static u32 roll(u32 *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static void matrix_kernels_agree(void **state) {
  (void)state;
  static const u32 widths[] = {16, 32, 48, 64, 96, 192, 384};
  u32 seed = 1, in = 128;
  for (u32 t = 0; t < COUNT_OF(widths); t++) {
    u32 width = widths[t];
    i8 *w = malloc((size_t)in * width);
    u8 q[128];
    i32 plain[384], fast[384];
    for (u32 i = 0; i < in * width; i++) w[i] = (i8)((i32)(roll(&seed) % 127) - WEIGHT_MOST);
    for (u32 k = 0; k < in; k++) q[k] = (u8)(t % 2 ? Q_MOST : roll(&seed) % (Q_MOST + 1));
    if (t == 1) memset(w, WEIGHT_MOST, (size_t)in * width);   // the largest sums
    matrix_sums_plain(w, in, width, q, plain);
    matrix_best_kernel()(w, in, width, q, fast);
    assert_memory_equal(plain, fast, width * sizeof *plain);
    free(w);
  }
}

static void matrix_times_is_a_product(void **state) {
  (void)state;
  struct {
    u32 head[16];
    float scale[16], bias[16];
    i8 w[16 * 16];
  } part = {.head = {16, 16}};
  for (u32 o = 0; o < 16; o++) part.scale[o] = 0.5f, part.bias[o] = (float)o;
  part.w[matrix_at(16, 16, 3, 5)] = 10;
  part.w[matrix_at(16, 16, 15, 0)] = -4;
  matrix m;
  assert_true(matrix_view(&m, (str){(const char *)&part, sizeof part}, 16, 16));
  assert_false(matrix_view(&m, (str){(const char *)&part, sizeof part - 1}, 16, 16));
  assert_false(matrix_view(&m, (str){(const char *)&part, sizeof part}, 32, 16));
  assert_true(matrix_view(&m, (str){(const char *)&part, sizeof part}, 16, 16));
  u8 q[16] = {[0] = 3, [5] = 7};
  float y[16];
  matrix_times(&m, q, y);
  assert_true(y[3] == 3 + 35 && y[15] == 15 - 6 && y[0] == 0);
}

// A matrix of several strips: floats and shorts are what the plain sums give.
static void matrix_kernels_scale_alike(void **state) {
  (void)state;
  enum { IN = 64, OUT = 176 };
  static struct {
    u32 head[16];
    float scale[OUT], bias[OUT];
    i8 w[IN * OUT];
  } part = {.head = {IN, OUT}};
  u32 seed = 21;
  u8 q[IN];
  i32 sum[OUT];
  float y[OUT];
  i16 small[OUT];
  for (u32 o = 0; o < OUT; o++) part.scale[o] = (float)(roll(&seed) % 1000) / 777, part.bias[o] = (float)(roll(&seed) % 1000) / 7;
  for (u32 i = 0; i < IN * OUT; i++) part.w[i] = (i8)((i32)(roll(&seed) % 127) - WEIGHT_MOST);
  for (u32 k = 0; k < IN; k++) q[k] = (u8)(roll(&seed) % (Q_MOST + 1));
  matrix m;
  assert_true(matrix_view(&m, (str){(const char *)&part, sizeof part}, IN, OUT));
  matrix_sums_plain(m.w, IN, OUT, q, sum);
  matrix_times(&m, q, y);
  matrix_shorts(&m, q, small);
  for (u32 o = 0; o < OUT; o++) {
    float x = (float)sum[o] * m.scale[o] + m.bias[o], held = rintf(x > INT16_MAX ? INT16_MAX : x < INT16_MIN ? INT16_MIN : x);
    assert_true(y[o] == x && (float)small[o] == held);
  }
}

static void narrow_kernels_agree(void **state) {
  (void)state;
  enum { IN = 96, OUT = 176 };
  static struct {
    u32 head[16];
    float scale[OUT], bias[OUT];
    i8 w[IN * OUT];
  } part = {.head = {IN, OUT, WEIGHT_NARROW}};
  u32 seed = 29;
  u8 q[IN];
  i32 sum[OUT];
  float y[OUT];
  for (u32 o = 0; o < OUT; o++) part.scale[o] = 1;
  for (u32 i = 0; i < IN * OUT; i++) part.w[i] = (i8)(i % 3 ? WEIGHT_NARROW : (i32)(roll(&seed) % 63) - WEIGHT_NARROW);
  for (u32 k = 0; k < IN; k++) q[k] = (u8)(k % 5 ? Q_MOST : roll(&seed) % (Q_MOST + 1));   // near the largest sums
  matrix m;
  assert_true(matrix_view(&m, (str){(const char *)&part, sizeof part}, IN, OUT));
  matrix_sums_plain(m.w, IN, OUT, q, sum);
  matrix_times(&m, q, y);
  for (u32 o = 0; o < OUT; o++) assert_true(y[o] == (float)sum[o]);
}

static void rows_are_added(void **state) {
  (void)state;
  enum { N = 48 };
  i8 row[LANES_ROWS][N];
  i16 sum[2][N];
  u32 seed = 23;
  for (u32 i = 0; i < N; i++) {
    for (u32 r = 0; r < LANES_ROWS; r++) row[r][i] = (i8)(roll(&seed) % 255 - 127);
    sum[0][i] = sum[1][i] = (i16)(roll(&seed) % 3000);
  }
  const i8 *const rows[] = {row[0], row[1], row[2]};
  for (u32 n = 1; n <= LANES_ROWS; n++)
    for (u32 f = 0; f < 2; f++) lanes_add_rows(rows, n, N, sum[f], f && lanes_fast());
  assert_memory_equal(sum[0], sum[1], sizeof sum[0]);
}

static void short_recurrences_agree(void **state) {
  (void)state;
  enum { HALF = 48, WORDS = 9 };
  static i16 sum[6 * HALF], bias[6 * HALF], made[2][6 * HALF];
  static i16 gates[WORDS * 6 * HALF], forget[2 * HALF], reset[2 * HALF], unit[2 * HALF], inverse[2 * HALF];
  static u8 below[WORDS * 2 * HALF], plain[WORDS * 2 * HALF], fast[WORDS * 2 * HALF];
  u32 seed = 17;
  for (u32 i = 0; i < COUNT_OF(gates); i++) gates[i] = (i16)((i32)(roll(&seed) % 9000) - 4500);
  gates[3] = INT16_MAX, gates[4] = INT16_MIN, gates[6 * HALF + 3] = INT16_MIN;
  for (u32 i = 0; i < 2 * HALF; i++) {
    forget[i] = (i16)((i32)(roll(&seed) % 30000) - 15000);
    reset[i] = (i16)((i32)(roll(&seed) % 30000) - 15000);
    unit[i] = (i16)(3000 + i), inverse[i] = (i16)(1400 - i);
  }
  for (u32 i = 0; i < COUNT_OF(below); i++) below[i] = (u8)(roll(&seed) % 128);
  for (u32 first = 0; first < 2; first++) {
    recurrence16 r = {HALF, WORDS, gates, forget, reset, first ? NULL : below, unit, inverse, plain};
    recur16_plain(&r);
    r.out = fast;
    recur16(&r, lanes_fast());
    assert_memory_equal(plain, fast, sizeof plain);
  }
  for (u32 i = 0; i < COUNT_OF(sum); i++) sum[i] = (i16)((i32)(roll(&seed) % 9000) - 4500), bias[i] = (i16)(roll(&seed) % 900);
  recur16_gates(sum, bias, 2 * HALF, 6 * HALF, 4, made[0], false);
  recur16_gates(sum, bias, 2 * HALF, 6 * HALF, 4, made[1], lanes_fast());
  assert_memory_equal(made[0], made[1], sizeof made[0]);
}

static void lanes_agree(void **state) {
  (void)state;
  enum { N = 40 };
  float x[N], inverse[N];
  i32 sum[N];
  u8 q[2][N];
  u32 seed = 11;
  for (u32 i = 0; i < N; i++) {
    x[i] = (float)(roll(&seed) % 2001) / 100 - 10;
    inverse[i] = (float)(roll(&seed) % 100) / 5;
    sum[i] = (i32)(roll(&seed) % 100000) - 50000;
  }
  bool both[] = {false, lanes_fast()};
  for (u32 f = 0; f < 2; f++) lanes_quantise(x, inverse, 0.1f, N, q[f], both[f]);
  assert_memory_equal(q[0], q[1], sizeof q[0]);
  for (u32 n = 1; n <= N - 2 * LANES_MORE; n++) {
    i32 row[N];
    for (u32 i = 0; i < N; i++) row[i] = i < n ? sum[i] : -(1 << 29);
    assert_int_equal(lanes_most_sum(row, sum, n, false), lanes_most_sum(row, sum, n, lanes_fast()));
  }
  for (u32 n = 1; n <= N; n++) assert_int_equal(lanes_best(x, n, false), lanes_best(x, n, lanes_fast()));
}

// All trees of a few words, one of them on the root.
static bool crossing(const u32 *head, u32 words) {
  for (u32 a = 1; a <= words; a++)
    for (u32 b = 1; b <= words; b++) {
      u32 al = MIN(a, head[a]), ah = MAX(a, head[a]), bl = MIN(b, head[b]), bh = MAX(b, head[b]);
      if (head[a] && head[b] && al < bl && bl < ah && ah < bh) return true;
      if (!head[a] && head[b] && bl < a && a < bh) return true;
    }
  return false;
}

static i64 best_by_trial(const i32 *score, u32 stride, u32 words, u32 *head, u32 at, bool cross) {
  i64 best = INT64_MIN;
  if (at > words) {
    u32 roots = 0;
    i64 sum = 0;
    for (u32 d = 1; d <= words; d++) {
      u32 v = d, steps = 0;
      while (v && steps++ <= words) v = head[v];
      if (v) return best;
      roots += !head[d];
      sum += score[d * stride + head[d]];
    }
    return roots == 1 && (cross || !crossing(head, words)) ? sum : best;
  }
  for (u32 h = 0; h <= words; h++) {
    head[at] = h;
    i64 sum = h == at ? best : best_by_trial(score, stride, words, head, at + 1, cross);
    best = sum > best ? sum : best;
  }
  return best;
}

enum { WORDS = 5, STRIDE = 8, TRIALS = 300 };

// A tree with one root; what its arcs score.
static i64 check_tree(const i32 *score, const u32 *head) {
  i64 sum = 0;
  u32 roots = 0;
  for (u32 d = 1; d <= WORDS; d++) {
    u32 v = d;
    for (u32 steps = 0; v && steps <= WORDS; steps++) v = head[v];
    assert_int_equal(v, 0);
    sum += score[d * STRIDE + head[d]];
    roots += !head[d];
  }
  assert_int_equal(roots, 1);
  return sum;
}

static void trees_are_the_best(void **state) {
  (void)state;
  arena *mem = arena_new(1 << 24);
  u32 seed = 3, right = 0;
  for (u32 t = 0; t < TRIALS; t++) {
    i32 score[(WORDS + 1) * STRIDE], given[(WORDS + 1) * STRIDE];
    u32 head[WORDS + 1], trial[WORDS + 1] = {0};
    for (u32 i = 0; i < COUNT_OF(score); i++) given[i] = score[i] = (i32)(roll(&seed) % 1000);
    tree_projective(mem, score, STRIDE, WORDS, head);
    assert_int_equal(check_tree(given, head), best_by_trial(given, STRIDE, WORDS, trial, 1, false));
    assert_false(crossing(head, WORDS));
    tree_best(mem, score, STRIDE, WORDS, head);
    assert_int_equal(check_tree(given, head), best_by_trial(given, STRIDE, WORDS, trial, 1, false));
    tree_crossing(mem, score, STRIDE, WORDS, head);
    right += check_tree(given, head) == best_by_trial(given, STRIDE, WORDS, trial, 1, true);
  }
  // Where several words would be the root, their own arcs decide between them: near the best, not always it.
  assert_true(right * 10 > TRIALS * 7);
  arena_free(mem);
}

// Cycles within cycles: the tree from the root that undoes them.
static void circles_are_undone(void **state) {
  (void)state;
  arena *mem = arena_new(1 << 22);
  i32 score[5 * STRIDE] = {0};
  u32 head[5];
  score[1 * STRIDE + 2] = score[2 * STRIDE + 1] = 90;
  score[3 * STRIDE + 4] = score[4 * STRIDE + 3] = 80;
  score[1 * STRIDE + 3] = 50, score[3 * STRIDE + 1] = 50;
  score[4 * STRIDE + 0] = 10;
  tree_crossing(mem, score, STRIDE, 4, head);
  assert_true(head[4] == 0 && head[3] == 4 && head[1] == 3 && head[2] == 1);
  arena_free(mem);
}

static void foreign_chunks_are_refused(void **state) {
  (void)state;
  network n;
  char bytes[4096];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)i;
  assert_false(network_view(&n, (str){0}));
  assert_false(network_view(&n, (str){bytes, sizeof bytes}));
  out o = {0};
  str none[NET_PARTS] = {{0}};
  parts_write(&o, NET_KIND, none, NET_PARTS);
  assert_false(network_view(&n, out_view(&o)));
  out_free(&o);
}

static void tables_find_what_was_put(void **state) {
  (void)state;
  u64 key[100];
  u32 value[100], seed = 9;
  for (u32 i = 0; i < 100; i++) key[i] = ((u64)roll(&seed) << 40) + ((u64)roll(&seed) << 20) + roll(&seed), value[i] = i + 1;
  out o = {0};
  table_write(&o, key, value, 100);
  table t;
  assert_true(table_view(&t, out_view(&o)));
  for (u32 i = 0; i < 100; i++) assert_int_equal(table_find(&t, key[i]), i + 1);
  assert_int_equal(table_find(&t, 12345), 0);
  assert_false(table_view(&t, str_sub(out_view(&o), 0, 24)));
  assert_int_equal(table_find(&t, key[0]), 0);
  out_free(&o);
}

static void linear_kernels_agree(void **state) {
  (void)state;
  enum { ROWS = 30, LABELS = 80 };
  u64 key[ROWS];
  float *row = calloc(ROWS * LABELS, sizeof *row);
  u32 seed = 5;
  for (u32 i = 0; i < ROWS; i++) key[i] = atom(i);
  for (u32 i = LABELS; i < ROWS * LABELS; i++) row[i] = (float)(roll(&seed) % 255) - 127;
  out o = {0};
  linear_write(&o, key, row, ROWS, LABELS, 1);
  linear m;
  assert_true(linear_view(&m, out_view(&o)));
  i16 fast[MOST_LABELS], plain[MOST_LABELS];
  u32 rows[ROWS];
  for (u32 i = 0; i < ROWS; i++) rows[i] = i;
  linear_scores(&m, key, ROWS, fast);
  linear_add_plain(&m, rows, ROWS, plain);
  assert_memory_equal(fast, plain, LABELS * sizeof *fast);
  i32 sum = 0;
  for (u32 i = 1; i < ROWS; i++) sum += (i32)row[i * LABELS + 7];
  assert_int_equal(fast[7], sum);
  out_free(&o);
  free(row);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(matrix_kernels_agree),     cmocka_unit_test(matrix_times_is_a_product),
      cmocka_unit_test(matrix_kernels_scale_alike), cmocka_unit_test(rows_are_added),
      cmocka_unit_test(narrow_kernels_agree),
      cmocka_unit_test(short_recurrences_agree),
      cmocka_unit_test(lanes_agree),
      cmocka_unit_test(trees_are_the_best),
      cmocka_unit_test(circles_are_undone),       cmocka_unit_test(foreign_chunks_are_refused),
      cmocka_unit_test(tables_find_what_was_put), cmocka_unit_test(linear_kernels_agree)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

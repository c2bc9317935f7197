#include "output/word_diff.h"

#include "base/hash.h"
#include "base/utf8.h"

// Longer texts are compared in their first words only: the table is quadratic.
enum { MOST_WORDS = 400 };

static diff_words split(arena *mem, str s) {
  VEC(diff_word) v = {0};
  for (size_t at = 0, n; at < s.n;) {
    while (at < s.n && code_is_space(utf8_at(s, at, &n))) at += n;
    size_t beg = at;
    while (at < s.n && !code_is_space(utf8_at(s, at, &n))) at += n;
    if (at > beg) vec_push(mem, &v, ((diff_word){{(u32)beg, (u32)at}, false}));
  }
  return (diff_words){v.at, v.len};
}

static u64 *exact_keys(arena *mem, str s, diff_words w) {
  u64 *keys = NEWS(mem, u64, w.len + 1);
  for (u32 i = 0; i < w.len; i++) keys[i] = hash_str(str_sub(s, w.at[i].at.beg, w.at[i].at.end));
  return keys;
}

// A word without what stands around its letters and digits, lower-cased: "“We," is "we".
static u64 *keys_of(arena *mem, str s, diff_words w) {
  u64 *keys = NEWS(mem, u64, w.len + 1);
  for (u32 i = 0; i < w.len; i++) {
    str word = utf8_fold(mem, str_sub(s, w.at[i].at.beg, w.at[i].at.end));
    size_t beg = 0, end = word.n, n;
    for (u32 code; beg < end && (code = utf8_at(word, beg, &n), !code_is_letter(code) && !code_is_digit(code)); beg += n) {}
    while (end > beg && (code_is_letter(utf8_at(word, utf8_before(word, end), &n)) ||
                         code_is_digit(utf8_at(word, utf8_before(word, end), &n))) == false)
      end = utf8_before(word, end);
    keys[i] = hash_str(beg < end ? str_sub(word, beg, end) : word);
  }
  return keys;
}

// Longest common subsequence by the usual table, walked from the front.
static void diff(arena *mem, str a, str b, diff_words *of_a, diff_words *of_b, u64 *keys(arena *mem, str s, diff_words w)) {
  *of_a = split(mem, a);
  *of_b = split(mem, b);
  u32 la = MIN(of_a->len, MOST_WORDS), lb = MIN(of_b->len, MOST_WORDS), wide = lb + 1;
  arena_mark here = arena_here(mem);
  u64 *ka = keys(mem, a, *of_a), *kb = keys(mem, b, *of_b);
  u16 *best = NEWS(mem, u16, ((size_t)la + 1) * wide);
  for (u32 i = la; i-- > 0;)
    for (u32 j = lb; j-- > 0;)
      best[i * wide + j] = ka[i] == kb[j] ? (u16)(best[(i + 1) * wide + j + 1] + 1)
                                          : MAX(best[(i + 1) * wide + j], best[i * wide + j + 1]);
  for (u32 i = 0, j = 0; i < la && j < lb;) {
    if (ka[i] == kb[j]) of_a->at[i++].common = true, of_b->at[j++].common = true;
    else if (best[(i + 1) * wide + j] >= best[i * wide + j + 1]) i++;
    else j++;
  }
  arena_back(mem, here);
}

void word_diff(arena *mem, str a, str b, diff_words *of_a, diff_words *of_b) { diff(mem, a, b, of_a, of_b, keys_of); }

void word_diff_exact(arena *mem, str a, str b, diff_words *of_a, diff_words *of_b) { diff(mem, a, b, of_a, of_b, exact_keys); }

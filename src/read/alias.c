// When two names may mean one: by spelling levelled over transliterations, by initials, by the order of words.
#include "read/alias.h"

#include "base/utf8.h"
#include "model/lexicon.h"

enum { LONGEST_NAME = 160, MOST_WORDS = 16 };

typedef struct {
  char p[LONGEST_NAME];
  size_t n;
  str words[MOST_WORDS];
  u32 len;
} name_words;

static bool is_honorific(str w) { return lex_says(lex_find(LEX_NAME_WORDS, w), "honorific"); }
static bool is_small(str w) { return lex_says(lex_find(LEX_NAME_WORDS, w), "small"); }

// Lower case, no diacritics, words apart by single blanks; dots, apostrophes and square brackets gone, hyphens are blanks; honorifics off.
static void split_name(name_words *to, str s) {
  to->n = 0;
  to->len = 0;
  size_t begin = 0, len;
  for (size_t at = 0; at <= s.n && to->n + 4 < LONGEST_NAME; at += len) {
    len = 1;
    u32 code = at < s.n ? utf8_at(s, at, &len) : (u32)' ';
    if (code == '.' || code == '\'' || code == 0x2019 || code == 0x2018 || code == '[' || code == ']') continue;
    bool gap = code_is_space(code) || code == '-' || code == ',' || code == 0x2010 || code == 0x2013;
    if (!gap) {
      to->n += utf8_put(code_base(code_lower(code)), to->p + to->n);
      continue;
    }
    str w = {to->p + begin, to->n - begin};
    if (w.n && !is_honorific(w) && to->len < MOST_WORDS) to->words[to->len++] = w;
    begin = to->n;
  }
}

// One letter for sounds that are written in several ways when a name comes from another script: i, y, j; k, c, q; v, w; x as ks;
// doubled letters single; a final -iy, -ij, -yi as -i (Dmitriy, Dmitrij), h after a consonant silent (Gandhi, Ghandi).
static size_t level_word(str w, char *to) {
  size_t n = 0;
  for (size_t i = 0; i < w.n; i++) {
    char c = w.p[i], next = i + 1 < w.n ? w.p[i + 1] : 0;
    if (c == 'y' || c == 'j') c = 'i';
    else if (c == 'q' || (c == 'c' && next != 'h')) c = 'k';
    else if (c == 'w') c = 'v';
    else if (c == 'h' && i && w.p[i - 1] != 's' && w.p[i - 1] != 'c') continue;
    else if (c == 'e' && next == 'i' && i + 2 == w.n) continue;
    if (c == 'x') to[n++] = 'k', c = 's';
    if (n && to[n - 1] == c) continue;
    to[n++] = c;
  }
  while (n > 3 && to[n - 1] == 'i' && to[n - 2] == 'i') n--;
  return n;
}

static bool word_sounds(str a, str b) {
  char x[2 * LONGEST_NAME], y[2 * LONGEST_NAME];
  if (str_eq(a, b)) return true;
  if (a.n < 3 || b.n < 3) return false;
  size_t n = level_word(a, x), m = level_word(b, y);
  return n == m && !memcmp(x, y, n);
}

static bool is_initial(str w) { return w.n == 1; }

// First names: the same sound, or one the initial of the other, or one the other's short form (Alex, Alexander).
static bool given_matches(str a, str b) {
  if (is_initial(a) || is_initial(b)) return a.p[0] == b.p[0];
  if (word_sounds(a, b)) return true;
  size_t short_ = MIN(a.n, b.n);
  return short_ >= 3 && !memcmp(a.p, b.p, short_);
}

name_match person_names_match(str a, str b) {
  name_words x, y;
  split_name(&x, a);
  split_name(&y, b);
  if (!x.len || !y.len) return NAMES_DIFFER;
  bool last = word_sounds(x.words[x.len - 1], y.words[y.len - 1]);
  if (x.len == 1 || y.len == 1) {
    const name_words *one = x.len == 1 ? &x : &y, *full = x.len == 1 ? &y : &x;
    if (full->len == 1) return last ? NAMES_SAME : NAMES_DIFFER;
    return last || word_sounds(one->words[0], full->words[0]) ? NAMES_MAY : NAMES_DIFFER;
  }
  if (last && given_matches(x.words[0], y.words[0])) return NAMES_SAME;
  if (x.len == 2 && y.len == 2 && word_sounds(x.words[0], y.words[1]) && word_sounds(x.words[1], y.words[0]))
    return NAMES_SAME;
  return NAMES_DIFFER;
}

bool is_acronym_of(str acronym, str name) {
  name_words x, y;
  split_name(&x, acronym);
  split_name(&y, name);
  if (x.len != 1 || y.len < 2 || x.words[0].n < 2) return false;
  str letters = x.words[0];
  size_t at = 0;
  for (u32 i = 0; i < y.len; i++) {
    str w = y.words[i];
    if (at < letters.n && w.p[0] == letters.p[at]) at++;
    else if (!is_small(w)) return false;
  }
  return at == letters.n;
}

static bool has_word(const name_words *in, str w) {
  for (u32 i = 0; i < in->len; i++)
    if (word_sounds(in->words[i], w)) return true;
  return false;
}

static u32 weighty(const name_words *w) {
  u32 n = 0;
  for (u32 i = 0; i < w->len; i++) n += !is_small(w->words[i]);
  return n;
}

// All words of the one in the other: the same where neither has more; may be the same where the short one has two or more.
name_match body_names_match(str a, str b) {
  name_words x, y;
  split_name(&x, a);
  split_name(&y, b);
  if (!x.len || !y.len) return NAMES_DIFFER;
  if (is_acronym_of(a, b) || is_acronym_of(b, a)) return NAMES_SAME;
  const name_words *few = weighty(&x) <= weighty(&y) ? &x : &y, *many = few == &x ? &y : &x;
  for (u32 i = 0; i < few->len; i++)
    if (!is_small(few->words[i]) && !has_word(many, few->words[i])) return NAMES_DIFFER;
  if (weighty(few) == weighty(many)) return NAMES_SAME;
  bool ends = word_sounds(few->words[few->len - 1], many->words[many->len - 1]);
  return weighty(few) >= 2 && ends ? NAMES_MAY : NAMES_DIFFER;
}

str name_key(arena *mem, str name) {
  name_words w;
  split_name(&w, name);
  char *key = NEWS(mem, char, 2 * w.n + w.len + 1);
  size_t n = 0;
  for (u32 i = 0; i < w.len; i++) {
    if (n) key[n++] = ' ';
    n += level_word(w.words[i], key + n);
  }
  return (str){key, n};
}

#include "read/atom.h"

#include <math.h>

#include "base/utf8.h"
#include "model/lexicon.h"

enum { SOME_MORE = 16 };   // atoms beyond one a token, before the list grows

static bool word_byte(char c) { return is_alpha(c) || (u8)c >= 0x80; }

// One character that is no letter or digit, with its plain form.
static size_t sign_at(str s, size_t at, str *plain) {
  static const char *const signs[][2] = {{"\xE2\x80\x99", "'"}, {"\xE2\x80\x98", "'"}, {"\xE2\x80\x93", "-"}, {"\xE2\x80\x94", "-"},
                                         {"\xE2\x88\x92", "-"}, {"\xE2\x80\x9C", "\""}, {"\xE2\x80\x9D", "\""}, {"€", "€"},
                                         {"£", "£"}, {"¥", "¥"}, {"₽", "₽"}, {"₹", "₹"}, {"½", "½"}, {"…", "…"}, {"°", "°"}};
  if ((u8)s.p[at] < 0x80) {
    *plain = str_sub(s, at, at + 1);
    return is_alnum(s.p[at]) ? 0 : 1;
  }
  for (u32 i = 0; i < COUNT_OF(signs); i++)
    if (signs[i][0][1] == s.p[at + 1 < s.n ? at + 1 : at] && str_starts(str_from(s, at), str_of(signs[i][0]))) {
      *plain = str_of(signs[i][1]);
      return strlen(signs[i][0]);
    }
  return 0;
}

static size_t digits_end(str s, size_t at) {
  while (at < s.n && (is_digit(s.p[at]) || (s.p[at] == ',' && at + 3 < s.n && is_digit(s.p[at + 1]) && is_digit(s.p[at + 2]) &&
                                            is_digit(s.p[at + 3]) && (at + 4 == s.n || !is_digit(s.p[at + 4])))))
    at++;
  return at;
}

static size_t word_end(str s, size_t at) {
  str plain;
  while (at < s.n && word_byte(s.p[at]) && !((u8)s.p[at] >= 0x80 && sign_at(s, at, &plain))) at++;
  return at;
}

// "a.m.", "U.S.", "B.C": single letters with dots between.
static size_t dotted_end(str s, size_t at) {
  size_t letters = 0, end = at;
  while (end + 1 < s.n && is_alpha(s.p[end]) && s.p[end + 1] == '.') {
    end += 2;
    letters++;
  }
  if (letters && end < s.n && is_alpha(s.p[end]) && (end + 1 == s.n || !word_byte(s.p[end + 1]))) {
    end++;
    letters++;
  }
  return letters >= 2 ? end : at;
}

static str without(arena *mem, str s, char drop) {
  char *copy = NEWS(mem, char, s.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] != drop) copy[n++] = to_lower(s.p[i]);
  return (str){copy, n};
}

// The whole token, where it is letters alone.
static bool plain_atom(const doc *d, u32 token, atom *a) {
  span at = d->tokens.at[token];
  for (u32 i = at.beg; i < at.end; i++)
    if (!is_alpha(d->text.p[i])) return false;
  a->kind = ATOM_WORD;
  a->low = low_str(d, token);
  a->at = at;
  a->token = token;
  return at.end > at.beg;
}

static size_t cut_atom(const doc *d, arena *mem, u32 token, size_t from, atom *a) {
  str s = token_str(d, token);
  size_t end = dotted_end(s, from);
  a->kind = ATOM_WORD;
  if (end > from) {
    a->low = without(mem, str_sub(s, from, end), '.');
  } else if (is_digit(s.p[from])) {
    end = digits_end(s, from);
    a->kind = ATOM_DIGITS;
    a->low = without(mem, str_sub(s, from, end), ',');
  } else if ((end = word_end(s, from)) > from) {
    a->low = end == s.n && !from ? low_str(d, token) : str_lower(mem, str_sub(s, from, end));
  } else {
    size_t len = sign_at(s, from, &a->low);
    end = from + MAX(len, 1u);
    a->kind = ATOM_SIGN;
  }
  u32 base = d->tokens.at[token].beg;
  a->at = (span){base + (u32)from, base + (u32)end};
  a->token = token;
  return end;
}

atoms atoms_of(const doc *d, arena *mem, u32 first, u32 last) {
  VEC(atom) list = {NEWS(mem, atom, last - first + SOME_MORE), 0, last - first + SOME_MORE};
  for (u32 t = first; t < last; t++) {
    size_t n = span_len(d->tokens.at[t]);
    atom whole = {.glued = t > first && token_clings(d, t)};
    if (plain_atom(d, t, &whole)) {
      vec_push(mem, &list, whole);
      continue;
    }
    for (size_t from = 0; from < n;) {
      atom a = {.glued = from > 0 || (t > first && token_clings(d, t))};
      from = cut_atom(d, mem, t, from, &a);
      vec_push(mem, &list, a);
    }
  }
  return (atoms){list.at, list.len};
}

static double digits_value(str s) {
  double v = 0;
  for (size_t i = 0; i < s.n; i++) v = v * 10 + (s.p[i] - '0');
  return v;
}

#define low_is(a, i, text) ((i) < (a).len && str_eq((a).at[i].low, S(text)))
static bool glued_digits(atoms a, u32 i) { return i < a.len && a.at[i].glued && a.at[i].kind == ATOM_DIGITS; }

static bool ordinal_suffix(atoms a, u32 i) {
  return i < a.len && a.at[i].glued && (low_is(a, i, "st") || low_is(a, i, "nd") || low_is(a, i, "rd") || low_is(a, i, "th"));
}

static double scale_at(atoms a, u32 i) {
  const lex_entry *e = i < a.len && a.at[i].kind == ATOM_WORD ? lex_find(LEX_NUMBERS, a.at[i].low) : NULL;
  i64 n;
  if (str_to_int(lex_value(e, "zeros"), &n)) return pow(10, (double)n);
  return str_to_int(lex_value(e, "times"), &n) ? (double)n : 0;
}

static numeral figures_at(atoms a, u32 from) {
  numeral n = {.value = digits_value(a.at[from].low), .len = 1};
  bool date = low_is(a, from + 3, ".") && glued_digits(a, from + 4);   // 13.5.2015
  if (low_is(a, from + 1, ".") && a.at[from + 1].glued && glued_digits(a, from + 2) && !date && !(from > 1 && low_is(a, from - 1, ".") && a.at[from].glued)) {
    str part = a.at[from + 2].low;
    n.value += digits_value(part) / pow(10, (double)part.n);
    n.len = 3;
  } else if (ordinal_suffix(a, from + 1)) {
    n.ordinal = true;
    n.len = 2;
    return n;
  }
  if (low_is(a, from + n.len, "½")) {
    n.value += 0.5;
    n.len++;
  }
  for (double s; (s = scale_at(a, from + n.len)) > 0; n.len++) n.value *= s;
  return n;
}

// The value of one number word; kind 1 = below a hundred, 2 = multiplies ("hundred", "million"), 3 = ordinal, 0 = none.
static int number_word(str low, double *value) {
  const lex_entry *e = lex_find(LEX_NUMBERS, low);
  i64 n;
  if (str_to_int(lex_value(e, "value"), &n)) {
    *value = (double)n;
    return 1;
  }
  if (str_to_int(lex_value(e, "zeros"), &n)) {
    *value = pow(10, (double)n);
    return lex_says(e, "short") ? 0 : 2;
  }
  if (str_to_int(lex_value(e, "times"), &n)) {
    *value = (double)n;
    return 2;
  }
  if (str_to_int(lex_value(e, "ordinal"), &n)) {
    *value = (double)n;
    return 3;
  }
  return 0;
}

// Number words by place value: below a hundred add up, a multiplier multiplies what stands before it and opens a new group.
static numeral words_at(atoms a, u32 from) {
  numeral n = {.words = true};
  double total = 0, group = 0, last = 0;
  bool open = false;
  u32 i = from;
  for (u32 steps = 0; i < a.len && steps < 16; steps++) {
    double v;
    u32 at = i;
    if (open && (low_is(a, i, "-") || (low_is(a, i, "and") && (group >= 100 || total > 0)))) at++;
    int kind = at < a.len && a.at[at].kind == ATOM_WORD ? number_word(a.at[at].low, &v) : 0;
    if (!kind || (at > i && !open) || (kind == 2 && !open)) break;
    if (kind != 2 && open && last > 0 && (v >= last || last < 20 || (last < 100 && v >= 10))) break;
    if (kind == 2 && v >= 1000) {
      total += (group > 0 ? group : 1) * v;
      group = 0;
    } else {
      group = kind == 2 ? (group > 0 ? group : 1) * v : group + v;
    }
    last = v;
    open = true;
    i = at + 1;
    if (kind == 3) {
      n.ordinal = true;
      break;
    }
  }
  n.value = total + group;
  n.len = i - from;
  return n;
}

// "a hundred", "half a million", "hundreds", "a dozen".
static numeral article_at(atoms a, u32 from) {
  numeral n = {.words = true};
  double v, s;
  bool half = low_is(a, from, "half") && (low_is(a, from + 1, "a") || low_is(a, from + 1, "-"));
  u32 at = from + (half ? 2 : 1);
  if (at >= a.len || (!half && !low_is(a, from, "a"))) return n;
  if (number_word(a.at[at].low, &v) != 2) return n;
  n.len = at + 1 - from;
  for (; (s = scale_at(a, from + n.len)) > 0; n.len++) v *= s;
  n.value = half ? v / 2 : v;
  return n;
}

static numeral vague_at(atoms a, u32 from) {
  i64 zeros;
  const lex_entry *e = lex_find(LEX_NUMBERS, a.at[from].low);
  if (!str_to_int(lex_value(e, "many"), &zeros)) return (numeral){0};
  numeral n = {.value = (double)zeros, .len = 1, .words = true, .vague = true};
  double v;
  while (low_is(a, from + n.len, "of") && from + n.len + 1 < a.len) {
    const lex_entry *next = lex_find(LEX_NUMBERS, a.at[from + n.len + 1].low);
    if (!str_to_int(lex_value(next, "many"), &zeros)) break;
    v = (double)zeros;
    n.value *= v;
    n.len += 2;
  }
  return n;
}

// "two and a half", "three and a quarter".
static numeral with_fraction(atoms a, u32 from, numeral n) {
  u32 at = from + n.len;
  if (!n.len || n.ordinal || !low_is(a, at, "and") || !(low_is(a, at + 1, "a") || low_is(a, at + 1, "one"))) return n;
  double part = low_is(a, at + 2, "half") ? 0.5 : low_is(a, at + 2, "quarter") ? 0.25 : 0;
  if (part <= 0) return n;
  n.value += part;
  n.len += 3;
  return n;
}

numeral numeral_at(atoms a, u32 from) {
  if (from >= a.len || a.at[from].kind == ATOM_SIGN) return (numeral){0};
  if (a.at[from].kind == ATOM_DIGITS) return with_fraction(a, from, figures_at(a, from));
  if (!low_is(a, from, "a") && !lex_has(LEX_NUMBERS, a.at[from].low)) return (numeral){0};
  numeral n = with_fraction(a, from, words_at(a, from));
  if (!n.len) n = article_at(a, from);
  if (!n.len) n = vague_at(a, from);
  return n;
}

// Which words of an article can be part of a time: most sentences and most words of the others need no look at the rules.
//
// A rule joins neighbours, and each of its levels needs a word of `time_core` in what it joins. So only runs of words that rules
// know around such a word matter, and the word on either side, which rules may look at. The output is the same as with all words.
#include "read/when.h"

enum word_bits { WORD_SEEN = 1, WORD_PLAIN = 2, WORD_KNOWN = 4, WORD_CORE = 8, WORD_OPENS = 16 };

// What stands inside numbers: "two and a half", "hundreds of thousands", "21st".
static bool in_numbers(str low) {
  static const char joins[] = " and of a st nd rd th s 's ½ ";
  char key[8] = " ";
  if (!low.n || low.n > 3) return false;
  memcpy(key + 1, low.p, low.n);
  key[1 + low.n] = ' ';
  return strstr(joins, key) != NULL;
}

// "seven" can be an hour, "third" a day; "hundred" alone is nothing of the kind.
static bool small_number(const lex_entry *e) { return lex_value(e, "value").n || lex_value(e, "ordinal").n; }

static u8 bits_of(str low) {
  const lex_entry *time = lex_find(LEX_TIMES, low), *number = lex_find(LEX_NUMBERS, low);
  u8 bits = time || number || time_rule_word(low) || in_numbers(low) ? WORD_KNOWN : 0;
  if (!bits) return 0;
  if (time && (time_classes_of(time) & time_core)) bits |= WORD_CORE;
  if (number && small_number(number)) bits |= WORD_CORE;
  if (lex_says(time, "opens")) bits |= WORD_OPENS;
  if (str_eq(low, S("since"))) bits |= WORD_CORE;   // opens an interval of its own
  return bits;
}

// How a word falls to atoms: letters alone are one, signs alone are no figures, the rest ("mid-May", "5pm", "9/11") may hold a time.
static u8 shape_of(str low) {
  bool letters = false, others = false, beyond = false;
  for (size_t i = 0; i < low.n; i++) {
    if (is_digit(low.p[i])) return WORD_CORE;
    letters |= is_lower(low.p[i]);
    others |= !is_lower(low.p[i]);
    beyond |= (u8)low.p[i] >= 0x80;
  }
  if (!others) return WORD_PLAIN;
  bool ending = low.n <= 3 && (low.p[0] == '\'' || low.p[low.n - 1] == 't');   // "'s", "'ll", "n't"
  return !letters || (ending && !beyond) ? WORD_KNOWN : WORD_CORE;
}

static u8 bits_at(const live_words *l, u32 token) {
  word id = l->d->tokens.low[token];
  u8 *bits = &l->by_word[id];
  if (*bits) return *bits;
  str low = words_str(l->d->words, id);
  *bits = (u8)(WORD_SEEN | shape_of(low));
  if (*bits & WORD_PLAIN) *bits |= bits_of(low);
  return *bits;
}

live_words live_words_of(const doc *d, arena *mem) { return (live_words){d, NEWS(mem, u8, words_count(d->words))}; }

static str token_word(const void *from, u32 t) { return low_str(from, t); }

// A phrase that begins with a word such as "new" ("new year's eve") may hold what none of its words does.
bool may_hold_time(const live_words *l, u32 first, u32 last) {
  for (u32 t = first; t < last; t++) {
    u8 bits = bits_at(l, t);
    u32 len = 1;
    if (bits & WORD_CORE) return true;
    if ((bits & WORD_OPENS) && lex_phrase(LEX_TIMES, t, MIN(last, t + 6), token_word, l->d, &len) && len > 1) return true;
  }
  return false;
}

static u8 bits_of_atom(const live_words *l, const atoms *a, u32 i) {
  const atom *at = &a->at[i];
  u8 whole = bits_at(l, at->token);
  if (whole & WORD_PLAIN) return whole;
  if (at->kind == ATOM_SIGN) return time_rule_word(at->low) || in_numbers(at->low) || str_eq(at->low, S("-")) || str_eq(at->low, S(".")) ? WORD_KNOWN : 0;
  if (at->kind != ATOM_DIGITS) return bits_of(at->low);
  bool goes_on = i + 1 < a->len && a->at[i + 1].glued;
  return at->low.n <= 2 || at->low.n == 4 || goes_on ? WORD_CORE | WORD_KNOWN : WORD_KNOWN;
}

static str atom_word(const void *from, u32 i) { return ((const atom *)from)[i].low; }

// What stands in one entry of the table is known, core where the entry is.
static void mark_phrase(const atoms *a, u32 i, u8 *bits) {
  u32 len = 1;
  const lex_entry *e = lex_phrase(LEX_TIMES, i, MIN(a->len, i + 6), atom_word, a->at, &len);
  for (u32 k = 0; e && len > 1 && k < len; k++) bits[i + k] |= WORD_KNOWN | WORD_CORE;
}

static bool goes_through(const live_words *l, const atoms *a, const u8 *bits, u32 i) {
  return (bits[i] & (WORD_KNOWN | WORD_CORE)) || (l->d->tokens.upos && l->d->tokens.upos[a->at[i].token] == UPOS_ADJ);
}

u8 *live_atoms(const live_words *l, arena *mem, atoms a) {
  u8 *bits = NEWS(mem, u8, a.len + 1);
  u8 *live = NEWS(mem, u8, a.len + 1);
  for (u32 i = 0; i < a.len; i++) bits[i] |= bits_of_atom(l, &a, i);
  for (u32 i = 0; i < a.len; i++)
    if (bits[i] & WORD_OPENS) mark_phrase(&a, i, bits);
  for (u32 i = 0; i < a.len;) {   // runs of what rules may go through
    u32 end = i;
    bool core = false;
    for (; end < a.len && goes_through(l, &a, bits, end); end++) core |= (bits[end] & WORD_CORE) != 0;
    for (u32 k = i ? i - 1 : 0; core && k < MIN(end + 1, a.len); k++) live[k] = bits[k] & (WORD_KNOWN | WORD_CORE) ? LIVE_KNOWN : LIVE_BESIDE;
    i = MAX(end, i + 1);
  }
  return live;
}

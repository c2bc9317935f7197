// The tokeniser: one pass of rules over each run of text without white space. What counts as a word follows the UD English
// treebanks: compounds fall apart at hyphens and slashes but for listed prefixes, contractions are words of one multiword
// token, an abbreviation keeps its full stop.
#include "lang/token.h"

#include "base/utf8.h"
#include "doc/doc.h"
#include "model/lexicon.h"

typedef struct {
  arena *mem;
  str text;
  u32 end;            // of the run without white space
  u32 at;             // where the next token begins
  u32 searched;       // before it there is no address to be found any more
  bool open_quote;    // a single quotation mark is open
  cuts *to;
} scan;

typedef struct {
  u32 code, len;
} letter;

static letter at(const scan *s, u32 i) {
  if (i >= s->end) return (letter){0, 1};
  size_t len;
  u32 code = utf8_at(s->text, i, &len);
  return (letter){code, (u32)len};
}

static u32 code_at(const scan *s, u32 i) { return at(s, i).code; }
static u32 code_before(const scan *s, u32 i) { return i ? code_at(s, (u32)utf8_before(s->text, i)) : 0; }
static bool is_word_code(u32 c) { return code_is_letter(c) || code_is_digit(c); }
static bool is_apostrophe(u32 c) { return c == '\'' || c == 0x2019 || c == '`' || c == 0x2BC; }
static bool is_stop(u32 c) { return c == '.' || c == '!' || c == '?' || c == 0x2026; }
static bool is_hyphen(u32 c) { return c == '-' || c == 0x2010 || c == 0x2011; }

static void push(scan *s, u32 beg, u32 end, u8 flags) { vec_push(s->mem, s->to, ((cut){{beg, end}, flags})); }

// The lower-cased bytes of a piece, curly apostrophes straight; what is longer than a listed word can be gives nothing.
static str lowered(const scan *s, u32 beg, u32 end, char room[64]) {
  size_t n = 0;
  if (end - beg > 48) return (str){0};
  for (u32 i = beg; i < end;) {
    if ((u8)s->text.p[i] < 0x80 && s->text.p[i] != '`') {
      room[n++] = to_lower(s->text.p[i++]);
      continue;
    }
    letter l = at(s, i);
    u32 code = is_apostrophe(l.code) ? '\'' : code_lower(l.code);
    n += utf8_put(code, room + n);
    i += l.len;
  }
  return (str){room, n};
}

static const lex_entry *listed(const scan *s, enum lexicon list, u32 beg, u32 end) {
  char room[64];
  str key = lowered(s, beg, end, room);
  return key.n ? lex_find(list, key) : NULL;
}

// ---------------------------------------------------------------- addresses: URL, e-mail, @name, #tag

static bool is_address_byte(char c) { return is_alnum(c) || memchr("._%+-", c, 5); }

// The last place at or before i that no code point spans.
static u32 char_start(const scan *s, u32 i) {
  while (i < s->end && ((u8)s->text.p[i] & 0xC0) == 0x80) i--;
  return i;
}

// The end of an address that goes on to the end of the run, less the punctuation that closes the sentence around it.
static u32 trimmed(const scan *s, u32 beg) {
  u32 end = char_start(s, MIN(s->end, beg + LONGEST_TOKEN));
  bool bracket = memchr(s->text.p + beg, '(', end - beg) != NULL;   // Foo_(bar) keeps its own
  while (end > beg + 1) {
    char c = s->text.p[end - 1];
    u32 code = code_before(s, end);
    if (memchr(".,;:!?\"'>]}|*", c, 13) || (c == ')' && !bracket)) end--;
    else if (code == 0x201D || code == 0x2019) end -= 3;
    else break;
  }
  return end;
}

static bool begins(const scan *s, u32 i, str with) { return str_starts_nocase(str_sub(s->text, i, s->end), with); }

// The end of the address that begins at s->at, or s->at. Each byte is looked at once, whatever follows.
static u32 address_end(scan *s) {
  u32 beg = s->at, i = beg;
  if (beg < s->searched) return beg;
  if (begins(s, beg, S("www.")) || begins(s, beg, S("mailto:")) || begins(s, beg, S("doi:"))) return trimmed(s, beg);
  while (i < s->end && is_address_byte(s->text.p[i])) i++;
  s->searched = i;
  if (i > beg && begins(s, i, S("://"))) return trimmed(s, beg);
  if (i > beg && i < s->end && s->text.p[i] == '/' && memchr(s->text.p + beg, '.', i - beg) && is_lower(s->text.p[i - 1]) &&
      lex_has(LEX_DOMAINS, str_from(str_sub(s->text, beg, i), str_find(str_sub(s->text, beg, i), S(".")) + 1)))
    return trimmed(s, beg);
  if (i == beg || i >= s->end || s->text.p[i] != '@') return beg;
  u32 host = ++i;
  while (i < s->end && is_address_byte(s->text.p[i])) i++;
  while (i > host && !is_alnum(s->text.p[i - 1])) i--;
  s->searched = i;
  return i > host && memchr(s->text.p + host, '.', i - host) ? i : beg;
}

// ---------------------------------------------------------------- words

static u32 digits_from(const scan *s, u32 i) {
  u32 n = 0;
  while (i + n < s->end && is_digit(s->text.p[i + n])) n++;
  return n;
}

static u32 digits_before(const scan *s, u32 beg, u32 i) {
  u32 n = 0;
  while (i - n > beg && is_digit(s->text.p[i - n - 1])) n++;
  return n;
}

// A hyphen between digits: of telephone numbers and dates, not of ranges (1990-1995, 5-10).
static bool joins_digits(const scan *s, u32 beg, u32 i) {
  u32 before = digits_before(s, beg, i), after = digits_from(s, i + 1), next = i + 1 + after;
  if (before > 4 || after > 4) return false;
  bool more = next < s->end && s->text.p[next] == '-' && digits_from(s, next + 1);
  bool in_row = i > beg + before && s->text.p[i - before - 1] == '-';
  return more || in_row || (before == 3 && after >= 3);
}

static bool joins_hyphen(const scan *s, u32 beg, u32 i, u32 next) {
  if (is_digit(s->text.p[i - 1]) && next < s->end && is_digit(s->text.p[next])) return joins_digits(s, beg, i);
  return listed(s, LEX_PREFIXES, beg, i) != NULL;
}

// A full stop inside a run: U.S., 3.5, example.com; not the one of a missing space (world.Today).
static bool joins_stop(u32 before, u32 after, u32 piece) {
  if (code_is_digit(before) && code_is_digit(after)) return true;
  if (!code_is_upper(after)) return is_word_code(after);
  return code_is_upper(before) || (code_is_letter(before) && piece <= 2);
}

static bool joins_slash(const scan *s, u32 beg, u32 i) {
  u32 before = digits_before(s, beg, i), after = digits_from(s, i + 1);
  if (!before || !after || before > 4 || after > 4) return false;
  bool fraction = before == 1 && after == 1 && s->text.p[i - 1] < s->text.p[i + 1] && s->text.p[i + 1] <= '5';
  return !fraction;
}

// Does the sign at i hold the words on its two sides together? `piece`: letters since the last sign.
static bool joins(const scan *s, u32 beg, u32 i, u32 piece) {
  letter sign = at(s, i);
  u32 before = code_before(s, i), after = code_at(s, i + sign.len);
  if (!is_word_code(after) || i == beg) return false;
  if (is_apostrophe(sign.code)) return code_is_letter(after);
  if (is_hyphen(sign.code)) return joins_hyphen(s, beg, i, i + sign.len);
  switch (sign.code) {
    case '.': return joins_stop(before, after, piece);
    case ',': case ':': return code_is_digit(before) && code_is_digit(after);
    case '/': return joins_slash(s, beg, i);
    case '&': return code_is_letter(before) && code_is_upper(before) == code_is_upper(after) && piece <= 3;
    case '_': case '*': return true;
    default: return false;
  }
}

static bool is_degree_of_number(const scan *s, u32 i) {
  return code_at(s, i) == 0xB0 && i == s->at + 1 && to_lower(s->text.p[s->at]) == 'n';   // N°
}

// The end of the word that begins at s->at: letters and digits, and the signs that join them.
static u32 word_end(const scan *s) {
  u32 i = s->at, piece = 0;
  while (i < s->end && i - s->at < LONGEST_TOKEN) {
    letter l = at(s, i);
    if (is_word_code(l.code) || is_degree_of_number(s, i)) piece++;
    else if (joins(s, s->at, i, piece)) piece = 0;
    else break;
    i += l.len;
  }
  return i;
}

static bool number_follows(const scan *s, u32 i) {
  while (i < s->text.n && s->text.p[i] == ' ') i++;
  return i < s->text.n && is_digit(s->text.p[i]);
}

// Of Albert I. Jones, not of `you and I.`
static bool after_capital(const scan *s) {
  return s->to->len > 1 && code_is_upper(code_at(s, s->to->at[s->to->len - 1].at.beg));
}

// Is the full stop behind [beg, end) part of the word: an abbreviation or an initial?
static bool owns_stop(const scan *s, u32 beg, u32 end) {
  u32 after = code_at(s, end + 1);
  if (code_at(s, end) != '.' || after == '.') return false;
  if (memchr(s->text.p + beg, '.', end - beg) && code_is_letter(code_at(s, beg))) return end - beg <= 8;
  if (end - beg == 1 && is_upper(s->text.p[beg])) return s->text.p[beg] != 'I' || after_capital(s);
  if (after == ',' || after == ';' || after == ':') return end - beg <= 5 && code_is_letter(code_at(s, beg));
  const lex_entry *e = listed(s, LEX_ABBREVIATIONS, beg, end);
  if (lex_says(e, "number")) return number_follows(s, end + 1);
  return e && (!lex_says(e, "capital") || code_is_upper(code_at(s, beg)));
}

// A straight one, or the first byte of another.
static bool has_apostrophe(str w) {
  for (size_t i = 0; i < w.n; i++)
    if (memchr("'`\xE2\xCA", w.p[i], 4)) return true;
  return false;
}

// Where a contraction ends its first word: it's, don't, students'; `end` where it is none.
static u32 clitic_at(const scan *s, u32 beg, u32 end) {
  static const char *const tails[] = {"'s", "'m", "'d", "'ll", "'re", "'ve", "n't"};
  if (!has_apostrophe(str_sub(s->text, beg, end))) return end;
  char room[64];
  str low = lowered(s, beg, end, room);
  for (u32 i = 0; i < COUNT_OF(tails) && low.n; i++) {
    str tail = str_of(tails[i]);
    if (low.n <= tail.n || !str_ends(low, tail)) continue;
    u32 cut_at = end;
    for (size_t n = tail.n; n; n--) cut_at = (u32)utf8_before(s->text, cut_at);
    return cut_at;
  }
  return end;
}

// A possessive that is an apostrophe alone: students'. Where a quotation is open, it is its end instead.
static u32 bare_possessive(const scan *s, u32 beg, u32 end) {
  letter l = at(s, end);
  if (end >= s->end || !is_apostrophe(l.code) || l.code == '`' || s->open_quote || end - beg < 2) return 0;
  u32 last = code_lower(code_before(s, end));
  return last == 's' || last == 'x' || last == 'z' ? l.len : 0;
}

static void push_pieces(scan *s, u32 beg, u32 end, const lex_entry *e) {
  str where = lex_value(e, "at");
  u32 from = beg;
  for (u8 flags = TOKEN_MULTI_FIRST; where.n; flags = TOKEN_MULTI_REST) {
    i64 offset;
    if (!str_to_int(str_token(&where, ','), &offset) || beg + (u32)offset >= end) break;
    push(s, from, beg + (u32)offset, flags);
    from = beg + (u32)offset;
  }
  push(s, from, end, from == beg ? 0 : TOKEN_MULTI_REST);
}

// The digits of 10km and 5pm are a word, the unit another; 1960s and 9th are one word.
static u32 unit_at(const scan *s, u32 beg, u32 end) {
  u32 i = beg;
  while (i < end && (is_digit(s->text.p[i]) || s->text.p[i] == '.' || s->text.p[i] == ',' || s->text.p[i] == ':')) i++;
  return i > beg && i < end && listed(s, LEX_UNITS, i, end) ? i : end;
}

static void push_word(scan *s, u32 beg, u32 end) {
  const lex_entry *contraction = listed(s, LEX_CONTRACTIONS, beg, end);
  u32 clitic = clitic_at(s, beg, end), possessive = clitic == end ? bare_possessive(s, beg, end) : 0;
  u32 unit = unit_at(s, beg, end);
  if (contraction) {
    push_pieces(s, beg, end, contraction);
  } else if (clitic < end || possessive) {
    push(s, beg, clitic, TOKEN_MULTI_FIRST);
    push(s, clitic, end + possessive, TOKEN_MULTI_REST);
  } else if (unit < end) {
    push(s, beg, unit, 0);
    push(s, unit, end, 0);
  } else {
    push(s, beg, end, 0);
  }
  s->at = end + possessive;
}

static void scan_word(scan *s) {
  u32 beg = s->at, end = address_end(s);
  if (end > beg) {
    end = MIN(end, beg + LONGEST_TOKEN);
    push(s, beg, end, 0);
    s->at = end;
    return;
  }
  end = word_end(s);
  if (owns_stop(s, beg, end)) end++;
  push_word(s, beg, end);
}

// ---------------------------------------------------------------- signs

static u32 run_of_stops(const scan *s) {
  u32 i = s->at;
  while (i < s->end && i - s->at < LONGEST_TOKEN && is_stop(code_at(s, i))) i += at(s, i).len;
  return i;
}

static u32 run_of(const scan *s, u32 code) {
  u32 i = s->at;
  while (i < s->end && i - s->at < LONGEST_TOKEN && code_at(s, i) == code) i += at(s, i).len;
  return i;
}

// The longest listed face that begins here and ends the run or stands before no letter: :-) ;) <3
static u32 face_end(const scan *s) {
  for (u32 n = MIN(5u, s->end - s->at); n >= 2; n--)
    if (!is_word_code(code_at(s, s->at + n)) && lex_has(LEX_FACES, str_sub(s->text, s->at, s->at + n))) return s->at + n;
  return s->at;
}

static bool joins_next(u32 code) { return code == '#' || code == '@'; }

enum { MOST_EQUAL_SIGNS = 8 };   // a longer run of one sign is a line somebody drew, no row of quotation marks

// The end of the sign at s->at.
static u32 sign_end(const scan *s) {
  letter l = at(s, s->at);
  u32 next = s->at + l.len, face = face_end(s), run = run_of(s, l.code);
  if (face > s->at) return face;
  if (run - s->at > MOST_EQUAL_SIGNS * l.len) return run;
  if (is_stop(l.code)) return run_of_stops(s);
  if (l.code < 0x80 && memchr("-=*_~<>+'`^|\\", (char)l.code, 13)) return run;
  if (joins_next(l.code) && code_is_letter(code_at(s, next))) {
    while (next < s->end && next - s->at < LONGEST_TOKEN && (is_word_code(code_at(s, next)) || s->text.p[next] == '_'))
      next += at(s, next).len;
  }
  return next;
}

// A word that begins with an apostrophe: 'em, '90s.
static u32 clipped_end(const scan *s) {
  letter l = at(s, s->at);
  if (!is_apostrophe(l.code)) return s->at;
  u32 i = s->at + l.len, digits = digits_from(s, i);
  if (digits == 2 && code_at(s, i + 2) == 's') return i + 3;
  while (i < s->end && i - s->at < 12 && code_is_letter(code_at(s, i))) i += at(s, i).len;
  return listed(s, LEX_CONTRACTIONS, s->at, i) ? i : s->at;
}

static void scan_sign(scan *s) {
  u32 beg = s->at, code = code_at(s, beg), end = clipped_end(s);
  if (end > beg) {
    push_word(s, beg, end);
    return;
  }
  end = sign_end(s);
  if (code == 0x2018) s->open_quote = true;
  else if (code == '\'' && end == beg + 1) s->open_quote = is_word_code(code_at(s, end));
  else if (code == 0x2019) s->open_quote = false;
  push(s, beg, end, 0);
  s->at = end;
}

static void scan_run(scan *s) {
  size_t first = s->to->len;
  while (s->at < s->end)
    if (is_word_code(code_at(s, s->at))) scan_word(s);
    else scan_sign(s);
  for (size_t i = first; i + 1 < s->to->len; i++) s->to->at[i].flags |= TOKEN_GLUED;
}

static bool may_hold_address(str run) {
  return memchr(run.p, '@', run.n) || memchr(run.p, '/', run.n) || memchr(run.p, ':', run.n) || str_find_nocase(run, S("www.")) < run.n;
}

void cut_tokens(arena *mem, str text, span region, cuts *to) {
  scan s = {.mem = mem, .text = text, .end = region.end, .to = to};
  u32 i = region.beg;
  while (i < region.end) {
    size_t len;
    if (code_is_space(utf8_at(text, i, &len))) {
      i += (u32)len;
      continue;
    }
    s.at = i;
    while (i < region.end && !code_is_space(utf8_at(text, i, &len))) i += (u32)len;
    s.end = i;
    s.searched = may_hold_address(str_sub(text, s.at, i)) ? s.at : i;
    scan_run(&s);
  }
}

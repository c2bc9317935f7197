#include "lang/boundary.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "model/lexicon.h"

enum {
  MARGIN = 4,         // tokens looked at beyond the ends
  REACH = 150,        // tokens on both sides that tell how sentences begin here
  SURE = 3,           // the logit needed to begin a sentence in lower case where the others begin with a capital
  CLOSERS = 4,        // so many closing quotes and brackets may stand behind the full stop
  WIDEST_WRAP = 140,  // longer lines are paragraphs, not lines broken for want of room
};

enum gap { GAP_GLUED, GAP_BLANK, GAP_BLANKS, GAP_SOFT, GAP_LINE, GAP_PARAGRAPH, GAP_END };

enum shape {
  LOWER = 1, CAPITAL, CAPITALS, INITIAL, MIXED, NUMBER, ALNUM, OTHER_LETTER, DOTTED_LOW, DOTTED_CAP, OPEN_QUOTE, CLOSE_QUOTE,
  SHAPES   // and what is larger is the first code point of a sign
};

enum { COMMA = SHAPES + 4 * ',' };

// ---------------------------------------------------------------- glances

// The token before the first is looked at, too.
static glance *look(const boundaries *b, u32 i) { return b->looks + ((ptrdiff_t)i - (ptrdiff_t)b->first); }

static u32 code_of(const doc *d, u32 i) {
  size_t len;
  return utf8_at(d->text, d->tokens.at[i].beg, &len);
}

// A class for words; for signs their first code point and whether there are more.
static u32 shape_of(str s) {
  size_t len, letters = 0, upper = 0, digits = 0, n = 0;
  u32 first = utf8_at(s, 0, &len);
  for (size_t i = 0; i < s.n && n < 24; i += len, n++) {
    u32 c = utf8_at(s, i, &len);
    letters += code_is_letter(c);
    upper += code_is_upper(c);
    digits += code_is_digit(c);
  }
  if (!letters && !digits) return SHAPES + 4 * first + (u32)(n > 1) + (u32)(n > 2);
  if (letters && n > 1 && s.p[s.n - 1] == '.') return upper ? DOTTED_CAP : DOTTED_LOW;
  if (!letters) return NUMBER;
  if (digits) return ALNUM;
  if (!upper) return first < 0x3000 ? LOWER : OTHER_LETTER;
  if (upper == letters) return letters == 1 ? INITIAL : CAPITALS;
  return upper == 1 && code_is_upper(first) ? CAPITAL : MIXED;
}

// The widest line of a text whose lines are broken for want of room; WIDEST_WRAP + 1 where lines are paragraphs. Few lines
// are wider than all others can be: an address, a rule of dashes.
static u32 widest_line(const doc *d, u32 beg, u32 end) {
  u32 widest = 0, line = beg, wide = 0, wider = 0;
  for (u32 i = beg; i <= end; i++) {
    if (i < end && d->text.p[i] != '\n') continue;
    u32 width = i - line;
    if (width > WIDEST_WRAP) wider++;
    else widest = MAX(widest, width);
    wide += width > WIDEST_WRAP / 4;
    line = i + 1;
  }
  return 8 * wider > wide ? WIDEST_WRAP + 1 : widest;
}

// Of the white space behind token i; `line` is where its line begins. A line that had room for the next word did not break
// for want of it.
static u8 gap_of(const boundaries *b, u32 i, u32 line) {
  const tokens *t = &b->d->tokens;
  u32 lines = 0, end = t->at[i].end, next = t->at[i + 1].beg;
  for (u32 k = end; k < next && lines < 2; k++) lines += b->d->text.p[k] == '\n';
  if (lines > 1) return GAP_PARAGRAPH;
  if (lines) return b->widest > WIDEST_WRAP || end - line + 1 + span_len(t->at[i + 1]) <= b->widest ? GAP_LINE : GAP_SOFT;
  return next == end ? GAP_GLUED : next == end + 1 ? GAP_BLANK : GAP_BLANKS;
}

static void fill_gaps(boundaries *b) {
  const tokens *t = &b->d->tokens;
  u32 line = t->at[b->first].beg;
  for (u32 i = b->first; i + 1 < b->last; i++) {
    u8 gap = gap_of(b, i, line);
    look(b, i)->gap = gap;
    if (gap >= GAP_SOFT) line = t->at[i + 1].beg;
  }
  look(b, b->first - 1)->gap = look(b, b->last - 1)->gap = GAP_END;
  for (u32 i = b->last, left = 0; i-- > b->first;) {
    left = look(b, i)->gap >= GAP_PARAGRAPH ? 0 : left + 1;
    look(b, i)->left = left;
  }
}

static bool is_quote_code(u32 c) { return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E; }

// Quotation marks of all styles look alike: a straight one opens where it clings to the next word only.
static void glance_quotes(boundaries *b) {
  for (u32 i = b->first; i < b->last; i++) {
    u32 c = code_of(b->d, i);
    if (!is_quote_code(c)) continue;
    bool open = c == '"' ? look(b, i)->gap == GAP_GLUED && look(b, i - 1)->gap != GAP_GLUED : c != 0x201D;
    look(b, i)->shape = open ? OPEN_QUOTE : CLOSE_QUOTE;
    look(b, i)->quote = true;
  }
}

static bool is_stop_code(u32 c) { return c == '.' || c == '!' || c == '?' || c == 0x2026; }

// Sentences that begin in lower case and those that begin with a capital, counted up to each token: at a full stop, and at
// the first word of a paragraph.
static void count_begins(boundaries *b) {
  u32 low = 0, high = 0;
  for (u32 i = b->first; i < b->last; i++) {
    const glance *before = look(b, i - 1);
    bool begins = before->gap >= GAP_PARAGRAPH || (i > b->first && is_stop_code(code_of(b->d, i - 1)) && before->gap != GAP_GLUED);
    low += begins && look(b, i)->shape == LOWER;
    high += begins && look(b, i)->shape == CAPITAL;
    look(b, i)->low_begins = low;
    look(b, i)->high_begins = high;
  }
}

// Do sentences around token i often begin in lower case? The one that may begin behind it has no vote.
static bool often_lower(const boundaries *b, u32 i) {
  u32 from = MAX(b->first, i > REACH ? i - REACH : 0), to = MIN(b->last - 1, i + REACH);
  u32 own = look(b, i + 1)->low_begins - look(b, i)->low_begins;
  u32 low = look(b, to)->low_begins - look(b, from - 1)->low_begins - own;
  u32 high = look(b, to)->high_begins - look(b, from - 1)->high_begins;
  return 3 * low > high;
}

// Which words stand in lower case somewhere in the text. [words]
bool *words_seen_low(doc *d) {
  const tokens *t = &d->tokens;
  bool *low = NEWS(d->mem, bool, words_count(d->words));
  for (u32 i = 1; i < t->len; i++)
    if (t->form[i] == t->low[i]) low[t->low[i]] = true;
  return low;
}

boundaries boundaries_of(doc *d, const hashed *model, const bool *seen_low, u32 first, u32 last) {
  boundaries b = {.d = d, .model = model, .first = first, .last = last, .beg = first};
  if (first >= last) return b;
  const tokens *t = &d->tokens;
  u32 count = last - first;
  b.looks = NEWS(d->mem, glance, count + 2 * MARGIN) + MARGIN;
  b.widest = widest_line(d, t->at[first].beg, t->at[last - 1].end);
  for (u32 i = first; i < last; i++)
    *look(&b, i) = (glance){.shape = shape_of(token_str(d, i)), .seen_low = seen_low[t->low[i]]};
  fill_gaps(&b);
  glance_quotes(&b);
  count_begins(&b);
  sentence_begins(&b, first);
  return b;
}

// ---------------------------------------------------------------- the rule

static u32 first_code(const boundaries *b, u32 i) { return i < b->last ? code_of(b->d, i) : 0; }
static bool glued(const boundaries *b, u32 i) { return look(b, i)->gap == GAP_GLUED; }

static bool is_closer(const boundaries *b, u32 i) {
  u32 c = first_code(b, i);
  if (c == '"' || c == '\'') return i > b->first && glued(b, i - 1);
  return c == ')' || c == ']' || c == 0x201D || c == 0x2019;
}

static bool is_opener(const boundaries *b, u32 i) {
  u32 c = first_code(b, i);
  return c == '(' || c == '[' || c == 0x201C || c == 0x2018 || c == '"' || c == '\'' || c == '`';
}

// The next sentence could begin with this token.
static bool can_begin(const boundaries *b, u32 i) {
  for (u32 n = 0; n < CLOSERS && is_opener(b, i); n++) i++;
  u32 c = first_code(b, i);
  return code_is_upper(c) || code_is_digit(c) || (!code_is_letter(c) && c != ',' && c != ';' && c != ':');
}

static const lex_entry *abbreviation_at(const boundaries *b, u32 i) {
  str low = low_str(b->d, i);
  return low.n > 1 && low.p[low.n - 1] == '.' ? lex_find(LEX_ABBREVIATIONS, str_sub(low, 0, low.n - 1)) : NULL;
}

// A word with its full stop in it: could the sentence end there all the same?
static bool abbreviation_ends(const boundaries *b, u32 i) {
  const lex_entry *e = abbreviation_at(b, i);
  if (lex_says(e, "title") || lex_says(e, "number")) return false;
  return code_is_upper(first_code(b, i + 1)) && lex_has(LEX_STARTERS, low_str(b->d, i + 1));
}

// The token that holds the full stop, behind which only closing quotes and brackets stand.
static u32 stop_before(const boundaries *b, u32 i) {
  for (u32 n = 0; n < CLOSERS && i > b->first && is_closer(b, i); n++) i--;
  return i;
}

static bool rule_ends(const boundaries *b, u32 i) {
  u32 stop = stop_before(b, i);
  str at_stop = token_str(b->d, stop);
  if (is_stop_code(first_code(b, stop))) {
    if (glued(b, i) && (at_stop.n > 1 || !code_is_upper(first_code(b, i + 1)))) return false;
    return can_begin(b, i + 1);
  }
  if (at_stop.n > 1 && at_stop.p[at_stop.n - 1] == '.') return abbreviation_ends(b, stop) && stop == i;
  return look(b, i)->gap == GAP_LINE && can_begin(b, i + 1);
}

// ---------------------------------------------------------------- the model

static u32 bucket(u32 n) { return n < 4 ? n : n < 6 ? 4 : n < 10 ? 5 : n < 20 ? 6 : n < 40 ? 7 : 8; }

static u64 mix(u64 template, u64 a, u64 b, u64 c) { return hash_mix(hash_mix(hash_mix(template + 1, a), b), c); }

// The end of the word before i in bytes: what an unknown abbreviation looks like.
static u64 tail_of(const boundaries *b, u32 i) {
  str low = low_str(b->d, i);
  return low.n ? hash_str(str_sub(low, low.n > 2 ? low.n - 2 : 0, low.n)) + MIN(low.n, (size_t)6) : 0;
}

// Outside the stretch there is no word.
static u64 low_at(const boundaries *b, u32 i) {
  if (i < b->first || i >= b->last) return 0;
  return hash_str(look(b, i)->quote ? S("\"") : low_str(b->d, i));
}

u32 boundary_features(const boundaries *b, u32 i, u64 *f) {
  const glance *g = look(b, i);
  u32 stop = stop_before(b, i), n = 0;
  bool rule = rule_ends(b, i);
  u64 s0 = g[0].shape, s1 = g[1].shape, s2 = g[2].shape, p1 = i > b->first ? g[-1].shape : 0;
  u64 w0 = low_at(b, i), w1 = low_at(b, i + 1), w2 = low_at(b, i + 2), v1 = i > b->first ? low_at(b, i - 1) : 0;
  u64 before = stop > b->first ? low_at(b, stop - 1) : 0, before_shape = stop > b->first ? look(b, stop - 1)->shape : 0;
  u64 age = bucket(i + 1 - b->beg), left = bucket(look(b, i)->left), gap = g[0].gap;
  u64 open = b->quotes % 2 + 2 * MIN(b->depth, 1u), abbreviation = abbreviation_at(b, stop) != NULL;
  u64 title = lex_says(abbreviation_at(b, stop), "title"), starter = lex_has(LEX_STARTERS, low_str(b->d, i + 1));
  u64 ends = mix(99, look(b, stop)->shape, i - stop, gap);
  f[n++] = mix(0, rule, gap, 0);
  f[n++] = mix(1, rule, s1, open);
  f[n++] = mix(2, w0, gap, 0);
  f[n++] = mix(3, w1, g[1].gap == GAP_GLUED, rule);
  f[n++] = mix(4, w0, w1, 0);
  f[n++] = mix(5, s0, s1, gap);
  f[n++] = mix(6, p1, s0, s1);
  f[n++] = mix(7, s0, s1, s2);
  f[n++] = mix(8, v1, w0, 0);
  f[n++] = mix(9, w0, s1, gap);
  f[n++] = mix(10, s0, w1, gap);
  f[n++] = mix(11, w1, w2, gap);
  f[n++] = mix(12, ends, s1, s2);
  f[n++] = mix(13, ends, before, 0);
  f[n++] = mix(14, ends, before_shape, s1);
  f[n++] = mix(15, ends, age, left);
  f[n++] = mix(16, ends, open, s1);
  f[n++] = mix(17, ends, (u64)g[1].seen_low + 2 * starter, s1);
  f[n++] = mix(18, ends, often_lower(b, i), s1);
  f[n++] = mix(19, s0, s1, (u64)often_lower(b, i) + 2 * gap);
  f[n++] = mix(20, age, s0, s1);
  f[n++] = mix(21, left, s0, s1);
  f[n++] = mix(22, look(b, b->beg)->shape, age, s1);
  f[n++] = mix(23, low_at(b, b->beg), age, gap);
  f[n++] = mix(24, open, s0, s1);
  f[n++] = mix(25, abbreviation + 2 * title + 4 * starter, ends, g[1].seen_low);
  f[n++] = mix(26, tail_of(b, i), s1, gap);
  f[n++] = mix(27, w2, s1, s0);
  f[n++] = mix(28, g[3].shape, s2, s1);
  f[n++] = mix(29, stop != i, tail_of(b, stop > b->first ? stop - 1 : stop), ends);
  f[n++] = mix(30, look(b, b->beg)->left < 60 ? bucket(look(b, b->beg)->left) : 9, s0, gap);
  f[n++] = mix(31, i > b->first + 1 ? g[-2].shape : 0, p1, s0);
  f[n++] = mix(32, mix(0, p1, s0, s1), s2, g[3].shape);
  f[n++] = mix(33, w0, age, left);
  return n;
}

// Before a word in lower case, behind a word or comma of the same line: where no sentence ends that anybody could see.
static bool is_midst(const boundaries *b, u32 i) {
  const glance *g = look(b, i);
  return g[0].gap == GAP_BLANK && g[1].shape == LOWER && (g[0].shape < DOTTED_LOW || g[0].shape == COMMA);
}

bool boundary_possible(const boundaries *b, u32 i) {
  if (b->d->tokens.flags[i + 1] & TOKEN_MULTI_REST) return false;
  if (!glued(b, i)) return !is_midst(b, i);
  return is_stop_code(first_code(b, stop_before(b, i))) && !is_closer(b, i + 1);
}

// ---------------------------------------------------------------- asking

bool paragraph_ends(const boundaries *b, u32 i) { return look(b, i)->gap == GAP_PARAGRAPH; }

bool line_ends(const boundaries *b, u32 i) { return look(b, i)->gap == GAP_LINE; }

static void see(boundaries *b, u32 i) {
  u32 c = first_code(b, i);
  b->quotes += is_quote_code(c);
  if (c == '(' || c == '[') b->depth++;
  if ((c == ')' || c == ']') && b->depth) b->depth--;
}

// The number of the list item whose marker begins at token i (1. 1) 1.) • 1. a.), 0 where none does; *end is behind it.
static u32 item_at(const boundaries *b, u32 i, u32 *end) {
  u32 c = first_code(b, i);
  if (c == 0x2022 || c == 0x2043) i++;
  str s = i < b->last ? token_str(b->d, i) : (str){0};
  i64 number = s.n == 1 && is_lower(s.p[0]) ? s.p[0] - 'a' + 1 : 0;
  if (!number && (s.n > 3 || !str_to_int(s, &number))) return 0;
  u32 signs = i + 1;
  while (signs < b->last && signs < i + 3 && (first_code(b, signs) == '.' || first_code(b, signs) == ')')) signs++;
  *end = signs;
  return signs > i + 1 && number > 0 ? (u32)number : 0;
}

void sentence_begins(boundaries *b, u32 i) {
  b->beg = i;
  b->quotes = b->depth = 0;
  b->item = item_at(b, i, &b->item_end);
}

// The next item of the list that the open sentence is an item of begins behind token i.
static bool next_item(const boundaries *b, u32 i) {
  u32 end = 0;
  return b->item && i >= b->item_end && item_at(b, i + 1, &end) == b->item + 1 && end - i - 1 == b->item_end - b->beg &&
         look(b, i + 1)->shape == look(b, b->beg)->shape;
}

// Inside the marker of an item, or between it and its words.
static bool in_marker(const boundaries *b, u32 i) { return b->item && i < b->beg + 4 && i < b->item_end; }

// `"Why now?" Ann Lee asked.`: who spoke, behind a quotation that has its own mark.
static bool frames_quotation(const boundaries *b, u32 i) {
  enum { NAME_WORDS = 4 };
  u32 stop = stop_before(b, i), at = i + 1, mark = first_code(b, stop);
  if (stop == i || !look(b, i)->quote || look(b, i)->gap >= GAP_LINE || (mark != '?' && mark != '!')) return false;
  while (at < b->last && at < i + 1 + NAME_WORDS && look(b, at)->shape == CAPITAL) at++;
  return at > i + 1 && at < b->last && lex_has(LEX_FRAMES, low_str(b->d, at));
}

// "President [Barack] Obama": a word put into a quotation ends no sentence.
static bool is_insert(const boundaries *b, u32 i) {
  return first_code(b, i) == ']' && b->quotes % 2 && look(b, i)->gap < GAP_LINE && !is_stop_code(first_code(b, stop_before(b, i)));
}

// What no sentence ends at, whatever the model: a word in lower case goes on after a full stop (but in texts that begin their
// sentences so); a title or the initial of a name stands before a name.
static bool must_go_on(const boundaries *b, u32 i) {
  u32 stop = stop_before(b, i), next = look(b, i + 1)->shape, shape = look(b, stop)->shape;
  bool dotted = shape == DOTTED_LOW || shape == DOTTED_CAP;
  if (next == LOWER && dotted) return look(b, i)->gap < GAP_LINE;
  if (stop != i || !dotted) return false;
  bool initial = span_len(b->d->tokens.at[i]) == 2 && i > b->beg && look(b, i - 1)->shape == CAPITAL;
  return next == CAPITAL && (lex_says(abbreviation_at(b, i), "title") || (initial && !lex_has(LEX_STARTERS, low_str(b->d, i + 1))));
}

// Where a sentence ends whatever the model: a line of a text whose lines are paragraphs, `the U.S. How …`, and a full stop
// without the blank (`world.Today`).
static bool must_end(const boundaries *b, u32 i) {
  u32 shape = look(b, i)->shape;
  if (look(b, i)->gap == GAP_LINE && b->widest > WIDEST_WRAP && can_begin(b, i + 1)) return look(b, i)->shape != COMMA;
  if (look(b, i + 1)->shape != CAPITAL) return false;
  if (glued(b, i) && i > b->beg) return first_code(b, i) == '.' && (look(b, i - 1)->shape == LOWER || look(b, i - 1)->shape == NUMBER);
  return shape == DOTTED_CAP && memchr(token_str(b->d, i).p, '.', span_len(b->d->tokens.at[i]) - 1) &&
         lex_says(lex_find(LEX_STARTERS, low_str(b->d, i + 1)), "always");
}

bool sentence_ends(boundaries *b, u32 i) {
  u64 feature[BOUNDARY_FEATURES];
  if (look(b, i)->shape >= OPEN_QUOTE) see(b, i);   // a sign
  if (in_marker(b, i)) return false;
  if (next_item(b, i)) return true;
  if (!boundary_possible(b, i)) return false;
  if (must_go_on(b, i)) return false;
  if (must_end(b, i)) return true;
  if (!b->model) return rule_ends(b, i);
  if (frames_quotation(b, i) || is_insert(b, i)) return false;
  bool in_midst = look(b, i + 1)->shape == LOWER && !often_lower(b, i);
  return hashed_score(b->model, feature, boundary_features(b, i, feature)) > (in_midst ? SURE : 0);
}

#include "lang/boundary.h"

#include "base/utf8.h"
#include "model/lexicon.h"

enum { CLOSERS = 4 };   // so many closing quotes and brackets may stand behind the full stop

boundaries boundaries_of(const doc *d, u32 first, u32 last) {
  boundaries b = {d, first, last, 0};
  if (first >= last) return b;
  u32 line = d->tokens.at[first].beg;
  for (u32 i = line; i < d->tokens.at[last - 1].end; i++) {
    if (d->text.p[i] != '\n') continue;
    b.widest = MAX(b.widest, i - line);
    line = i + 1;
  }
  return b;
}

static str gap_after(const boundaries *b, u32 i) { return str_sub(b->d->text, b->d->tokens.at[i].end, b->d->tokens.at[i + 1].beg); }

static u32 lines_after(const boundaries *b, u32 i) {
  u32 n = 0;
  str gap = gap_after(b, i);
  for (size_t k = 0; k < gap.n; k++) n += gap.p[k] == '\n';
  return n;
}

static u32 first_code(const boundaries *b, u32 i) {
  size_t len;
  return i < b->last ? utf8_at(b->d->text, b->d->tokens.at[i].beg, &len) : 0;
}

static bool is_stop_token(const boundaries *b, u32 i) {
  u32 c = first_code(b, i);
  return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

static bool is_closer(const boundaries *b, u32 i) {
  u32 c = first_code(b, i);
  bool glued = i > b->first && b->d->tokens.flags[i - 1] & TOKEN_GLUED;
  return c == ')' || c == ']' || c == 0x201D || c == 0x2019 || (glued && (c == '"' || c == '\''));
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

// A word with its full stop in it: could the sentence end there all the same?
static bool abbreviation_ends(const boundaries *b, u32 i) {
  str low = low_str(b->d, i);
  const lex_entry *e = lex_find(LEX_ABBREVIATIONS, str_sub(low, 0, low.n - 1));
  if (lex_says(e, "title") || lex_says(e, "number")) return false;
  return code_is_upper(first_code(b, i + 1)) && lex_has(LEX_STARTERS, low_str(b->d, i + 1));
}

// A line that ends well before the widest did not break for want of room.
static bool line_is_short(const boundaries *b, u32 i) {
  str text = b->d->text;
  u32 end = b->d->tokens.at[i].end, beg = end;
  while (beg > 0 && end - beg < b->widest && text.p[beg - 1] != '\n') beg--;
  u32 next = b->d->tokens.at[i + 1].end - b->d->tokens.at[i + 1].beg;
  return end - beg + 1 + next <= b->widest;
}

bool paragraph_ends(const boundaries *b, u32 i) {
  u32 lines = lines_after(b, i);
  return lines > 1 || (lines == 1 && sentence_ends(b, i));
}

bool sentence_ends(const boundaries *b, u32 i) {
  u32 stop = i, flags = b->d->tokens.flags[i];
  if (b->d->tokens.flags[i + 1] & TOKEN_MULTI_REST) return false;
  if (flags & TOKEN_GLUED && is_closer(b, i + 1)) return false;
  for (u32 n = 0; n < CLOSERS && stop > b->first && is_closer(b, stop); n++) stop--;
  str last = token_str(b->d, stop);
  if (is_stop_token(b, stop)) {
    if (flags & TOKEN_GLUED && (last.n > 1 || !code_is_upper(first_code(b, i + 1)))) return false;
    return can_begin(b, i + 1);
  }
  if (last.n > 1 && last.p[last.n - 1] == '.') return abbreviation_ends(b, stop) && stop == i;
  return lines_after(b, i) && line_is_short(b, i) && can_begin(b, i + 1);
}

#include "output/term.h"

#include <utf8proc.h>

#include "base/utf8.h"

term term_new(out *to, u32 width, bool colour) {
  return (term){.to = to, .width = MAX(width, 20), .colour = colour};
}

void term_free(term *t) { out_free(&t->word); }

// Columns of a code point; controls and invisible marks of direction show as nothing, so no text can move the cursor.
static u32 code_width(u32 code) {
  utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
  if (c == UTF8PROC_CATEGORY_CC || c == UTF8PROC_CATEGORY_CF || c == UTF8PROC_CATEGORY_CS) return 0;
  int w = utf8proc_charwidth((utf8proc_int32_t)code);
  return w > 0 ? (u32)w : 0;
}

static bool shows(u32 code) {
  utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
  return c != UTF8PROC_CATEGORY_CC && c != UTF8PROC_CATEGORY_CF && c != UTF8PROC_CATEGORY_CS;
}

u32 display_width(str s) {
  u32 columns = 0;
  for (size_t at = 0, n; at < s.n; at += n) columns += code_width(utf8_at(s, at, &n));
  return columns;
}

static void pad(term *t, u32 columns) {
  while (columns--) out_byte(t->to, ' '), t->column++;
}

static void flush_word(term *t) {
  if (!t->word.n) return;
  u32 gap = t->blank && !t->fresh ? 1 : 0;
  if (!t->fresh && t->word_width && t->column + gap + t->word_width > t->width) {
    out_byte(t->to, '\n');
    t->column = 0;
    pad(t, t->indent);
    gap = 0;
  }
  pad(t, gap);
  out_str(t->to, out_view(&t->word));
  t->column += t->word_width;
  if (t->word_width) t->blank = t->fresh = false;
  t->word.n = 0;
  t->word_width = 0;
}

static void add_code(term *t, str bytes, u32 code) {
  u32 w = code_width(code), room = t->width > t->indent ? t->width - t->indent : 1;
  if (t->word_width && t->word_width + w > room) flush_word(t);
  if (code == UTF8_BAD) out_lit(&t->word, "\uFFFD");
  else out_str(&t->word, bytes);
  t->word_width += w;
}

void term_text(term *t, str s) {
  for (size_t at = 0, n; at < s.n; at += n) {
    u32 code = utf8_at(s, at, &n);
    if (code_is_space(code)) {
      flush_word(t);
      t->blank = true;
    } else if (shows(code)) {
      add_code(t, str_sub(s, at, at + n), code);
    }
  }
}

void term_ink(term *t, ink i) {
  static const char *const codes[] = {"0", "0;1", "0;2", "0;4", "0;31", "0;32", "0;33", "0;36"};
  if (t->colour) out_f(&t->word, "\033[%sm", codes[i]);
}

void term_inked(term *t, ink i, str s) {
  term_ink(t, i);
  term_text(t, s);
  term_ink(t, INK_PLAIN);
}

void term_number(term *t, u32 n) {
  char digits[12];
  size_t at = sizeof digits;
  do digits[--at] = (char)('0' + n % 10);
  while (n /= 10);
  term_text(t, (str){digits + at, sizeof digits - at});
}

void term_begin(term *t, u32 first, u32 indent) {
  flush_word(t);
  pad(t, first > t->column ? first - t->column : 0);
  t->indent = MIN(indent, t->width / 2);
  t->fresh = true;
  t->blank = false;
}

void term_to(term *t, u32 column) {
  flush_word(t);
  pad(t, column > t->column ? column - t->column : 1);
  t->fresh = true;
  t->blank = false;
}

void term_end(term *t) {
  flush_word(t);
  out_byte(t->to, '\n');
  t->column = 0;
  t->blank = false;
}

void term_gap(term *t) { out_byte(t->to, '\n'); }

void term_rule(term *t, str piece) {
  for (u32 i = 0; i < t->width; i++) out_str(t->to, piece);
  out_byte(t->to, '\n');
}

void term_cut(term *t, str s, u32 columns) {
  u32 wide = display_width(s), used = 0;
  flush_word(t);
  t->indent = t->column;
  for (size_t at = 0, n; at < s.n; at += n) {
    u32 code = utf8_at(s, at, &n), w = code_width(code);
    if (wide > columns && used + w + 1 > columns) break;
    if (code_is_space(code)) out_byte(t->to, ' ');
    else if (shows(code)) out_str(t->to, str_sub(s, at, at + n));
    used += code_is_space(code) ? 1 : w;
  }
  if (wide > columns) out_lit(t->to, "…"), used++;
  t->column += used;
  t->fresh = false;
}

#include "lang/lexeme.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "model/linear.h"

enum { SHAPE_ROOM = 24, LONGEST_RUN = 2, LOW_ROOM = 64 };

// Signs of typographers that the treebanks mostly write as on a typewriter.
static const struct {
  const char *from, *to;
} glyphs[] = {{"“", "\""}, {"”", "\""}, {"„", "\""}, {"«", "\""}, {"»", "\""}, {"‘", "'"},  {"’", "'"},
              {"‚", "'"},  {"–", "-"},  {"—", "--"}, {"―", "--"}, {"…", "..."}, {"−", "-"}, {"‐", "-"}};

static str plain_glyph(str form) {
  if (!form.n || (u8)form.p[0] < 0x80 || form.n > 3) return form;
  for (u32 i = 0; i < COUNT_OF(glyphs); i++)
    if (str_eq(form, str_of(glyphs[i].from))) return str_of(glyphs[i].to);
  return form;
}

static char shape_sign(u32 code) {
  if (code_is_digit(code)) return 'd';
  if (code_is_upper(code)) return 'X';
  if (code_is_letter(code)) return 'x';
  return code < 0x80 ? (char)code : 'u';
}

static u32 traits_of(str form) {
  u32 traits = 0;
  bool lower = false;
  for (size_t i = 0, len; i < form.n; i += len) {
    u32 code = utf8_at(form, i, &len);
    bool upper = code_is_upper(code);
    if (code_is_letter(code)) traits |= LEXEME_LETTERS;
    if (upper && !i) traits |= LEXEME_CAPITAL;
    if (code_is_letter(code) && !upper) lower = true;
    if (code_is_digit(code)) traits |= LEXEME_DIGIT;
    if (code == '-' && form.n > 1) traits |= LEXEME_HYPHEN;
  }
  if ((traits & LEXEME_LETTERS) && !lower) traits |= LEXEME_CAPITALS;
  return traits;
}

static u64 shape_of(str form) {
  char shape[SHAPE_ROOM];
  u32 n = 0, run = 0;
  for (size_t i = 0, len; i < form.n && n < SHAPE_ROOM; i += len) {
    char sign = shape_sign(utf8_at(form, i, &len));
    run = n && shape[n - 1] == sign ? run + 1 : 1;
    if (run <= LONGEST_RUN) shape[n++] = sign;
  }
  return hash_str((str){shape, n});
}

// 1990 and 2015 are one word, and so are 10-year and 20-year.
static u64 low_hash(str low) {
  char plain[LOW_ROOM];
  if (low.n > LOW_ROOM) return hash_str(low);
  for (size_t i = 0; i < low.n; i++) plain[i] = is_digit(low.p[i]) ? '0' : low.p[i];
  return hash_str((str){plain, low.n});
}

u64 word_key(str low) { return low_hash(plain_glyph(low)); }

lexeme lexeme_of(str form, str low, const word_tables *t) {
  form = plain_glyph(form);
  low = plain_glyph(low);
  lexeme x = {.form = hash_str(form), .low = low_hash(low), .shape = shape_of(form), .traits = traits_of(form)};
  for (u32 i = 0; i < PREFIXES; i++) x.prefix[i] = low.n > i ? hash_str(str_sub(low, 0, i + 1)) : 0;
  for (u32 i = 0; i < SUFFIXES; i++) x.suffix[i] = low.n > i ? hash_str(str_from(low, low.n - i - 1)) : 0;
  u32 cluster = table_find(&t->cluster, x.low);
  x.cluster = cluster ? atom(cluster) : 0;
  x.cluster_wide = cluster ? atom(cluster >> 16) : 0;
  return x;
}

// ---- quotation marks

enum turn { OPENS, CLOSES, TURNS };
enum { MARK_SIGNS = 2 };
static const char mark_signs[MARK_SIGNS] = {'"', '\''};

// Which way the marks of a text turn; a sign whose neighbours do not tell turns otherwise than the last one did.
typedef struct {
  lexeme look[MARK_SIGNS][TURNS];
  bool open[MARK_SIGNS];
} marks;

static marks marks_of(const word_tables *t) {
  marks m = {0};
  for (u32 k = 0; k < MARK_SIGNS; k++)
    for (u32 turn = 0; turn < TURNS; turn++) {
      str sign = {&mark_signs[k], 1};
      m.look[k][turn] = lexeme_of(sign, sign, t);
      m.look[k][turn].form = m.look[k][turn].low = feature4(turn, hash_str(sign), 0, 0, 0);
    }
  return m;
}

static bool one_of(str form, const char *signs) { return form.n && strchr(signs, form.p[0]); }

// A mark clings to what it holds; of the signs that cling to both sides or none, ’ may as well be an apostrophe.
static enum turn turn_of(const doc *d, u32 i, bool open) {
  const tokens *t = &d->tokens;
  bool left = token_clings(d, i) && !one_of(words_str(d->words, t->form[i - 1]), "([{-");
  bool right = token_clings(d, i + 1) && !one_of(words_str(d->words, t->form[i + 1]), ".,;:!?)]}");
  if (left != right) return left ? CLOSES : OPENS;
  str form = words_str(d->words, t->form[i]);
  if (str_eq(form, S("“")) || str_eq(form, S("‘"))) return OPENS;
  if (str_eq(form, S("”"))) return CLOSES;
  return open ? CLOSES : OPENS;
}

static const lexeme *mark_look(marks *m, const doc *d, u32 i, str plain) {
  u32 k = plain.p[0] == mark_signs[1];
  enum turn turn = turn_of(d, i, m->open[k]);
  m->open[k] = turn == OPENS;
  return &m->look[k][turn];
}

static bool is_mark(str plain) { return plain.n == 1 && (plain.p[0] == mark_signs[0] || plain.p[0] == mark_signs[1]); }

const lexeme **lexemes_of(arena *mem, const doc *d, const word_tables *t) {
  const tokens *tok = &d->tokens;
  if (tok->look) return tok->look;
  lexeme **of_word = NEWS(mem, lexeme *, words_count(d->words));
  const lexeme **row = NEWS(mem, const lexeme *, tok->len);
  marks *turned = NEW(mem, marks);
  *turned = marks_of(t);
  row[0] = NEW(mem, lexeme);
  for (u32 i = 1; i < tok->len; i++) {
    word w = tok->form[i];
    str form = words_str(d->words, w), plain = plain_glyph(form);
    if (!of_word[w] && !is_mark(plain)) {
      of_word[w] = NEW(mem, lexeme);
      *of_word[w] = lexeme_of(form, words_str(d->words, tok->low[i]), t);
    }
    row[i] = of_word[w] ? of_word[w] : mark_look(turned, d, i, plain);
  }
  return row;
}

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

const lexeme **lexemes_of(arena *mem, const doc *d, const word_tables *t) {
  const tokens *tok = &d->tokens;
  if (tok->look) return tok->look;
  lexeme **of_word = NEWS(mem, lexeme *, words_count(d->words));
  const lexeme **row = NEWS(mem, const lexeme *, tok->len);
  row[0] = NEW(mem, lexeme);
  for (u32 i = 1; i < tok->len; i++) {
    word w = tok->form[i];
    if (!of_word[w]) {
      of_word[w] = NEW(mem, lexeme);
      *of_word[w] = lexeme_of(words_str(d->words, w), words_str(d->words, tok->low[i]), t);
    }
    row[i] = of_word[w];
  }
  return row;
}

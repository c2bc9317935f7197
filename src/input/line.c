#include "input/line.h"

#include "base/utf8.h"

// Most text is ASCII: its bytes are looked at without decoding.
static bool parts_words(str s, size_t at, size_t *len) {
  char c = s.p[at];
  *len = 1;
  if ((u8)c < 0x80) return is_space(c) || c == '/' || c == '|';
  u32 code = utf8_at(s, at, len);
  return code_is_space(code) || code == 0x2014 || code == 0x2013 || code == 0xB7 || code == 0x2022;
}

static bool is_mark(str s, size_t at, size_t *len) {
  char c = s.p[at];
  *len = 1;
  if ((u8)c < 0x80) return !is_alnum(c);
  u32 code = utf8_at(s, at, len);
  return !code_is_letter(code) && !code_is_digit(code);
}

// "@" and "&" can be a word or begin one; other marks at the ends of a word are not part of it.
static span stripped(str s, u32 beg, u32 end) {
  size_t len;
  while (beg < end && is_mark(s, beg, &len) && s.p[beg] != '@' && s.p[beg] != '&') beg += (u32)len;
  while (end > beg) {
    size_t last = (u8)s.p[end - 1] < 0x80 ? end - 1 : utf8_before(str_sub(s, 0, end), end);
    if (!is_mark(s, last, &len) || s.p[last] == '&') break;
    end = (u32)last;
  }
  return (span){beg, end};
}

static bool add_word(line *l, span at, size_t *used) {
  if (l->len == LINE_WORDS || *used + span_len(at) > LINE_BYTES) return false;
  char *to = l->bytes + *used;
  size_t n = 0, len;
  for (u32 i = at.beg; i < at.end; i += (u32)len) {
    len = 1;
    u32 code = (u8)l->text.p[i] < 0x80 ? (u8)l->text.p[i] : utf8_at(l->text, i, &len);
    if (code == 0x2019) to[n++] = '\'';
    else if (len == 1) to[n++] = to_lower(l->text.p[i]);
    else memcpy(to + n, l->text.p + i, len), n += len;
  }
  l->at[l->len] = at;
  l->low[l->len++] = (str){to, n};
  *used += n;
  return true;
}

void line_read(line *l, str text) {
  l->text = text;
  l->len = 0;
  l->cut = false;
  size_t used = 0, len;
  for (size_t i = 0; i < text.n && !l->cut;) {
    size_t beg = i;
    while (i < text.n && !parts_words(text, i, &len)) i += len;
    span word = stripped(text, (u32)beg, (u32)i);
    if (!span_empty(word)) l->cut = !add_word(l, word, &used);
    if (i < text.n) i += len;
  }
}

u32 count_words(str s) {
  u32 n = 0;
  for (size_t i = 0; i < s.n; i++) n += !is_space(s.p[i]) && (!i || is_space(s.p[i - 1]));
  return n;
}

static str word_of_line(const void *from, u32 i) { return ((const line *)from)->low[i]; }

const lex_entry *line_phrase(const line *l, enum lexicon list, u32 first, u32 *len) {
  return lex_phrase(list, first, l->len, word_of_line, l, len);
}

bool line_capital(const line *l, u32 word) {
  size_t len;
  return code_is_upper(utf8_at(l->text, l->at[word].beg, &len));
}

bool line_shouts(const line *l, u32 word) {
  u32 letters = 0;
  size_t len;
  for (u32 i = l->at[word].beg; i < l->at[word].end; i += (u32)len) {
    u32 code = utf8_at(l->text, i, &len);
    if (!code_is_letter(code)) continue;
    if (!code_is_upper(code)) return false;
    letters++;
  }
  return letters > 1;
}

static bool closes(u32 code) {
  return code == '"' || code == '\'' || code == ')' || code == ']' || code == 0x201D || code == 0x2019 || code_is_space(code);
}

static bool is_abbreviation(str text) {
  str rest = str_trim(text), last = rest;
  while (str_find_byte(last, ' ') < last.n) last = str_from(last, str_find_byte(last, ' ') + 1);
  // U.S. and other letters with full stops do not end a sentence by themselves.
  return last.n > 3 && last.p[last.n - 3] == '.';
}

bool line_stops(str text) {
  size_t len;
  while (text.n) {
    size_t last = utf8_before(text, text.n);
    u32 code = utf8_at(text, last, &len);
    if (code == '.') return !is_abbreviation(text);
    if (code == '!' || code == '?' || code == 0x2026) return true;
    if (!closes(code)) return false;
    text.n = last;
  }
  return false;
}

static bool between(const line *l, u32 beg, u32 end, char c) {
  str gap = str_sub(l->text, beg, end);
  return str_find_byte(gap, c) < gap.n;
}

bool line_before(const line *l, u32 word, char c) { return between(l, word ? l->at[word - 1].end : 0, l->at[word].beg, c); }

bool line_after(const line *l, u32 word, char c) {
  return between(l, l->at[word].end, word + 1 < l->len ? l->at[word + 1].beg : (u32)l->text.n, c);
}

static bool is_particle(str low) { return lex_says(lex_find(LEX_FURNITURE, low), "particle"); }

static bool has_digit(str s) {
  for (size_t i = 0; i < s.n; i++)
    if (is_digit(s.p[i])) return true;
  return false;
}

bool line_is_name(const line *l, u32 first, u32 last) {
  if (last < first + 2 || last > first + 5 || is_particle(l->low[first])) return false;
  for (u32 w = first; w < last; w++) {
    if (is_particle(l->low[w]) && w + 1 < last) continue;
    if (!line_capital(l, w) || has_digit(l->low[w]) || lex_has(LEX_MONTHS, l->low[w])) return false;
    if (w > first && (line_before(l, w, ',') || line_before(l, w, ':') || line_before(l, w, '/') || line_before(l, w, '('))) return false;
    // A stop after a whole word ends a sentence; after an initial it does not.
    if (w + 1 < last && l->low[w].n > 2 && line_after(l, w, '.')) return false;
  }
  return true;
}

const lex_entry *line_outlet(const line *l, u32 first, bool credit, u32 *len) {
  const lex_entry *e = line_phrase(l, LEX_OUTLETS, first, len);
  if (!e || (!credit && str_eq(lex_value(e, "only"), S("credit")))) return NULL;
  return line_capital(l, first) || str_find_byte(e->key, '.') < e->key.n ? e : NULL;
}

str outlet_name(arena *mem, const lex_entry *e) {
  str name = lex_value(e, "name");
  char *copy = NEWS(mem, char, name.n + 1);
  for (size_t i = 0; i < name.n; i++) copy[i] = name.p[i] == '_' ? ' ' : name.p[i];
  return (str){copy, name.n};
}

bool outlet_is(const lex_entry *e, const char *kind) { return e && str_eq(lex_value(e, "kind"), str_of(kind)); }

const lex_entry *outlet_of_address(str address) {
  size_t scheme = str_find(address, S("://"));
  str host = scheme < address.n ? str_from(address, scheme + 3) : address;
  char low[256];
  size_t n = 0;
  while (n < host.n && n < sizeof low && (is_alnum(host.p[n]) || host.p[n] == '.' || host.p[n] == '-')) {
    low[n] = to_lower(host.p[n]);
    n++;
  }
  for (str name = {low, n}; str_find_byte(name, '.') < name.n; name = str_from(name, str_find_byte(name, '.') + 1)) {
    const lex_entry *e = lex_find(LEX_OUTLETS, name);
    if (e) return e;
  }
  return NULL;
}

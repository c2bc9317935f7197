#include "input/markdown.h"

enum { ADDRESS_MOST = 1000, TAG_MOST = 400, RUN_MOST = 3, OPEN_MOST = 64 };

typedef struct {
  u32 beg, end;   // the sign
  char sign;      // * _ ~ ` [ !, the last for the "![" of a picture
} mark;

typedef struct {
  str text;
  u8 *dropped;            // [text.n] bytes that are no words
  mark open[OPEN_MOST];   // of this paragraph, without a partner so far
  u32 opened;
} marker;

static char byte_at(const marker *m, size_t at) { return at < m->text.n ? m->text.p[at] : '\n'; }
static char byte_before(const marker *m, size_t at) { return at ? m->text.p[at - 1] : '\n'; }
static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static void drop(marker *m, size_t beg, size_t end) { memset(m->dropped + beg, 1, end - beg); }

static void open_mark(marker *m, mark x) {
  if (m->opened < OPEN_MOST) m->open[m->opened++] = x;
}

// The last open mark of this kind, which those behind it are given up for; 0 = none, else one more than its index.
static u32 partner_of(const marker *m, char sign, u32 len) {
  for (u32 i = m->opened; i--;)
    if (m->open[i].sign == sign && m->open[i].end - m->open[i].beg == len) return i + 1;
  return 0;
}

// ---- emphasis and code

static u32 run_length(const marker *m, size_t at) {
  u32 n = 1;
  while (byte_at(m, at + n) == m->text.p[at]) n++;
  return n;
}

// A run opens before a word and closes behind one; within a word, or alone between blanks, it is a sign like others.
static size_t read_run(marker *m, size_t at) {
  u32 len = run_length(m, at);
  char sign = m->text.p[at], before = byte_before(m, at), after = byte_at(m, at + len);
  if (sign == '~' ? len != 2 : len > RUN_MOST) return at + len;
  bool opens = !is_blank(after) && !is_alnum(before), closes = !is_blank(before) && !is_alnum(after);
  u32 with = closes ? partner_of(m, sign, len) : 0;
  if (with) {
    drop(m, m->open[with - 1].beg, m->open[with - 1].end);
    drop(m, at, at + len);
    m->opened = with - 1;
  } else if (opens) open_mark(m, (mark){(u32)at, (u32)at + len, sign});
  return at + len;
}

// Fences of code are lines of three and more; what stands between them is kept.
static size_t read_ticks(marker *m, size_t at) {
  u32 len = run_length(m, at), with = partner_of(m, '`', len);
  if (len >= 3 && byte_before(m, at) == '\n') {
    size_t end = at + str_find_byte(str_from(m->text, at), '\n');
    drop(m, at, end);
    return end;
  }
  if (with) {
    drop(m, m->open[with - 1].beg, m->open[with - 1].end);
    drop(m, at, at + len);
    m->opened = with - 1;
  } else open_mark(m, (mark){(u32)at, (u32)at + len, '`'});
  return at + len;
}

// ---- links, pictures, tags

// The byte behind an address in brackets, "(https://… "title")" or "[reference]"; `at` itself where there is none.
static size_t behind_address(const marker *m, size_t at) {
  char open = byte_at(m, at), close = open == '(' ? ')' : ']';
  if (open != '(' && open != '[') return at;
  bool quoted = false;
  u32 depth = 0;
  for (size_t i = at + 1; i < m->text.n && i - at < ADDRESS_MOST && m->text.p[i] != '\n'; i++) {
    char c = m->text.p[i];
    if (c == '"' && open == '(') quoted = !quoted;
    else if (c == open && !quoted) depth++;
    else if (c == close && !quoted && !depth--) return i + 1;
    else if (c == ' ' && !quoted && open == '(' && byte_at(m, i + 1) != '"') return at;
  }
  return at;
}

// "[words](address)": the words stay. Of a picture nothing does. Other brackets are the article's own.
static size_t read_link(marker *m, size_t at) {
  u32 i = m->opened;
  while (i && m->open[i - 1].sign != '[' && m->open[i - 1].sign != '!') i--;
  if (!i) return at + 1;
  mark open = m->open[i - 1];
  size_t end = behind_address(m, at + 1);
  bool line = open.sign == '[' && byte_before(m, open.beg) == '\n' && byte_at(m, at + 1) == ':';
  if (line) end = at + str_find_byte(str_from(m->text, at), '\n');
  if (end > at + 1) {
    if (open.sign == '!' || line) drop(m, open.beg, end);
    else drop(m, open.beg, open.end), drop(m, at, end);
  }
  memmove(m->open + i - 1, m->open + i, (m->opened - i) * sizeof *m->open);
  m->opened--;
  return MAX(end, at + 1);
}

// "<https://…>" is its address, "<br>" nothing; other signs of comparison stay.
static size_t read_tag(marker *m, size_t at) {
  char next = byte_at(m, at + 1);
  if (!is_alpha(next) && next != '/' && next != '!') return at + 1;
  size_t end = at + 1;
  while (end < m->text.n && end - at < TAG_MOST && !strchr("<>\n", m->text.p[end])) end++;
  if (byte_at(m, end) != '>') return at + 1;
  bool address = str_find(str_sub(m->text, at, end), S("://")) < end - at;
  if (address) drop(m, at, at + 1), drop(m, end, end + 1);
  else drop(m, at, end + 1);
  return end + 1;
}

// ---- all of it

static bool is_escape(const marker *m, size_t at) { return strchr("\\`*_{}[]()#+-.!<>~|\"'", byte_at(m, at + 1)) && byte_at(m, at + 1); }

static size_t read_sign(marker *m, size_t at) {
  switch (m->text.p[at]) {
    case '\\':
      if (!is_escape(m, at)) return at + 1;
      drop(m, at, at + 1);
      return at + 2;
    case '*': case '_': case '~': return read_run(m, at);
    case '`': return read_ticks(m, at);
    case '!':
      if (byte_at(m, at + 1) != '[') return at + 1;
      open_mark(m, (mark){(u32)at, (u32)at + 2, '!'});
      return at + 2;
    case '[':
      open_mark(m, (mark){(u32)at, (u32)at + 1, '['});
      return at + 1;
    case ']': return read_link(m, at);
    case '<': return read_tag(m, at);
    case '\n':
      if (byte_before(m, at) == '\n') m->opened = 0;
      return at + 1;
    default: return at + 1;
  }
}

void markdown_copy(map_builder *b, arena *mem, const recoded *r) {
  marker m = {.text = r->bytes, .dropped = NEWS(mem, u8, r->bytes.n + 1)};
  for (size_t at = 0; at < m.text.n;) at = read_sign(&m, at);
  for (size_t at = 0; at < m.text.n;) {
    size_t end = at;
    while (end < m.text.n && m.dropped[end] == m.dropped[at]) end++;
    if (!m.dropped[at]) map_copy_recoded(b, r, str_sub(m.text, at, end), (u32)at);
    at = end;
  }
}

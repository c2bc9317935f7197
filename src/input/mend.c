#include "input/mend.h"

#include "base/utf8.h"

enum { LONGEST_ENTITY = 32, LONGEST_TOKEN = 8 << 20, MOST_ATTRIBUTES = 64 };

void mender_free(mender *m) { out_free(&m->rest); }

// ---- text

static bool is_name_start(char c) { return is_alpha(c) || c == '_'; }
static bool is_name(char c) { return is_alnum(c) || strchr("_-.:", c) || (u8)c >= 0x80; }

// The bytes that windows-1252 gives to the numbers of C1 controls, which pages mean by them.
static u32 meant(u32 code) {
  static const u16 c1[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                             0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                             0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  return code >= 0x80 && code < 0xA0 ? c1[code - 0x80] : code;
}

static bool is_xml(u32 code) {
  return code == 9 || code == 10 || code == 13 || (code >= 0x20 && code < 0xD800) || (code >= 0xE000 && code < 0xFFFE) ||
         (code >= 0x10000 && code < 0x110000);
}

// &#8217; or &#x2019; up to its semicolon, which may be missing; bytes taken, 0 where it is none.
static size_t put_number(str s, out *xml) {
  bool hex = s.n > 2 && to_lower(s.p[2]) == 'x';
  size_t i = hex ? 3 : 2, digits = 0;
  u64 code = 0;
  for (; i < s.n && digits < 8; i++, digits++) {
    char c = to_lower(s.p[i]);
    if (is_digit(c)) code = code * (hex ? 16 : 10) + (u64)(c - '0');
    else if (hex && c >= 'a' && c <= 'f') code = code * 16 + (u64)(c - 'a' + 10);
    else break;
  }
  if (!digits) return 0;
  u32 right = meant((u32)code);
  if (is_xml(right)) out_f(xml, "&#%u;", right);
  return i < s.n && s.p[i] == ';' ? i + 1 : i;
}

// Bytes of the reference that begins at the ampersand, which is put; a bare ampersand is put as one.
static size_t put_reference(str s, out *xml) {
  size_t i = 1;
  if (s.n > 2 && s.p[1] == '#' && (i = put_number(s, xml)) > 0) return i;
  i = 1;
  while (i < s.n && i < LONGEST_ENTITY && is_alnum(s.p[i])) i++;
  if (i > 1 && i < s.n && s.p[i] == ';' && is_alpha(s.p[1])) return out_str(xml, str_sub(s, 0, i + 1)), i + 1;
  return out_lit(xml, "&amp;"), 1;
}

static size_t put_char(str s, size_t i, out *xml) {
  size_t len;
  char bytes[4];
  u32 code = meant(utf8_at(s, i, &len));
  if (is_xml(code)) out_str(xml, (str){bytes, utf8_put(code, bytes)});
  return len;
}

// `raw`: as in CDATA, where nothing is a reference.
static void put_text(str s, bool raw, out *xml) {
  for (size_t i = 0; i < s.n;) {
    char c = s.p[i];
    size_t run = i;
    while (run < s.n && (u8)s.p[run] >= 0x20 && (u8)s.p[run] < 0x7F && !strchr("&<>\"", s.p[run])) run++;
    if (run > i) out_str(xml, str_sub(s, i, run)), i = run;
    else if (c == '&' && !raw) i += put_reference(str_from(s, i), xml);
    else if (c == '&') out_lit(xml, "&amp;"), i++;
    else if (c == '<') out_lit(xml, "&lt;"), i++;
    else if (c == '>') out_lit(xml, "&gt;"), i++;
    else if (c == '"') out_lit(xml, "&quot;"), i++;
    else i += put_char(s, i, xml);
  }
}

// ---- tags

static str name_at(str s, size_t i) {
  size_t end = i;
  while (end < s.n && s.p[end] && is_name(s.p[end])) end++;
  return str_sub(s, i, end);
}

static void put_name(str name, out *xml) {
  for (size_t i = 0; i < name.n; i++) out_byte(xml, (u8)name.p[i] < 0x80 ? name.p[i] : '_');
}

static bool is_item(str name) {
  str local = str_from(name, MIN(str_find_byte(name, ':') + 1, name.n));
  if (!local.n) local = name;
  return str_eq_nocase(local, S("item")) || str_eq_nocase(local, S("entry"));
}

// One attribute at `*i`, put behind a blank unless its name was there; the place moves behind it.
static void put_attribute(str tag, size_t *i, str *seen, u32 *count, out *xml) {
  str name = name_at(tag, *i), value = {0};
  *i += MAX(name.n, (size_t)1);
  size_t k = *i;
  while (k < tag.n && is_space(tag.p[k])) k++;
  if (k < tag.n && tag.p[k] == '=') {
    for (k++; k < tag.n && is_space(tag.p[k]);) k++;
    char quote = k < tag.n && (tag.p[k] == '"' || tag.p[k] == '\'') ? tag.p[k++] : 0;
    size_t end = k;
    while (end < tag.n && (quote ? tag.p[end] != quote : !is_space(tag.p[end]))) end++;
    value = str_sub(tag, k, end);
    *i = MIN(end + (quote != 0), tag.n);
  }
  if (!name.n || !is_name_start(name.p[0]) || *count == MOST_ATTRIBUTES) return;
  for (u32 n = 0; n < *count; n++)
    if (str_eq(seen[n], name)) return;
  seen[(*count)++] = name;
  out_byte(xml, ' ');
  put_name(name, xml);
  out_lit(xml, "=\"");
  put_text(value, false, xml);
  out_byte(xml, '"');
}

static void push(mender *m, str name) {
  if (m->depth == MEND_DEEPEST || name.n >= MEND_NAME || m->deeper) {
    m->deeper++;
    return;
  }
  memcpy(m->open[m->depth], name.p, name.n);
  m->open[m->depth++][name.n] = 0;
}

static void pop(mender *m, out *xml) {
  out_lit(xml, "</");
  put_name(str_of(m->open[--m->depth]), xml);
  out_byte(xml, '>');
  m->over = !m->depth;
}

// An item that begins in another ends it: nobody closed that one.
static void end_open_item(mender *m, str name, out *xml) {
  u32 to = m->depth;
  while (to && !str_eq(str_of(m->open[to - 1]), name)) to--;
  while (to && m->depth >= to) pop(m, xml);
}

// <name a=b …>, without the brackets.
static void open_tag(mender *m, str tag, u64 at, out *xml) {
  str name = name_at(tag, 0), seen[MOST_ATTRIBUTES];
  u32 count = 0;
  bool closed = tag.n && tag.p[tag.n - 1] == '/', unnamed = m->depth == MEND_DEEPEST || name.n >= MEND_NAME || m->deeper;
  if (m->over) return;
  m->begun = true;
  if (unnamed) {
    if (!closed) push(m, name);
    return;
  }
  if (is_item(name)) end_open_item(m, name, xml);
  out_byte(xml, '<');
  put_name(name, xml);
  if (is_item(name)) out_f(xml, " at=\"%llu\"", (unsigned long long)at), seen[count++] = S("at");
  if (closed) tag.n--;
  for (size_t i = name.n; i < tag.n;) put_attribute(tag, &i, seen, &count, xml);
  out_str(xml, closed ? S("/>") : S(">"));
  if (!closed) push(m, name);
  else m->over = !m->depth;
}

// Closes what is open below it; a tag that closes nothing is dropped.
static void close_tag(mender *m, str name, out *xml) {
  if (m->deeper) {
    m->deeper--;
    return;
  }
  u32 to = m->depth;
  while (to && !str_eq(str_of(m->open[to - 1]), name)) to--;
  if (!to)
    for (to = m->depth; to && !str_eq_nocase(str_of(m->open[to - 1]), name);) to--;
  while (to && m->depth >= to) pop(m, xml);
}

// ---- the rest

static size_t behind(str s, str end) {
  size_t i = str_find(s, end);
  return i < s.n ? i + end.n : 0;
}

// The end of a document type: its bracket closed, quotes and comments passed over. 0: not there yet.
static size_t doctype_end(str s) {
  char quote = 0;
  u32 brackets = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (quote) quote = s.p[i] == quote ? 0 : quote;
    else if (str_starts(str_from(s, i), S("<!--"))) i += MAX(behind(str_from(s, i), S("-->")), (size_t)1) - 1;
    else if (s.p[i] == '"' || s.p[i] == '\'') quote = s.p[i];
    else if (s.p[i] == '[') brackets++;
    else if (s.p[i] == ']' && brackets) brackets--;
    else if (s.p[i] == '>' && !brackets) return i + 1;
  }
  return 0;
}

// Entities are the XML parser's, which bounds what they grow to.
static void put_doctype(mender *m, str s, out *xml) {
  if (m->begun || m->doctype || str_find(s, S("<!ENTITY")) == s.n) return;
  m->doctype = true;
  size_t subset = str_find_byte(s, '['), end = s.n;
  while (end > subset && s.p[end - 1] != ']') end--;
  out_lit(xml, "<!DOCTYPE feed ");
  out_str(xml, str_sub(s, subset, end));
  out_byte(xml, '>');
}

// The end of a tag: its >, outside of quotes, or the next <, or the end of all. 0: not there yet.
static size_t tag_end(str s, bool last) {
  char quote = 0, before = 0;
  for (size_t i = 1; i < s.n; i++) {
    char c = s.p[i];
    if (quote) quote = c == quote ? 0 : quote;
    else if ((c == '"' || c == '\'') && before == '=') quote = c;
    else if (c == '>' || c == '<') return i;
    if (!is_space(c)) before = c;
  }
  // A quote that nobody closed ends with the tag.
  size_t plain = str_find_byte(s, '>');
  if (quote && (last || s.n > LONGEST_TOKEN / 8) && plain < s.n) return plain;
  return last ? s.n : 0;
}

// One piece of mark-up at the < that s begins with. Bytes taken; 0: it is not whole yet.
static size_t put_markup(mender *m, str s, bool last, u64 at, out *xml) {
  if (str_starts(s, S("<!--"))) return behind(s, S("-->"));
  if (str_starts(s, S("<?"))) return behind(s, S("?>")) ? behind(s, S("?>")) : 0;
  if (str_starts(s, S("<![CDATA["))) {
    size_t end = behind(s, S("]]>"));
    if (end && m->depth && !m->deeper) put_text(str_sub(s, 9, end - 3), true, xml);
    return end;
  }
  if (str_starts_nocase(s, S("<!DOCTYPE"))) {
    size_t end = doctype_end(s);
    if (end) put_doctype(m, str_sub(s, 0, end), xml);
    return end;
  }
  bool closing = s.n > 1 && s.p[1] == '/';
  if (s.n > 1 && !is_name_start(s.p[1]) && !(closing && s.n > 2 && is_name_start(s.p[2])) && s.p[1] != '!') {
    if (s.n == 2 && closing) return 0;
    if (m->depth && !m->deeper) out_lit(xml, "&lt;");
    return 1;
  }
  size_t end = tag_end(s, last);
  if (!end) return 0;
  if (closing) close_tag(m, name_at(s, 2), xml);
  else if (s.p[1] != '!') open_tag(m, str_sub(s, 1, end), at, xml);
  return end < s.n && s.p[end] == '>' ? end + 1 : end;
}

// Text outside the root is dropped. An entity that the piece cuts off waits for the rest.
static size_t put_run(const mender *m, str s, bool last, out *xml) {
  size_t end = str_find_byte(s, '<');
  if (end == s.n && !last) {
    size_t amp = s.n;
    while (amp && s.n - amp < LONGEST_ENTITY && s.p[amp - 1] != '&') amp--;
    if (amp && s.p[amp - 1] == '&' && str_find_byte(str_from(s, amp), ';') == s.n - amp) end = amp - 1;
  }
  if (m->depth && !m->deeper) put_text(str_sub(s, 0, end), false, xml);
  return end;
}

void mend(mender *m, str text, bool last, out *xml) {
  out_str(&m->rest, text);
  str s = out_view(&m->rest);
  size_t i = 0;
  while (i < s.n) {
    str rest = str_from(s, i);
    size_t took = rest.p[0] == '<' ? put_markup(m, rest, last, m->at + i, xml) : put_run(m, rest, last, xml);
    // What never ends is text.
    if (!took && rest.p[0] == '<' && (last || rest.n > LONGEST_TOKEN)) took = 1;
    if (!took) break;
    i += took;
  }
  memmove(m->rest.p, s.p + i, s.n - i);
  m->rest.n = s.n - i;
  m->at += i;
}

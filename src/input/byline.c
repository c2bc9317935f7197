// Bylines and datelines: who wrote, and from where.
#include "base/utf8.h"
#include "input/dates.h"
#include "input/furniture.h"

enum { BYLINE_WORDS = 24, DATELINE_BYTES = 100, PLACE_WORDS = 6 };

// ---- bylines

static bool is_joint(str low) { return str_eq(low, S("and")) || str_eq(low, S("&")) || str_eq(low, S("with")); }

// Names from word `at` on, parted by "and", "&", "with" or a comma; gives the word after them.
static u32 take_names(const line *l, u32 at, authors *a) {
  while (at < l->len && a->names < COUNT_OF(a->name)) {
    u32 end = at;
    while (end < l->len && end < at + 5 && !is_joint(l->low[end]) &&
           (end == at || !(line_before(l, end, ',') || line_before(l, end, '|') || line_before(l, end, '(')))) end++;
    u32 len;
    while (end > at && !line_is_name(l, at, end)) end--;
    if (end == at || line_outlet(l, at, true, &len)) break;
    a->name[a->names++] = (span){l->at[at].beg, l->at[end - 1].end};
    at = end;
    if (at < l->len && is_joint(l->low[at])) at++;
    else if (at >= l->len || !line_before(l, at, ',')) break;
  }
  return at;
}

static const lex_entry *agency_from(const line *l, u32 at, span *where) {
  for (; at < l->len; at++) {
    u32 len;
    const lex_entry *e = line_outlet(l, at, true, &len);
    if (!e) continue;
    *where = (span){l->at[at].beg, l->at[at + len - 1].end};
    return e;
  }
  return NULL;
}

static bool is_role(const line *l, u32 at) {
  for (; at < l->len; at++)
    if (lex_says(lex_find(LEX_FURNITURE, l->low[at]), "role")) return true;
  return false;
}

// What may follow the names of a byline that does not begin with "By": an outlet, a role, a web address.
static bool confirms(const line *l, u32 at, const lex_entry *outlet) {
  if (at == l->len || !(line_before(l, at, ',') || line_before(l, at, '|') || line_before(l, at, '('))) return false;
  if (outlet || is_role(l, at)) return true;
  str last = l->low[l->len - 1];
  size_t dot = str_find_byte(last, '.');
  return at + 1 == l->len && dot < last.n && dot + 4 >= last.n;
}

authors authors_of(const line *l) {
  authors a = {0};
  if (l->len < 2 || l->cut || l->len > BYLINE_WORDS || line_stops(l->text)) return a;
  bool by = str_eq(l->low[0], S("by"));
  u32 rest = take_names(l, by ? 1 : 0, &a);
  const lex_entry *e = agency_from(l, rest, &a.agency_at);
  if (by ? a.names || (e && rest == 1) : a.names && confirms(l, rest, e)) a.byline = true;
  if (!a.byline) return (authors){0};
  if (outlet_is(e, "agency")) a.agency = e;
  return a;
}

// ---- datelines

static str rest_of(str s, size_t at) { return str_from(s, at); }

// The bytes of a dash and the blanks around it at s[at]; 0 where none stands there.
static u32 dash_at(str s, size_t at) {
  size_t i = at;
  while (i < s.n && s.p[i] == ' ') i++;
  static const char *const dashes[] = {"\xE2\x80\x94", "\xE2\x80\x93", "--", "-", "\xE2\x80\x95"};
  for (u32 k = 0; k < COUNT_OF(dashes); k++) {
    str dash = str_of(dashes[k]);
    if (!str_starts(rest_of(s, i), dash)) continue;
    // A hyphen that is glued to the word before it is part of that word.
    if (dash.n == 1 && i == at) return 0;
    return (u32)(i + dash.n - at);
  }
  return 0;
}

static bool is_place_word(const line *l, u32 w, bool shouted) {
  u32 len;
  if (lex_says(line_phrase(l, LEX_FURNITURE, w, &len), "slug")) return false;
  if (line_shouts(l, w)) return true;
  if (!line_capital(l, w)) return is_digit(l->low[w].p[0]) && l->low[w].n <= 2;
  return !shouted || line_after(l, w, '.') || lex_has(LEX_MONTHS, l->low[w]) || line_before(l, w, ',');
}

// "PARIS", "KANSAS CITY, Mo.", "LONDON, Sept 12"; with a bracket behind it, "Paris" will do.
static bool is_place(str s, bool bracket) {
  line l;
  line_read(&l, s);
  if (!l.len || l.cut || l.len > PLACE_WORDS) return false;
  if (!bracket && !line_shouts(&l, 0)) return false;
  for (u32 w = 0; w < l.len; w++)
    if (!is_place_word(&l, w, !bracket)) return false;
  return true;
}

static const lex_entry *bracketed_outlet(str inner, u32 at, span *where) {
  line l;
  line_read(&l, inner);
  u32 len;
  const lex_entry *e = l.len && l.len <= 4 && !l.cut ? line_outlet(&l, 0, true, &len) : NULL;
  if (!e || len != l.len) return NULL;
  *where = (span){at + l.at[0].beg, at + l.at[len - 1].end};
  return e;
}

// After a dateline a sentence begins; after a name in capitals and a dash it goes on.
static bool sentence_begins(str s, size_t at) {
  line l;
  line_read(&l, str_sub(s, at, at + 40));
  return l.len && (line_capital(&l, 0) || is_digit(l.low[0].p[0]) || l.at[0].beg > 1);
}

static dateline with_bracket(str s, size_t open) {
  dateline d = {0};
  size_t close = str_find_byte(rest_of(s, open), ')');
  if (close > 40 || open + close >= s.n) return d;
  str inner = str_sub(s, open + 1, open + close), before = str_trim(str_sub(s, 0, open));
  d.agency = bracketed_outlet(inner, (u32)open + 1, &d.agency_at);
  size_t end = open + close + 1;
  u32 dash = dash_at(s, end);
  bool known = d.agency && (!before.n || is_place(before, true)), shouted = dash && before.n && is_place(before, false);
  if (!known && !shouted) return (dateline){0};
  d.len = (u32)end + dash;
  return d;
}

dateline dateline_of(str s) {
  str all = s;
  s = str_sub(s, 0, DATELINE_BYTES);
  size_t open = str_find_byte(s, '(');
  if (open < s.n) {
    dateline d = with_bracket(s, open);
    if (d.len) return d;
  }
  for (size_t i = 2; i < s.n; i++) {
    u32 dash = dash_at(s, i);
    if (!dash) continue;
    return is_place(str_sub(s, 0, i), false) && sentence_begins(all, i + dash) ? (dateline){.len = (u32)i + dash} : (dateline){0};
  }
  return (dateline){0};
}

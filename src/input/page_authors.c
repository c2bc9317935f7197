// Who wrote a page: names out of what its fields and bylines hold, without roles, agencies and the site itself.
#include "base/utf8.h"
#include "input/line.h"
#include "input/page_facts.h"

enum { LONGEST_LIST = 600, LONGEST_NAME = 80 };

static bool is_address(str s) {
  return str_find(s, S("://")) < s.n || str_find_byte(s, '@') < s.n || str_starts(s, S("www."));
}

static bool has_digits(str s) {
  for (size_t i = 0; i < s.n; i++)
    if (is_digit(s.p[i])) return true;
  return false;
}

// The words of the line without what stands around a name: "Text by Ann Lee, Staff Writer" gives Ann Lee.
static span name_words(const line *l) {
  u32 first = 0, last = l->len, len;
  for (;;) {
    const lex_entry *e = first < last ? line_phrase(l, LEX_AUTHOR_WORDS, first, &len) : NULL;
    if (!lex_says(e, "before") || first + len >= last) break;
    first += len;
  }
  for (u32 w = last; w-- > first + 1;)
    if (lex_says(line_phrase(l, LEX_AUTHOR_WORDS, w, &len), "behind") && w + len == last) last = w;
  return (span){first, last};
}

static bool is_nobody(const line *l, span w) {
  u32 len;
  const lex_entry *e = line_outlet(l, w.beg, true, &len);
  if (e && w.beg + len == w.end) return true;
  for (u32 i = w.beg; i < w.end; i++) {
    size_t dot = str_find_byte(l->low[i], '.');
    if (lex_says(lex_find(LEX_AUTHOR_WORDS, l->low[i]), "nobody")) return true;
    // a domain
    if (dot > 2 && dot + 3 <= l->low[i].n && dot + 5 >= l->low[i].n) return true;
  }
  return false;
}

static bool is_outlet_name(const page_facts *f, str name) { return f->outlet.value.n && str_eq_nocase(f->outlet.value, name); }

// False where the name is none: what follows it in a list is its description.
static bool add_author(const page *p, page_facts *f, str name) {
  name = page_plain(p, name);
  if (str_starts(name, S("By")) && name.n > 2 && is_upper(name.p[2])) name = str_from(name, 2);
  if (name.n < 3 || name.n > LONGEST_NAME || is_address(name) || has_digits(name) || is_outlet_name(f, name)) return true;
  line l;
  line_read(&l, name);
  span w = name_words(&l);
  if (span_empty(w) || span_len(w) > 6) return false;
  u32 len;
  const lex_entry *e = line_outlet(&l, w.beg, true, &len);
  if (outlet_is(e, "agency") && w.beg + len == w.end && !f->agency.n) f->agency = outlet_name(p->mem, e);
  if (is_nobody(&l, w)) return false;
  bool stop = l.at[w.end - 1].end < name.n && name.p[l.at[w.end - 1].end] == '.';
  name = str_sub(name, l.at[w.beg].beg, l.at[w.end - 1].end + stop);
  for (u32 i = 0; i < f->authors; i++) {
    if (str_starts_nocase(name, f->author[i])) return true;
    // The same name without what ran into it.
    if (!str_starts_nocase(f->author[i], name)) continue;
    f->author[i] = name;
    return true;
  }
  if (f->authors < PAGE_AUTHORS) f->author[f->authors++] = name;
  return true;
}

static size_t joint_at(str s, size_t *len) {
  static const char *const joints[] = {" and ", " And ", " AND ", " & ", ", ", "; ", " | ", " und ", " et ", " y ", " with ", "/", ","};
  size_t best = s.n;
  for (u32 i = 0; i < COUNT_OF(joints); i++) {
    size_t at = str_find(s, str_of(joints[i]));
    if (at >= best) continue;
    best = at;
    *len = strlen(joints[i]);
  }
  return best;
}

void page_author_offer(const page *p, page_facts *f, str value, u32 trust) {
  if (trust < f->authors_trust || is_address(value)) return;
  page_facts found = *f;
  if (trust > f->authors_trust) found.authors = 0;
  str rest = page_decoded(p, str_sub(value, 0, LONGEST_LIST));
  while (rest.n) {
    size_t len = 0, at = joint_at(rest, &len);
    if (!add_author(p, &found, str_sub(rest, 0, at)) && found.authors) break;
    rest = str_from(rest, at + len);
  }
  f->agency = found.agency;
  if (!found.authors) return;
  found.authors_trust = trust;
  *f = found;
}

// A line close to the headline that begins as a byline does.
void page_byline_offer(page_facts *f, const page *p, str s) {
  line l;
  u32 len;
  if (s.n > LONGEST_NAME) return;
  line_read(&l, s);
  if (!l.len || !lex_says(line_phrase(&l, LEX_AUTHOR_WORDS, 0, &len), "before") || len == l.len) return;
  span w = name_words(&l);
  if (line_is_name(&l, w.beg, MIN(w.end, w.beg + 3))) page_author_offer(p, f, s, 20);
}

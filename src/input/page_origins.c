#include "input/page_origins.h"

#include "base/utf8.h"

enum { LEAST_TRUST = 25 };   // below: a date that merely stands somewhere, the name of a program

static page_fact *fact_at(page_facts *f, u32 i) {
  page_fact *facts[PAGE_KNOWN] = {&f->title, &f->published, &f->modified, &f->outlet, &f->url};
  return facts[i];
}

page_known page_facts_aside(page_facts *f) {
  page_known known;
  for (u32 i = 0; i < PAGE_KNOWN; i++) {
    known.fact[i] = *fact_at(f, i);
    fact_at(f, i)->trust = 0;
  }
  return known;
}

static str without_scheme(str url) {
  size_t at = str_find(url, S("://"));
  str rest = at < url.n ? str_from(url, at + 3) : url;
  if (str_starts_nocase(rest, S("www."))) rest = str_from(rest, 4);
  return str_ends(rest, S("/")) ? str_sub(rest, 0, rest.n - 1) : rest;
}

// The letters and digits alone, small: titles are written with other marks in other parts of a page.
static str letters_of(str s, char to[LONGEST_FACT]) {
  size_t n = 0, len;
  for (size_t i = 0; i < s.n && n + 4 < LONGEST_FACT; i += len) {
    u32 code = utf8_at(s, i, &len);
    if (!code_is_letter(code) && !code_is_digit(code)) continue;
    for (size_t k = 0; k < len; k++) to[n++] = to_lower(s.p[i + k]);
  }
  return (str){to, n};
}

static bool holds_either(str a, str b) {
  char room_a[LONGEST_FACT], room_b[LONGEST_FACT];
  a = letters_of(a, room_a), b = letters_of(b, room_b);
  return a.n > b.n ? str_find(a, b) < a.n : str_eq(a, b) || str_find(b, a) < b.n;
}

// Days, not hours; a title with the site's name is the same title; an address is the same over http and https.
static bool says_otherwise(const page_facts *f, const page_fact *of, str a, str b) {
  if (of == &f->published || of == &f->modified) return !date_same_day(a, b);
  if (of == &f->url) return !str_eq_nocase(without_scheme(a), without_scheme(b));
  return !holds_either(a, b);
}

static void add_rival(const page_facts *f, page_fact *to, page_rival r) {
  if (to->rivals == PAGE_RIVALS || !says_otherwise(f, to, r.value, to->value)) return;
  for (u32 i = 0; i < to->rivals; i++)
    if (!says_otherwise(f, to, r.value, to->rival[i].value)) return;
  to->rival[to->rivals++] = r;
}

void page_fact_prefer(const page_facts *f, page_fact *to, const page_fact *better) {
  page_fact was = *to;
  *to = *better;
  to->rivals = 0;
  if (was.trust >= LEAST_TRUST) add_rival(f, to, (page_rival){was.value, was.from});
  for (u32 i = 0; i < was.rivals; i++) add_rival(f, to, was.rival[i]);
}

void page_facts_join(page_facts *f, const page_known *before, str origin) {
  for (u32 i = 0; i < PAGE_KNOWN; i++) {
    page_fact *to = fact_at(f, i), said = *to;
    *to = before->fact[i];
    if (!said.trust) continue;
    said.from = origin;
    if (said.trust > to->trust) page_fact_prefer(f, to, &said);
    else if (said.trust >= LEAST_TRUST) add_rival(f, to, (page_rival){said.value, origin});
  }
  if (f->authors && !f->authors_from.n) f->authors_from = origin;
}

// What a page is called: its headline without the name of the site.
#include "input/line.h"
#include "input/page_facts.h"

enum { SHORT_TITLE = 20 };

static bool same_words(str a, str b) {
  size_t i = 0, j = 0;
  for (;;) {
    while (i < a.n && !is_alnum(a.p[i]) && (u8)a.p[i] < 0x80) i++;
    while (j < b.n && !is_alnum(b.p[j]) && (u8)b.p[j] < 0x80) j++;
    if (i == a.n || j == b.n) return i == a.n && j == b.n;
    if (to_lower(a.p[i++]) != to_lower(b.p[j++])) return false;
  }
}

static bool within(str part, str whole) { return part.n && str_find_nocase(whole, part) < whole.n; }

// Cuts "Headline - Site", "Headline | Section | Site" at the last mark behind which the site or little stands. What the page
// prints as its headline is whole but for the site.
str page_title_alone(const page_facts *f, str title, bool headline) {
  static const char *const marks[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: ", " \xC2\xB7 ", " \xE2\x80\xA2 ", " / ", " \xC2\xAB "};
  for (bool again = true; again;) {
    again = false;
    for (u32 i = 0; i < COUNT_OF(marks); i++) {
      str mark = str_of(marks[i]);
      size_t at = title.n;
      for (size_t k = str_find(title, mark); k < title.n; k += 1 + str_find(str_from(title, k + 1), mark)) at = k;
      if (at >= title.n) continue;
      str head = str_sub(title, 0, at), tail = str_from(title, at + mark.n);
      bool site = same_words(tail, f->outlet.value) || within(f->outlet.value, tail) || within(tail, f->host);
      if (!site && (headline || tail.n * 2 > head.n || i == 1)) continue;
      title = head;
      again = true;
    }
  }
  return title;
}

str page_host(str address) {
  size_t scheme = str_find(address, S("://"));
  str host = scheme < address.n ? str_from(address, scheme + 3) : address;
  return str_sub(host, 0, str_find_byte(host, '/'));
}

// The share of the words of the shorter line that the other has too, in percent.
static u32 likeness(const line *a, const line *b) {
  u32 same = 0;
  for (u32 i = 0; i < a->len; i++)
    for (u32 j = 0; j < b->len; j++)
      if (str_eq(a->low[i], b->low[j])) {
        same++;
        break;
      }
  u32 least = MIN(a->len, b->len);
  return least ? MIN(same * 100 / least, 100u) : 0;
}

// How much a heading looks like the headline; 0 = not at all. `told`: the title that the page gives in its head.
static u32 heading_score(const page_facts *f, const page *p, u32 e, const line *told) {
  str shown = page_plain(p, page_str(p, p->elements.at[e].at));
  line l;
  line_read(&l, shown);
  if (l.len < 2 || l.cut || same_words(shown, f->outlet.value)) return 0;
  u32 score = told->len ? likeness(&l, told) : 50;
  if (element_with_tag(p, e, GUMBO_TAG_ARTICLE) || element_with_tag(p, e, GUMBO_TAG_MAIN)) score += 40;
  if (element_with_tag(p, e, GUMBO_TAG_FOOTER) || element_with_tag(p, e, GUMBO_TAG_NAV) || element_with_tag(p, e, GUMBO_TAG_ASIDE)) score = 0;
  if (l.len < 4) score = score > 30 ? score - 30 : 0;
  return score;
}

// The heading that is the headline, 0 = none. Of equal ones the first.
u32 page_headline(const page_facts *f, const page *p) {
  line told;
  line_read(&told, f->title.value.n ? f->title.value : page_plain(p, p->title));
  u32 best = 0, most = 0;
  for (u32 e = 1; e < p->elements.len; e++) {
    if (p->elements.at[e].el->tag != GUMBO_TAG_H1) continue;
    u32 score = heading_score(f, p, e, &told);
    if (score > most) most = score, best = e;
  }
  return most >= 40 ? best : 0;
}

// The heading without a kicker that runs into it: where the page's own title is its end, that is the headline.
str page_without_kicker(str shown, str told) {
  return told.n > SHORT_TITLE && str_ends(shown, told) ? told : shown;
}

#include "input/page_facts.h"

#include "base/utf8.h"
#include "input/dates.h"
#include "input/line.h"

enum { LONGEST_FACT = 600, TRUST_ADDRESS = 40, TRUST_TITLE = 40, TRUST_HEADLINE = 95,
       TRUST_VISIBLE = 25, TRUST_FAR = 10, TRUST_MODIFIED = 12, NEAR = 8, SHORT_TITLE = 20 };

// ---- offers

str page_plain(const page *p, str s) {
  s = str_trim(s);
  if (s.n > LONGEST_FACT) s = str_sub(s, 0, LONGEST_FACT);
  while (s.n && utf8_bad(s) < s.n) s = str_sub(s, 0, utf8_bad(s));
  char *to = NEWS(p->mem, char, s.n + 1);
  size_t n = 0, len;
  bool space = false;
  for (size_t i = 0; i < s.n; i += len) {
    if (code_is_space(utf8_at(s, i, &len))) {
      space = n > 0;
      continue;
    }
    if (space) to[n++] = ' ';
    space = false;
    memcpy(to + n, s.p + i, len);
    n += len;
  }
  return (str){to, n};
}

// References that were written twice over (&amp;quot;) come out of attributes and scripts half decoded.
str page_decoded(const page *p, str s) {
  static const struct {
    const char *from, *to;
  } names[] = {{"&amp;", "&"},  {"&quot;", "\""}, {"&#34;", "\""}, {"&#39;", "'"},  {"&#039;", "'"}, {"&apos;", "'"},
               {"&#x27;", "'"}, {"&lt;", "<"},    {"&gt;", ">"},   {"&nbsp;", " "}, {"&rsquo;", "\xE2\x80\x99"},
               {"&lsquo;", "\xE2\x80\x98"}, {"&ldquo;", "\xE2\x80\x9C"}, {"&rdquo;", "\xE2\x80\x9D"}, {"&#8217;", "\xE2\x80\x99"},
               {"&#8216;", "\xE2\x80\x98"}, {"&#8220;", "\xE2\x80\x9C"}, {"&#8221;", "\xE2\x80\x9D"}, {"&ndash;", "\xE2\x80\x93"},
               {"&#8211;", "\xE2\x80\x93"}, {"&mdash;", "\xE2\x80\x94"}, {"&hellip;", "\xE2\x80\xA6"}};
  if (str_find_byte(s, '&') == s.n) return s;
  char *to = NEWS(p->mem, char, s.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < s.n;) {
    u32 k = 0;
    while (k < COUNT_OF(names) && !str_starts(str_from(s, i), str_of(names[k].from))) k++;
    str put = k < COUNT_OF(names) ? str_of(names[k].to) : str_sub(s, i, i + 1);
    memcpy(to + n, put.p, put.n);
    n += put.n;
    i += k < COUNT_OF(names) ? strlen(names[k].from) : 1;
  }
  return (str){to, n};
}

void page_fact_offer(const page *p, page_fact *f, str value, u32 trust) {
  if (trust <= f->trust) return;
  str clean = page_plain(p, page_decoded(p, value));
  if (clean.n) *f = (page_fact){clean, trust};
}

void page_date_offer(const page *p, page_fact *f, str value, u32 trust) {
  calendar day;
  span where;
  if (trust > f->trust && date_find(str_sub(value, 0, LONGEST_FACT), &day, &where))
    *f = (page_fact){date_iso(p->mem, &day), trust};
}

// ---- meta tags

typedef enum { FACT_TITLE, FACT_PUBLISHED, FACT_MODIFIED, FACT_OUTLET, FACT_URL, FACT_AUTHOR, FACT_SUMMARY, FACT_LANGUAGE } fact_kind;

static const struct {
  const char *name;
  fact_kind kind;
  u32 trust;
} meta_names[] = {
    {"og:title", FACT_TITLE, 70},
    {"twitter:title", FACT_TITLE, 62},
    {"parsely-title", FACT_TITLE, 75},
    {"sailthru.title", FACT_TITLE, 72},
    {"dc.title", FACT_TITLE, 64},
    {"dcterms.title", FACT_TITLE, 64},
    {"citation_title", FACT_TITLE, 80},
    {"article:published_time", FACT_PUBLISHED, 85},
    {"og:article:published_time", FACT_PUBLISHED, 84},
    {"article:published", FACT_PUBLISHED, 84},
    {"og:published_time", FACT_PUBLISHED, 83},
    {"datepublished", FACT_PUBLISHED, 83},
    {"parsely-pub-date", FACT_PUBLISHED, 82},
    {"sailthru.date", FACT_PUBLISHED, 80},
    {"cxenseparse:recs:publishtime", FACT_PUBLISHED, 80},
    {"dc.date.issued", FACT_PUBLISHED, 80},
    {"dcterms.issued", FACT_PUBLISHED, 79},
    {"dcterms.created", FACT_PUBLISHED, 76},
    {"dc.date.created", FACT_PUBLISHED, 76},
    {"dc.date", FACT_PUBLISHED, 72},
    {"dcterms.date", FACT_PUBLISHED, 72},
    {"pubdate", FACT_PUBLISHED, 78},
    {"publishdate", FACT_PUBLISHED, 78},
    {"publish-date", FACT_PUBLISHED, 78},
    {"publish_date", FACT_PUBLISHED, 78},
    {"publication_date", FACT_PUBLISHED, 78},
    {"published_date", FACT_PUBLISHED, 78},
    {"article.published", FACT_PUBLISHED, 78},
    {"article:post_date", FACT_PUBLISHED, 77},
    {"article_date_original", FACT_PUBLISHED, 77},
    {"originalpublicationdate", FACT_PUBLISHED, 77},
    {"displaydate", FACT_PUBLISHED, 74},
    {"ptime", FACT_PUBLISHED, 74},
    {"citation_date", FACT_PUBLISHED, 74},
    {"citation_publication_date", FACT_PUBLISHED, 74},
    {"rnews:datepublished", FACT_PUBLISHED, 78},
    {"release_date", FACT_PUBLISHED, 70},
    {"date", FACT_PUBLISHED, 68},
    {"og:pubdate", FACT_PUBLISHED, 78},
    {"created", FACT_PUBLISHED, 60},
    {"article:modified_time", FACT_MODIFIED, 85},
    {"og:updated_time", FACT_MODIFIED, 70},
    {"last-modified", FACT_MODIFIED, 60},
    {"dcterms.modified", FACT_MODIFIED, 70},
    {"lastmod", FACT_MODIFIED, 65},
    {"og:site_name", FACT_OUTLET, 80},
    {"application-name", FACT_OUTLET, 30},
    {"dc.publisher", FACT_OUTLET, 40},
    {"og:url", FACT_URL, 70},
    {"author", FACT_AUTHOR, 70},
    {"article:author", FACT_AUTHOR, 66},
    {"og:article:author", FACT_AUTHOR, 64},
    {"article:author_name", FACT_AUTHOR, 66},
    {"parsely-author", FACT_AUTHOR, 75},
    {"sailthru.author", FACT_AUTHOR, 72},
    {"dc.creator", FACT_AUTHOR, 68},
    {"dcterms.creator", FACT_AUTHOR, 68},
    {"byl", FACT_AUTHOR, 72},
    {"byline", FACT_AUTHOR, 70},
    {"citation_author", FACT_AUTHOR, 80},
    {"rbauthors", FACT_AUTHOR, 66},
    {"og:description", FACT_SUMMARY, 60},
    {"description", FACT_SUMMARY, 50},
    {"og:locale", FACT_LANGUAGE, 30},
    {"content-language", FACT_LANGUAGE, 25},
};

static void offer(page_facts *f, const page *p, fact_kind kind, str value, u32 trust) {
  switch (kind) {
    case FACT_TITLE: page_fact_offer(p, &f->title, value, trust); break;
    case FACT_PUBLISHED: page_date_offer(p, &f->published, value, trust); break;
    case FACT_MODIFIED: page_date_offer(p, &f->modified, value, trust); break;
    case FACT_OUTLET: page_fact_offer(p, &f->outlet, value, trust); break;
    case FACT_URL: page_fact_offer(p, &f->url, value, trust); break;
    case FACT_AUTHOR: page_author_offer(p, f, value, trust); break;
    case FACT_SUMMARY: page_fact_offer(p, &f->summary, value, trust); break;
    case FACT_LANGUAGE: page_fact_offer(p, &f->language, value, trust); break;
  }
}

static void read_meta(page_facts *f, const page *p, const GumboElement *el) {
  if (el->tag == GUMBO_TAG_LINK) {
    if (str_eq_nocase(attribute(el, "rel"), S("canonical"))) page_fact_offer(p, &f->url, attribute(el, "href"), 80);
    return;
  }
  static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
  for (u32 k = 0; k < COUNT_OF(keys); k++) {
    str name = attribute(el, keys[k]);
    for (u32 i = 0; name.n && i < COUNT_OF(meta_names); i++)
      if (str_eq_nocase(name, str_of(meta_names[i].name))) offer(f, p, meta_names[i].kind, attribute(el, "content"), meta_names[i].trust);
    if (str_eq_nocase(name, S("og:type")) && str_eq_nocase(attribute(el, "content"), S("article"))) f->article = true;
  }
}

// ---- elements of the body

static bool has_word(str list, const char *wanted) {
  while (list.n)
    if (str_eq_nocase(str_token(&list, ' '), str_of(wanted))) return true;
  return false;
}

static str value_of(const page *p, const element *e) {
  str content = attribute(e->el, "content"), moment = attribute(e->el, "datetime");
  return content.n ? content : moment.n ? moment : str_trim(page_str(p, e->at));
}

static void read_itemprop(page_facts *f, const page *p, const element *e) {
  str names = attribute(e->el, "itemprop"), value = value_of(p, e);
  if (!names.n) return;
  if (has_word(names, "headline")) page_fact_offer(p, &f->title, value, 82);
  if (has_word(names, "datePublished")) page_date_offer(p, &f->published, value, 84);
  if (has_word(names, "dateCreated")) page_date_offer(p, &f->published, value, 66);
  if (has_word(names, "dateModified")) page_date_offer(p, &f->modified, value, 80);
  if (has_word(names, "author") || has_word(names, "creator")) page_author_offer(p, f, str_sub(value, 0, 120), 60);
  if (has_word(names, "articleBody")) f->article = true;
}

static bool marked(const GumboElement *el, const char *part) {
  return words_mark(attribute(el, "class"), part) || words_mark(attribute(el, "id"), part);
}

static bool is_modified(const GumboElement *el) { return marked(el, "modif") || marked(el, "updat"); }

static void read_time(page_facts *f, const page *p, const element *e, bool near) {
  str moment = attribute(e->el, "datetime"), shown = page_str(p, e->at), hint = attribute(e->el, "title");
  bool tag = e->el->tag == GUMBO_TAG_TIME;
  if (!tag && (shown.n > 60 || !(marked(e->el, "date") || marked(e->el, "datum") || marked(e->el, "publish") || marked(e->el, "posted")))) return;
  bool published = gumbo_get_attribute(&e->el->attributes, "pubdate") || marked(e->el, "publish") || marked(e->el, "entry-date");
  u32 trust = (published ? 50u : near ? 46u : tag ? 34u : 28u) + (near ? 4u : 0u) + (tag ? 4u : 0u);
  page_fact *to = is_modified(e->el) ? &f->modified : &f->published;
  page_date_offer(p, to, moment.n ? moment : shown, trust);
  page_date_offer(p, to, hint, trust - 1);
  page_date_offer(p, to, shown, trust - 2);
}

static bool in_comments(const page *p, u32 e) {
  for (; e; e = p->elements.at[e].parent)
    if (marked(p->elements.at[e].el, "comment")) return true;
  return false;
}

// Far from the headline the first name is the article's, later ones are those of other articles.
static void offer_byline(page_facts *f, const page *p, str shown, u32 trust, bool near) {
  if (near || trust > f->authors_trust || !f->authors) page_author_offer(p, f, shown, trust + (near ? 14 : 0));
}

// "By Ann Lee" in an element that calls itself a byline.
static void read_byline(page_facts *f, const page *p, const element *e, bool near) {
  str relation = attribute(e->el, "rel"), shown = str_trim(page_str(p, e->at));
  if (shown.n < 3 || shown.n > 160 || in_comments(p, (u32)(e - p->elements.at))) return;
  shown = str_sub(shown, 0, MIN(str_find_byte(shown, '\n'), (size_t)90));
  bool link = e->el->tag == GUMBO_TAG_A && words_mark(attribute(e->el, "href"), "/author");
  if (has_word(relation, "author")) offer_byline(f, p, shown, 44, near);
  else if (link) offer_byline(f, p, shown, 36, near);
  else if (marked(e->el, "byline") || marked(e->el, "author-name") || marked(e->el, "authorname")) offer_byline(f, p, shown, 30, near);
  else if (shown.n < 60 && (marked(e->el, "author") || marked(e->el, "autor"))) offer_byline(f, p, shown, 24, near);
}

// ---- titles

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

// Cuts "Headline - Site", "Headline | Section | Site" at the last mark behind which the site or little stands.
static str without_site(const page_facts *f, str title, str host) {
  static const char *const marks[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: ", " \xC2\xB7 ", " \xE2\x80\xA2 ", " / ", " \xC2\xAB "};
  for (bool again = true; again;) {
    again = false;
    for (u32 i = 0; i < COUNT_OF(marks); i++) {
      str mark = str_of(marks[i]);
      size_t at = title.n;
      for (size_t k = str_find(title, mark); k < title.n; k += 1 + str_find(str_from(title, k + 1), mark)) at = k;
      if (at >= title.n) continue;
      str head = str_sub(title, 0, at), tail = str_from(title, at + mark.n);
      bool site = same_words(tail, f->outlet.value) || within(f->outlet.value, tail) || within(tail, host);
      if (!site && (tail.n * 2 > head.n || i == 1)) continue;
      title = head;
      again = true;
    }
  }
  return title;
}

static str host_of(str address) {
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
static u32 headline_element(const page_facts *f, const page *p) {
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
static str without_kicker(str shown, str told) {
  return told.n > SHORT_TITLE && str_ends(shown, told) ? told : shown;
}

// Days since some day, for telling neighbours apart.
static i32 day_number(const calendar *d) {
  i32 y = d->month < 3 ? d->year - 1 : d->year, m = d->month < 3 ? d->month + 12 : d->month;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5 + d->day;
}

// A moment told in UTC is of the day that the page prints, where that is the day before or after.
static void prefer_printed_day(page_facts *f, const page *p, u32 heading) {
  calendar told, printed;
  span where;
  if (!heading || !str_ends(f->published.value, S("Z")) || !date_find(f->published.value, &told, &where)) return;
  u32 at = p->elements.at[heading].first, from = at > NEAR ? at - NEAR : 0;
  for (u32 b = from; b < p->blocks.len && b < at + NEAR; b++) {
    str shown = page_str(p, p->blocks.at[b].at);
    if (shown.n > 100 || !date_find(shown, &printed, &where)) continue;
    i32 apart = day_number(&told) - day_number(&printed);
    if (apart == 1 || apart == -1) f->published.value = date_iso(p->mem, &printed);
    return;
  }
}

// A date in a block close to the headline, the short ones first; dates in prose last.
static void read_visible(page_facts *f, const page *p, u32 heading) {
  u32 at = heading ? p->elements.at[heading].first : 0, from = at > NEAR ? at - NEAR : 0;
  for (u32 b = from; b < p->blocks.len && b < at + 2 * NEAR; b++) {
    str shown = page_str(p, p->blocks.at[b].at);
    if (shown.n < 140) page_date_offer(p, &f->published, shown, TRUST_VISIBLE);
    if (b + 2 >= at && b < at + NEAR) page_byline_offer(f, p, shown);
  }
  for (u32 b = 0; b < p->blocks.len; b++)
    if (span_len(p->blocks.at[b].at) < 90) page_date_offer(p, &f->published, page_str(p, p->blocks.at[b].at), TRUST_FAR);
}

static void read_elements(page_facts *f, const page *p, u32 heading) {
  u32 at = heading ? p->elements.at[heading].first : 0;
  for (u32 e = 1; e < p->elements.len; e++) {
    const element *el = &p->elements.at[e];
    if (!el->el->attributes.length && el->el->tag != GUMBO_TAG_TIME) continue;
    bool near = heading && el->first + NEAR >= at && el->first < at + 2 * NEAR;
    read_itemprop(f, p, el);
    read_time(f, p, el, near);
    read_byline(f, p, el, near);
  }
}

void page_facts_find(page_facts *f, const page *p, str address) {
  *f = (page_facts){0};
  for (u32 i = 0; i < p->scripts.len; i++) page_facts_json(f, p, p->scripts.at[i]);
  for (u32 i = 0; i < p->metas.len; i++) read_meta(f, p, p->metas.at[i]);
  page_fact_offer(p, &f->language, p->language, 60);
  str url = address.n ? address : f->url.value, host = host_of(url);
  page_fact_offer(p, &f->title, p->title, TRUST_TITLE);
  f->title.value = without_site(f, f->title.value, host);
  u32 heading = headline_element(f, p);
  read_elements(f, p, heading);
  if (heading) page_fact_offer(p, &f->title, without_kicker(page_plain(p, page_str(p, p->elements.at[heading].at)), f->title.value), TRUST_HEADLINE);
  page_date_offer(p, &f->published, url, TRUST_ADDRESS);
  read_visible(f, p, heading);
  page_date_offer(p, &f->published, f->modified.value, TRUST_MODIFIED);
  prefer_printed_day(f, p, heading);
  f->title.value = without_site(f, f->title.value, host);
}

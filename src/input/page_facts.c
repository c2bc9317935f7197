#include "input/page_facts.h"

#include "base/utf8.h"
#include "input/line.h"
#include "input/page_origins.h"

enum { LONGEST_KEYWORDS = 2000, TRUST_ADDRESS = 40, TRUST_TITLE = 40, TRUST_HEADLINE = 95, TRUST_LABEL = 73, TRUST_MODIFIED = 12, NEAR = 8 };

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

// The bytes of a numeric reference (&#228; or &#xE4;) at the start of s, 0 where there is none.
static size_t number_at(str s, u32 *code) {
  if (!str_starts(s, S("&#"))) return 0;
  bool hex = s.n > 2 && to_lower(s.p[2]) == 'x';
  size_t i = hex ? 3 : 2, beg = i;
  for (*code = 0; i < s.n && i < beg + 6; i++) {
    char c = to_lower(s.p[i]);
    if (!is_digit(c) && !(hex && c >= 'a' && c <= 'f')) break;
    *code = *code * (hex ? 16 : 10) + (u32)(is_digit(c) ? c - '0' : c - 'a' + 10);
  }
  bool good = i > beg && i < s.n && s.p[i] == ';' && *code >= 0x20 && *code < 0x110000 && !(*code >= 0xD800 && *code < 0xE000);
  return good ? i + 1 : 0;
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
    u32 k = 0, code = 0;
    size_t number = number_at(str_from(s, i), &code);
    if (number) {
      n += utf8_put(code, to + n);
      i += number;
      continue;
    }
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
  if (clean.n) *f = (page_fact){.value = clean, .trust = trust};
}

void page_keywords_offer(const page *p, page_facts *f, str list) {
  for (str rest = page_decoded(p, str_sub(list, 0, LONGEST_KEYWORDS)); rest.n;) {
    str one = page_plain(p, str_token(&rest, ','));
    bool known = !one.n || f->keywords == PAGE_KEYWORDS;
    for (u32 i = 0; i < f->keywords && !known; i++) known = str_eq_nocase(f->keyword[i], one);
    if (!known) f->keyword[f->keywords++] = one;
  }
}

// ---- meta tags

typedef enum { FACT_TITLE, FACT_PUBLISHED, FACT_MODIFIED, FACT_OUTLET, FACT_URL, FACT_AUTHOR, FACT_SUMMARY, FACT_LANGUAGE, FACT_KEYWORDS, FACT_PICTURE } fact_kind;

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
    {"cxenseparse:publishtime", FACT_PUBLISHED, 80},
    {"shareaholic:article_published_time", FACT_PUBLISHED, 76},
    {"bt:pubdate", FACT_PUBLISHED, 76},
    {"pub_date", FACT_PUBLISHED, 76},
    {"date_published", FACT_PUBLISHED, 76},
    {"publish_time", FACT_PUBLISHED, 76},
    {"dcterms.available", FACT_PUBLISHED, 70},
    {"dc.date.available", FACT_PUBLISHED, 70},
    {"article.created", FACT_PUBLISHED, 70},
    {"sort_date", FACT_PUBLISHED, 50},
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
    {"authors", FACT_AUTHOR, 66},
    {"og:author", FACT_AUTHOR, 64},
    {"cxenseparse:author", FACT_AUTHOR, 71},
    {"shareaholic:article_author_name", FACT_AUTHOR, 66},
    {"author_name", FACT_AUTHOR, 66},
    {"og:description", FACT_SUMMARY, 60},
    {"description", FACT_SUMMARY, 50},
    {"og:locale", FACT_LANGUAGE, 30},
    {"content-language", FACT_LANGUAGE, 25},
    {"keywords", FACT_KEYWORDS, 1},
    {"news_keywords", FACT_KEYWORDS, 1},
    {"article:tag", FACT_KEYWORDS, 1},
    {"parsely-tags", FACT_KEYWORDS, 1},
    {"og:image", FACT_PICTURE, 80},
    {"twitter:image", FACT_PICTURE, 60},
};

static void offer(page_facts *f, const page *p, fact_kind kind, str value, u32 trust) {
  switch (kind) {
    case FACT_TITLE: page_fact_offer(p, &f->title, value, trust); break;
    case FACT_PUBLISHED: page_date_offer(p, f, &f->published, value, trust); break;
    case FACT_MODIFIED: page_date_offer(p, f, &f->modified, value, trust); break;
    case FACT_OUTLET: page_fact_offer(p, &f->outlet, value, trust); break;
    case FACT_URL: page_fact_offer(p, &f->url, value, trust); break;
    case FACT_AUTHOR: page_author_offer(p, f, value, trust); break;
    case FACT_SUMMARY: page_fact_offer(p, &f->summary, value, trust); break;
    case FACT_KEYWORDS: page_keywords_offer(p, f, value); break;
    case FACT_PICTURE: page_fact_offer(p, &f->picture, value, trust); break;
    case FACT_LANGUAGE: page_fact_offer(p, &f->language, value, trust); break;
  }
}

// twitter:label1 says what twitter:data1 is: "Written by".
static void read_label(page_facts *f, const page *p, u32 i) {
  str name = attribute(p->metas.at[i], "name");
  if (!str_starts(name, S("twitter:label")) || i + 1 == p->metas.len || !str_starts(attribute(p->metas.at[i + 1], "name"), S("twitter:data"))) return;
  line l;
  u32 len;
  line_read(&l, attribute(p->metas.at[i], "content"));
  if (l.len && lex_says(line_phrase(&l, LEX_AUTHOR_WORDS, 0, &len), "before") && len == l.len)
    page_author_offer(p, f, attribute(p->metas.at[i + 1], "content"), TRUST_LABEL);
}

static void read_meta(page_facts *f, const page *p, const GumboElement *el) {
  if (el->tag == GUMBO_TAG_LINK) {
    str relation = attribute(el, "rel"), to = attribute(el, "href");
    if (str_eq_nocase(relation, S("canonical"))) page_fact_offer(p, &f->url, to, 80);
    if (str_eq_nocase(relation, S("next"))) page_fact_offer(p, &f->next, to, 80);
    if (str_eq_nocase(relation, S("prev"))) page_fact_offer(p, &f->previous, to, 80);
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

static str value_of(const page *p, const element *e) {
  str content = attribute(e->el, "content"), moment = attribute(e->el, "datetime");
  return content.n ? content : moment.n ? moment : str_trim(page_str(p, e->at));
}

static void read_itemprop(page_facts *f, const page *p, const element *e) {
  if (!attribute(e->el, "itemprop").n) return;
  str value = value_of(p, e);
  if (element_says(e->el, "itemprop", "headline")) page_fact_offer(p, &f->title, value, 82);
  if (element_says(e->el, "itemprop", "datePublished")) page_date_offer(p, f, &f->published, value, 84);
  if (element_says(e->el, "itemprop", "dateCreated")) page_date_offer(p, f, &f->published, value, 66);
  if (element_says(e->el, "itemprop", "dateModified")) page_date_offer(p, f, &f->modified, value, 80);
  if (element_says(e->el, "itemprop", "author") || element_says(e->el, "itemprop", "creator")) page_author_offer(p, f, str_sub(value, 0, 120), 60);
  if (element_says(e->el, "itemprop", "articleBody")) f->article = true;
}

static void read_elements(page_facts *f, const page *p, u32 heading) {
  u32 at = heading ? p->elements.at[heading].first : 0;
  for (u32 e = 1; e < p->elements.len; e++) {
    const element *el = &p->elements.at[e];
    if (!el->el->attributes.length && el->el->tag != GUMBO_TAG_TIME) continue;
    bool near = heading && el->first + NEAR >= at && el->first < at + 2 * NEAR;
    read_itemprop(f, p, el);
    page_time_read(f, p, el, near);
    page_byline_read(f, p, el, near);
  }
}

// Where the page says that it lies, before anything else is known of it.
static str own_address(const page *p) {
  for (u32 i = 0; i < p->metas.len; i++) {
    const GumboElement *el = p->metas.at[i];
    if (str_eq_nocase(attribute(el, "rel"), S("canonical"))) return attribute(el, "href");
    if (str_eq_nocase(attribute(el, "property"), S("og:url"))) return attribute(el, "content");
  }
  return (str){0};
}

static void read_scripts(page_facts *f, const page *p) {
  for (u32 i = 0; i < p->source.told.len; i++) page_facts_json(f, p, p->source.told.at[i]);
}

static void read_metas(page_facts *f, const page *p) {
  for (u32 i = 0; i < p->metas.len; i++) {
    read_meta(f, p, p->metas.at[i]);
    read_label(f, p, i);
  }
}

static void read_head(page_facts *f, const page *p) {
  page_known known = page_facts_aside(f);
  read_scripts(f, p);
  page_facts_join(f, &known, S("json-ld"));
  known = page_facts_aside(f);
  read_metas(f, p);
  page_facts_join(f, &known, S("meta"));
  page_fact_offer(p, &f->language, p->language, 60);
  known = page_facts_aside(f);
  page_fact_offer(p, &f->title, p->title, TRUST_TITLE);
  page_facts_join(f, &known, S("title"));
}

static void read_body(page_facts *f, const page *p, u32 heading, str url) {
  page_known known = page_facts_aside(f);
  read_elements(f, p, heading);
  page_facts_join(f, &known, S("markup"));
  known = page_facts_aside(f);
  page_date_offer(p, f, &f->published, url, TRUST_ADDRESS);
  page_facts_join(f, &known, S("address"));
  known = page_facts_aside(f);
  if (heading) page_fact_offer(p, &f->title, page_without_kicker(page_plain(p, page_str(p, p->elements.at[heading].at)), f->title.value), TRUST_HEADLINE);
  page_dates_visible(f, p, heading);
  page_bylines_visible(f, p, heading);
  page_facts_join(f, &known, S("text"));
}

static void prefer_modified(page_facts *f) {
  if (!f->modified.value.n || f->published.trust >= TRUST_MODIFIED) return;
  page_fact only = f->modified;
  only.trust = TRUST_MODIFIED;
  page_fact_prefer(f, &f->published, &only);
}

void page_facts_find(page_facts *f, const page *p, str address) {
  *f = (page_facts){0};
  f->host = page_host(address.n ? address : own_address(p));
  f->order = order_of(p->language, f->host);
  read_head(f, p);
  str url = address.n ? address : f->url.value;
  f->title.value = page_title_alone(f, f->title.value, false);
  u32 heading = page_headline(f, p);
  read_body(f, p, heading, url);
  prefer_modified(f);
  page_prefer_printed_issue(f, p, heading);
  page_prefer_printed_day(f, p, heading, url);
  f->title.value = page_title_alone(f, f->title.value, f->title.trust == TRUST_HEADLINE);
}

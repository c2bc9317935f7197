// What a page says of itself: JSON-LD, meta tags, microdata, marked-up elements, its address, its visible text.
#ifndef STEMMA_PAGE_FACTS_H
#define STEMMA_PAGE_FACTS_H

#include "input/dates.h"
#include "input/page.h"

enum { PAGE_AUTHORS = 16, PAGE_KEYWORDS = 24, PAGE_RIVALS = 3, LONGEST_FACT = 600 };

typedef struct {
  str value, from;
} page_rival;

// Each value with how much its origin is to be trusted; 0 = not known. Everything lives in the page's memory.
typedef struct {
  str value;
  u32 trust;
  str from;          // what said so, as in doc.h
  page_rival rival[PAGE_RIVALS];   // [rivals] what other origins say instead
  u32 rivals;
} page_fact;

typedef struct {
  page_fact title, published, modified, outlet, url, language, summary, picture, next, previous;
  str author[PAGE_AUTHORS];
  u32 authors, authors_trust;
  str agency;        // credited as the author
  str host;          // of its address
  str body;          // articleBody of JSON-LD
  str keyword[PAGE_KEYWORDS];
  u32 keywords;
  str authors_from;
  bool live;         // says that it is a live blog
  bool article;      // says that it is an article
  day_order order;   // of numeric dates
} page_facts;

void page_facts_find(page_facts *f, const page *p, str address);

// Keeps the value where no better one is known.
void page_fact_offer(const page *p, page_fact *f, str value, u32 trust);

// The part of page_dates.c.
void page_date_offer(const page *p, const page_facts *f, page_fact *to, str value, u32 trust);
void page_time_read(page_facts *f, const page *p, const element *e, bool near);
void page_dates_visible(page_facts *f, const page *p, u32 heading);      // `heading`: the element of the headline, 0 = none
void page_prefer_printed_issue(page_facts *f, const page *p, u32 heading);
void page_prefer_printed_day(page_facts *f, const page *p, u32 heading, str url);

// The part of page_titles.c: the headline's element, 0 = none; a title without the site, a heading without its kicker.
u32 page_headline(const page_facts *f, const page *p);
str page_title_alone(const page_facts *f, str title, bool headline);
str page_without_kicker(str shown, str told);
str page_host(str address);

// The part of page_authors.c: names in a value, in an element that is marked as a byline, in lines that read as one.
void page_author_offer(const page *p, page_facts *f, str value, u32 trust);
void page_byline_read(page_facts *f, const page *p, const element *e, bool near);
void page_bylines_visible(page_facts *f, const page *p, u32 heading);

str page_plain(const page *p, str s);      // white space made single blanks, cut to a length that facts have
str page_decoded(const page *p, str s);    // references that were written twice over

// Keywords of a list that commas part.
void page_keywords_offer(const page *p, page_facts *f, str list);

// The part of jsonld.c: reads one script.
void page_facts_json(page_facts *f, const page *p, str script);

#endif

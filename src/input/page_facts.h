// What a page says of itself: JSON-LD, meta tags, microdata, marked-up elements, its address, its visible text.
#ifndef STEMMA_PAGE_FACTS_H
#define STEMMA_PAGE_FACTS_H

#include "input/page.h"

enum { PAGE_AUTHORS = 16 };

// Each value with how much its origin is to be trusted; 0 = not known. Everything lives in the page's memory.
typedef struct {
  str value;
  u32 trust;
} page_fact;

typedef struct {
  page_fact title, published, modified, outlet, url, language, summary;
  str author[PAGE_AUTHORS];
  u32 authors, authors_trust;
  str agency;        // credited as the author
  str body;          // articleBody of JSON-LD
  bool article;      // says that it is an article
} page_facts;

void page_facts_find(page_facts *f, const page *p, str address);

// Keeps the value where no better one is known.
void page_fact_offer(const page *p, page_fact *f, str value, u32 trust);
void page_date_offer(const page *p, page_fact *f, str value, u32 trust);

// The part of page_authors.c: names in a value, and in a line that begins as a byline does.
void page_author_offer(const page *p, page_facts *f, str value, u32 trust);
void page_byline_offer(page_facts *f, const page *p, str s);

str page_plain(const page *p, str s);      // white space made single blanks, cut to a length that facts have
str page_decoded(const page *p, str s);    // references that were written twice over

// The part of jsonld.c: reads one script.
void page_facts_json(page_facts *f, const page *p, str script);

#endif

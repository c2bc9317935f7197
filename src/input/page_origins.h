// What the parts of a page say of the same thing, side by side: the value that is trusted most, and those that say otherwise.
#ifndef STEMMA_PAGE_ORIGINS_H
#define STEMMA_PAGE_ORIGINS_H

#include "input/page_facts.h"

enum { PAGE_KNOWN = 5 };   // title, published, modified, outlet, url

typedef struct {
  page_fact fact[PAGE_KNOWN];
} page_known;

// Before a part of the page is read: what is known so far stays to be seen, but whatever the part says takes its place.
page_known page_facts_aside(page_facts *f);

// After it: what the part, `origin`, says beside what was known; the more trusted is kept, the other its rival where they differ.
void page_facts_join(page_facts *f, const page_known *before, str origin);

// A better value for a fact; what it was stays as a rival.
void page_fact_prefer(const page_facts *f, page_fact *to, const page_fact *better);

#endif

// What kind of page it is, and what it says of itself beside an article's facts.
#ifndef STEMMA_PAGE_KIND_H
#define STEMMA_PAGE_KIND_H

#include "input/page_facts.h"

// `keep` [blocks]: what is taken for text of the article.
bool page_is_live(const page *p, const page_facts *f, str address);
bool page_has_article(const page *p, const page_facts *f, const bool *keep, str address);

str page_picture(const page *p, u32 e);   // address of the picture that the caption in element e stands below; empty = none

#endif

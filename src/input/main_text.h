// Which blocks of a page are its article.
#ifndef STEMMA_MAIN_TEXT_H
#define STEMMA_MAIN_TEXT_H

#include "doc/stages.h"
#include "input/page_facts.h"

// The element that holds most of the running text; 0 where there is none.
u32 main_element(const page *p);

// What stands below the main element, but for lists of links and what calls itself furniture: without a model, the article.
void keep_by_rule(const page *p, bool *keep);

// Fills `keep` [blocks]: is the block text of the article?
void main_text(const page *p, const page_facts *f, const kit *k, bool *keep);

#endif

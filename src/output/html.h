// The page: one HTML file that needs no network and no script to be read; the parts, and what they share.
#ifndef STEMMA_HTML_H
#define STEMMA_HTML_H

#include "base/out.h"
#include "output/digest.h"
#include "output/stemma_draw.h"

// What the page says of one story, `number` counting the stories from 1; ids are unique over the page.
typedef struct {
  out *to;
  digest g;
  u32 number;
} page;

// A span of a text that is marked in it: c the claim, s its source, u its cue, d where articles differ.
typedef struct {
  span at;
  char kind;
} mark;

void put_marked(out *o, arena *mem, const doc *d, span window, const mark *marks, u32 n);

// The link to the evidence of a claim; closed by </a>. `class` may be empty.
void open_evidence_link(out *o, u32 article, u32 id, const char *class);
void put_badge(page *p, u32 article);               // the article's number in its story
void put_badges(page *p, const u32 *articles, u32 n);
void put_heading(page *p, const char *id, const char *title);
void put_difference_html(page *p, const shared_claim *c, difference_kind k);

void put_claims_table(page *p);      // claims × outlets
void put_quotes_html(page *p);       // one utterance in several wordings, word by word
void put_stemma_html(page *p);       // drawn, and its edges as a list with their evidence
void put_timeline_html(page *p);
void put_places_html(page *p);
void put_copies_html(page *p);
void put_only_html(page *p);         // what one article has alone
void put_evidence(page *p);          // the sentence behind each claim
void put_article_text(out *o, const stories *all, u32 article);

#endif

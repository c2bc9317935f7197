// The parts of a story on a terminal, which story_text.c puts together.
#ifndef STEMMA_STORY_TEXT_H
#define STEMMA_STORY_TEXT_H

#include "output/digest.h"
#include "output/term.h"

void put_section(term *t, str title);
void put_count(term *t, u32 n, const char *one, const char *many);
void put_columns(term *t, const digest *g, const u32 *articles, u32 n);   // articles by their numbers: "1, 3, 5–8"
void put_quoted(term *t, str text);
void put_difference(term *t, const digest *g, const shared_claim *c, difference_kind k);

void put_shared(term *t, const digest *g);   // what several say
void put_quotes(term *t, const digest *g);   // one utterance in several wordings
void put_tree(term *t, const digest *g);     // who had it from whom

#endif

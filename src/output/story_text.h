// The parts of a story on a terminal, which story_text.c puts together.
#ifndef STEMMA_STORY_TEXT_H
#define STEMMA_STORY_TEXT_H

#include "output/digest.h"
#include "output/term.h"

void put_section(term *t, str title);

void put_quotes(term *t, const digest *g);   // one utterance in several wordings
void put_tree(term *t, const digest *g);     // who had it from whom

#endif

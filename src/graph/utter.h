// Quotes of several articles that are one utterance of one speaker: word for word, edited, cut, translated, reported.
#ifndef STEMMA_UTTER_H
#define STEMMA_UTTER_H

#include "graph/points.h"

void find_quotes(making *m);

#endif

// Quotation marks, matched by a tolerant grammar: which stretches of the text stand between marks.
//
// Accepted: ASCII and typographic marks, « », „ “, wrong-way ones, single marks beside apostrophes, nesting, a mark that
// is missing on one side, and paragraphs of one quotation that each open with a mark of which only the last closes; without
// marks block quotations, dialogues with dashes and the turns of interviews.
// Whether a quotation is speech, a title or a slogan is not decided here. Linear in the text.
#ifndef STEMMA_QUOTE_H
#define STEMMA_QUOTE_H

#include "read/turn.h"

typedef struct {
  span inner;     // between the marks
  span outer;     // with them
  u32 depth;      // 0 = outermost
  u32 group;      // row of the first piece where a quotation runs over several paragraphs, else its own row
  bool single;    // ‘ ’ or ' '
  bool lost;      // one of its marks is missing
  speaker_label by;   // of a turn: who speaks; label_end 0 = none
} quote;

typedef struct {
  quote *at;      // [len] in order of their opening; row 0 is nil
  u32 len;
  u32 *of;        // [T] the outermost quotation that holds a token, 0 = none
} quotes;

quotes quotes_find(arena *mem, const doc *d);

#endif

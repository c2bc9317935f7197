// Lines for a terminal: words wrapped by display width, colours where wanted, nothing in a text that could move the cursor.
//
//   term_begin(t, 2, 4); term_ink(t, INK_BOLD); term_text(t, title); term_ink(t, INK_PLAIN); term_end(t);
#ifndef STEMMA_TERM_H
#define STEMMA_TERM_H

#include "base/out.h"

typedef enum { INK_PLAIN, INK_BOLD, INK_DIM, INK_LINE, INK_RED, INK_GREEN, INK_YELLOW, INK_BLUE } ink;

typedef struct {
  out *to;
  u32 width;        // columns of a line
  bool colour;
  u32 column;       // columns written on this line
  u32 indent;       // where a continued line begins
  bool fresh;       // no word stands on this line yet
  bool blank;       // a blank is due before the next word
  out word;         // the word being collected, with changes of ink
  u32 word_width;
} term;

term term_new(out *to, u32 width, bool colour);
void term_free(term *t);

void term_begin(term *t, u32 first, u32 indent);   // the line's text begins at column `first`, continued lines at `indent`
void term_text(term *t, str s);                    // white space parts words, however much
void term_ink(term *t, ink i);
void term_inked(term *t, ink i, str s);            // s in this ink, then plain
void term_number(term *t, u32 n);
void term_to(term *t, u32 column);                 // blanks up to a column, at least one
void term_end(term *t);                            // ends the line
void term_gap(term *t);                            // an empty line
void term_rule(term *t, str piece);                // a line of pieces, one column each
void term_cut(term *t, str s, u32 columns);        // s on this line, cut with … where it is wider than `columns`

u32 display_width(str s);

#define term_lit(t, literal) term_text(t, S(literal))

#endif

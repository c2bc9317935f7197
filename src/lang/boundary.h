// Where sentences end: a linear model over what stands on the two sides of a token, asked token by token of one stretch of
// text; without its chunk in the pack, the rule that is also one of its features.
#ifndef STEMMA_BOUNDARY_H
#define STEMMA_BOUNDARY_H

#include "doc/doc.h"
#include "model/hashed.h"

enum { LONGEST_SENTENCE = 1000 };   // tokens; a longer one is cut there, so that later stages may be quadratic in it
enum { BOUNDARY_FEATURES = 48 };

// What is looked at of one token.
typedef struct {
  bool quote;         // a quotation mark of any style: they look alike
  u32 shape;
  u32 left;           // tokens from this one to the end of its paragraph
  u32 low_begins, high_begins;   // sentences up to here that seem to begin in lower case, with a capital
  u8 gap;             // what stands behind it
  bool seen_low;      // the word stands in lower case elsewhere in the text
} glance;

typedef struct {
  const doc *d;
  const hashed *model;  // NULL = the rule decides
  u32 first, last;    // its tokens
  glance *looks;      // [last - first], with a margin of empty ones on both sides
  u32 widest;         // bytes of its longest line
  u32 beg;            // the first token of the sentence that is open
  u32 item, item_end; // the number of the list item that it is, 0 = none, and the token behind its marker
  u32 quotes, depth;  // quotation marks seen in it, brackets that are open
} boundaries;

// Asks must go through the tokens in order.
bool *words_seen_low(doc *d);                             // [words] those that stand in lower case somewhere
boundaries boundaries_of(doc *d, const hashed *model, const bool *seen_low, u32 first, u32 last);
bool paragraph_ends(const boundaries *b, u32 token);      // a blank line follows
bool line_ends(const boundaries *b, u32 token);           // a newline that was not for want of room
bool sentence_ends(boundaries *b, u32 token);             // after this token, which is not the last
void sentence_begins(boundaries *b, u32 token);
bool boundary_possible(const boundaries *b, u32 token);   // worth asking at all
u32 boundary_features(const boundaries *b, u32 token, u64 *feature);

#endif

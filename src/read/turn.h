// Turns of interviews and briefings: who speaks is named at the head of a paragraph, before a colon or in double brackets, and
// what follows is said by them, without marks of quotation, until somebody else is named or something is asked.
#ifndef STEMMA_TURN_H
#define STEMMA_TURN_H

#include "doc/doc.h"

typedef struct {
  u32 label, label_end;   // tokens of the name as it stands there
  u32 who;                // a token of the fullest such name
} speaker_label;

typedef struct {
  u32 sentence;           // the first of its paragraph
  u32 said;               // the first token of what is said there
  speaker_label by;
  bool first;             // of its turn
} turn_piece;

typedef VEC(turn_piece) turn_pieces;   // one a paragraph, in order

// Empty where the article has no such turns: one label alone is none, nor are labels whose words tell of no I or we.
turn_pieces turns_find(arena *mem, const doc *d);

#endif

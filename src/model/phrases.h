// An automaton over words that knows many phrases: from a state and the next word to the next state, one look-up a word.
// Two parts of a chunk: the table of steps, and a row of facts for each state.
#ifndef STEMMA_PHRASES_H
#define STEMMA_PHRASES_H

#include "model/table.h"

enum { LONGEST_LISTED = 8 };   // words of a phrase

typedef struct {
  u16 classes;      // bits of what the phrase that ends here can be; 0 = no phrase ends here
  char code[2];     // its country, where it has one
} phrase;

typedef struct {
  table step;
  const phrase *at;  // [states]; state 0 is the beginning
  u32 states;
} phrases;

bool phrases_view(phrases *p, str steps, str states);   // false where the parts are no such things; nothing is then known

static inline u64 phrase_step_key(u32 state, u64 key) {
  u64 x = (key + (state + 1) * 0x9E3779B97F4A7C15u) * 0xFF51AFD7ED558CCDu;
  return x ^ x >> 29;
}

// The state after the word with this hash in `state`; 0 where no phrase goes on so.
static inline u32 phrases_step(const phrases *p, u32 state, u64 key) {
  u32 next = table_find(&p->step, phrase_step_key(state, key));
  return next < p->states ? next : 0;
}

#endif

// The claims of a story as what can be compared: telling words, names, numbers, who said it, where it stands.
#ifndef STEMMA_PROPS_H
#define STEMMA_PROPS_H

#include "graph/actors.h"
#include "graph/terms.h"

typedef VEC(u32) row_list;   // rows of one table, as they come

// A word of a proposition. `set` joins synonyms, numbered within the story; `name` marks a word of a name.
typedef struct {
  term t, set;
  bool name;
  float plain, weight;   // how telling it is in the language; times how telling in the story
} prop_word;

typedef struct {
  prop_word *at;      // [n] by set, then term; no repeats
  u32 n;
} prop_words;

typedef struct {
  u32 article, claim;
  u32 sentence;
  bool display;       // in the headline or a caption: it repeats what the body says
  prop_words own;     // of the claim
  prop_words around;  // of its sentence
  u32 *spoken;        // [nspoken] hashes of its words in order, all of them
  u32 nspoken;
  term head;          // sets of its predicate, subject and object, 0 = none
  term subject, object;
  u8 head_class;      // of its predicate, a upos
  double *numbers;    // [nnumbers]
  u32 nnumbers;
  u32 *measures;      // [nnumbers] what each counts: a hash of its unit, else of the thing counted, 0 = nothing
  u32 *actors;        // [nactors] whom it is about, ascending
  u32 nactors;
  str time;           // ISO 8601, empty = none
  u32 speaker;        // actor
  u32 utterance;      // row of said + 1, 0 = the article's own word
  float place;        // 0 at the beginning of the article, 1 at its end
  bool bare;          // its words leave out the subject of its predicate: "destroyed the store"
  bool negative;      // its predicate is negated: not, never, no
  u32 length;         // tokens
  float p;            // of the claim
} prop;

// What somebody says, as the attribution has it.
typedef struct {
  u32 article, attribution;
  prop_words own;     // of its content
  u32 *spoken;        // [length] hashes of its words in order, all of them
  u32 length;
  u32 speaker;        // actor
  bool by_pronoun;    // the speaker is what a pronoun was taken to mean
} utterance;

typedef struct {
  arena *mem;
  const terms *t;
  prop *at;           // [n] by article, then claim
  u32 n;
  utterance *said;    // [nsaid] by article, then attribution
  u32 nsaid;
  span *rows;         // [A + 1] each article's props [beg, end)
  u32 sets;           // of synonyms in this story; row 0 is none
} props;

props *props_of(stories *all, const story *s, const terms *t, actors *who);

#endif

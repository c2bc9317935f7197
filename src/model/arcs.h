// Dependency trees by transitions: the arc-hybrid system (Kuhlmann, Gómez-Rodríguez, Satta 2011), whose decisions a linear
// model scores. Words are rows 1 … n of an array; row 0 is the root, and stands for what is not there.
// Trees are projective; each has one root.
#ifndef STEMMA_ARCS_H
#define STEMMA_ARCS_H

#include "model/linear.h"

// What the model knows of a word, as atoms (model/linear.h).
typedef struct {
  u64 form, tag, upos, cluster;
  u32 stops, verbs;        // signs of punctuation and verbs among the words before this one
} arc_word;

typedef enum { ARC_SHIFT, ARC_LEFT, ARC_RIGHT, ARC_MOVES } arc_move;

// A state: a stack of partial trees, the words from `next` on, and the arcs so far.
typedef struct {
  u32 words, next, depth;
  u32 *stack;              // [depth] the root at its bottom
  u32 *head;               // [words + 1] 0 = none yet
  u32 *left, *left2;       // [words + 1] the two outermost children on the left, 0 = none
  u32 *right, *right2;     // the same on the right
  u8 *lefts, *rights;      // how many there are, at most 255
} arc_state;

arc_state arc_state_new(arena *mem, u32 words);
void arc_begin(arc_state *s, u32 words);                 // words at most what the state was made for
bool arc_done(const arc_state *s);
bool arc_allowed(const arc_state *s, arc_move m);
void arc_apply(arc_state *s, arc_move m);
u32 arc_features(const arc_word *w, const arc_state *s, u64 *feature);

// The tree of the sentence by the best move at each state; the heads are in s->head.
void arc_parse(const linear *moves, const arc_word *w, u32 words, arc_state *s);

// A whole tree with its links: children of a head are a list from the left, siblings linked. [words + 1] each
typedef struct {
  u32 words;
  const u32 *head;
  u32 *first, *last, *next, *previous;
} tree_links;

tree_links tree_links_new(arena *mem, u32 words);
void tree_link(tree_links *t, const u32 *head, u32 words);

// Features for the label of the arc to `word`; labels of words before it are decided, label[i] + 1, 0 = not yet.
u32 label_features(const arc_word *w, const tree_links *t, const u32 *label, u32 word, u64 *feature);

#endif

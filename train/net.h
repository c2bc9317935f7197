// The network of src/model/network.h in floats, and one step of its training on a batch of sentences.
#ifndef STEMMA_NET_H
#define STEMMA_NET_H

#include "layers.h"
#include "model/network.h"

enum { NET_HALF = 64, NET_WIDTH = 2 * NET_HALF, NET_ARC = 48, NET_LABEL_UNITS = 48, MOST_ROWS_A_WORD = 28 };

// A sentence: rows of features of each word (0 = not known), and what the annotators say. Words count from 0, heads from 1.
typedef struct {
  u32 words;
  u32 *row;       // [words][MOST_ROWS_A_WORD]
  u32 *tag;       // [words] NET_NO_TAG where the tag is too rare to be one
  u32 *head;      // [words] 0 = root
  u32 *relation;  // [words]
} sample;

enum { NET_NO_TAG = UINT32_MAX };

typedef struct {
  u32 rows, tags, relations;  // the last two padded to 16
  weights word;               // [rows][NET_WIDTH] what each feature adds to a word
  sru layer[NET_LAYERS];
  dense tag, dependent, head, below, above, label;   // below, above: a word's part in the label as dependent, as head
  weights root;               // [NET_WIDTH]
} net;

net *net_new(arena *mem, u32 rows, u32 tags, u32 relations);

typedef struct {
  double tag, arc, label;     // entropy, summed
  u32 words;
} net_loss;

// Adds the gradients of a batch. `drop_words[row column]`: which features are hidden when a word is made unknown.
typedef struct {
  float drop;                 // share of units
  u32 unknown;                // words made unknown, in a hundred
  u32 hidden;                 // bits of the columns of `row` that are then hidden
} net_noise;
void net_learn(net *n, arena *mem, const sample *const *batch, u32 count, net_noise noise, dice *d, net_loss *loss);

void net_step(net *n, float rate);   // one step of Adam down the gradients, which are then 0

// The largest values that each unit takes, for rounding. [NET_WIDTH] a layer, [NET_ARC], [NET_LABEL_UNITS]
typedef struct {
  float layer[NET_LAYERS][NET_WIDTH], arc[NET_ARC], label[NET_LABEL_UNITS], head[NET_ARC];
} net_ranges;
void net_measure(net *n, arena *mem, const sample *s, net_ranges *to);   // takes part of one more sentence

#endif

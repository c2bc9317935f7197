// The network of src/model/network.h in floats, and one step of its training on a batch of sentences.
#ifndef STEMMA_NET_H
#define STEMMA_NET_H

#include "layers.h"
#include "model/network.h"

enum { MOST_ROWS_A_WORD = 28, LIKELIEST = 4 };

// What to learn of one choice: a few answers and the weight of each, together 1; all 0 where nothing is known.
typedef struct {
  u16 answer[LIKELIEST];
  float weight[LIKELIEST];
} target;

// A sentence: rows of features of each word (0 = not known), and what annotators or teachers say. Words count from 0, heads from 1.
typedef struct {
  u32 words;
  u32 *row;          // [words][MOST_ROWS_A_WORD]
  target *tag;       // [words]
  target *arc;       // [words] 0 = root
  u32 *head;         // [words] the likeliest, for which the relation is said
  target *relation;  // [words]
} sample;

// `split`: as it is served. In the layers above the first, the gates of a direction see that direction of the layer below only.
typedef struct {
  u32 half, arc, label;
  bool split;
} net_size;

typedef struct {
  net_size size;
  u32 width;                  // 2 half
  u32 rows, tags, relations;  // the last two padded to 16
  u32 *touched, touches;      // rows with a gradient
  u8 *touch;                  // [rows]
  weights word;               // [rows][width] what each feature adds to a word
  sru layer[NET_LAYERS];
  dense tag, dependent, head, below, above, label;   // below, above: a word's part in the label as dependent, as head
  weights root;               // [width]
} net;

net *net_new(arena *mem, net_size size, u32 rows, u32 tags, u32 relations, u64 seed);

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

// The largest values that each unit takes, for rounding. [width] a layer, [arc], [label]
typedef struct {
  float *layer[NET_LAYERS], *arc, *label, *head;
} net_ranges;
net_ranges net_ranges_new(arena *mem, const net *n);
void net_measure(net *n, arena *mem, const sample *s, net_ranges *to);   // takes part of one more sentence

// A sentence as a trained network sees it, for those who learn from it; it lies in `mem`. Shares of answers are added up.
typedef struct pass net_view;
net_view *net_look(net *n, arena *mem, const sample *s);
void net_add_tags(const net_view *v, u32 word, float *share);                        // [tags]
void net_add_arcs(const net_view *v, u32 word, float *share);                        // [words + 1]
void net_add_relations(const net_view *v, u32 word, u32 head, float *share);         // [relations]

// All weights, to a file and back. What no sentence taught is written as 0.
void net_write(net *n, out *to);
bool net_read_back(net *n, str from);

#endif

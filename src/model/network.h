// A network that reads the words of a sentence in both directions and gives tags, heads and labels: simple recurrent units
// (Lei et al. 2018) over sums of feature rows, heads by products of vectors (Dozat and Manning 2017). All of it in small
// integers; the same numbers on every processor.
//
//   features -> sums [gates]          one row a feature, added up: the first layer's weights times the word
//   sums -> context [width]           layers 1 … TAG_LAYER; kept with the article
//   context -> tag scores
//   context -> top -> heads, labels   the layers above
#ifndef STEMMA_NETWORK_H
#define STEMMA_NETWORK_H

#include "model/linear.h"
#include "model/matrix.h"
#include "model/parts.h"
#include "model/recur16.h"

enum {
  NET_KIND = 0x4E455402,   // changes with the layout of the chunk
  NET_LAYERS = 3,
  NET_TAG_LAYER = 2,       // whose output the tags are read from
  NET_MOST_HALF = 80,      // units of one direction
  NET_MOST_WIDTH = 2 * NET_MOST_HALF,
  NET_MOST_GATES = 6 * NET_MOST_HALF,
  NET_SHAPE_WORDS = 16,
};

// Widths, as the part NET_SHAPE has them. `kinds` is a sum of the closed lists that labels stand in: an old pack is refused.
typedef struct {
  u32 half, arc, label, tags, relations, kinds;
  u32 doublings;   // of sums of rows to candidates' units
  u32 spare[NET_SHAPE_WORDS - 7];
} net_shape;

enum { KNOWN_UNITS = 4 };

enum net_part {
  NET_SHAPE,
  NET_TAGS,        // joint_tag a tag
  NET_RELATIONS,   // u8 a relation
  NET_CLASSES,     // table: classes of words, for those who make the features
  NET_ROWS,        // linear: feature to what it adds to the first layer's gates
  NET_FLOATS,      // net_floats, in its order
  NET_LAYER2, NET_LAYER3, NET_TAG, NET_HEADS, NET_LABEL,   // matrices; of the layers the candidates'
  NET_AHEAD2, NET_BACK2, NET_AHEAD3, NET_BACK3,            // matrices: the gates of a direction, from that of the layer below
  NET_SHORTS,      // net_shorts, in its order
  NET_KNOWN,       // for those who make the features: frequent words,
  NET_KNOWN_TABLE, // table: where each is,
  NET_KNOWN_ROWS,  // and what each adds to the gates, in KNOWN_UNITS of the rows' unit
  NET_PARTS,
};

// What a layer makes of a word: the candidates of both directions, then a direction's gates, forget and reset, and the
// other's. Each is `half` wide, the forward half first.
typedef struct {
  const float *root_arc, *root_label;                    // [arc] [label] of the root as a head
  const float *arc_inverse, *arc_weight;                 // [arc] of a word as dependent; of a head as weights
  const float *label_inverse;                            // [label]
} net_floats;

typedef struct {
  const i16 *first_bias;                                 // [gates] of layer 1
  const i16 *forget[NET_LAYERS], *reset[NET_LAYERS];     // [width] as recurrence16 has them
  const i16 *unit[NET_LAYERS], *inverse[NET_LAYERS];
} net_shorts;

typedef struct {
  net_shape shape;
  u32 width, gates;
  str tags, relations, classes, known, known_table, known_rows;
  linear rows;
  net_floats f;
  net_shorts s;
  matrix layer[NET_LAYERS];   // candidates; [0] is not used, rows do its work
  matrix ahead[NET_LAYERS], back[NET_LAYERS];
  matrix tag, heads, label;
  matrix_kernel *sums;        // for arcs
  bool fast;                  // AVX2 is there
} network;

bool network_view(network *n, str chunk);

// Room for sentences of up to `words` words.
typedef struct {
  i16 *gates;        // [words][gates]
  float *top;        // [words + 1][arc + label]: words as heads, the root first
  float *below;      // [words + 1][label]: words as dependents
  u8 *arc_q;         // [words + 1][arc]
  u8 *q;             // [words][width]
  i8 *weights;       // arcs to heads, laid out for a matrix
  i32 *score;        // [MOST_WORDS + 1][…]
} net_room;
net_room net_room_new(arena *mem, const network *n, u32 words);

// The layers up to the tags'; sum[i] points to the feature sums of word i. context[words][width]
void net_read(const network *n, net_room *r, const i16 *const *sum, u32 words, u8 *context);

u32 net_tag(const network *n, const u8 *context, float *score);   // the best tag of one word; score[tags padded to 16]

// Heads (1 … words, 0 = root) and relations (rows of n->relations) of the words of one tree.
void net_tree(const network *n, net_room *r, arena *mem, const u8 *context, u32 words, u32 *head, u32 *relation);

#endif

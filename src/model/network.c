#include "model/network.h"

#include "model/tree.h"

// The shape is checked before anything is sized by it.
static bool shape_view(network *n, str part) {
  if (part.n != sizeof n->shape) return false;
  memcpy(&n->shape, part.p, sizeof n->shape);
  const net_shape *s = &n->shape;
  if (s->half % 16 || s->arc % 16 || s->label % 16 || !s->half || !s->arc || !s->label) return false;
  if (s->half > NET_MOST_HALF || s->arc > NET_MOST_WIDTH || s->label > NET_MOST_WIDTH) return false;
  n->width = 2 * s->half;
  n->gates = 6 * s->half;
  return s->tags && s->tags <= UINT8_MAX && s->relations && s->relations <= UINT8_MAX;
}

static const float *take(str *rest, u32 count) {
  const float *at = (const float *)(const void *)rest->p;
  *rest = str_from(*rest, count * sizeof *at);
  return at;
}

static bool floats_view(network *n, str part) {
  const net_shape *s = &n->shape;
  size_t count = 3u * s->arc + 2u * s->label;
  if (part.n != count * sizeof(float)) return false;
  n->f.root_arc = take(&part, s->arc);
  n->f.arc_inverse = take(&part, s->arc);
  n->f.arc_weight = take(&part, s->arc);
  n->f.root_label = take(&part, s->label);
  n->f.label_inverse = take(&part, s->label);
  return true;
}

static const i16 *take_shorts(str *rest, u32 count) {
  const i16 *at = (const i16 *)(const void *)rest->p;
  *rest = str_from(*rest, count * sizeof *at);
  return at;
}

static bool shorts_view(network *n, str part) {
  if (n->shape.doublings < 2 || n->shape.doublings > RECUR_BITS) return false;
  if (part.n != (n->gates + 4u * NET_LAYERS * n->width) * sizeof(i16)) return false;
  n->s.first_bias = take_shorts(&part, n->gates);
  for (u32 l = 0; l < NET_LAYERS; l++) {
    n->s.forget[l] = take_shorts(&part, n->width);
    n->s.reset[l] = take_shorts(&part, n->width);
    n->s.unit[l] = take_shorts(&part, n->width);
    n->s.inverse[l] = take_shorts(&part, n->width);
  }
  return true;
}

static u32 padded(u32 n) { return (n + 15) / 16 * 16; }

// A layer's gates: the candidates' matrix and one a direction.
static bool layer_view(network *n, u32 l, str candidates, str ahead, str back) {
  return matrix_view(&n->layer[l], candidates, n->width, n->width) && matrix_view(&n->ahead[l], ahead, n->shape.half, n->width) &&
         matrix_view(&n->back[l], back, n->shape.half, n->width);
}

static bool matrices_view(network *n, const str *part) {
  const net_shape *s = &n->shape;
  return linear_view(&n->rows, part[NET_ROWS]) && n->rows.labels == n->gates &&
         layer_view(n, 1, part[NET_LAYER2], part[NET_AHEAD2], part[NET_BACK2]) &&
         layer_view(n, 2, part[NET_LAYER3], part[NET_AHEAD3], part[NET_BACK3]) &&
         matrix_view(&n->tag, part[NET_TAG], n->width, padded(s->tags)) &&
         matrix_view(&n->heads, part[NET_HEADS], n->width, 2 * (s->arc + s->label)) &&
         matrix_view(&n->label, part[NET_LABEL], s->label, padded(s->relations));
}

bool network_view(network *n, str chunk) {
  *n = (network){0};
  str part[NET_PARTS];
  if (!parts_view(chunk, NET_KIND, part, NET_PARTS)) return false;
  if (!shape_view(n, part[NET_SHAPE]) || !floats_view(n, part[NET_FLOATS]) || !shorts_view(n, part[NET_SHORTS])) return false;
  n->tags = part[NET_TAGS];
  n->relations = part[NET_RELATIONS];
  n->classes = part[NET_CLASSES];
  n->known = part[NET_KNOWN];
  n->known_table = part[NET_KNOWN_TABLE];
  n->known_rows = part[NET_KNOWN_ROWS];
  n->fast = lanes_fast();
  n->sums = matrix_best_kernel();
  return matrices_view(n, part) && n->relations.n == n->shape.relations;
}

net_room net_room_new(arena *mem, const network *n, u32 words) {
  u32 tree = MIN(words, (u32)MOST_WORDS) + 1;
  const net_shape *s = &n->shape;
  return (net_room){.gates = ROOM(mem, i16, (size_t)words * n->gates),
                    .top = ROOM(mem, float, (size_t)tree * (s->arc + s->label)),
                    .below = ROOM(mem, float, (size_t)tree * s->label),
                    .arc_q = ROOM(mem, u8, (size_t)tree * s->arc),
                    .q = ROOM(mem, u8, (size_t)words * n->width),
                    .weights = ROOM(mem, i8, (size_t)padded(tree) * s->arc),
                    .score = ROOM(mem, i32, (size_t)tree * padded(tree))};
}

static void run_layer(const network *n, net_room *r, u32 l, const u8 *below, u32 words, u8 *to) {
  recurrence16 one = {n->shape.half, words, r->gates, n->s.forget[l], n->s.reset[l], below, l ? n->s.unit[l - 1] : NULL, n->s.inverse[l], to};
  recur16(&one, n->fast);
}

// The gates of a direction come from that direction of the layer below.
static void word_gates(const network *n, u32 l, const u8 *q, i16 *gates) {
  matrix_shorts(&n->layer[l], q, gates);
  matrix_shorts(&n->ahead[l], q, gates + n->width);
  matrix_shorts(&n->back[l], q + n->shape.half, gates + 2 * n->width);
}

static void upper_layer(const network *n, net_room *r, u32 l, const u8 *below, u32 words, u8 *to) {
  for (u32 i = 0; i < words; i++) word_gates(n, l, below + (size_t)i * n->width, r->gates + (size_t)i * n->gates);
  run_layer(n, r, l, below, words, to);
}

void net_read(const network *n, net_room *r, const i16 *const *sum, u32 words, u8 *context) {
  for (u32 i = 0; i < words; i++)
    recur16_gates(sum[i], n->s.first_bias, n->width, n->gates, n->shape.doublings, r->gates + (size_t)i * n->gates, n->fast);
  run_layer(n, r, 0, NULL, words, r->q);
  upper_layer(n, r, 1, r->q, words, context);
}

u32 net_tag(const network *n, const u8 *context, float *score) {
  matrix_times(&n->tag, context, score);
  return lanes_best(score, n->shape.tags, n->fast);
}

// ---- trees

static const float LEAK = 0.1f;   // slope of a dependent's units below 0

// Each word as a dependent (arc_q, below) and as a head (top); the root as a head only. Rows 0 … words.
static void make_heads(const network *n, net_room *r, const u8 *q, u32 words) {
  u32 A = n->shape.arc, R = n->shape.label;
  float y[4 * NET_MOST_WIDTH];
  memcpy(r->top, n->f.root_arc, A * sizeof *r->top);
  memcpy(r->top + A, n->f.root_label, R * sizeof *r->top);
  for (u32 i = 1; i <= words; i++) {
    matrix_times(&n->heads, q + (size_t)(i - 1) * n->width, y);
    lanes_quantise(y, n->f.arc_inverse, LEAK, A, r->arc_q + (size_t)i * A, n->fast);
    memcpy(r->top + (size_t)i * (A + R), y + A, (A + R) * sizeof *y);
    memcpy(r->below + (size_t)i * R, y + 2 * A + R, R * sizeof *y);
  }
}

// A head as the row `h` of a matrix; four inputs lie together. Taking Q_ZERO off each byte is turning its sign about 64.
static void put_row(i8 *weights, u32 in, u32 stride, u32 h, const u8 *q) {
  u32 first = h / MATRIX_STRIP * MATRIX_STRIP, wide = MIN(stride - first, (u32)MATRIX_STRIP);
  i8 *at = weights + matrix_at(in, stride, h, 0);
  for (u32 k = 0; k < in; k += 8, at += 8 * wide)
    for (u32 half = 0; half < 2; half++) {
      u32 four;
      memcpy(&four, q + k + 4 * half, sizeof four);
      four = ((four | 0x80808080u) - 0x40404040u) ^ 0x80808080u;
      memcpy(at + 32 * half, &four, sizeof four);
    }
}

// score[d][h]: the words as heads are laid out as the rows of a matrix that each dependent is multiplied with. The share of
// Q_ZERO in the sums is what a dependent of nothing but Q_ZERO gives.
static void score_arcs(const network *n, net_room *r, u32 words, u32 stride) {
  u32 A = n->shape.arc, R = n->shape.label;
  i32 shift[MOST_WORDS + 16];
  u8 q[NET_MOST_WIDTH];
  memset(r->weights, 0, (size_t)stride * A);
  for (u32 h = 0; h <= words; h++) {
    lanes_quantise(r->top + (size_t)h * (A + R), n->f.arc_weight, 1, A, q, n->fast);
    put_row(r->weights, A, stride, h, q);
  }
  memset(q, Q_ZERO, A);
  n->sums(r->weights, A, stride, q, shift);
  for (u32 d = 1; d <= words; d++) {
    i32 *row = r->score + (size_t)d * stride;
    n->sums(r->weights, A, stride, r->arc_q + (size_t)d * A, row);
    for (u32 h = 0; h <= words; h++) row[h] -= shift[h];
  }
}

static u32 best_relation(const network *n, const net_room *r, u32 word, u32 head) {
  u32 A = n->shape.arc, R = n->shape.label;
  float z[NET_MOST_WIDTH], score[UINT8_MAX + 16];
  u8 q[NET_MOST_WIDTH];
  lanes_add(r->below + (size_t)word * R, r->top + (size_t)head * (A + R) + A, R, z, n->fast);
  lanes_quantise(z, n->f.label_inverse, 0, R, q, n->fast);
  matrix_times(&n->label, q, score);
  return lanes_best(score, n->shape.relations, n->fast);
}

static void one_tree(const network *n, net_room *r, arena *mem, const u8 *q, u32 words, u32 *head, u32 *relation) {
  u32 stride = padded(words + 1), found[MOST_WORDS + 1];
  make_heads(n, r, q, words);
  score_arcs(n, r, words, stride);
  tree_best(mem, r->score, stride, words, found);
  for (u32 i = 1; i <= words; i++) {
    head[i - 1] = found[i];
    relation[i - 1] = best_relation(n, r, i, found[i]);
  }
}

// A sentence of more than MOST_WORDS words is several trees; the roots of the later ones hang on that of the first.
void net_tree(const network *n, net_room *r, arena *mem, const u8 *context, u32 words, u32 *head, u32 *relation) {
  upper_layer(n, r, 2, context, words, r->q);
  u32 root = 0;
  for (u32 at = 0; at < words; at += MOST_WORDS) {
    u32 part = MIN(words - at, (u32)MOST_WORDS);
    one_tree(n, r, mem, r->q + (size_t)at * n->width, part, head + at, relation + at);
    for (u32 i = at; i < at + part; i++) {
      head[i] = head[i] ? head[i] + at : root;
      if (!head[i]) root = i + 1;
    }
  }
}

#include "net.h"

#include <math.h>

static const float LEAK = 0.1f;   // slope of a dependent's units below 0

net *net_new(arena *mem, u32 rows, u32 tags, u32 relations) {
  net *n = NEW(mem, net);
  dice d = {3};
  float unit = sqrtf(1 / (float)NET_WIDTH);
  n->rows = rows;
  n->tags = (tags + 15) / 16 * 16;
  n->relations = (relations + 15) / 16 * 16;
  n->word = weights_new(mem, &d, rows * NET_WIDTH, 0.1f);
  for (u32 l = 0; l < NET_LAYERS; l++) n->layer[l] = sru_new(mem, &d, NET_HALF, l > 0);
  n->tag = dense_new(mem, &d, NET_WIDTH, n->tags, 0.05f);
  n->dependent = dense_new(mem, &d, NET_WIDTH, NET_ARC, 1.4f * unit);
  n->head = dense_new(mem, &d, NET_WIDTH, NET_ARC, 0.4f * unit);
  n->below = dense_new(mem, &d, NET_WIDTH, NET_LABEL_UNITS, unit);
  n->above = dense_new(mem, &d, NET_WIDTH, NET_LABEL_UNITS, unit);
  n->label = dense_new(mem, &d, NET_LABEL_UNITS, n->relations, 0.1f);
  n->root = weights_new(mem, &d, NET_WIDTH, 0.1f);
  return n;
}

// One batch on its way through the network. N words, M = N and a root a sentence, in front of its words.
typedef struct {
  net *n;
  arena *mem;
  const sample *const *batch;
  u32 count, words, places, *len;
  dice *d;
  net_noise noise;
  bool *unknown;                            // [N]
  sru_trace trace[NET_LAYERS];
  float *tag_in, *tag_mask, *tag_score;     // [N][…]
  float *top, *top_mask;                    // [M][WIDTH]
  float *dependent, *head, *below, *above;  // [M][…]
} pass;

static bool hides(const pass *p, u32 word, u32 column) { return p->unknown[word] && (p->noise.hidden >> column & 1); }

static void embed(pass *p) {
  for (u32 s = 0, at = 0; s < p->count; at += p->len[s++])
    for (u32 i = 0; i < p->len[s]; i++) {
      p->unknown[at + i] = dice_below(p->d, 100) < p->noise.unknown;
      const u32 *row = p->batch[s]->row + (size_t)i * MOST_ROWS_A_WORD;
      for (u32 k = 0; k < MOST_ROWS_A_WORD; k++)
        if (row[k] && !hides(p, at + i, k))
          vector_add(p->trace[0].input + (size_t)(at + i) * NET_WIDTH, p->n->word.w + (size_t)row[k] * NET_WIDTH, NET_WIDTH);
    }
}

static void embed_back(pass *p, const float *dx) {
  for (u32 s = 0, at = 0; s < p->count; at += p->len[s++])
    for (u32 i = 0; i < p->len[s]; i++) {
      const u32 *row = p->batch[s]->row + (size_t)i * MOST_ROWS_A_WORD;
      for (u32 k = 0; k < MOST_ROWS_A_WORD; k++)
        if (row[k] && !hides(p, at + i, k))
          vector_add(p->n->word.grad + (size_t)row[k] * NET_WIDTH, dx + (size_t)(at + i) * NET_WIDTH, NET_WIDTH);
    }
}

static float *room(const pass *p, u32 n, u32 width) { return NEWS(p->mem, float, (size_t)n * width); }

static void copy_with_roots(const pass *p, const float *words) {
  float *to = p->top;
  for (u32 s = 0; s < p->count; s++) {
    memcpy(to, p->n->root.w, NET_WIDTH * sizeof *to);
    memcpy(to + NET_WIDTH, words, (size_t)p->len[s] * NET_WIDTH * sizeof *to);
    words += (size_t)p->len[s] * NET_WIDTH;
    to += (size_t)(p->len[s] + 1) * NET_WIDTH;
  }
}

static void forward(pass *p) {
  net *n = p->n;
  for (u32 l = 0; l < NET_LAYERS; l++) p->trace[l] = sru_trace_new(p->mem, NET_HALF, p->words);
  embed(p);
  for (u32 l = 0; l < NET_LAYERS; l++) {
    sru_forward(&n->layer[l], &p->trace[l], p->len, p->count, p->noise.drop, p->d);
    if (l + 1 < NET_LAYERS) memcpy(p->trace[l + 1].input, p->trace[l].output, (size_t)p->words * NET_WIDTH * sizeof(float));
  }
  p->tag_in = room(p, p->words, NET_WIDTH), p->tag_mask = room(p, p->words, NET_WIDTH), p->tag_score = room(p, p->words, n->tags);
  memcpy(p->tag_in, p->trace[NET_TAG_LAYER - 1].output, (size_t)p->words * NET_WIDTH * sizeof(float));
  dropout(p->tag_in, p->tag_mask, (size_t)p->words * NET_WIDTH, p->noise.drop, p->d);
  dense_forward(&n->tag, p->words, p->tag_in, p->tag_score);
  p->top = room(p, p->places, NET_WIDTH), p->top_mask = room(p, p->places, NET_WIDTH);
  copy_with_roots(p, p->trace[NET_LAYERS - 1].output);
  dropout(p->top, p->top_mask, (size_t)p->places * NET_WIDTH, p->noise.drop, p->d);
  p->dependent = room(p, p->places, NET_ARC), p->head = room(p, p->places, NET_ARC);
  p->below = room(p, p->places, NET_LABEL_UNITS), p->above = room(p, p->places, NET_LABEL_UNITS);
  dense_forward(&n->dependent, p->places, p->top, p->dependent);
  for (u32 i = 0; i < p->places * NET_ARC; i++) p->dependent[i] *= p->dependent[i] > 0 ? 1 : LEAK;
  dense_forward(&n->head, p->places, p->top, p->head);
  dense_forward(&n->below, p->places, p->top, p->below);
  dense_forward(&n->above, p->places, p->top, p->above);
}

// Gradients at the heads, with the same shapes as the values.
typedef struct {
  float *dependent, *head, *below, *above;
} heads_grad;

// Each word chooses its head among the words of its sentence and the root.
static void learn_arcs(pass *p, const sample *s, u32 first, heads_grad *g, net_loss *loss) {
  u32 k = s->words + 1, wide = (k + 15) / 16 * 16;
  float *across = room(p, NET_ARC, wide), *score = room(p, k, wide), *turned = room(p, k, k);
  const float *dependent = p->dependent + (size_t)first * NET_ARC, *head = p->head + (size_t)first * NET_ARC;
  transpose(k, NET_ARC, head, NET_ARC, across, wide);
  gemm(k, NET_ARC, wide, dependent, NET_ARC, across, wide, score, wide, false);
  for (u32 i = 1; i < k; i++) {
    float *row = score + (size_t)i * wide;
    row[i] = -1e9f;
    loss->arc += softmax_gradient(row, k, s->head[i - 1], 1 / (float)p->words);
  }
  memset(score, 0, k * sizeof *score);
  gemm(k, k, NET_ARC, score, wide, head, NET_ARC, g->dependent + (size_t)first * NET_ARC, NET_ARC, true);
  transpose(k, k, score, wide, turned, k);
  gemm(k, k, NET_ARC, turned, k, dependent, NET_ARC, g->head + (size_t)first * NET_ARC, NET_ARC, true);
}

// The label of each arc of the annotators, from a layer over both its words.
static void learn_labels(pass *p, const sample *s, u32 first, heads_grad *g, net_loss *loss) {
  u32 R = NET_LABEL_UNITS;
  float *z = room(p, s->words, R), *score = room(p, s->words, p->n->relations), *dz = room(p, s->words, R);
  for (u32 i = 0; i < s->words; i++) {
    const float *own = p->below + (size_t)(first + i + 1) * R, *of_head = p->above + (size_t)(first + s->head[i]) * R;
    for (u32 k = 0; k < R; k++) z[i * R + k] = own[k] + of_head[k] > 0 ? own[k] + of_head[k] : 0;
  }
  dense_forward(&p->n->label, s->words, z, score);
  for (u32 i = 0; i < s->words; i++)
    loss->label += softmax_gradient(score + (size_t)i * p->n->relations, p->n->relations, s->relation[i], 1 / (float)p->words);
  dense_backward(&p->n->label, p->mem, s->words, z, score, dz);
  for (u32 i = 0; i < s->words; i++) {
    for (u32 k = 0; k < R; k++) dz[i * R + k] *= z[i * R + k] > 0;
    vector_add(g->below + (size_t)(first + i + 1) * R, dz + (size_t)i * R, R);
    vector_add(g->above + (size_t)(first + s->head[i]) * R, dz + (size_t)i * R, R);
  }
}

static void learn_tags(pass *p, net_loss *loss) {
  u32 T = p->n->tags;
  for (u32 s = 0, at = 0; s < p->count; at += p->len[s++])
    for (u32 i = 0; i < p->len[s]; i++) {
      float *row = p->tag_score + (size_t)(at + i) * T;
      u32 gold = p->batch[s]->tag[i];
      if (gold == NET_NO_TAG) memset(row, 0, T * sizeof *row);
      else loss->tag += softmax_gradient(row, T, gold, 1 / (float)p->words);
    }
}

static void heads_back(pass *p, heads_grad *g, float *dtop) {
  net *n = p->n;
  for (u32 i = 0; i < p->places * NET_ARC; i++) g->dependent[i] *= p->dependent[i] > 0 ? 1 : LEAK;
  dense_backward(&n->dependent, p->mem, p->places, p->top, g->dependent, dtop);
  dense_backward(&n->head, p->mem, p->places, p->top, g->head, dtop);
  dense_backward(&n->below, p->mem, p->places, p->top, g->below, dtop);
  dense_backward(&n->above, p->mem, p->places, p->top, g->above, dtop);
  vector_times(dtop, p->top_mask, (size_t)p->places * NET_WIDTH);
}

// The gradient of the topmost layer's words, and the root's share.
static void split_roots(pass *p, const float *dtop, float *dwords) {
  for (u32 s = 0; s < p->count; s++) {
    vector_add(p->n->root.grad, dtop, NET_WIDTH);
    memcpy(dwords, dtop + NET_WIDTH, (size_t)p->len[s] * NET_WIDTH * sizeof *dwords);
    dtop += (size_t)(p->len[s] + 1) * NET_WIDTH;
    dwords += (size_t)p->len[s] * NET_WIDTH;
  }
}

static void backward(pass *p, net_loss *loss) {
  heads_grad g = {room(p, p->places, NET_ARC), room(p, p->places, NET_ARC), room(p, p->places, NET_LABEL_UNITS), room(p, p->places, NET_LABEL_UNITS)};
  for (u32 s = 0, first = 0; s < p->count; first += p->len[s++] + 1) {
    learn_arcs(p, p->batch[s], first, &g, loss);
    learn_labels(p, p->batch[s], first, &g, loss);
  }
  learn_tags(p, loss);
  size_t all = (size_t)p->words * NET_WIDTH;
  float *dtop = room(p, p->places, NET_WIDTH), *dy = room(p, p->words, NET_WIDTH), *dtag = room(p, p->words, NET_WIDTH);
  heads_back(p, &g, dtop);
  split_roots(p, dtop, dy);
  dense_backward(&p->n->tag, p->mem, p->words, p->tag_in, p->tag_score, dtag);
  vector_times(dtag, p->tag_mask, all);
  for (u32 l = NET_LAYERS; l-- > 0;) {
    if (l == NET_TAG_LAYER - 1) vector_add(dy, dtag, all);
    float *dx = room(p, p->words, NET_WIDTH);
    sru_backward(&p->n->layer[l], p->mem, &p->trace[l], p->len, p->count, dy, dx);
    dy = dx;
  }
  embed_back(p, dy);
}

static pass pass_new(net *n, arena *mem, const sample *const *batch, u32 count, net_noise noise, dice *d) {
  pass p = {.n = n, .mem = mem, .batch = batch, .count = count, .len = NEWS(mem, u32, count), .d = d, .noise = noise};
  for (u32 s = 0; s < count; s++) p.words += p.len[s] = batch[s]->words;
  p.places = p.words + count;
  p.unknown = NEWS(mem, bool, p.words);
  return p;
}

void net_learn(net *n, arena *mem, const sample *const *batch, u32 count, net_noise noise, dice *d, net_loss *loss) {
  arena_mark here = arena_here(mem);
  pass p = pass_new(n, mem, batch, count, noise, d);
  loss->words += p.words;
  forward(&p);
  backward(&p, loss);
  arena_back(mem, here);
}

enum { MOST_WEIGHTS = 2 * 7 + 2 * 6 + NET_LAYERS * 4 };

static u32 all_weights(net *n, weights **to) {
  u32 count = 0;
  dense *const layers[] = {&n->tag, &n->dependent, &n->head, &n->below, &n->above, &n->label};
  for (u32 i = 0; i < COUNT_OF(layers); i++) to[count++] = &layers[i]->w, to[count++] = &layers[i]->b;
  for (u32 l = 0; l < NET_LAYERS; l++) {
    to[count++] = &n->layer[l].gates.w, to[count++] = &n->layer[l].gates.b;
    to[count++] = &n->layer[l].forget, to[count++] = &n->layer[l].reset;
  }
  to[count++] = &n->root;
  return count;
}

static const float LONGEST_STEP = 1;   // a longer gradient is shortened to that

// Rows of words that had no gradient stay as they are, moments included.
static bool row_touched(const float *grad) {
  for (u32 i = 0; i < NET_WIDTH; i++)
    if (grad[i] != 0) return true;
  return false;
}

void net_step(net *n, float rate) {
  weights *all[MOST_WEIGHTS];
  u32 count = all_weights(n, all);
  double square = 0;
  for (u32 i = 0; i < count; i++)
    for (u32 k = 0; k < all[i]->n; k++) square += (double)all[i]->grad[k] * (double)all[i]->grad[k];
  float scale = square > (double)(LONGEST_STEP * LONGEST_STEP) ? LONGEST_STEP / (float)sqrt(square) : 1;
  for (u32 i = 0; i < count; i++) weights_step(all[i], 0, all[i]->n, rate, scale);
  for (u32 r = 1; r < n->rows; r++)
    if (row_touched(n->word.grad + (size_t)r * NET_WIDTH)) weights_step(&n->word, r * NET_WIDTH, NET_WIDTH, rate, scale);
}

static void widen(float *most, const float *x, u32 n, u32 width) {
  for (u32 i = 0; i < n; i++)
    for (u32 k = 0; k < width; k++) most[k] = fmaxf(most[k], fabsf(x[(size_t)i * width + k]));
}

void net_measure(net *n, arena *mem, const sample *s, net_ranges *to) {
  arena_mark here = arena_here(mem);
  dice d = {1};
  pass p = pass_new(n, mem, &s, 1, (net_noise){0}, &d);
  forward(&p);
  for (u32 l = 0; l < NET_LAYERS; l++) widen(to->layer[l], p.trace[l].output, p.words, NET_WIDTH);
  widen(to->arc, p.dependent, p.places, NET_ARC);
  widen(to->head, p.head, p.places, NET_ARC);
  float z[NET_LABEL_UNITS];
  for (u32 i = 0; i < s->words; i++) {
    for (u32 k = 0; k < NET_LABEL_UNITS; k++)
      z[k] = fmaxf(0, p.below[(size_t)(i + 1) * NET_LABEL_UNITS + k] + p.above[(size_t)s->head[i] * NET_LABEL_UNITS + k]);
    widen(to->label, z, 1, NET_LABEL_UNITS);
  }
  arena_back(mem, here);
}

#include "net.h"

#include <math.h>

static const float LEAK = 0.1f;   // slope of a dependent's units below 0

net *net_new(arena *mem, net_size size, u32 rows, u32 tags, u32 relations, u64 seed) {
  net *n = NEW(mem, net);
  dice d = {seed};
  u32 width = 2 * size.half;
  float unit = sqrtf(1 / (float)width);
  n->size = size;
  n->width = width;
  n->rows = rows;
  n->tags = (tags + 15) / 16 * 16;
  n->relations = (relations + 15) / 16 * 16;
  n->touched = NEWS(mem, u32, rows);
  n->touch = NEWS(mem, u8, rows);
  n->word = weights_new(mem, &d, rows * width, 0.1f);
  for (u32 l = 0; l < NET_LAYERS; l++) n->layer[l] = sru_new(mem, &d, size.half, l > 0, size.split);
  n->tag = dense_new(mem, &d, width, n->tags, 0.05f);
  n->dependent = dense_new(mem, &d, width, size.arc, 1.4f * unit);
  n->head = dense_new(mem, &d, width, size.arc, 0.4f * unit);
  n->below = dense_new(mem, &d, width, size.label, unit);
  n->above = dense_new(mem, &d, width, size.label, unit);
  n->label = dense_new(mem, &d, size.label, n->relations, 0.1f);
  n->root = weights_new(mem, &d, width, 0.1f);
  return n;
}

// One batch on its way through the network. N words, M = N and a root a sentence, in front of its words.
typedef struct pass {
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
          vector_add(p->trace[0].input + (size_t)(at + i) * p->n->width, p->n->word.w + (size_t)row[k] * p->n->width, p->n->width);
    }
}

static void add_to_row(net *n, u32 row, const float *dx) {
  if (!n->touch[row]) {
    n->touch[row] = 1;
    n->touched[n->touches++] = row;
  }
  vector_add(n->word.grad + (size_t)row * n->width, dx, n->width);
}

static void embed_back(pass *p, const float *dx) {
  for (u32 s = 0, at = 0; s < p->count; at += p->len[s++])
    for (u32 i = 0; i < p->len[s]; i++) {
      const u32 *row = p->batch[s]->row + (size_t)i * MOST_ROWS_A_WORD;
      for (u32 k = 0; k < MOST_ROWS_A_WORD; k++)
        if (row[k] && !hides(p, at + i, k))
          add_to_row(p->n, row[k], dx + (size_t)(at + i) * p->n->width);
    }
}

static float *room(const pass *p, u32 n, u32 width) { return NEWS(p->mem, float, (size_t)n * width); }

static void copy_with_roots(const pass *p, const float *words) {
  float *to = p->top;
  for (u32 s = 0; s < p->count; s++) {
    memcpy(to, p->n->root.w, p->n->width * sizeof *to);
    memcpy(to + p->n->width, words, (size_t)p->len[s] * p->n->width * sizeof *to);
    words += (size_t)p->len[s] * p->n->width;
    to += (size_t)(p->len[s] + 1) * p->n->width;
  }
}

static void forward(pass *p) {
  net *n = p->n;
  for (u32 l = 0; l < NET_LAYERS; l++) p->trace[l] = sru_trace_new(p->mem, n->size.half, p->words);
  embed(p);
  for (u32 l = 0; l < NET_LAYERS; l++) {
    sru_forward(&n->layer[l], &p->trace[l], p->len, p->count, p->noise.drop, p->d);
    if (l + 1 < NET_LAYERS) memcpy(p->trace[l + 1].input, p->trace[l].output, (size_t)p->words * n->width * sizeof(float));
  }
  p->tag_in = room(p, p->words, n->width), p->tag_mask = room(p, p->words, n->width), p->tag_score = room(p, p->words, n->tags);
  memcpy(p->tag_in, p->trace[NET_TAG_LAYER - 1].output, (size_t)p->words * n->width * sizeof(float));
  dropout(p->tag_in, p->tag_mask, (size_t)p->words * n->width, p->noise.drop, p->d);
  dense_forward(&n->tag, p->words, p->tag_in, p->tag_score);
  p->top = room(p, p->places, n->width), p->top_mask = room(p, p->places, n->width);
  copy_with_roots(p, p->trace[NET_LAYERS - 1].output);
  dropout(p->top, p->top_mask, (size_t)p->places * n->width, p->noise.drop, p->d);
  p->dependent = room(p, p->places, n->size.arc), p->head = room(p, p->places, n->size.arc);
  p->below = room(p, p->places, n->size.label), p->above = room(p, p->places, n->size.label);
  dense_forward(&n->dependent, p->places, p->top, p->dependent);
  for (u32 i = 0; i < p->places * n->size.arc; i++) p->dependent[i] *= p->dependent[i] > 0 ? 1 : LEAK;
  dense_forward(&n->head, p->places, p->top, p->head);
  dense_forward(&n->below, p->places, p->top, p->below);
  dense_forward(&n->above, p->places, p->top, p->above);
}

// Gradients at the heads, with the same shapes as the values.
typedef struct {
  float *dependent, *head, *below, *above;
} heads_grad;

// Turns scores into the gradient of the cross entropy with the target, times `share`; returns that entropy.
static double learn_choice(float *score, u32 n, const target *t, float share) {
  if (t->weight[0] <= 0) {
    memset(score, 0, n * sizeof *score);
    return 0;
  }
  double entropy = 0;
  softmax(score, n);
  for (u32 k = 0; k < LIKELIEST && t->weight[k] > 0; k++) entropy -= (double)t->weight[k] * log((double)score[t->answer[k]] + 1e-9);
  for (u32 i = 0; i < n; i++) score[i] *= share;
  for (u32 k = 0; k < LIKELIEST && t->weight[k] > 0; k++) score[t->answer[k]] -= t->weight[k] * share;
  return entropy;
}

// Each word chooses its head among the words of its sentence and the root.
static void learn_arcs(pass *p, const sample *s, u32 first, heads_grad *g, net_loss *loss) {
  u32 A = p->n->size.arc, k = s->words + 1, wide = (k + 15) / 16 * 16;
  float *across = room(p, A, wide), *score = room(p, k, wide), *turned = room(p, k, k);
  const float *dependent = p->dependent + (size_t)first * A, *head = p->head + (size_t)first * A;
  transpose(k, A, head, A, across, wide);
  gemm(k, A, wide, dependent, A, across, wide, score, wide, false);
  for (u32 i = 1; i < k; i++) {
    float *row = score + (size_t)i * wide;
    row[i] = -1e9f;
    loss->arc += learn_choice(row, k, &s->arc[i - 1], 1 / (float)p->words);
  }
  memset(score, 0, k * sizeof *score);
  gemm(k, k, A, score, wide, head, A, g->dependent + (size_t)first * A, A, true);
  transpose(k, k, score, wide, turned, k);
  gemm(k, k, A, turned, k, dependent, A, g->head + (size_t)first * A, A, true);
}

// The label of each arc of the annotators, from a layer over both its words.
static void learn_labels(pass *p, const sample *s, u32 first, heads_grad *g, net_loss *loss) {
  u32 R = p->n->size.label;
  float *z = room(p, s->words, R), *score = room(p, s->words, p->n->relations), *dz = room(p, s->words, R);
  for (u32 i = 0; i < s->words; i++) {
    const float *own = p->below + (size_t)(first + i + 1) * R, *of_head = p->above + (size_t)(first + s->head[i]) * R;
    for (u32 k = 0; k < R; k++) z[i * R + k] = own[k] + of_head[k] > 0 ? own[k] + of_head[k] : 0;
  }
  dense_forward(&p->n->label, s->words, z, score);
  for (u32 i = 0; i < s->words; i++)
    loss->label += learn_choice(score + (size_t)i * p->n->relations, p->n->relations, &s->relation[i], 1 / (float)p->words);
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
    for (u32 i = 0; i < p->len[s]; i++)
      loss->tag += learn_choice(p->tag_score + (size_t)(at + i) * T, T, &p->batch[s]->tag[i], 1 / (float)p->words);

}

static void heads_back(pass *p, heads_grad *g, float *dtop) {
  net *n = p->n;
  for (u32 i = 0; i < p->places * n->size.arc; i++) g->dependent[i] *= p->dependent[i] > 0 ? 1 : LEAK;
  dense_backward(&n->dependent, p->mem, p->places, p->top, g->dependent, dtop);
  dense_backward(&n->head, p->mem, p->places, p->top, g->head, dtop);
  dense_backward(&n->below, p->mem, p->places, p->top, g->below, dtop);
  dense_backward(&n->above, p->mem, p->places, p->top, g->above, dtop);
  vector_times(dtop, p->top_mask, (size_t)p->places * n->width);
}

// The gradient of the topmost layer's words, and the root's share.
static void split_roots(pass *p, const float *dtop, float *dwords) {
  for (u32 s = 0; s < p->count; s++) {
    vector_add(p->n->root.grad, dtop, p->n->width);
    memcpy(dwords, dtop + p->n->width, (size_t)p->len[s] * p->n->width * sizeof *dwords);
    dtop += (size_t)(p->len[s] + 1) * p->n->width;
    dwords += (size_t)p->len[s] * p->n->width;
  }
}

static void backward(pass *p, net_loss *loss) {
  const net *n = p->n;
  heads_grad g = {room(p, p->places, n->size.arc), room(p, p->places, n->size.arc), room(p, p->places, n->size.label), room(p, p->places, n->size.label)};
  for (u32 s = 0, first = 0; s < p->count; first += p->len[s++] + 1) {
    learn_arcs(p, p->batch[s], first, &g, loss);
    learn_labels(p, p->batch[s], first, &g, loss);
  }
  learn_tags(p, loss);
  size_t all = (size_t)p->words * n->width;
  float *dtop = room(p, p->places, n->width), *dy = room(p, p->words, n->width), *dtag = room(p, p->words, n->width);
  heads_back(p, &g, dtop);
  split_roots(p, dtop, dy);
  dense_backward(&p->n->tag, p->mem, p->words, p->tag_in, p->tag_score, dtag);
  vector_times(dtag, p->tag_mask, all);
  for (u32 l = NET_LAYERS; l-- > 0;) {
    if (l == NET_TAG_LAYER - 1) vector_add(dy, dtag, all);
    float *dx = room(p, p->words, n->width);
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

void net_step(net *n, float rate) {
  weights *all[MOST_WEIGHTS];
  u32 count = all_weights(n, all);
  double square = 0;
  for (u32 i = 0; i < count; i++)
    for (u32 k = 0; k < all[i]->n; k++) square += (double)all[i]->grad[k] * (double)all[i]->grad[k];
  float scale = square > (double)(LONGEST_STEP * LONGEST_STEP) ? LONGEST_STEP / (float)sqrt(square) : 1;
  for (u32 i = 0; i < count; i++) weights_step(all[i], 0, all[i]->n, rate, scale);
  // Rows of features that had no gradient stay as they are, moments included.
  for (u32 i = 0; i < n->touches; i++) {
    weights_step(&n->word, n->touched[i] * n->width, n->width, rate, scale);
    n->touch[n->touched[i]] = 0;
  }
  n->touches = 0;
}

static void widen(float *most, const float *x, u32 n, u32 width) {
  for (u32 i = 0; i < n; i++)
    for (u32 k = 0; k < width; k++) most[k] = fmaxf(most[k], fabsf(x[(size_t)i * width + k]));
}

net_ranges net_ranges_new(arena *mem, const net *n) {
  net_ranges r = {.arc = NEWS(mem, float, n->size.arc), .label = NEWS(mem, float, n->size.label), .head = NEWS(mem, float, n->size.arc)};
  for (u32 l = 0; l < NET_LAYERS; l++) r.layer[l] = NEWS(mem, float, n->width);
  return r;
}

net_view *net_look(net *n, arena *mem, const sample *s) {
  dice d = {1};
  const sample **one = NEWS(mem, const sample *, 1);
  net_view *p = NEW(mem, net_view);
  one[0] = s;
  *p = pass_new(n, mem, one, 1, (net_noise){0}, &d);
  forward(p);
  return p;
}

void net_measure(net *n, arena *mem, const sample *s, net_ranges *to) {
  arena_mark here = arena_here(mem);
  const net_view *p = net_look(n, mem, s);
  u32 R = n->size.label;
  for (u32 l = 0; l < NET_LAYERS; l++) widen(to->layer[l], p->trace[l].output, p->words, n->width);
  widen(to->arc, p->dependent, p->places, n->size.arc);
  widen(to->head, p->head, p->places, n->size.arc);
  float *z = room(p, 1, R);
  for (u32 i = 0; i < s->words; i++) {
    for (u32 k = 0; k < R; k++) z[k] = fmaxf(0, p->below[(size_t)(i + 1) * R + k] + p->above[(size_t)s->head[i] * R + k]);
    widen(to->label, z, 1, R);
  }
  arena_back(mem, here);
}

// ---- a teacher's view

static void add_shares(float *score, u32 n, float *share) {
  softmax(score, n);
  vector_add(share, score, n);
}

void net_add_tags(const net_view *p, u32 word, float *share) { add_shares(p->tag_score + (size_t)word * p->n->tags, p->n->tags, share); }

void net_add_arcs(const net_view *p, u32 word, float *share) {
  u32 A = p->n->size.arc;
  const float *own = p->dependent + (size_t)(word + 1) * A;
  arena_mark here = arena_here(p->mem);
  float *score = room(p, 1, p->places);
  for (u32 h = 0; h < p->places; h++)
    for (u32 k = 0; k < A; k++) score[h] += own[k] * p->head[(size_t)h * A + k];
  score[word + 1] = -1e9f;
  add_shares(score, p->places, share);
  arena_back(p->mem, here);
}

void net_add_relations(const net_view *p, u32 word, u32 head, float *share) {
  u32 R = p->n->size.label;
  arena_mark here = arena_here(p->mem);
  float *z = room(p, 1, R), *score = room(p, 1, p->n->relations);
  for (u32 k = 0; k < R; k++) z[k] = fmaxf(0, p->below[(size_t)(word + 1) * R + k] + p->above[(size_t)head * R + k]);
  dense_forward(&p->n->label, 1, z, score);
  add_shares(score, p->n->relations, share);
  arena_back(p->mem, here);
}

// ---- files

void net_write(net *n, out *to) {
  weights *all[MOST_WEIGHTS];
  u32 count = all_weights(n, all);
  for (u32 i = 0; i < count; i++) out_str(to, (str){(const char *)all[i]->w, all[i]->n * sizeof(float)});
  for (u32 i = 0; i < n->word.n; i++)
    if (n->word.second[i] == 0) n->word.w[i] = 0;
  out_str(to, (str){(const char *)n->word.w, n->word.n * sizeof(float)});
}

static bool take_weights(weights *to, str *from) {
  size_t size = to->n * sizeof *to->w;
  if (from->n < size) return false;
  memcpy(to->w, from->p, size);
  *from = str_from(*from, size);
  return true;
}

bool net_read_back(net *n, str from) {
  weights *all[MOST_WEIGHTS];
  u32 count = all_weights(n, all);
  for (u32 i = 0; i < count; i++)
    if (!take_weights(all[i], &from)) return false;
  return take_weights(&n->word, &from) && !from.n;
}

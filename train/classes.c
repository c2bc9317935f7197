// The chunk `classes`: which words stand among like words. Vectors by skip-gram with negative sampling (Mikolov et al. 2013)
// that knows on which side and how far a neighbour stands (Ling et al. 2015), since that tells parts of speech apart; then
// k-means. The texts are those of rawtext.c and the treebanks' train parts.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chunk.h"
#include "lang/lexeme.h"
#include "layers.h"
#include "rawtext.h"
#include "tally.h"
#include "train.h"
#include "treebank.h"

enum {
  WIDTH = 48,
  WINDOW = 2,
  PLACES = 2 * WINDOW,
  NEGATIVE = 5,
  ROUNDS = 4,
  LEAST_COUNT = 8,        // occurrences for a word to have a class
  FINE = 512,
  COARSE = 64,
  K_ROUNDS = 12,
  SAMPLES = 1 << 20,      // of the table that words are drawn from
  NO_WORD = 0,
};

typedef struct {
  arena *mem;
  VEC(u64) text;          // keys of words, 0 between sentences
  u32 texts;
} reading;

// ---- texts

static void add_doc(reading *r, const doc *d) {
  for (u32 s = 1; s < d->sentences.len; s++) {
    for (u32 i = d->sentences.at[s].first; i < d->sentences.at[s].last; i++) vec_push(r->mem, &r->text, word_key(low_str(d, i)));
    vec_push(r->mem, &r->text, 0);
  }
  r->texts++;
}

static void read_all(reading *r, const char *dir) {
  const rawtext *raw = rawtext_read(r->mem, dir);
  for (u32 i = 0; i < raw->docs.len; i++) add_doc(r, raw->docs.at[i]);
  treebank *bank = treebank_syntax(r->mem, dir);
  for (u32 b = 0; b < bank->docs; b++) add_doc(r, bank->doc[b]);
}

// ---- vectors

typedef struct {
  arena *mem;
  dice dice;
  u64 *key;               // [words] 0 is no word
  u32 *count, words;
  u32 *text, len;         // the text in words
  u32 *draw;              // [SAMPLES]
  float *in, *to;         // [words][WIDTH], [PLACES][words][WIDTH]
} vectors;

static u32 word_of(const vectors *v, u64 key) {
  u32 lo = 1, hi = v->words;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (v->key[mid] < key) lo = mid + 1;
    else hi = mid;
  }
  return lo < v->words && v->key[lo] == key ? lo : NO_WORD;
}

static void find_words(vectors *v, const reading *r) {
  tally *all = tally_new();
  for (u32 i = 0; i < r->text.len; i++)
    if (r->text.at[i]) tally_add(all, r->text.at[i], 0);
  tally_sort(all);
  v->key = NEWS(v->mem, u64, tally_keys(all) + 1u);
  v->count = NEWS(v->mem, u32, tally_keys(all) + 1u);
  v->words = 1;
  for (u32 k = 0; k < tally_keys(all); k++) {
    tally_row row = tally_at(all, k);
    if (row.total < LEAST_COUNT) continue;
    v->key[v->words] = row.key;
    v->count[v->words++] = row.total;
  }
  tally_free(all);
  v->text = NEWS(v->mem, u32, r->text.len);
  v->len = r->text.len;
  for (u32 i = 0; i < v->len; i++) v->text[i] = r->text.at[i] ? word_of(v, r->text.at[i]) : NO_WORD;
}

// Negative words are drawn by the root of their square-rooted counts (power 3/4).
static void make_draws(vectors *v) {
  double sum = 0, at = 0;
  v->draw = NEWS(v->mem, u32, SAMPLES);
  for (u32 w = 1; w < v->words; w++) sum += sqrt(v->count[w] * sqrt(v->count[w]));
  for (u32 w = 1, next = 0; w < v->words; w++) {
    at += sqrt(v->count[w] * sqrt(v->count[w]));
    for (; next < SAMPLES && next < at / sum * SAMPLES; next++) v->draw[next] = w;
  }
}

static float dot(const float *a, const float *b) {
  float part[8] = {0}, sum = 0;
  for (u32 k = 0; k < WIDTH; k += 8)
    for (u32 j = 0; j < 8; j++) part[j] += a[k + j] * b[k + j];
  for (u32 j = 0; j < 8; j++) sum += part[j];
  return sum;
}

static void pull(float *in, float *to, float *change, float label, float rate) {
  float step = rate * (label - logistic_gate(dot(in, to)));
  for (u32 k = 0; k < WIDTH; k++) {
    change[k] += step * to[k];
    to[k] += step * in[k];
  }
}

static void learn_place(vectors *v, u32 w, u32 neighbour, u32 spot, float rate) {
  float change[WIDTH] = {0}, *in = v->in + (size_t)w * WIDTH, *to = v->to + (size_t)spot * v->words * WIDTH;
  pull(in, to + (size_t)neighbour * WIDTH, change, 1, rate);
  for (u32 n = 0; n < NEGATIVE; n++) {
    u32 other = v->draw[dice_below(&v->dice, SAMPLES)];
    if (other && other != neighbour) pull(in, to + (size_t)other * WIDTH, change, 0, rate);
  }
  for (u32 k = 0; k < WIDTH; k++) in[k] += change[k];
}

static void learn_text(vectors *v) {
  for (u32 round = 0; round < ROUNDS; round++)
    for (u32 i = WINDOW; i + WINDOW < v->len; i++) {
      if (!v->text[i]) continue;
      // Of the most frequent words a part will do.
      if (v->count[v->text[i]] > v->len / 1000 && dice_below(&v->dice, v->count[v->text[i]]) > v->len / 1000) continue;
      float rate = 0.05f * (1 - ((float)round + (float)i / (float)v->len) / ROUNDS) + 1e-4f;
      static const i32 offset[PLACES] = {-2, -1, 1, 2};
      for (u32 p = 0; p < PLACES; p++) {
        u32 neighbour = v->text[(i64)i + offset[p]];
        if (neighbour) learn_place(v, v->text[i], neighbour, p, rate);
      }
    }
}

static void learn_vectors(vectors *v) {
  v->in = NEWS(v->mem, float, (size_t)v->words * WIDTH);
  v->to = NEWS(v->mem, float, (size_t)PLACES * v->words * WIDTH);
  for (size_t i = 0; i < (size_t)v->words * WIDTH; i++) v->in[i] = ((float)dice_below(&v->dice, 1 << 16) / (1 << 16) - 0.5f) / WIDTH;
  make_draws(v);
  learn_text(v);
  for (u32 w = 1; w < v->words; w++) {
    float *x = v->in + (size_t)w * WIDTH, size = sqrtf(dot(x, x)) + 1e-9f;
    for (u32 k = 0; k < WIDTH; k++) x[k] /= size;
  }
}

// ---- classes

static u32 nearest(const float *centre, u32 centres, const float *x) {
  u32 best = 0;
  float most = -1e9f;
  for (u32 c = 0; c < centres; c++) {
    float near = dot(centre + (size_t)c * WIDTH, x);
    if (near > most) most = near, best = c;
  }
  return best;
}

// Spherical k-means of rows [1, n) of unit vectors, each weighing `weight`; centres are of unit length.
static void find_classes(arena *mem, const float *x, const double *weight, u32 n, u32 centres, float *centre, u32 *class) {
  for (u32 c = 0; c < centres; c++) memcpy(centre + (size_t)c * WIDTH, x + (size_t)(1 + (u64)c * (n - 1) / centres) * WIDTH, WIDTH * sizeof *x);
  for (u32 round = 0; round < K_ROUNDS; round++) {
    for (u32 w = 1; w < n; w++) class[w] = nearest(centre, centres, x + (size_t)w * WIDTH);
    arena_mark here = arena_here(mem);
    double *sum = NEWS(mem, double, (size_t)centres * WIDTH);
    for (u32 w = 1; w < n; w++)
      for (u32 k = 0; k < WIDTH; k++) sum[(size_t)class[w] * WIDTH + k] += weight[w] * (double)x[(size_t)w * WIDTH + k];
    for (u32 c = 0; c < centres; c++) {
      double size = 1e-9;
      for (u32 k = 0; k < WIDTH; k++) size += sum[(size_t)c * WIDTH + k] * sum[(size_t)c * WIDTH + k];
      for (u32 k = 0; k < WIDTH; k++) centre[(size_t)c * WIDTH + k] = (float)(sum[(size_t)c * WIDTH + k] / sqrt(size));
    }
    arena_back(mem, here);
  }
}

static void put_classes(vectors *v, out *to) {
  u32 *fine = NEWS(v->mem, u32, v->words), *coarse = NEWS(v->mem, u32, FINE + 1), *value = NEWS(v->mem, u32, v->words);
  float *centre = NEWS(v->mem, float, (FINE + 1) * WIDTH), *wide = NEWS(v->mem, float, COARSE * WIDTH);
  double *weight = NEWS(v->mem, double, v->words), *even = NEWS(v->mem, double, FINE + 1);
  for (u32 w = 1; w < v->words; w++) weight[w] = sqrt(v->count[w]);
  for (u32 c = 0; c <= FINE; c++) even[c] = 1;
  find_classes(v->mem, v->in, weight, v->words, FINE, centre + WIDTH, fine);
  find_classes(v->mem, centre, even, FINE + 1, COARSE, wide, coarse);
  for (u32 w = 1; w < v->words; w++) value[w] = (coarse[fine[w] + 1] + 1) << 16 | (fine[w] + 1);
  table_write(to, v->key + 1, value + 1, v->words - 1);
}

int train_classes(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: stemma-train classes OUT DATA\n"), 2;
  arena *mem = arena_new((size_t)8 << 30);
  reading r = {.mem = mem};
  read_all(&r, argv[2]);
  vectors v = {.mem = mem, .dice = {11}};
  find_words(&v, &r);
  fprintf(stderr, "classes: %u texts, %u words of text, %u words with a class\n", r.texts, r.text.len, v.words - 1);
  learn_vectors(&v);
  out chunk = {0};
  put_classes(&v, &chunk);
  return chunk_write(argv[1], &chunk);
}

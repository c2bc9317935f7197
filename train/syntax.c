// Trains the network of the chunk `syntax` on UD English EWT and GUM, rounds it to small integers, and packs it. Larger
// networks may teach it: what they make of annotated and other sentences is more than annotators say of a word.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "rounding.h"
#include "teach.h"
#include "train.h"
#include "xz.h"

enum {
  BATCH_WORDS = 600,
  MOST_BATCH = 256,      // sentences
  WARM_UP = 200,         // steps in which the rate grows
  RAW_PARTS = 4,         // a round reads one part in so many of the sentences without annotations
  TRAIN_MEMORY_GIB = 12,
};

typedef struct {
  const char *name;
  net_size size;
  u32 rounds;
  float rate;
  net_noise noise;
} course;

#define HIDDEN                                                                                                          \
  (1u << COLUMN_FORM | 1u << COLUMN_LOW | 1u << (COLUMN_SUFFIX + 4) | 1u << COLUMN_PAIR_BEFORE | 1u << COLUMN_PAIR_AFTER)

static const course teachers = {"teacher", {160, 128, 96, true}, 14, 0.003f, {.drop = 0.42f, .unknown = 15, .hidden = HIDDEN}};

// With teachers there is much to learn from and little to guard against, and a smaller network will do.
static const course alone = {"syntax", {64, 64, 48, true}, 14, 0.003f, {.drop = 0.3f, .unknown = 15, .hidden = HIDDEN}};
static const course taught = {"syntax", {64, 64, 48, true}, 14, 0.003f, {.drop = 0.12f, .unknown = 8, .hidden = HIDDEN}};

static u32 take_batch(const samples *s, const u32 *order, u32 len, u32 *at, const sample **batch) {
  u32 count = 0, words_in = 0;
  while (*at < len && count < MOST_BATCH && words_in < BATCH_WORDS) {
    batch[count] = &s->all[order[(*at)++]];
    words_in += batch[count++]->words;
  }
  return count;
}

// The rate grows at first and then falls to nothing.
static float rate_at(const course *c, u32 step, float done) {
  return c->rate * (step < WARM_UP ? (float)(step + 1) / WARM_UP : 1) * fmaxf(1 - done, 0.001f);
}

// The sentences of a round in random order: all that are annotated, and a part of the others where these are taught.
static u32 order_round(const samples *s, u32 round, bool raw, dice *d, u32 *order) {
  u32 len = 0;
  for (u32 i = 0; i < s->len; i++)
    if (i < s->gold || (raw && i % RAW_PARTS == round % RAW_PARTS)) order[len++] = i;
  dice_shuffle(d, order, len);
  return len;
}

static void learn(net *n, arena *mem, const samples *s, const course *c, bool raw, u64 seed) {
  u32 *order = NEWS(mem, u32, s->len), step = 0;
  const sample *batch[MOST_BATCH];
  dice d = {seed};
  for (u32 round = 0; round < c->rounds; round++) {
    net_loss loss = {0};
    u32 len = order_round(s, round, raw, &d, order);
    for (u32 at = 0; at < len; step++) {
      float done = ((float)round + (float)at / (float)len) / (float)c->rounds;
      u32 count = take_batch(s, order, len, &at, batch);
      net_learn(n, mem, batch, count, c->noise, &d, &loss);
      net_step(n, rate_at(c, step, done));
    }
    fprintf(stderr, "%s: round %2u of %u, entropy a word: tags %.3f arcs %.3f labels %.3f\n", c->name, round + 1, c->rounds,
            loss.tag / loss.words, loss.arc / loss.words, loss.label / loss.words);
  }
}

static size_t folder_end(str path) {
  size_t slash = path.n;
  while (slash && path.p[slash - 1] != '/') slash--;
  return slash;
}

// Another file that lies in the same folder.
static str read_beside(arena *mem, const char *chunk, const char *name) {
  str path = str_of(chunk);
  size_t slash = folder_end(path);
  return read_data(slash ? str_c(mem, str_sub(path, 0, slash)) : ".", name);
}

static samples *read_samples(arena *mem, const char *chunk, const char *data, str *classes) {
  *classes = read_beside(mem, chunk, "classes.chunk");
  samples *s = samples_of(mem, treebank_syntax(mem, data), rawtext_read(mem, data), *classes);
  fprintf(stderr, "syntax: %u sentences, %u of them annotated, %u words, %u features, %u tags, %u relations\n", s->len, s->gold, s->words,
          s->rows, s->tags, s->relations);
  return s;
}

int train_teacher(int argc, char **argv) {
  if (argc != 4) return fprintf(stderr, "usage: stemma-train teacher OUT DATA SEED\n"), 2;
  arena *mem = arena_new((size_t)TRAIN_MEMORY_GIB << 30);
  str classes;
  u64 seed = strtoull(argv[3], NULL, 10);
  samples *s = read_samples(mem, argv[1], argv[2], &classes);
  net *n = net_new(mem, teachers.size, s->rows, s->tags, s->relations, seed);
  learn(n, mem, s, &teachers, false, seed + 100);
  out chunk = {0};
  net_write(n, &chunk);
  return chunk_write(argv[1], &chunk);
}

static const float GOLD_SHARE = 0.5f;

static void learn_from_teachers(arena *mem, samples *s, char **files, u32 count) {
  net **teacher = NEWS(mem, net *, count);
  for (u32 t = 0; t < count; t++) {
    teacher[t] = net_new(mem, teachers.size, s->rows, s->tags, s->relations, 1);
    if (!net_read_back(teacher[t], read_beside(mem, files[t], files[t] + folder_end(str_of(files[t]))))) fprintf(stderr, "syntax: %s is no teacher\n", files[t]), exit(1);
  }
  teach(teacher, count, s, 0, s->len, GOLD_SHARE);
}

int train_syntax(int argc, char **argv) {
  if (argc < 3) return fprintf(stderr, "usage: stemma-train syntax OUT DATA [TEACHER…]\n"), 2;
  arena *mem = arena_new((size_t)TRAIN_MEMORY_GIB << 30);
  str classes;
  samples *s = read_samples(mem, argv[1], argv[2], &classes);
  const course *c = argc > 3 ? &taught : &alone;
  if (argc > 3) learn_from_teachers(mem, s, argv + 3, (u32)argc - 3);
  net *n = net_new(mem, c->size, s->rows, s->tags, s->relations, 3);
  learn(n, mem, s, c, argc > 3, 5);
  out chunk = {0};
  put_net(n, mem, s, classes, &chunk);
  return chunk_write(argv[1], &chunk);
}

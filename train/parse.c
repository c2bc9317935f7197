// The parser's trainer: a dynamic oracle with exploration (Goldberg and Nivre 2013) teaches the moves, an averaged
// perceptron the labels of trees. Tags are those that taggers give which never saw the sentence.
#include <stdio.h>

#include "chunk.h"
#include "lang/parser.h"
#include "learner.h"
#include "tag.h"
#include "train.h"

enum {
  ROUNDS = 12,
  FIRST_EXPLORING = 1,    // the round from which the parser's own moves are followed
  EXPLORE = 90,           // of 100 wrong moves so many are followed
  FOLDS = 5,
  TAG_ROUNDS = 6,
  MOST_MOVE_ROWS = 330000,
  MOST_LABEL_ROWS = 50000,
  TRAIN_MEMORY_GIB = 12,
};

// A sentence as the parser sees it, with the annotators' heads, made projective. Rows 1 … words.
typedef struct {
  arc_word *word;
  u32 words, *head, *label;   // label: that of the arc + 1, 0 at the root
} example;

typedef struct {
  arena *mem;
  VEC(example) all;
  u8 relation[MOST_LABELS];
  u32 labels, longest;
} training;

// ---- examples

static bool dominates(const u32 *head, u32 top, u32 i) {
  while (i && i != top) i = head[i];
  return i == top;
}

static bool arc_projective(const u32 *head, u32 i) {
  u32 lo = MIN(i, head[i]), hi = MAX(i, head[i]);
  for (u32 k = lo + 1; k < hi; k++)
    if (!dominates(head, head[i], k)) return false;
  return true;
}

// Lifts the shortest arc that crosses another to its head's head until none does (Nivre and Nilsson 2005). The lifted
// arcs are not restored when parsing: about one word in three hundred hangs too high.
static void make_projective(u32 *head, u32 len) {
  for (;;) {
    u32 shortest = 0, length = UINT32_MAX;
    for (u32 i = 1; i <= len; i++) {
      u32 n = head[i] > i ? head[i] - i : i - head[i];
      if (head[i] && n < length && !arc_projective(head, i)) shortest = i, length = n;
    }
    if (!shortest) return;
    head[shortest] = head[head[shortest]];
  }
}

static u32 label_of(training *t, u8 relation) {
  for (u32 l = 0; l < t->labels; l++)
    if (t->relation[l] == relation) return l;
  t->relation[t->labels] = relation;
  return t->labels++;
}

static void add_examples(training *t, const doc *gold, const doc *tagged, const word_tables *tables) {
  for (u32 s = 1; s < gold->sentences.len; s++) {
    u32 first = gold->sentences.at[s].first, last = gold->sentences.at[s].last, n = last - first;
    example e = {NEWS(t->mem, arc_word, n + 1), n, NEWS(t->mem, u32, n + 1), NEWS(t->mem, u32, n + 1)};
    parser_words(tagged, tables, first, last, e.word);
    for (u32 i = first; i < last; i++) {
      u32 h = gold->tokens.head[i];
      e.head[i - first + 1] = h ? h - first + 1 : 0;
      e.label[i - first + 1] = h ? label_of(t, gold->tokens.rel[i]) + 1 : 0;
    }
    make_projective(e.head, n);
    t->longest = MAX(t->longest, n);
    vec_push(t->mem, &t->all, e);
  }
}

// ---- moves

// How many of the annotators' arcs a move makes impossible.
static u32 move_cost(const arc_state *s, const u32 *gold, arc_move m) {
  u32 cost = 0, top = s->stack[s->depth - 1], below = s->depth > 1 ? s->stack[s->depth - 2] : 0;
  if (m == ARC_SHIFT) {
    for (u32 k = 0; k < s->depth; k++) {
      u32 w = s->stack[k];
      cost += w != top && gold[s->next] == w;   // its head lies deeper
      cost += w && gold[w] == s->next;          // its children are buried
    }
    return cost;
  }
  for (u32 w = s->next; w <= s->words; w++) {
    cost += gold[w] == top;
    cost += gold[top] == w && !(m == ARC_LEFT && w == s->next);
  }
  return cost + (m == ARC_LEFT && s->depth > 1 && gold[top] == below);
}

static arc_move best_of(const arc_state *s, const float *score, const u32 *cost, bool right_only) {
  arc_move best = ARC_MOVES;
  for (u32 m = 0; m < ARC_MOVES; m++) {
    if (!arc_allowed(s, (arc_move)m) || (right_only && cost[m])) continue;
    if (best == ARC_MOVES || score[m] > score[best]) best = (arc_move)m;
  }
  return best;
}

// A move costs what it adds to the arcs already lost: the cheapest allowed one counts as right.
static void costs_of(const arc_state *s, const u32 *gold, u32 *cost) {
  u32 least = UINT32_MAX;
  for (u32 m = 0; m < ARC_MOVES; m++) {
    cost[m] = arc_allowed(s, (arc_move)m) ? move_cost(s, gold, (arc_move)m) : UINT32_MAX;
    least = MIN(least, cost[m]);
  }
  for (u32 m = 0; m < ARC_MOVES; m++) cost[m] -= least;
}

static void learn_tree(learner *l, const example *e, arc_state *s, u32 round, dice *d) {
  u64 feature[MOST_FEATURES];
  float score[MOST_LABELS];
  u32 cost[ARC_MOVES];
  arc_begin(s, e->words);
  while (!arc_done(s)) {
    u32 n = arc_features(e->word, s, feature);
    learner_scores(l, feature, n, score);
    costs_of(s, e->head, cost);
    arc_move guess = best_of(s, score, cost, false), right = best_of(s, score, cost, true);
    learner_tick(l);
    if (cost[guess]) learner_move(l, feature, n, right, guess);
    bool follow = !cost[guess] || (round >= FIRST_EXPLORING && dice_below(d, 100) < EXPLORE);
    arc_apply(s, follow ? guess : right);
  }
}

// ---- labels

static void learn_labels(learner *l, const example *e, tree_links *links, u32 *label) {
  u64 feature[MOST_FEATURES];
  tree_link(links, e->head, e->words);
  memset(label, 0, (e->words + 1) * sizeof *label);
  for (u32 i = 1; i <= e->words; i++) {
    if (!e->head[i]) continue;
    u32 n = label_features(e->word, links, label, i, feature), guess = learner_best(l, feature, n, NULL);
    learner_tick(l);
    if (guess + 1 != e->label[i]) learner_move(l, feature, n, e->label[i] - 1, guess);
    label[i] = guess + 1;
  }
}

static void learn(training *t, learner *moves, learner *labels) {
  arc_state state = arc_state_new(t->mem, t->longest);
  tree_links links = tree_links_new(t->mem, t->longest);
  u32 *label = NEWS(t->mem, u32, t->longest + 1), *order = NEWS(t->mem, u32, t->all.len);
  for (u32 i = 0; i < t->all.len; i++) order[i] = i;
  dice d = {7};
  for (u32 round = 0; round < ROUNDS; round++) {
    dice_shuffle(&d, order, t->all.len);
    for (u32 i = 0; i < t->all.len; i++) {
      learn_tree(moves, &t->all.at[order[i]], &state, round, &d);
      learn_labels(labels, &t->all.at[order[i]], &links, label);
    }
  }
}

static void write_relations(const training *t, out *to) {
  out_byte(to, (char)REL_COUNT);
  out_str(to, (str){(const char *)t->relation, t->labels});
}

int train_parse(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: stemma-train parse OUT DATA\n"), 2;
  training t = {.mem = arena_new((size_t)TRAIN_MEMORY_GIB << 30)};
  treebank *bank = syntax_train_set(t.mem, argv[2]);
  doc **tagged = tag_jackknife(t.mem, bank, FOLDS, TAG_ROUNDS);
  word_tables none;
  table_view(&none.known, (str){0});
  table_view(&none.cluster, (str){0});
  for (u32 b = 0; b < bank->docs; b++) add_examples(&t, bank->doc[b], tagged[b], &none);
  learner *moves = learner_new(ARC_MOVES), *labels = learner_new(t.labels);
  learn(&t, moves, labels);
  fprintf(stderr, "parse: %u features of moves, %u of labels\n", learner_features(moves), learner_features(labels));
  out part[PARSE_PARTS] = {0}, chunk = {0};
  write_relations(&t, &part[PARSE_RELATIONS]);
  learner_finish(moves, &part[PARSE_MOVES], MOST_MOVE_ROWS);
  learner_finish(labels, &part[PARSE_LABELS], MOST_LABEL_ROWS);
  str view[PARSE_PARTS];
  for (u32 i = 0; i < PARSE_PARTS; i++) view[i] = out_view(&part[i]);
  parts_write(&chunk, PARSE_KIND, view, PARSE_PARTS);
  return chunk_write(argv[1], &chunk);
}

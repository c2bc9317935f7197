// An averaged perceptron over hashed features (Collins 2002; lazily averaged): the trainer of every linear model.
//
//   learner *l = learner_new(labels);
//   … u32 guess = learner_best(l, feature, n, NULL); learner_tick(l); if (guess != gold) learner_move(l, feature, n, gold, guess);
//   learner_finish(l, &part, most_rows);      the model as a part for linear_view
#ifndef STEMMA_LEARNER_H
#define STEMMA_LEARNER_H

#include "model/linear.h"

typedef struct learner learner;

learner *learner_new(u32 labels);
void learner_free(learner *l);

void learner_scores(const learner *l, const u64 *feature, u32 n, float *score);           // [labels]
u32 learner_best(const learner *l, const u64 *feature, u32 n, float *score);              // score may be NULL
void learner_tick(learner *l);                                                            // one more decision was made
void learner_add(learner *l, const u64 *feature, u32 n, u32 label, float by);
void learner_move(learner *l, const u64 *feature, u32 n, u32 to, u32 from);               // +1 and -1

// Averages the weights, keeps the `most_rows` features that weigh most, rounds to 8 bits, and appends the model. The weights of
// one feature in `cut`, the heaviest, are cut to what all others fit in.
void learner_finish(learner *l, out *part, u32 most_rows, u32 cut);

u32 learner_features(const learner *l);

#endif

// Learning the weights of model/choice.h: stochastic gradients with AdaGrad (Duchi et al. 2011) over the hashed table.
#ifndef STEMMA_TRAIN_CHOOSE_H
#define STEMMA_TRAIN_CHOOSE_H

#include "base/out.h"
#include "model/choice.h"

typedef struct {
  float *weight, *square;   // [slots] and the sum of squared gradients
  float *sum;               // [slots] of the weights at the times they were kept
  u32 weights;              // of the table, and behind them those of the blocks of vectors
  u32 kept;
  scorer view;              // the weights as a scorer
  float rate;
} chooser;

chooser *chooser_new(u32 slots, float rate);
void chooser_free(chooser *c);
void chooser_push(chooser *c, const traits *t, u32 label, float by);          // a step up the gradient `by`
void chooser_yes_no(chooser *c, const traits *t, bool yes, float worth);      // one logistic example
void chooser_one_of(chooser *c, const traits *t, u32 n, u32 right);           // the candidate `right` among n
void chooser_label(chooser *c, const traits *t, u32 labels, u32 right);       // the label `right` among 1 … labels
void chooser_shrink(chooser *c, float by);                                    // all weights times (1 - by)
void chooser_keep(chooser *c);                                               // the weights as they are count in the average
void chooser_average(chooser *c);                                            // weights become the average of those kept
void chooser_write(const chooser *c, out *chunk);

#endif

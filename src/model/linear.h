// A linear model over hashed features: each known feature has a row of small weights, one a label; a label's score is the
// sum over the features that fire. Rows are contiguous over labels, so that scoring is vector addition.
// The part: head, rows [rows][stride] i8 with row 0 all zero, then the table from feature to row.
#ifndef STEMMA_LINEAR_H
#define STEMMA_LINEAR_H

#include "model/table.h"

enum { MOST_LABELS = 512, MOST_FEATURES = 192 };   // labels of a model; features of one decision

typedef struct linear linear;
struct linear {
  u32 labels, stride, rows;
  float unit;            // what a weight of 1 stands for, so that scores of different models compare
  const i8 *row;         // [rows][stride]
  table find;
  void (*add)(const linear *m, const u32 *row, u32 n, i16 *score);
};

bool linear_view(linear *m, str part);   // false where the part is no such model; all scores are then 0

// score[l] = sum of the weights of label l; score has room for MOST_LABELS, of which the first `stride` are written.
void linear_scores(const linear *m, const u64 *feature, u32 n, i16 *score);
u32 linear_best(const linear *m, const i16 *score);   // of equal ones the first

// The kernels: the plain one, and that which linear_view chooses on this processor. They give equal sums.
void linear_add_plain(const linear *m, const u32 *row, u32 n, i16 *score);

// Writes a model: rows [count][labels] of the features `key`, row 0 being no feature's. Weights are rounded to multiples of `unit`.
void linear_write(out *to, const u64 *key, const float *row, u32 count, u32 labels, float unit);

u32 linear_stride(u32 labels);   // the labels, rounded up to what the kernels take at once

// Feature hashing. Atoms are well-mixed 64-bit values (hash_str, or atom() of a small number); a feature joins a few of
// them under the number of its template. Rotations keep the order of atoms apart.
static inline u64 atom(u64 small) { return (small + 1) * 0x9E3779B97F4A7C15u; }
static inline u64 rotate(u64 x, int by) { return x << by | x >> (64 - by); }
static inline u64 feature4(u64 template, u64 a, u64 b, u64 c, u64 d) {
  u64 x = (template * 0xD6E8FEB86659FD93u + a + rotate(b, 17) + rotate(c, 31) + rotate(d, 47)) * 0xFF51AFD7ED558CCDu;
  return x ^ x >> 29;
}

#endif

#include "model/linear.h"

#include <stdlib.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef struct {
  u32 labels, stride, rows;
  float unit;
  u32 spare[12];
} head;

enum { LANES = 16 };

u32 linear_stride(u32 labels) { return labels <= 4 ? 4 : (labels + LANES - 1) / LANES * LANES; }

void linear_add_plain(const linear *m, const u32 *row, u32 n, i16 *score) {
  memset(score, 0, m->stride * sizeof *score);
  for (u32 i = 0; i < n; i++) {
    const i8 *w = m->row + (size_t)row[i] * m->stride;
    for (u32 l = 0; l < m->stride; l++) score[l] = (i16)(score[l] + w[l]);
  }
}

#if defined(__x86_64__)
// Four blocks of labels at once where there are so many: fewer walks over the rows.
__attribute__((target("avx2"), always_inline)) static inline void add_blocks(const linear *m, const u32 *row, u32 n, u32 from, u32 blocks, i16 *score) {
  __m256i sum[4] = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256()};
  for (u32 i = 0; i < n; i++) {
    const i8 *w = m->row + (size_t)row[i] * m->stride + from;
#pragma GCC unroll 4
    for (u32 b = 0; b < blocks; b++)
      sum[b] = _mm256_add_epi16(sum[b], _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(w + b * LANES))));
  }
#pragma GCC unroll 4
  for (u32 b = 0; b < blocks; b++) _mm256_storeu_si256((__m256i *)(void *)(score + from + b * LANES), sum[b]);
}

__attribute__((target("avx2"))) static void add_avx2(const linear *m, const u32 *row, u32 n, i16 *score) {
  u32 l = 0;
  for (; l + 4 * LANES <= m->stride; l += 4 * LANES) add_blocks(m, row, n, l, 4, score);
  for (; l < m->stride; l += LANES) add_blocks(m, row, n, l, 1, score);
}
#endif

static void choose_kernel(linear *m) {
  m->add = linear_add_plain;
#if defined(__x86_64__)
  if (m->stride >= LANES && __builtin_cpu_supports("avx2")) m->add = add_avx2;
#endif
}

bool linear_view(linear *m, str part) {
  static const i8 zero[MOST_LABELS];
  *m = (linear){.labels = 1, .stride = LANES, .rows = 1, .unit = 1, .row = zero};
  table_view(&m->find, (str){0});
  choose_kernel(m);
  if (part.n < sizeof(head)) return false;
  const head *h = (const head *)(const void *)part.p;
  if (!h->labels || h->labels > MOST_LABELS || h->stride != linear_stride(h->labels) || !h->rows) return false;
  size_t rows = ((size_t)h->rows * h->stride + 63) / 64 * 64;
  if (rows > part.n - sizeof *h || !table_view(&m->find, str_from(part, sizeof *h + rows))) return false;
  m->labels = h->labels;
  m->stride = h->stride;
  m->rows = h->rows;
  m->unit = h->unit;
  m->row = (const i8 *)(h + 1);
  choose_kernel(m);
  return true;
}

void linear_scores(const linear *m, const u64 *feature, u32 n, i16 *score) {
  u32 row[MOST_FEATURES], known = 0;
  for (u32 i = 0; i < n && i < MOST_FEATURES; i++) {
    u32 r = table_find(&m->find, feature[i]);
    row[known] = r;
    known += r && r < m->rows;
  }
  m->add(m, row, known, score);
}

u32 linear_best(const linear *m, const i16 *score) {
  u32 best = 0;
  for (u32 l = 1; l < m->labels; l++)
    if (score[l] > score[best]) best = l;
  return best;
}

static i8 rounded(float v) {
  v = v < -127 ? -127 : v > 127 ? 127 : v;
  return (i8)(v < 0 ? v - 0.5f : v + 0.5f);
}

void linear_write(out *to, const u64 *key, const float *row, u32 count, u32 labels, float unit) {
  head h = {.labels = labels, .stride = linear_stride(labels), .rows = count, .unit = unit};
  size_t bytes = ((size_t)count * h.stride + 63) / 64 * 64;
  i8 *small = calloc(bytes + 1, 1);
  u32 *number = calloc(count + 1u, sizeof *number);
  to->failed |= !small || !number;
  for (u32 i = 1; !to->failed && i < count; i++) {
    number[i] = i;
    for (u32 l = 0; l < labels; l++) small[(size_t)i * h.stride + l] = rounded(row[(size_t)i * labels + l] / unit);
  }
  out_str(to, (str){(const char *)&h, sizeof h});
  if (!to->failed) {
    out_str(to, (str){(const char *)small, bytes});
    table_write(to, key + 1, number + 1, count - 1);
  }
  free(small), free(number);
}

#include "model/linear.h"

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
__attribute__((target("avx2"))) static void add_avx2(const linear *m, const u32 *row, u32 n, i16 *score) {
  for (u32 l = 0; l < m->stride; l += LANES) {
    __m256i sum = _mm256_setzero_si256();
    for (u32 i = 0; i < n; i++) {
      const i8 *w = m->row + (size_t)row[i] * m->stride + l;
      sum = _mm256_add_epi16(sum, _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)w)));
    }
    _mm256_storeu_si256((__m256i *)(void *)(score + l), sum);
  }
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

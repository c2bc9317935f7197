#include "layers.h"

#include <math.h>

#if defined(__x86_64__)
#define FAST __attribute__((target_clones("avx512f", "avx2", "default"), optimize("O3", "no-math-errno")))
#else
#define FAST
#endif

// ---- weights

static float normal(dice *d) {
  float sum = -6;
  for (u32 i = 0; i < 12; i++) sum += (float)(dice_roll(d) >> 40) / (float)(1 << 24);
  return sum;
}

weights weights_new(arena *mem, dice *d, u32 n, float spread) {
  weights p = {NEWS(mem, float, n), NEWS(mem, float, n), NEWS(mem, float, n), NEWS(mem, float, n), n};
  for (u32 i = 0; spread > 0 && i < n; i++) p.w[i] = spread * normal(d);
  return p;
}

FAST static void adam(float *w, float *grad, float *first, float *second, u32 n, float rate, float scale) {
  for (u32 i = 0; i < n; i++) {
    float g = grad[i] * scale;
    first[i] = 0.9f * first[i] + 0.1f * g;
    second[i] = 0.99f * second[i] + 0.01f * g * g;
    w[i] -= rate * first[i] / (sqrtf(second[i]) + 1e-8f);
    grad[i] = 0;
  }
}

void weights_step(weights *p, u32 from, u32 n, float rate, float scale) {
  adam(p->w + from, p->grad + from, p->first + from, p->second + from, n, rate, scale);
}

FAST void vector_add(float *to, const float *from, size_t n) {
  for (size_t i = 0; i < n; i++) to[i] += from[i];
}

FAST void vector_times(float *to, const float *by, size_t n) {
  for (size_t i = 0; i < n; i++) to[i] *= by[i];
}

void dropout(float *x, float *mask, size_t n, float drop, dice *d) {
  u64 least = (u64)((double)drop * 65536), roll = 0;
  for (size_t i = 0; i < n; i++) {
    if (i % 4 == 0) roll = dice_roll(d);
    mask[i] = (roll >> (16 * (i % 4)) & 0xFFFF) < least ? 0 : 1 / (1 - drop);
  }
  vector_times(x, mask, n);
}

// ---- dense

dense dense_new(arena *mem, dice *d, u32 in, u32 width, float spread) {
  return (dense){weights_new(mem, d, in * width, spread), weights_new(mem, d, width, 0), in, width};
}

void dense_forward(const dense *l, u32 n, const float *x, float *y) {
  gemm(n, l->in, l->out, x, l->in, l->w.w, l->out, y, l->out, false);
  for (u32 i = 0; i < n; i++) vector_add(y + (size_t)i * l->out, l->b.w, l->out);
}

void dense_backward(dense *l, arena *mem, u32 n, const float *x, const float *dy, float *dx) {
  arena_mark here = arena_here(mem);
  float *across = NEWS(mem, float, (size_t)n * l->in);
  transpose(n, l->in, x, l->in, across, n);
  gemm(l->in, n, l->out, across, n, dy, l->out, l->w.grad, l->out, true);
  for (u32 i = 0; i < n; i++) vector_add(l->b.grad, dy + (size_t)i * l->out, l->out);
  float *turned = NEWS(mem, float, (size_t)l->in * l->out);
  transpose(l->in, l->out, l->w.w, l->out, turned, l->in);
  gemm(n, l->out, l->in, dy, l->out, turned, l->in, dx, l->in, true);
  arena_back(mem, here);
}

// ---- simple recurrent units

// The same function as in src/model/recur.c; its slope is taken to be that of the logistic function.
static inline float gate(float x) {
  float y = 0.5f * x;
  y = y > 3 ? 3 : y < -3 ? -3 : y;
  float q = y * y;
  return 0.5f + 0.5f * (y * (27 + q) / (27 + 9 * q));
}

float logistic_gate(float x) { return gate(x); }

// Gates whose input is of the other direction: there the weights are 0.
static void cut_gates(float *w, u32 half) {
  for (u32 k = 0; k < 2 * half; k++) {
    float *row = w + (size_t)k * 6 * half;
    memset(row + (k < half ? 4 * half : half), 0, 2 * half * sizeof *row);
  }
}

sru sru_new(arena *mem, dice *d, u32 half, bool skip, bool split) {
  u32 width = 2 * half;
  sru l = {dense_new(mem, d, width, 6 * half, sqrtf(1.5f / (float)width)), weights_new(mem, d, width, 0.1f),
           weights_new(mem, d, width, 0.1f), half, skip, split};
  if (split && skip) cut_gates(l.gates.w.w, half);
  for (u32 j = 0; skip && j < half; j++) l.gates.b.w[2 * half + j] = l.gates.b.w[5 * half + j] = -0.5f;
  return l;
}

sru_trace sru_trace_new(arena *mem, u32 half, u32 n) {
  size_t all = (size_t)n * 2 * half;
  return (sru_trace){NEWS(mem, float, all), NEWS(mem, float, all), NEWS(mem, float, all), NEWS(mem, float, 3 * all),
                     NEWS(mem, float, all), NEWS(mem, float, all), NEWS(mem, float, all), NEWS(mem, float, all)};
}

// Where the arrays of one word and direction are. `before` is the word from which the state comes, UINT32_MAX: none.
typedef struct {
  const float *z, *x, *c_before, *forget, *reset;
  float *c, *f, *r, *h;
} unit_view;

static const float nothing[1024];

static unit_view view_of(const sru *l, const sru_trace *t, u32 word, u32 before, u32 d) {
  size_t width = 2 * l->half, at = word * width + d;
  return (unit_view){t->gates + word * 3 * width + 3 * d, l->skip ? t->input + at : nothing,
                     before == UINT32_MAX ? nothing : t->state + before * width + d, l->forget.w + d, l->reset.w + d,
                     t->state + at, t->forgot + at, t->kept + at, t->output + at};
}

// The units that are served reckon in sixteen bits and have a gate of the second degree, src/model/recur16.c.
static inline float gate_by_squares(float x) {
  float t = 0.25f * x;
  t = t > 1 ? 1 : t < -1 ? -1 : t;
  return 0.5f + (t - 0.5f * t * fabsf(t));
}

static inline float slope_by_squares(float g) {
  float left = 1 - 2 * fabsf(g - 0.5f);
  return 0.25f * sqrtf(left > 0 ? left : 0);
}

FAST static void step_forward(const unit_view *v, u32 H) {
  const float *z = v->z, *x = v->x, *before = v->c_before, *forget = v->forget, *reset = v->reset;
  float *c = v->c, *f = v->f, *r = v->r, *h = v->h;
  for (u32 j = 0; j < H; j++) {
    f[j] = gate(z[H + j] + forget[j] * before[j]);
    r[j] = gate(z[2 * H + j] + reset[j] * before[j]);
    c[j] = z[j] + f[j] * (before[j] - z[j]);
    h[j] = x[j] + r[j] * (c[j] - x[j]);
  }
}

FAST static void step_forward_by_squares(const unit_view *v, u32 H) {
  const float *z = v->z, *x = v->x, *before = v->c_before, *forget = v->forget, *reset = v->reset;
  float *c = v->c, *f = v->f, *r = v->r, *h = v->h;
  for (u32 j = 0; j < H; j++) {
    f[j] = gate_by_squares(z[H + j] + forget[j] * before[j]);
    r[j] = gate_by_squares(z[2 * H + j] + reset[j] * before[j]);
    c[j] = z[j] + f[j] * (before[j] - z[j]);
    h[j] = x[j] + r[j] * (c[j] - x[j]);
  }
}

void sru_forward(const sru *l, sru_trace *t, const u32 *len, u32 sentences, float drop, dice *d) {
  u32 n = 0, H = l->half;
  for (u32 s = 0; s < sentences; s++) n += len[s];
  memcpy(t->dropped, t->input, (size_t)n * 2 * H * sizeof(float));
  dropout(t->dropped, t->mask, (size_t)n * 2 * H, drop, d);
  dense_forward(&l->gates, n, t->dropped, t->gates);
  for (u32 s = 0, at = 0; s < sentences; at += len[s++])
    for (u32 i = 0; i < len[s]; i++) {
      u32 ahead = at + i, back = at + len[s] - 1 - i;
      unit_view a = view_of(l, t, ahead, i ? ahead - 1 : UINT32_MAX, 0);
      unit_view b = view_of(l, t, back, i ? back + 1 : UINT32_MAX, H);
      (l->split ? step_forward_by_squares : step_forward)(&a, H);
      (l->split ? step_forward_by_squares : step_forward)(&b, H);
    }
}

// Gradients of one word and direction: dh comes in, dc is handed from word to word, du and dx go out.
typedef struct {
  const float *dh;
  float *dc, *du, *dx, *forget, *reset;
} unit_grad;

FAST static void slopes(const float *g, float *to, u32 n, bool by_squares) {
  if (by_squares)
    for (u32 j = 0; j < n; j++) to[j] = slope_by_squares(g[j]);
  else
    for (u32 j = 0; j < n; j++) to[j] = g[j] * (1 - g[j]);
}

// slope: of f and r, behind each other.
FAST static void step_backward(const unit_view *v, const unit_grad *g, const float *slope, u32 H) {
  const float *z = v->z, *x = v->x, *before = v->c_before, *c = v->c, *f = v->f, *r = v->r, *dh = g->dh;
  float *dc = g->dc, *du = g->du, *dx = g->dx, *forget = g->forget, *reset = g->reset;
  const float *wf = v->forget, *wr = v->reset;
  for (u32 j = 0; j < H; j++) {
    float d = dc[j] + dh[j] * r[j], of_r = dh[j] * (c[j] - x[j]) * slope[H + j];
    float of_f = d * (before[j] - z[j]) * slope[j];
    dx[j] += dh[j] * (1 - r[j]);
    du[j] = d * (1 - f[j]);
    du[H + j] = of_f;
    du[2 * H + j] = of_r;
    dc[j] = d * f[j] + of_f * wf[j] + of_r * wr[j];
    forget[j] += of_f * before[j];
    reset[j] += of_r * before[j];
  }
}

static void back_through(sru *l, const sru_trace *t, u32 first, u32 len, u32 d, const float *dy, float *du, float *dx, float *dc) {
  u32 H = l->half;
  float *slope = dc + H;
  size_t width = 2 * H;
  memset(dc, 0, H * sizeof *dc);
  for (u32 i = len; i-- > 0;) {
    u32 word = d ? first + len - 1 - i : first + i, before = !i ? UINT32_MAX : d ? word + 1 : word - 1;
    unit_view v = view_of(l, t, word, before, d);
    unit_grad g = {dy + word * width + d, dc, du + word * 3 * width + 3 * d, dx + word * width + d, l->forget.grad + d, l->reset.grad + d};
    slopes(v.f, slope, H, l->split);
    slopes(v.r, slope + H, H, l->split);
    step_backward(&v, &g, slope, H);
  }
}

void sru_backward(sru *l, arena *mem, const sru_trace *t, const u32 *len, u32 sentences, const float *dy, float *dx) {
  u32 n = 0, H = l->half;
  for (u32 s = 0; s < sentences; s++) n += len[s];
  size_t all = (size_t)n * 2 * H;
  arena_mark here = arena_here(mem);
  float *du = NEWS(mem, float, 3 * all), *past = NEWS(mem, float, all), *dc = NEWS(mem, float, 3 * H), *in = NEWS(mem, float, all);
  for (u32 s = 0, at = 0; s < sentences; at += len[s++])
    for (u32 d = 0; d <= H; d += H) back_through(l, t, at, len[s], d, dy, du, past, dc);
  dense_backward(&l->gates, mem, n, t->dropped, du, in);
  if (l->split && l->skip) cut_gates(l->gates.w.grad, H);
  vector_times(in, t->mask, all);
  vector_add(dx, in, all);
  if (l->skip) vector_add(dx, past, all);
  arena_back(mem, here);
}

// exp() of the C library may differ in the last bit from one processor to the next.
static float exponential(float x) {
  x = x > 80 ? 80 : x < -80 ? -80 : x;
  float n = (x * 1.44269504f + 12582912.0f) - 12582912.0f, r = x - n * 0.693359375f - n * -2.12194440e-4f, p = 1.9875691500e-4f;
  static const float series[] = {1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f};
  for (u32 i = 0; i < COUNT_OF(series); i++) p = p * r + series[i];
  i32 bits = ((i32)n + 127) << 23;
  float two_to_n;
  memcpy(&two_to_n, &bits, sizeof two_to_n);
  return (p * r * r + r + 1) * two_to_n;
}

void softmax(float *score, u32 n) {
  float most = score[0], sum = 0;
  for (u32 i = 1; i < n; i++) most = score[i] > most ? score[i] : most;
  for (u32 i = 0; i < n; i++) sum += score[i] = exponential(score[i] - most);
  for (u32 i = 0; i < n; i++) score[i] /= sum;
}

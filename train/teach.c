#include "teach.h"

enum { TEACH_MEMORY = 1 << 30 };

static const float FAINT = 0.004f;   // of the likeliest answer: others are left out

typedef struct {
  net_view *const *view;
  u32 views;
  float gold;
} lesson;

// The likeliest answers of a share, a few for ever smaller ones; what remains is left out. Clears the share.
static target likeliest(float *share, u32 n) {
  target t = {0};
  float sum = 0;
  for (u32 k = 0; k < LIKELIEST; k++) {
    u32 best = 0;
    for (u32 i = 1; i < n; i++)
      if (share[i] > share[best]) best = i;
    if (k && share[best] < FAINT * t.weight[0]) break;
    t.answer[k] = (u16)best;
    sum += t.weight[k] = share[best];
    share[best] = 0;
  }
  // Weights that were less than 1 together would drive all scores down, step after step.
  for (u32 k = 0; k < LIKELIEST; k++) t.weight[k] /= sum;
  memset(share, 0, n * sizeof *share);
  return t;
}

// The annotators' answer first, then the teachers' others.
static target mixed(float *share, u32 n, const target *said, const lesson *l) {
  if (said->weight[0] <= 0) return likeliest(share, n);
  u32 right = said->answer[0];
  float sum = 0;
  for (u32 i = 0; i < n; i++) sum += share[i];
  for (u32 i = 0; i < n; i++) share[i] *= (1 - l->gold) / sum;
  share[right] += l->gold;
  return likeliest(share, n);
}

static void teach_word(const lesson *l, sample *s, u32 at, float *share, u32 tags, u32 relations) {
  bool annotated = s->arc[at].weight[0] > 0;
  for (u32 v = 0; v < l->views; v++) net_add_tags(l->view[v], at, share);
  s->tag[at] = mixed(share, tags, &s->tag[at], l);
  for (u32 v = 0; v < l->views; v++) net_add_arcs(l->view[v], at, share);
  s->arc[at] = mixed(share, s->words + 1, &s->arc[at], l);
  if (!annotated) s->head[at] = s->arc[at].answer[0];
  for (u32 v = 0; v < l->views; v++) net_add_relations(l->view[v], at, s->head[at], share);
  s->relation[at] = mixed(share, relations, &s->relation[at], l);
}

static u32 longest(const samples *s) {
  u32 most = UINT8_MAX;
  for (u32 i = 0; i < s->len; i++) most = MAX(most, s->all[i].words);
  return most;
}

void teach(net *const *teacher, u32 teachers, const samples *s, u32 from, u32 to, float gold) {
  arena *mem = arena_new(TEACH_MEMORY);
  float *share = NEWS(mem, float, longest(s) + 1u);
  for (u32 i = from; i < to; i++) {
    arena_mark here = arena_here(mem);
    net_view **view = NEWS(mem, net_view *, teachers);
    for (u32 t = 0; t < teachers; t++) view[t] = net_look(teacher[t], mem, &s->all[i]);
    lesson l = {view, teachers, gold};
    for (u32 w = 0; w < s->all[i].words; w++) teach_word(&l, &s->all[i], w, share, teacher[0]->tags, teacher[0]->relations);
    arena_back(mem, here);
  }
  arena_free(mem);
}

// What else is known of a saying: when it was said, and who else may have said it.
#include "read/attrib.h"
#include "read/entity.h"

enum { STEPS_DOWN = 3, TIMES_SEEN = 12 };
static const float LEAST_P = .05f;

static bool in_run(run r, u32 t) { return t >= r.from && t < r.to; }

static bool of_content(const saying *a, u32 token) {
  for (u32 i = 0; i < a->pieces; i++)
    if (in_run(a->piece[i], token)) return true;
  return false;
}

// The token hangs on the cue, or on what hangs on it ("in an interview on Monday"), outside what is said and its source.
static bool tells_when(const scene *s, const saying *a, u32 token) {
  const u32 *head = s->d->tokens.head;
  for (u32 steps = 0; token && steps < STEPS_DOWN; steps++, token = head[token]) {
    if (of_content(a, token) || in_run(a->source.at, token)) return false;
    if (head[token] == a->anchor) return true;
  }
  return false;
}

// The word of the time that hangs on something outside it.
static u32 time_head(const doc *d, const timex *x) {
  u32 from = token_at(d, x->at.beg);
  for (u32 t = from; t < d->tokens.len && d->tokens.at[t].beg < x->at.end && t < from + TIMES_SEEN; t++) {
    u32 up = d->tokens.head[t];
    if (!up || d->tokens.at[up].beg < x->at.beg || d->tokens.at[up].beg >= x->at.end) return t;
  }
  return from;
}

u32 saying_time(const scene *s, const saying *a) {
  const doc *d = s->d;
  if (!a->anchor || d->times.len < 2) return 0;
  run w = scene_window(s, a->anchor);
  span around = token_span(d, w.from, w.to);
  u32 first = row_ending_after(d->times.at, sizeof *d->times.at, d->times.len, around.beg), best = 0, least = 0;
  for (u32 i = first; i < d->times.len && d->times.at[i].at.beg < around.end && i < first + TIMES_SEEN; i++) {
    const timex *x = &d->times.at[i];
    u32 head = time_head(d, x), far = head > a->anchor ? head - a->anchor : a->anchor - head;
    bool point = (x->type == TIME_DATE || x->type == TIME_TIME) && x->value.n;
    if (point && tells_when(s, a, head) && (!best || far < least)) best = i, least = far;
  }
  return best;
}

void saying_rivals(const scene *s, const saying *a, attribution *r) {
  r->rivals = NEWS(s->mem, other_speaker, RIVALS_MOST);
  for (u32 i = 0; i < RIVALS_MOST && a->rival[i].head; i++) {
    u32 row = entity_of_source(s, &a->rival[i]);
    bool known = !row || row == r->speaker || a->p_rival[i] < LEAST_P;
    for (u32 j = 0; j < r->nrivals; j++) known |= r->rivals[j].entity == row;
    if (!known) r->rivals[r->nrivals++] = (other_speaker){s->d->entities.at[row].name, row, a->p_rival[i]};
  }
}

#include "graph/chronicle.h"

#include <stdlib.h>

static bool is_dated(const timex *t) {
  bool kind = t->type == TIME_DATE || t->type == TIME_TIME || t->type == TIME_INTERVAL;
  return kind && t->value.n >= 4 && is_digit(t->value.p[0]) && is_digit(t->value.p[3]);
}

static int by_time(const void *a, const void *b) {
  const timeline_row *x = a, *y = b;
  int c = str_cmp(x->value, y->value);
  if (c) return c;
  if (x->article != y->article) return x->article < y->article ? -1 : 1;
  if (x->claim != y->claim) return x->claim < y->claim ? -1 : 1;
  return (x->time > y->time) - (x->time < y->time);
}

void fill_timeline(stories *all, story *s) {
  VEC(timeline_row) rows = {0};
  for (u32 i = 0; i < s->narticles; i++) {
    const doc *d = all->docs[s->articles[i]];
    for (u32 c = 1; c < d->claims.len; c++) {
      u32 t = d->claims.at[c].time;
      if (t && is_dated(&d->times.at[t])) vec_push(all->mem, &rows, ((timeline_row){d->times.at[t].value, s->articles[i], t, c}));
    }
  }
  if (rows.len) qsort(rows.at, rows.len, sizeof *rows.at, by_time);
  s->timeline = rows.at;
  s->ntimeline = rows.len;
}

static bool is_known(const story_place *list, u32 n, const story_place *p) {
  for (u32 i = 0; i < n; i++) {
    bool same_id = p->where.id.n && str_eq(list[i].where.id, p->where.id);
    if (same_id || (str_eq(list[i].name, p->name) && str_eq(list[i].where.country, p->where.country))) return true;
  }
  return false;
}

void fill_places(stories *all, story *s) {
  VEC(story_place) found = {0};
  for (u32 i = 0; i < s->narticles; i++) {
    const doc *d = all->docs[s->articles[i]];
    for (u32 e = 1; e < d->entities.len; e++) {
      const entity *it = &d->entities.at[e];
      if (!it->place || it->place >= d->places.len) continue;
      story_place p = {it->name, d->places.at[it->place], s->articles[i], e};
      if (p.where.stands_for.n || p.where.precision == PRECISION_NONE || is_known(found.at, found.len, &p)) continue;
      vec_push(all->mem, &found, p);
    }
  }
  s->places = found.at;
  s->nplaces = found.len;
}

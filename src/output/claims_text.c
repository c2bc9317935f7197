// The claims that several articles make, as a matrix of signs with what stands behind each, for a terminal.
#include "output/story_text.h"

enum { MATRIX_MOST = 12, WHY_MOST = 3 };

// "number: 1, 3 “three people” · 2 “five people”"; of dropped sources only who dropped it, for the chains show the rest.
void put_difference(term *t, const digest *g, const shared_claim *c, difference_kind k) {
  u32 n, later = 0;
  side *list = sides_of(g, c, k, &n);
  term_text(t, k == DIFF_DROPPED ? S("source dropped in") : difference_kind_name(k));
  if (k != DIFF_DROPPED) term_lit(t, ":");
  for (u32 i = 0; i < n; i++) {
    if (k == DIFF_DROPPED && list[i].words.n) continue;
    term_text(t, later++ ? S(" · ") : S(" "));
    put_columns(t, g, list[i].articles, list[i].narticles);
    if (k == DIFF_DROPPED) continue;
    term_lit(t, " ");
    if (k == DIFF_CERTAINTY) term_text(t, list[i].words);
    else if (list[i].words.n) put_quoted(t, list[i].words);
    else term_lit(t, "has none");
  }
}

static str cell_mark(const shared_claim *c, u32 article, ink *i) {
  const member *m = member_of(c, article);
  *i = INK_PLAIN;
  if (!m) return *i = INK_DIM, S("·");
  switch (m->relation) {
    case MORE_SPECIFIC: return *i = INK_GREEN, S("◆");
    case LESS_SPECIFIC: return S("○");
    case DENIES: return *i = INK_RED, S("✕");
    default: return *i = INK_GREEN, S("●");
  }
}

// The cells of a claim, one column for each article; where these are too many, "7 of 40".
static u32 put_cells(term *t, const digest *g, const shared_claim *c) {
  const story *s = g->story;
  if (s->narticles > MATRIX_MOST) {
    term_number(t, articles_of(c));
    term_lit(t, " of ");
    term_number(t, s->narticles);
    return 12;
  }
  for (u32 i = 0; i < s->narticles; i++) {
    ink colour;
    str mark = cell_mark(c, s->articles[i], &colour);
    if (i) term_to(t, 2 + 2 * i + (s->narticles > 9 && i > 9 ? i - 9 : 0));
    term_inked(t, colour, mark);
  }
  return 2 * s->narticles + 3 + (s->narticles > 9 ? s->narticles - 9 : 0);
}

static void put_cells_head(term *t, const story *s) {
  if (s->narticles > MATRIX_MOST) return;
  term_begin(t, 2, 2);
  term_ink(t, INK_DIM);
  for (u32 i = 0; i < s->narticles; i++) {
    if (i) term_to(t, 2 + 2 * i + (s->narticles > 9 && i > 9 ? i - 9 : 0));
    term_number(t, i + 1);
  }
  term_to(t, t->column + 3);
  t->indent = t->column;
  term_lit(t, "● says it  ◆ says more  ○ says less  ✕ denies it  · does not have it");
  term_ink(t, INK_PLAIN);
  term_end(t);
}

static void put_voices(term *t, const digest *g, const shared_claim *c, u32 indent) {
  u32 n;
  voice *list = voices_of(g, c, &n);
  for (u32 i = 0; i < n; i++) {
    term_begin(t, indent + 2, indent + 4);
    put_columns(t, g, list[i].articles, list[i].narticles);
    term_lit(t, ": ");
    if (list[i].chain.n) term_inked(t, INK_BLUE, list[i].chain);
    else term_lit(t, "in its own words");
    if (list[i].certainty > CERTAINTY_ATTRIBUTED) term_lit(t, ", "), term_text(t, certainty_name(list[i].certainty));
    term_end(t);
  }
}

static void put_independence(term *t, const shared_claim *c, u32 indent) {
  if (!c->max || (c->min == c->max && c->max > 1 && !c->nwhy)) return;
  term_begin(t, indent + 2, indent + 4);
  term_ink(t, c->max == 1 ? INK_YELLOW : INK_PLAIN);
  if (c->max == 1) term_lit(t, "! one source");
  else if (c->min == c->max) put_count(t, c->max, "independent source", "independent sources");
  else term_number(t, c->min), term_lit(t, " to "), put_count(t, c->max, "independent source", "independent sources");
  term_ink(t, INK_PLAIN);
  for (u32 i = 0; i < MIN(c->nwhy, WHY_MOST); i++) term_text(t, i ? S("; ") : S(": ")), term_text(t, c->why[i]);
  term_end(t);
}

static void put_differences(term *t, const digest *g, const shared_claim *c, u32 indent) {
  for (u32 k = 0; k < DIFF_WORDING; k++) {
    if (k == DIFF_CHANGED || !has_sides(g, c, (difference_kind)k)) continue;   // changed chains are seen above
    term_begin(t, indent + 2, indent + 4);
    term_inked(t, INK_YELLOW, S("≠ "));
    put_difference(t, g, c, (difference_kind)k);
    term_end(t);
  }
}

void put_shared(term *t, const digest *g) {
  if (!g->nshared) return;
  put_section(t, S("WHAT SEVERAL SAY"));
  put_cells_head(t, g->story);
  for (u32 i = 0; i < g->nshared; i++) {
    const shared_claim *c = &g->story->claims[g->shared[i]];
    term_begin(t, 2, 2);
    u32 indent = put_cells(t, g, c);
    term_to(t, indent);
    t->indent = indent;
    term_inked(t, INK_BOLD, c->text);
    term_end(t);
    put_voices(t, g, c, indent);
    put_differences(t, g, c, indent);
    put_independence(t, c, indent);
  }
}

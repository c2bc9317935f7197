// The stemma as a tree of lines, for a terminal.
#include "output/story_text.h"

enum { DEEPEST = 12, MOST_LINES = 60 };

typedef struct {
  term *t;
  const digest *g;
  u32 *first, *next;    // edges of a node as a list: first[N], next[E], 1-based
  bool *shown;          // [N] the node has had its lines
  bool open[DEEPEST];   // a further branch comes at this depth
  u32 lines;
} tree;

static void put_name(tree *w, u32 node) {
  const source_node *n = &w->g->story->nodes[node];
  term_inked(w->t, n->article ? INK_GREEN : n->named ? INK_BOLD : INK_PLAIN, n->name.n ? n->name : S("nobody named"));
  if (n->article) {
    term_lit(w->t, " [");
    term_number(w->t, column_of(w->g, n->article) + 1);
    term_lit(w->t, "]");
  } else if (n->kind != SOURCE_UNNAMED) {
    term_lit(w->t, ", ");
    term_text(w->t, kind_words(n->kind));
  }
  str kin = kin_words(w->g, node);
  if (kin.n) {
    term_lit(w->t, " {");
    term_text(w->t, kin);
    term_lit(w->t, "}");
  }
}

static void put_branch(tree *w, u32 node, u32 edge, u32 depth, bool last) {
  const story *s = w->g->story;
  u32 indent = 2 + 3 * depth;
  for (u32 i = 1; i < depth; i++) {
    term_begin(w->t, 2 + 3 * (i - 1), indent + 3);
    if (w->open[i]) term_lit(w->t, "│");
  }
  term_begin(w->t, depth ? indent - 3 : indent, indent + 3);
  if (depth) {
    term_text(w->t, last ? S("└─ ") : S("├─ "));
    term_inked(w->t, INK_DIM, edge_kind_name(s->edges[edge - 1].kind));
    term_lit(w->t, " ");
  }
  put_name(w, node);
  if (w->shown[node] && w->first[node]) term_lit(w->t, " (above)");
  term_end(w->t);
  w->lines++;
}

static void put_below(tree *w, u32 node, u32 depth) {
  if (w->shown[node] || depth + 1 >= DEEPEST) return;
  w->shown[node] = true;
  for (u32 e = w->first[node]; e && w->lines < MOST_LINES; e = w->next[e]) {
    u32 to = w->g->story->edges[e - 1].to;
    w->open[depth + 1] = w->next[e] != 0;
    put_branch(w, to, e, depth + 1, !w->next[e]);
    put_below(w, to, depth + 1);
  }
}

static void link_edges(tree *w, bool *fed) {
  const story *s = w->g->story;
  for (u32 e = s->nedges; e-- > 0;) {
    const source_edge *edge = &s->edges[e];
    if (edge->from == edge->to) continue;
    w->next[e + 1] = w->first[edge->from];
    w->first[edge->from] = e + 1;
    fed[edge->to] = true;
  }
}

// Articles that the node's lines lead to, counted up to two.
static u32 reaches(const tree *w, u32 node) {
  const story *s = w->g->story;
  u32 n = 0;
  for (u32 e = w->first[node]; e && n < 2; e = w->next[e]) n += s->nodes[s->edges[e - 1].to].article ? 1 : 2;
  return n;
}

// Sources that one article alone cites, with nobody between, stand in one line for each article.
static void put_singles(tree *w, const bool *fed, u32 article) {
  const story *s = w->g->story;
  u32 n = 0;
  for (u32 i = 0; i < s->nnodes; i++) {
    if (w->shown[i] || fed[i] || !w->first[i] || s->nodes[s->edges[w->first[i] - 1].to].article != article) continue;
    if (!n++) {
      term_begin(w->t, 2, 4);
      term_lit(w->t, "only ");
      term_inked(w->t, INK_GREEN, outlet_of(w->g->all->docs[article]));
      term_lit(w->t, " [");
      term_number(w->t, column_of(w->g, article) + 1);
      term_lit(w->t, "] cites ");
    } else {
      term_lit(w->t, ", ");
    }
    term_text(w->t, s->nodes[i].name.n ? s->nodes[i].name : S("nobody named"));
    w->shown[i] = true;
  }
  if (n) term_end(w->t);
}

void put_tree(term *t, const digest *g) {
  const story *s = g->story;
  tree w = {.t = t, .g = g, .first = NEWS(g->mem, u32, s->nnodes + 1), .next = NEWS(g->mem, u32, s->nedges + 2),
            .shown = NEWS(g->mem, bool, s->nnodes + 1)};
  bool *fed = NEWS(g->mem, bool, s->nnodes + 1);
  if (!s->nedges) return;
  link_edges(&w, fed);
  put_section(t, S("THE STEMMA: WHO HAD IT FROM WHOM"));
  for (u32 pass = 0; pass < 2; pass++) {   // origins first; then what hangs in a circle only
    for (u32 i = 0; i < s->nnodes && w.lines < MOST_LINES; i++) {
      if (w.shown[i] || !w.first[i] || (!pass && (fed[i] || reaches(&w, i) < 2))) continue;
      put_branch(&w, i, 0, 0, true);
      put_below(&w, i, 0);
    }
    for (u32 i = 0; !pass && i < s->narticles; i++) put_singles(&w, fed, s->articles[i]);
  }
  if (w.lines == MOST_LINES) term_begin(t, 2, 2), term_lit(t, "… the rest is in the other formats"), term_end(t);
}

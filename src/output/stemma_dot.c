// The stemma in the DOT language, for Graphviz: as it is handed out, and bare for our own layout.
#include "output/digest.h"
#include "output/outputs.h"
#include "output/stemma_draw.h"
#include "output/term.h"

// A picture is to be read: it has all articles, and of the sources those that tell most.
enum { MOST_SOURCES = 24, NAME_COLUMNS = 30 };

str node_label(const source_node *n) { return n->name.n ? n->name : S("nobody named"); }

// ---- which nodes are drawn

// How much a node tells: whom it leads to and from whom it has it first, then how much rests on it.
static u32 weight_of(const story *s, u32 node) {
  u32 links = 0;
  for (u32 e = 0; e < s->nedges; e++) {
    if (s->edges[e].from == s->edges[e].to) continue;
    if (s->edges[e].from == node) links += s->nodes[s->edges[e].to].article ? 1 : 2;
    if (s->edges[e].to == node) links += 2;
  }
  return MIN(links, 50) * 1000 + MIN(s->nodes[node].claims, 900) + (s->nodes[node].named ? 2 : 0);
}

static bool edge_drawn(const story *s, const bool *drawn, u32 e) {
  const source_edge *edge = &s->edges[e];
  return edge->from != edge->to && drawn[edge->from] && drawn[edge->to];
}

static void drop_lightest(arena *mem, const story *s, bool *drawn, u32 count) {
  u32 *weight = NEWS(mem, u32, s->nnodes + 1);
  for (u32 i = 0; i < s->nnodes; i++) weight[i] = weight_of(s, i);
  for (; count > MOST_SOURCES; count--) {
    u32 least = s->nnodes;
    for (u32 i = 0; i < s->nnodes; i++)
      if (drawn[i] && !s->nodes[i].article && (least == s->nnodes || weight[i] <= weight[least])) least = i;
    drawn[least] = false;
  }
}

static bool *drawn_nodes(arena *mem, const story *s) {
  bool *drawn = NEWS(mem, bool, s->nnodes + 1), *linked = NEWS(mem, bool, s->nnodes + 1);
  u32 count = 0;
  for (u32 e = 0; e < s->nedges; e++) drawn[s->edges[e].from] = drawn[s->edges[e].to] = true;
  for (u32 i = 0; i < s->nnodes; i++) {
    drawn[i] |= s->nodes[i].article != 0;
    count += drawn[i] && !s->nodes[i].article;
  }
  if (count > MOST_SOURCES) drop_lightest(mem, s, drawn, count);
  for (u32 e = 0; e < s->nedges; e++)
    if (edge_drawn(s, drawn, e)) linked[s->edges[e].from] = linked[s->edges[e].to] = true;
  for (u32 i = 0; i < s->nnodes; i++) drawn[i] = drawn[i] && (linked[i] || s->nodes[i].article);
  return drawn;
}

// The first node of the same family that is drawn, s->nnodes where it has no family.
static u32 family_first(const story *s, const bool *drawn, u32 node) {
  if (!s->nodes[node].family.n) return s->nnodes;
  for (u32 i = 0; i < s->nnodes; i++)
    if (drawn[i] && str_eq(s->nodes[i].family, s->nodes[node].family)) return i;
  return s->nnodes;
}

static u32 family_size(const story *s, const bool *drawn, str family) {
  u32 n = 0;
  for (u32 i = 0; i < s->nnodes; i++) n += drawn[i] && str_eq(s->nodes[i].family, family);
  return n;
}

// ---- words

static void put_quoted(out *o, str s) {
  out_byte(o, '"');
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '"' || s.p[i] == '\\') out_byte(o, '\\');
    if (s.p[i] == '\n') out_lit(o, "\\n");
    else out_byte(o, (unsigned char)s.p[i] < 0x20 ? ' ' : s.p[i]);
  }
  out_byte(o, '"');
}

static const char *look_of(const source_node *n) {
  if (n->article) return "shape=box, style=\"filled,bold\", fillcolor=\"#dff1ee\"";
  switch (n->kind) {
    case SOURCE_AGENCY: case SOURCE_OUTLET: case SOURCE_STATE_MEDIA: return "shape=box, style=filled, fillcolor=\"#fdf0d5\"";
    case SOURCE_GOVERNMENT: case SOURCE_ORGANISATION: case SOURCE_COMPANY: case SOURCE_PARTY: return "shape=octagon";
    case SOURCE_DOCUMENT: case SOURCE_DATA: case SOURCE_EVIDENCE: return "shape=note";
    case SOURCE_UNNAMED: case SOURCE_WITNESS: return "shape=box, style=\"rounded,dashed\"";
    default: return "shape=box, style=rounded";
  }
}

static const char *line_of(edge_kind k) {
  switch (k) {
    case EDGE_COPIED: return "penwidth=2.5";
    case EDGE_CITED: case EDGE_CREDITED: return "style=dashed";
    case EDGE_OWNS: return "style=dotted";
    default: return "penwidth=1.2";
  }
}

static void put_node(out *o, const story *s, u32 i, bool bare) {
  const source_node *n = &s->nodes[i];
  if (bare) {
    double name = MIN(display_width(node_label(n)), NAME_COLUMNS), kind = (double)kind_words(n->kind).n;
    out_f(o, "    n%u [width=%.2f, height=0.58]\n", i, (MAX(name * 7.6, kind * 6.4) + 34) / 72);
    return;
  }
  out_f(o, "    n%u [label=", i);
  out label = {0};
  out_str(&label, node_label(n));
  out_lit(&label, "\n");
  out_str(&label, kind_words(n->kind));
  put_quoted(o, out_view(&label));
  out_free(&label);
  out_f(o, ", %s]\n", look_of(n));
}

// The label's place is kept free by a table of fixed size: a text would be measured in the fonts of the machine.
static void put_family(out *o, arena *mem, const story *s, const bool *drawn, u32 first, bool bare) {
  str name = s->nodes[first].family, label = family_words(name, s->nodes[first].name, mem);
  out_f(o, "  subgraph cluster_%u {\n    ", first);
  if (bare) {
    out_f(o, "margin=10; label=<<TABLE BORDER=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" HEIGHT=\"16\"><TR><TD></TD></TR></TABLE>>\n",
          MIN(display_width(label), NAME_COLUMNS) * 7 + 10);
  } else {
    out_lit(o, "style=rounded; color=gray; fontcolor=gray40; label=");
    put_quoted(o, label);
    out_lit(o, "\n");
  }
  for (u32 i = 0; i < s->nnodes; i++)
    if (drawn[i] && str_eq(s->nodes[i].family, name)) put_node(o, s, i, bare);
  out_lit(o, "  }\n");
}

static void put_edge(out *o, const story *s, u32 e, bool bare) {
  const source_edge *edge = &s->edges[e];
  if (bare) {
    out_f(o, "  n%u -> n%u [id=e%u]\n", edge->from, edge->to, e);
    return;
  }
  out_f(o, "  n%u -> n%u [label=", edge->from, edge->to);
  put_quoted(o, edge_kind_name(edge->kind));
  out_f(o, ", %s]\n", line_of(edge->kind));
}

void put_dot(out *o, arena *mem, const story *s, bool bare) {
  bool *drawn = drawn_nodes(mem, s);
  out_lit(o, "digraph ");
  put_quoted(o, s->title);
  out_lit(o, " {\n  rankdir=LR; nodesep=0.2; ranksep=1.2\n");
  if (bare) out_lit(o, "  node [fixedsize=true, label=\"\", shape=box]\n  edge [tailport=e, headport=w]\n");
  else out_lit(o, "  node [fontname=\"Helvetica\", fontsize=11]\n  edge [fontname=\"Helvetica\", fontsize=9]\n");
  for (u32 i = 0; i < s->nnodes; i++) {
    u32 first = drawn[i] ? family_first(s, drawn, i) : s->nnodes;
    bool grouped = first < s->nnodes && family_size(s, drawn, s->nodes[i].family) > 1;
    if (grouped && first == i) put_family(o, mem, s, drawn, i, bare);
    if (drawn[i] && !grouped) put_node(o, s, i, bare);
  }
  for (u32 e = 0; e < s->nedges; e++)
    if (edge_drawn(s, drawn, e)) put_edge(o, s, e, bare);
  out_lit(o, "}\n");
}

// A file of DOT may hold several graphs: one for each story.
void write_stories_dot(out *o, const stories *all, const write_options *w) {
  for (u32 i = 0; i < all->count; i++) put_dot(o, w->mem, &all->stories[i], false);
}

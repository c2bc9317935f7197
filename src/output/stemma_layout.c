// Where the parts of a stemma stand: the layout is libgvc's `dot` (Gansner, Koutsofios, North, Vo 1993), the drawing ours.
#include <gvc.h>
#include <pthread.h>
#undef MIN
#undef MAX

#include "output/digest.h"
#include "output/stemma_draw.h"

// libgvc keeps state of its own and gives back only part of a context: one for the whole program, one drawing at a time.
static pthread_mutex_t drawing = PTHREAD_MUTEX_INITIALIZER;
static GVC_t *the_context(void) {
  static GVC_t *context;
  if (!context) context = gvContext();
  return context;
}

typedef struct {
  arena *mem;
  picture *p;
  double left, top;   // of the bounding box; y points up in libgvc, down here
} frame;

static spot placed(const frame *f, pointf at) { return (spot){at.x - f->left, f->top - at.y}; }

static curve curve_of(const frame *f, const bezier *b) {
  curve c = {NEWS(f->mem, spot, (size_t)b->size), (u32)b->size, {0, 0}};
  for (u32 i = 0; i < c.n; i++) c.at[i] = placed(f, b->list[i]);
  c.tip = b->eflag ? placed(f, b->ep) : c.at[c.n - 1];
  return c;
}

static u32 number_in(const char *name) {
  i64 n = 0;
  return name && str_to_int(str_from(str_of(name), 1), &n) ? (u32)n : 0;
}

static void take_nodes(const frame *f, Agraph_t *g, const story *s) {
  for (Agnode_t *n = agfstnode(g); n; n = agnxtnode(g, n)) {
    u32 row = number_in(agnameof(n));
    if (row < s->nnodes) f->p->nodes[row] = (area){placed(f, ND_coord(n)), ND_width(n) * 72, ND_height(n) * 72};
    for (Agedge_t *e = agfstout(g, n); e; e = agnxtout(g, e)) {
      static char id[] = "id";
      u32 edge = number_in(agget(e, id));
      if (edge < s->nedges && ED_spl(e) && ED_spl(e)->size) f->p->edges[edge] = curve_of(f, &ED_spl(e)->list[0]);
    }
  }
}

// By the rows of their first nodes: libcgraph hands out subgraphs by the addresses of their names.
static void take_families(const frame *f, Agraph_t *g, const story *s) {
  for (u32 first = 0; first < s->nnodes; first++) {
    char name[32];
    snprintf(name, sizeof name, "cluster_%u", first);
    Agraph_t *sub = agsubg(g, name, 0);
    if (!sub) continue;
    spot low = placed(f, GD_bb(sub).LL), high = placed(f, GD_bb(sub).UR);
    area at = {{(low.x + high.x) / 2, (low.y + high.y) / 2}, high.x - low.x, low.y - high.y};
    f->p->families[f->p->nfamilies++] = (family_box){family_words(s->nodes[first].family, s->nodes[first].name, f->mem), at};
  }
}

static void lay_out(GVC_t *gvc, const char *dot, arena *mem, const story *s, picture *p) {
  Agraph_t *g = agmemread(dot);
  if (g && !gvLayout(gvc, g, "dot")) {
    frame f = {mem, p, GD_bb(g).LL.x, GD_bb(g).UR.y};
    p->width = GD_bb(g).UR.x - GD_bb(g).LL.x;
    p->height = GD_bb(g).UR.y - GD_bb(g).LL.y;
    take_nodes(&f, g, s);
    take_families(&f, g, s);
    gvFreeLayout(gvc, g);
  }
  if (g) agclose(g);
}

picture picture_of(arena *mem, const story *s) {
  picture p = {.nodes = NEWS(mem, area, s->nnodes + 1), .edges = NEWS(mem, curve, s->nedges + 1),
               .families = NEWS(mem, family_box, s->nnodes + 1)};
  if (!s->nnodes) return p;
  out dot = {0};
  put_dot(&dot, mem, s, true);
  const char *text = str_c(mem, out_view(&dot));
  out_free(&dot);
  pthread_mutex_lock(&drawing);
  agseterr(AGMAX);
  GVC_t *gvc = the_context();
  if (gvc) lay_out(gvc, text, mem, s, &p);
  pthread_mutex_unlock(&drawing);
  return p;
}

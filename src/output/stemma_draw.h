// The stemma drawn: nodes are outlets, agencies, bodies, persons and documents, edges say who had it from whom.
#ifndef STEMMA_DRAW_H
#define STEMMA_DRAW_H

#include "base/out.h"
#include "graph/story.h"

typedef struct {
  double x, y;            // in points, y downwards
} spot;

typedef struct {
  spot at;               // the middle
  double w, h;
} area;

typedef struct {
  spot *at;              // [n] control points of cubic curves: the start, then three for each
  u32 n;
  spot tip;              // where the arrow ends
} curve;

typedef struct {
  str label;
  area at;
} family_box;

// Where libgvc puts things. Edges and nodes that are not drawn have no size and no points.
typedef struct {
  area *nodes;             // [story nodes]
  curve *edges;           // [story edges]
  family_box *families;   // [nfamilies]
  u32 nfamilies;
  double width, height;   // 0: nothing is drawn
} picture;

picture picture_of(arena *mem, const story *s);

// The graph in DOT. `bare`: boxes of fixed size without a label, so that the fonts of a machine do not move them.
void put_dot(out *o, arena *mem, const story *s, bool bare);

// An <svg> element; the classes of its parts are those of web/stemma.css. `id` keeps several on a page apart.
void put_svg(out *o, const story *s, const picture *p, u32 id);

str node_label(const source_node *n);   // its name, cut where it is long
void put_xml(out *o, str s);             // escaped for HTML and XML, as content or inside double quotes
void put_svg_text(out *o, const char *class, double x, double y, str text, u32 columns);   // cut with … where it is longer

#endif

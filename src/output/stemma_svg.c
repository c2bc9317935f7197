// The stemma as SVG: shapes by kind, colours from web/stemma.css, which knows light and dark.
#include <math.h>

#include "base/utf8.h"
#include "output/digest.h"
#include "output/outputs.h"
#include "output/stemma_draw.h"
#include "output/term.h"
#include "web.h"

static const double LABEL_PLACE = 0.7;   // of the length of an edge

enum { NAME_COLUMNS = 30, LABELLED_EDGES = 10, MARGIN = 8, TITLE_HEIGHT = 34, LEGEND_HEIGHT = 30, STEPS = 12 };

// Controls cannot stand in XML, not even escaped; in HTML they would do no good.
void put_xml(out *o, str s) {
  for (size_t i = 0, from = 0; i <= s.n; i++) {
    unsigned char c = i < s.n ? (unsigned char)s.p[i] : '<';
    bool special = c == '<' || c == '>' || c == '&' || c == '"' || c == '\'' || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    if (!special) continue;
    out_str(o, str_sub(s, from, i));
    from = i + 1;
    if (i == s.n) break;
    if (c == '<') out_lit(o, "&lt;");
    else if (c == '>') out_lit(o, "&gt;");
    else if (c == '&') out_lit(o, "&amp;");
    else if (c == '"') out_lit(o, "&quot;");
    else if (c == '\'') out_lit(o, "&#39;");
    else out_lit(o, "\uFFFD");
  }
}

static const char *class_of(const source_node *n) {
  if (n->article) return "article";
  switch (n->kind) {
    case SOURCE_AGENCY: return "agency";
    case SOURCE_OUTLET: case SOURCE_STATE_MEDIA: return "medium";
    case SOURCE_GOVERNMENT: case SOURCE_ORGANISATION: case SOURCE_COMPANY: case SOURCE_PARTY: return "body";
    case SOURCE_DOCUMENT: case SOURCE_DATA: case SOURCE_EVIDENCE: return "paper";
    case SOURCE_UNNAMED: case SOURCE_WITNESS: return "vague";
    default: return "person";
  }
}

// Persons are round, bodies have cut corners, papers a folded one, media are square.
static void put_shape(out *o, const source_node *n, area b) {
  double x = b.at.x - b.w / 2, y = b.at.y - b.h / 2, cut = 9;
  const char *class = class_of(n);
  if (!strcmp(class, "body"))
    out_f(o, "<path d=\"M%.1f %.1fh%.1fl%.1f %.1fv%.1fl-%.1f %.1fh-%.1fl-%.1f-%.1fv-%.1fz\"/>", x + cut, y, b.w - 2 * cut, cut, cut,
          b.h - 2 * cut, cut, cut, b.w - 2 * cut, cut, cut, b.h - 2 * cut);
  else if (!strcmp(class, "paper"))
    out_f(o, "<path d=\"M%.1f %.1fh%.1fl%.1f %.1fv%.1fh-%.1fzM%.1f %.1fv%.1fh%.1f\"/>", x, y, b.w - cut, cut, cut, b.h - cut, b.w,
          x + b.w - cut, y, cut, cut);
  else
    out_f(o, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\"/>", x, y, b.w, b.h,
          !strcmp(class, "person") || !strcmp(class, "vague") ? b.h / 2 : 5.0);
}

// Bytes of the first `columns` columns of s.
static size_t fitting(str s, u32 columns) {
  size_t n = 0, next;
  for (u32 used = 0; n < s.n; n = next) {
    next = utf8_next(s, n);
    used += display_width(str_sub(s, n, next));
    if (used > columns) break;
  }
  return n;
}

void put_svg_text(out *o, const char *class, double x, double y, str text, u32 columns) {
  bool cut = fitting(text, columns) < text.n;
  out_f(o, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", class, x, y);
  put_xml(o, cut ? str_sub(text, 0, fitting(text, columns - 1)) : text);
  if (cut) out_lit(o, "…");
  out_lit(o, "</text>");
}

static void put_node(out *o, const story *s, u32 i, area b, bool linked) {
  const source_node *n = &s->nodes[i];
  if (b.w <= 0) return;
  if (linked && n->article) out_f(o, "<a href=\"#a%u\">", n->article);
  out_f(o, "<g class=\"node %s%s\"><title>", class_of(n), n->named ? "" : " unnamed");
  put_xml(o, node_label(n));
  out_lit(o, ", ");
  out_str(o, kind_words(n->kind));
  if (n->claims) out_f(o, ": %u %s", n->claims, n->claims == 1 ? "claim" : "claims");
  out_lit(o, "</title>");
  put_shape(o, n, b);
  put_svg_text(o, "name", b.at.x, b.at.y - 2, node_label(n), NAME_COLUMNS);
  put_svg_text(o, "kind", b.at.x, b.at.y + 13, kind_words(n->kind), NAME_COLUMNS);
  out_lit(o, "</g>");
  if (linked && n->article) out_lit(o, "</a>");
  out_byte(o, '\n');
}

static spot on_curve(const curve *c, u32 step) {
  u32 piece = MIN(step / STEPS, c->n / 3 - 1);
  const spot *p = &c->at[3 * (size_t)piece];
  double t = (double)(step - piece * STEPS) / STEPS, u = 1 - t;
  double a = u * u * u, b = 3 * u * u * t, e = 3 * u * t * t, f = t * t * t;
  return (spot){a * p[0].x + b * p[1].x + e * p[2].x + f * p[3].x, a * p[0].y + b * p[1].y + e * p[2].y + f * p[3].y};
}

static double apart(spot a, spot b) { return hypot(a.x - b.x, a.y - b.y); }

// Where the label stands: past the middle, for there edges from one node have parted.
static spot label_at(const curve *c) {
  u32 steps = c->n / 3 * STEPS, i = 0;
  double length = 0, gone = 0;
  for (u32 k = 0; k < steps; k++) length += apart(on_curve(c, k), on_curve(c, k + 1));
  while (i + 1 < steps && gone + apart(on_curve(c, i), on_curve(c, i + 1)) < length * LABEL_PLACE) {
    gone += apart(on_curve(c, i), on_curve(c, i + 1));
    i++;
  }
  return on_curve(c, i + 1);
}

static void put_edge(out *o, const story *s, u32 e, const curve *c, u32 id, bool all_labelled) {
  if (c->n < 4) return;
  out_f(o, "<g class=\"edge %s\"><path marker-end=\"url(#tip%u)\" d=\"M%.1f %.1fC", edge_kind_name(s->edges[e].kind).p, id, c->at[0].x,
        c->at[0].y);
  for (u32 i = 1; i < c->n; i++) out_f(o, "%s%.1f %.1f", i > 1 ? " " : "", c->at[i].x, c->at[i].y);
  out_f(o, "L%.1f %.1f\"/>", c->tip.x, c->tip.y);
  spot m = label_at(c);
  if (all_labelled || s->edges[e].kind != EDGE_CITED) put_svg_text(o, "how", m.x, m.y + 3, edge_kind_name(s->edges[e].kind), NAME_COLUMNS);
  out_lit(o, "</g>\n");
}

static bool has_kind(const story *s, const picture *p, edge_kind k) {
  for (u32 e = 0; e < s->nedges; e++)
    if (s->edges[e].kind == k && p->edges[e].n) return true;
  return false;
}

// What the lines mean, below the picture.
static void put_legend(out *o, const story *s, const picture *p) {
  double x = 0, y = p->height + LEGEND_HEIGHT - 8;
  for (u32 k = 0; k < EDGE_KIND_COUNT; k++) {
    if (!has_kind(s, p, (edge_kind)k)) continue;
    str name = edge_kind_name((edge_kind)k);
    out_f(o, "<g class=\"edge %s\"><path d=\"M%.1f %.1fh34\"/>", name.p, x, y - 4);
    put_svg_text(o, "key", x + 40, y, name, NAME_COLUMNS);
    out_lit(o, "</g>\n");
    x += 56 + 7.0 * (double)name.n;
  }
}

static void put_picture(out *o, const story *s, const picture *p, u32 id, bool linked) {
  u32 drawn = 0;
  for (u32 e = 0; e < s->nedges; e++) drawn += p->edges[e].n > 0;
  for (u32 i = 0; i < p->nfamilies; i++) {
    area b = p->families[i].at;
    out_f(o, "<g class=\"family\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"9\"/>", b.at.x - b.w / 2,
          b.at.y - b.h / 2, b.w, b.h);
    put_svg_text(o, "name", b.at.x, b.at.y - b.h / 2 + 16, p->families[i].label, NAME_COLUMNS);
    out_lit(o, "</g>\n");
  }
  for (u32 e = 0; e < s->nedges; e++) put_edge(o, s, e, &p->edges[e], id, drawn <= LABELLED_EDGES);
  for (u32 i = 0; i < s->nnodes; i++) put_node(o, s, i, p->nodes[i], linked);
  put_legend(o, s, p);
}

static void put_tip(out *o, u32 id) {
  out_f(o, "<defs><marker id=\"tip%u\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
           "markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"tip\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n", id);
}

void put_svg(out *o, const story *s, const picture *p, u32 id) {
  out_f(o, "<svg class=\"stemma\" role=\"img\" aria-label=\"Who had it from whom\" width=\"%.0f\" height=\"%.0f\" "
           "viewBox=\"-%d -%d %.1f %.1f\">\n", p->width + 2 * MARGIN, p->height + LEGEND_HEIGHT + 2 * MARGIN, MARGIN,
        MARGIN, p->width + 2 * MARGIN, p->height + LEGEND_HEIGHT + 2 * MARGIN);
  put_tip(o, id);
  put_picture(o, s, p, id, true);
  out_lit(o, "</svg>\n");
}

// A file of its own: the stories one below the other.
void write_stories_svg(out *o, const stories *all, const write_options *w) {
  picture *p = NEWS(w->mem, picture, all->count + 1);
  double width = 320, height = MARGIN, y = 0;
  for (u32 i = 0; i < all->count; i++) {
    p[i] = picture_of(w->mem, &all->stories[i]);
    width = MAX(width, p[i].width);
    height += TITLE_HEIGHT + p[i].height + LEGEND_HEIGHT + 3 * MARGIN;
  }
  out_f(o, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"stemma alone\" width=\"%.0f\" height=\"%.0f\" viewBox=\"-%d 0 %.1f %.1f\">\n"
           "<style>", width + 2 * MARGIN, height, MARGIN, width + 2 * MARGIN, height);
  out_str(o, (str){web_stemma_css, sizeof web_stemma_css});
  out_f(o, "</style>\n<rect class=\"paper\" x=\"-%d\" width=\"100%%\" height=\"100%%\"/>\n", MARGIN);
  put_tip(o, 0);
  for (u32 i = 0; i < all->count; i++) {
    put_svg_text(o, "title", 0, y + 24, all->stories[i].title, (u32)(width / 10));
    out_f(o, "<g transform=\"translate(0 %.1f)\">\n", y + TITLE_HEIGHT + MARGIN);
    put_picture(o, &all->stories[i], &p[i], 0, false);
    out_lit(o, "</g>\n");
    y += TITLE_HEIGHT + p[i].height + LEGEND_HEIGHT + 3 * MARGIN;
  }
  out_lit(o, "</svg>\n");
}

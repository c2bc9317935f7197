// The places of a story on an outline of the world, as SVG. Plate carrée, the middle parallel true to scale; colours from
// web/stemma.css. web/world.txt has a land or a water (~) a line: its name, then the corners as latitude,longitude.
#include <math.h>
#include <stdlib.h>

#include "output/digest.h"
#include "output/map_svg.h"
#include "output/outputs.h"
#include "output/stemma_draw.h"
#include "output/term.h"
#include "web.h"

enum { MAP_WIDTH = 760, MAP_MOST_HEIGHT = 560, MAP_LEAST_HEIGHT = 260, MOST_CORNERS = 512, LABEL_HEIGHT = 15, NAME_COLUMNS = 30, MAP_TITLE = 34 };

static const double LEAST_SPAN = 14;   // degrees: a single town is shown with its surroundings
static const double AROUND = 0.18;     // of the span, on each side
static const double LETTER = 7.2;      // width of one, about
static const double RADIAN = 0.017453292519943295;
static const double NORTHMOST = 84, SOUTHMOST = -64;

// What of the world is shown: degrees, and points a degree in both directions.
typedef struct {
  double west, east, south, north, kx, ky, width, height;
} view;

static spot spot_on(const view *v, double lat, double lon) { return (spot){(lon - v->west) * v->kx, (v->north - lat) * v->ky}; }

static void widen(double *low, double *high, double least) {
  double half = MAX((*high - *low) * (1 + 2 * AROUND), least) / 2, middle = (*low + *high) / 2;
  *low = middle - half;
  *high = middle + half;
}

// Whole countries stand for more than a point: they ask for wider surroundings.
static view view_of(const where *list, u32 n) {
  view v = {.west = 180, .east = -180, .south = 90, .north = -90};
  double least = LEAST_SPAN;
  for (u32 i = 0; i < n; i++) {
    const place *p = &list[i].row->where;
    v.west = fmin(v.west, p->lon), v.east = fmax(v.east, p->lon);
    v.south = fmin(v.south, p->lat), v.north = fmax(v.north, p->lat);
    if (p->precision == PRECISION_COUNTRY) least = 2 * LEAST_SPAN;
  }
  widen(&v.west, &v.east, least);
  widen(&v.south, &v.north, least / 2);
  v.north = fmin(v.north, NORTHMOST), v.south = fmax(v.south, SOUTHMOST);
  double narrow = cos((v.north + v.south) / 2 * RADIAN);
  double tall = (v.north - v.south) / ((v.east - v.west) * narrow) * MAP_WIDTH;
  if (tall > MAP_MOST_HEIGHT) widen(&v.west, &v.east, (v.east - v.west) * tall / MAP_MOST_HEIGHT);
  else if (tall < MAP_LEAST_HEIGHT) widen(&v.south, &v.north, (v.north - v.south) * MAP_LEAST_HEIGHT / tall);
  v.width = MAP_WIDTH;
  v.kx = v.width / (v.east - v.west);
  v.ky = v.kx / narrow;
  v.height = (v.north - v.south) * v.ky;
  return v;
}

// ---- lands and waters

static u32 corners_of(str line, spot *lat_lon) {
  u32 n = 0;
  while (line.n && n < MOST_CORNERS) {
    str one = str_token(&line, ' ');
    const char *comma = memchr(one.p, ',', one.n);
    if (comma) lat_lon[n++] = (spot){strtod(comma + 1, NULL), strtod(one.p, NULL)};
  }
  return n;
}

// A shape whose frame does not meet the view is left out. `turn`: degrees eastwards, for what lies beyond the date line.
static void put_land(out *o, const view *v, const spot *at, u32 n, double turn, bool water) {
  double west = 999, east = -999, south = 999, north = -999;
  for (u32 i = 0; i < n; i++) {
    west = fmin(west, at[i].x + turn), east = fmax(east, at[i].x + turn);
    south = fmin(south, at[i].y), north = fmax(north, at[i].y);
  }
  if (n < 2 || east < v->west || west > v->east || north < v->south || south > v->north) return;
  out_f(o, "<path class=\"%s\" d=\"", water ? "water" : "land");
  for (u32 i = 0; i < n; i++) {
    spot p = spot_on(v, at[i].y, at[i].x + turn);
    out_f(o, "%c%.1f %.1f", i ? 'L' : 'M', p.x, p.y);
  }
  out_lit(o, "z\"/>\n");
}

static void put_world(out *o, const view *v) {
  str rest = {web_world_txt, sizeof web_world_txt};
  spot at[MOST_CORNERS];
  while (rest.n) {
    str line = str_token(&rest, '\n'), name = str_token(&line, ' ');
    u32 n = corners_of(line, at);
    for (int turn = -360; turn <= 360; turn += 360) put_land(o, v, at, n, turn, str_starts(name, S("~")));
  }
}

// ---- places

typedef struct {
  double x, y, w, h;
} box;

static bool meets(const box *a, const box *b) {
  return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static double radius_of(const where *w) { return 3.5 + 1.5 * MIN(w->narticles, 4u); }

// Beside the mark where there is room: right, left, above, below. False: nowhere.
static bool place_label(const view *v, spot at, double radius, double width, const box *taken, u32 n, box *label) {
  const box tries[] = {{at.x + radius + 3, at.y - LABEL_HEIGHT / 2.0, width, LABEL_HEIGHT},
                       {at.x - radius - 3 - width, at.y - LABEL_HEIGHT / 2.0, width, LABEL_HEIGHT},
                       {at.x - width / 2, at.y - radius - LABEL_HEIGHT, width, LABEL_HEIGHT},
                       {at.x - width / 2, at.y + radius, width, LABEL_HEIGHT}};
  for (u32 t = 0; t < COUNT_OF(tries); t++) {
    const box *b = &tries[t];
    bool free = b->x >= 0 && b->y >= 0 && b->x + b->w <= v->width && b->y + b->h <= v->height;
    for (u32 i = 0; i < n && free; i++) free = !meets(b, &taken[i]);
    if (free) return *label = *b, true;
  }
  return false;
}

static void put_mark(out *o, const where *w, spot at) {
  const place *p = &w->row->where;
  out_f(o, "<g class=\"place %s\"><title>", precision_name(p->precision).p);
  put_xml(o, w->row->name);
  if (p->admin1.n) out_lit(o, ", "), put_xml(o, p->admin1);
  if (p->country.n) out_lit(o, ", "), put_xml(o, p->country);
  out_f(o, ": %u %s</title><circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/></g>\n", w->narticles,
        w->narticles == 1 ? "article" : "articles", at.x, at.y, radius_of(w));
}

static int by_weight(const void *a, const void *b) {
  const where *x = a, *y = b;
  if (x->narticles != y->narticles) return x->narticles < y->narticles ? 1 : -1;
  if (x->row->where.precision != y->row->where.precision) return x->row->where.precision < y->row->where.precision ? -1 : 1;
  return str_cmp(x->row->name, y->row->name);
}

// Marks first, then names: those of most articles find their room first, and a name that finds none is left to the title.
static void put_places(out *o, arena *mem, const view *v, where *list, u32 n) {
  box *taken = NEWS(mem, box, 2 * (size_t)n + 1), label;
  qsort(list, n, sizeof *list, by_weight);
  for (u32 i = n; i-- > 0;) {
    spot at = spot_on(v, list[i].row->where.lat, list[i].row->where.lon);
    double r = radius_of(&list[i]);
    taken[i] = (box){at.x - r, at.y - r, 2 * r, 2 * r};
    put_mark(o, &list[i], at);
  }
  u32 used = n;
  for (u32 i = 0; i < n; i++) {
    spot at = spot_on(v, list[i].row->where.lat, list[i].row->where.lon);
    if (!place_label(v, at, radius_of(&list[i]), LETTER * MIN(display_width(list[i].row->name), (u32)NAME_COLUMNS), taken, used, &label)) continue;
    taken[used++] = label;
    put_svg_text(o, "name", label.x + label.w / 2, label.y + LABEL_HEIGHT - 4, list[i].row->name, NAME_COLUMNS);
    out_byte(o, '\n');
  }
}

static void put_map(out *o, arena *mem, const view *v, where *list, u32 n) {
  out_f(o, "<svg class=\"stemma map\" x=\"0\" y=\"0\" role=\"img\" aria-label=\"Where it happens\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.1f %.1f\">\n"
           "<rect class=\"water\" width=\"100%%\" height=\"100%%\"/>\n", v->width, v->height, v->width, v->height);
  put_world(o, v);
  put_places(o, mem, v, list, n);
  out_lit(o, "</svg>\n");
}

void put_places_map(out *o, arena *mem, where *list, u32 n) {
  view v = view_of(list, n);
  put_map(o, mem, &v, list, n);
}

// A file of its own: the stories that have a place, one below the other.
void write_stories_map(out *o, const stories *all, const write_options *w) {
  out body = {0};
  double y = 0;
  for (u32 i = 0; i < all->count; i++) {
    digest g = digest_new(w->mem, all, &all->stories[i]);
    u32 n;
    where *list = places_of(&g, &n);
    if (!n) continue;
    view v = view_of(list, n);
    put_svg_text(&body, "title", 4, y + 23, g.story->title, MAP_WIDTH / 10);
    out_f(&body, "\n<g transform=\"translate(0 %.1f)\">\n", y + MAP_TITLE);
    put_map(&body, w->mem, &v, list, n);
    out_lit(&body, "</g>\n");
    y += MAP_TITLE + v.height;
  }
  out_f(o, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"stemma alone\" width=\"%d\" height=\"%.0f\" viewBox=\"0 0 %d %.1f\">\n<style>",
        MAP_WIDTH, fmax(y, MAP_TITLE), MAP_WIDTH, fmax(y, MAP_TITLE));
  out_str(o, (str){web_stemma_css, sizeof web_stemma_css});
  out_lit(o, "</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
  if (y <= 0) out_lit(o, "<text class=\"title\" x=\"4\" y=\"23\">No place is known.</text>\n");
  out_str(o, out_view(&body));
  out_lit(o, "</svg>\n");
  out_free(&body);
}

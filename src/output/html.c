#include "output/html.h"

#include <stdlib.h>

void open_evidence_link(out *o, u32 article, u32 id, const char *class) {
  out_f(o, "<a class=\"ev%s%s\" href=\"#e%u-%u\">", *class ? " " : "", class, article, id);
}

void put_badge(page *p, u32 article) {
  out_f(p->to, "<a class=\"no\" href=\"#a%u\" title=\"", article);
  put_xml(p->to, outlet_of(p->g.all->docs[article]));
  out_f(p->to, "\">%u</a>", column_of(&p->g, article) + 1);
}

void put_badges(page *p, const u32 *articles, u32 n) {
  out_lit(p->to, "<span class=\"nos\">");
  for (u32 i = 0; i < n; i++) put_badge(p, articles[i]);
  out_lit(p->to, "</span> ");
}

void put_heading(page *p, const char *id, const char *title) {
  out_f(p->to, "<h2 id=\"s%u-%s\">%s</h2>\n", p->number, id, title);
}

static const char *difference_words(difference_kind k) {
  static const char *const names[DIFFERENCE_KIND_COUNT] = {
      [DIFF_DROPPED] = "source dropped", [DIFF_CHANGED] = "other source", [DIFF_CERTAINTY] = "certainty", [DIFF_NUMBER] = "number",
      [DIFF_LIST] = "list", [DIFF_PLACE] = "place", [DIFF_TIME] = "time", [DIFF_NAME] = "name", [DIFF_WORDING] = "wording"};
  return k < DIFFERENCE_KIND_COUNT ? names[k] : "";
}

// Of dropped sources only who dropped it: the chains show the rest.
void put_difference_html(page *p, const shared_claim *c, difference_kind k) {
  u32 n, later = 0;
  side *list = sides_of(&p->g, c, k, &n);
  out_f(p->to, "<p class=\"diff\"><b>%s</b> ", difference_words(k));
  for (u32 i = 0; i < n; i++) {
    if (k == DIFF_DROPPED && list[i].words.n) continue;
    if (later++) out_lit(p->to, " <span class=\"against\">≠</span> ");
    put_badges(p, list[i].articles, list[i].narticles);
    if (k == DIFF_DROPPED) continue;
    if (!list[i].words.n) {
      out_lit(p->to, "<i>has none</i>");
      continue;
    }
    out_str(p->to, k == DIFF_CERTAINTY ? S("<i>") : S("<q>"));
    put_xml(p->to, list[i].words);
    out_str(p->to, k == DIFF_CERTAINTY ? S("</i>") : S("</q>"));
  }
  out_lit(p->to, "</p>\n");
}

// ---- marked text

static int by_place(const void *a, const void *b) {
  const u32 *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

static void put_piece(out *o, const doc *d, span at, const mark *marks, u32 n) {
  char class[8] = {0};
  u32 used = 0;
  for (u32 i = 0; i < n; i++)
    if (span_holds(marks[i].at, at) && !strchr(class, marks[i].kind) && used < sizeof class - 1) class[used++] = marks[i].kind;
  if (used) {
    out_lit(o, "<mark class=\"");
    for (u32 i = 0; i < used; i++) out_f(o, "%sm%c", i ? " " : "", class[i]);
    out_lit(o, "\">");
  }
  put_xml(o, doc_str(d, at));
  if (used) out_lit(o, "</mark>");
}

void put_marked(out *o, arena *mem, const doc *d, span window, const mark *marks, u32 n) {
  u32 *cuts = NEWS(mem, u32, 2 * (size_t)n + 2), count = 0;
  cuts[count++] = window.beg;
  cuts[count++] = window.end;
  for (u32 i = 0; i < n; i++) {
    if (window.beg < marks[i].at.beg && marks[i].at.beg < window.end) cuts[count++] = marks[i].at.beg;
    if (window.beg < marks[i].at.end && marks[i].at.end < window.end) cuts[count++] = marks[i].at.end;
  }
  qsort(cuts, count, sizeof *cuts, by_place);
  for (u32 i = 0; i + 1 < count; i++)
    if (cuts[i] < cuts[i + 1]) put_piece(o, d, (span){cuts[i], cuts[i + 1]}, marks, n);
}

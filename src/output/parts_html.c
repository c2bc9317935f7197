// The parts of a story's page below the table of claims: quotations, the stemma, the timeline, copies, what one has alone.
#include "output/html.h"
#include "output/map_svg.h"
#include "output/word_diff.h"

enum { ONLY_FIRST = 6, COPY_PIECES = 3 };

// ---- quotations in several wordings

static void put_diffed(out *o, str text, diff_words w) {
  bool inside = false;
  for (u32 i = 0; i < w.len; i++) {
    bool differs = !w.at[i].common;
    if (inside && !differs) out_lit(o, "</mark>");
    if (i) out_byte(o, ' ');
    if (differs && !inside) out_lit(o, "<mark class=\"md\">");
    put_xml(o, str_sub(text, w.at[i].at.beg, w.at[i].at.end));
    inside = differs;
  }
  if (inside) out_lit(o, "</mark>");
}

static str variant_words(const page *p, const variant *v) {
  const doc *d = p->g.all->docs[v->article];
  return words_at(p->g.mem, d, d->attributions.at[v->attribution].content);
}

// Each variant is compared with the first, the first with the second.
static void put_quote(page *p, const quote_group *q) {
  out_lit(p->to, "<article class=\"quote\"><h3>");
  put_xml(p->to, q->speaker.n ? q->speaker : S("Nobody named"));
  out_f(p->to, " <small>%s</small></h3><div class=\"variants\">\n", quote_kind_name(q->kind).p);
  for (u32 i = 0; i < q->nvariants; i++) {
    str mine = variant_words(p, &q->variants[i]), other = variant_words(p, &q->variants[i ? 0 : q->nvariants > 1]);
    diff_words a, b;
    word_diff(p->g.mem, mine, other, &a, &b);
    out_lit(p->to, "<figure><blockquote>“");
    put_diffed(p->to, mine, a);
    out_lit(p->to, "”</blockquote><figcaption>");
    put_badge(p, q->variants[i].article);
    out_byte(p->to, ' ');
    put_xml(p->to, outlet_of(p->g.all->docs[q->variants[i].article]));
    out_lit(p->to, "</figcaption></figure>\n");
  }
  out_lit(p->to, "</div></article>\n");
}

void put_quotes_html(page *p) {
  const story *s = p->g.story;
  u32 several = 0;
  for (u32 i = 0; i < s->nquotes; i++) several += s->quotes[i].kind != QUOTE_SAME;
  if (!several) return;
  out_f(p->to, "<section class=\"quotes\" aria-labelledby=\"s%u-quotes\">\n", p->number);
  put_heading(p, "quotes", "One utterance, several wordings");
  for (u32 i = 0; i < s->nquotes; i++)
    if (s->quotes[i].kind != QUOTE_SAME) put_quote(p, &s->quotes[i]);
  out_lit(p->to, "</section>\n");
}

// ---- the stemma

static void put_edge_line(page *p, const source_edge *e) {
  const story *s = p->g.story;
  const doc *d = p->g.all->docs[e->article];
  out_lit(p->to, "<li><details><summary><b>");
  put_xml(p->to, node_label(&s->nodes[e->to]));
  out_f(p->to, "</b> %s <b>", e->kind == EDGE_TOLD ? "was told by" : e->kind == EDGE_COPIED ? "copied" : e->kind == EDGE_OWNS ? "belongs to"
                            : e->kind == EDGE_CREDITED ? "credits" : "cites");
  put_xml(p->to, node_label(&s->nodes[e->from]));
  out_lit(p->to, "</b>");
  if (e->count > 1) out_f(p->to, " <small>%u times</small>", e->count);
  out_lit(p->to, "</summary><p>");
  put_badge(p, e->article);
  out_byte(p->to, ' ');
  span at = sentence_of(d, e->evidence.beg);
  put_marked(p->to, p->g.mem, d, (span){at.beg, MAX(at.end, e->evidence.end)}, &(mark){e->evidence, 's'}, 1);
  out_lit(p->to, "</p></details></li>\n");
}

static void put_census(page *p) {
  u32 n;
  u32 *rows = sources_by_claims(&p->g, &n);
  if (!n) return;
  out_f(p->to, "<details class=\"more\"><summary>The %u sources</summary><table class=\"census\"><thead><tr><th scope=\"col\">Source</th>"
               "<th scope=\"col\">Kind</th><th scope=\"col\">Claims</th></tr></thead><tbody>\n", n);
  for (u32 i = 0; i < n; i++) {
    const source_node *node = &p->g.story->nodes[rows[i]];
    out_lit(p->to, "<tr><td>");
    put_xml(p->to, node_label(node));
    str kin = kin_words(&p->g, rows[i]);
    if (kin.n) out_lit(p->to, " <small>"), put_xml(p->to, kin), out_lit(p->to, "</small>");
    out_f(p->to, "</td><td>%.*s%s</td><td>%u</td></tr>\n", STR_ARG(kind_words(node->kind)), node->named ? "" : ", not named", node->claims);
  }
  out_lit(p->to, "</tbody></table></details>\n");
}

void put_stemma_html(page *p) {
  const story *s = p->g.story;
  if (!s->nedges) return;
  out_f(p->to, "<section class=\"tree\" aria-labelledby=\"s%u-tree\">\n", p->number);
  put_heading(p, "tree", "The stemma: who had it from whom");
  picture drawn = picture_of(p->g.mem, s);
  if (drawn.width > 0) {
    out_f(p->to, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"s%u-tree\">", p->number);
    put_svg(p->to, s, &drawn, p->number);
    out_lit(p->to, "</div>\n");
  }
  out_f(p->to, "<details class=\"more\"><summary>The %u links, each with its words</summary><ul class=\"links\">\n", s->nedges);
  for (u32 e = 0; e < s->nedges; e++)
    if (s->edges[e].article) put_edge_line(p, &s->edges[e]);
  out_lit(p->to, "</ul></details>\n");
  put_census(p);
  out_lit(p->to, "</section>\n");
}

// ---- the timeline

static void put_moment(page *p, const moment *m) {
  const doc *d = p->g.all->docs[m->row->article];
  out_lit(p->to, "<li>");
  put_badges(p, m->articles, m->narticles);
  if (m->row->claim) {
    open_evidence_link(p->to, m->row->article, m->row->claim, "");
    put_xml(p->to, m->words);
    out_lit(p->to, "</a>");
  } else {
    span at = d->times.at[m->row->time].at;
    put_marked(p->to, p->g.mem, d, sentence_of(d, at.beg), &(mark){at, 'u'}, 1);
  }
  out_lit(p->to, "</li>\n");
}

void put_timeline_html(page *p) {
  u32 n;
  moment *list = moments_of(&p->g, &n);
  if (!n) return;
  out_f(p->to, "<section class=\"time\" aria-labelledby=\"s%u-time\">\n", p->number);
  put_heading(p, "time", "When");
  out_lit(p->to, "<ol class=\"timeline\">\n");
  for (u32 i = 0; i < n; i++) {
    if (!i || !str_eq(list[i].row->value, list[i - 1].row->value)) {
      out_str(p->to, i ? S("</ul></li>\n<li><time datetime=\"") : S("<li><time datetime=\""));
      put_xml(p->to, list[i].row->value);
      out_lit(p->to, "\">");
      put_xml(p->to, list[i].when);
      out_lit(p->to, "</time><ul>\n");
    }
    put_moment(p, &list[i]);
  }
  out_lit(p->to, "</ul></li></ol>\n</section>\n");
}

// ---- places

void put_places_html(page *p) {
  u32 n;
  where *list = places_of(&p->g, &n);
  if (!n) return;
  out_f(p->to, "<section class=\"where\" aria-labelledby=\"s%u-where\">\n", p->number);
  put_heading(p, "where", "Where");
  out_f(p->to, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"s%u-where\">\n", p->number);
  put_places_map(p->to, p->g.mem, list, n);
  out_lit(p->to, "</div>\n<ul>\n");
  for (u32 i = 0; i < n; i++) {
    const place *at = &list[i].row->where;
    out_lit(p->to, "<li>");
    put_badges(p, list[i].articles, list[i].narticles);
    out_lit(p->to, "<b>");
    put_xml(p->to, list[i].row->name);
    out_lit(p->to, "</b> <small>");
    if (at->admin1.n) put_xml(p->to, at->admin1), out_lit(p->to, ", ");
    if (at->country.n) put_xml(p->to, at->country), out_lit(p->to, " · ");
    out_f(p->to, "%.2f, %.2f · %s</small></li>\n", at->lat, at->lon, precision_name(at->precision).p);
  }
  out_lit(p->to, "</ul>\n</section>\n");
}

// ---- copied text

static void put_copy(page *p, const copy *c) {
  static const char *const words_for[COPY_KIND_COUNT] = {[COPY_WIRE] = "wire copy", [COPY_REPUBLISHED] = "republished",
                                                         [COPY_SHARED] = "from one source", [COPY_BOILERPLATE] = "boilerplate"};
  const doc *d = p->g.all->docs[c->article_a];
  out_lit(p->to, "<li>");
  put_badge(p, c->article_a);
  put_badge(p, c->article_b);
  out_f(p->to, " <small>%s</small>", c->kind < COPY_KIND_COUNT ? words_for[c->kind] : "");
  for (u32 i = 0; i < MIN(c->a.len, COPY_PIECES); i++) {
    out_lit(p->to, "<p>");
    put_xml(p->to, doc_str(d, c->a.at[i]));
    out_lit(p->to, "</p>");
  }
  if (c->a.len > COPY_PIECES) out_f(p->to, "<p><small>and %u more pieces</small></p>", c->a.len - COPY_PIECES);
  out_lit(p->to, "</li>\n");
}

void put_copies_html(page *p) {
  const story *s = p->g.story;
  if (!s->ncopies) return;
  out_f(p->to, "<section class=\"copies\" aria-labelledby=\"s%u-copies\">\n", p->number);
  put_heading(p, "copies", "Copied text");
  out_lit(p->to, "<ul>\n");
  for (u32 i = 0; i < s->ncopies; i++) put_copy(p, &s->copies[i]);
  out_lit(p->to, "</ul>\n</section>\n");
}

// ---- what only one has

static void put_only_of(page *p, u32 article) {
  const story *s = p->g.story;
  u32 n = 0, shown = 0;
  for (u32 i = 0; i < s->nclaims; i++) n += only_in(&s->claims[i]) == article;
  if (!n) return;
  out_lit(p->to, "<article><h3>");
  put_badge(p, article);
  out_byte(p->to, ' ');
  put_xml(p->to, outlet_of(p->g.all->docs[article]));
  out_f(p->to, " <small>%u %s</small></h3><ul>\n", n, n == 1 ? "claim" : "claims");
  for (u32 i = 0; i < s->nclaims; i++) {
    if (only_in(&s->claims[i]) != article) continue;
    if (shown++ == ONLY_FIRST) out_f(p->to, "</ul><details class=\"more\"><summary>%u more</summary><ul>\n", n - ONLY_FIRST);
    out_lit(p->to, "<li>");
    open_evidence_link(p->to, article, s->claims[i].members[0].claim, "");
    put_xml(p->to, s->claims[i].text);
    out_lit(p->to, "</a></li>\n");
  }
  out_str(p->to, n > ONLY_FIRST ? S("</ul></details></article>\n") : S("</ul></article>\n"));
}

void put_only_html(page *p) {
  const story *s = p->g.story;
  if (p->g.nshared == s->nclaims) return;
  out_f(p->to, "<section class=\"only\" aria-labelledby=\"s%u-only\">\n", p->number);
  put_heading(p, "only", s->narticles > 1 ? "Only in one" : "What it says");
  out_lit(p->to, "<div class=\"columns\">\n");
  for (u32 i = 0; i < s->narticles; i++) put_only_of(p, s->articles[i]);
  out_lit(p->to, "</div>\n</section>\n");
}

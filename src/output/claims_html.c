// The table of claims × outlets. A cell says how the article has the claim and through whom, and leads to its sentence.
#include "output/html.h"

// With more articles than this the cells hold a sign only, and with more still there is one cell with their numbers.
enum { WIDE_MOST = 6, COLUMNS_MOST = 24, WHY_MOST = 6 };

static const char *sign_of(relation_kind k) {
  static const char *const signs[RELATION_KIND_COUNT] = {[SAME] = "●", [MORE_SPECIFIC] = "◆", [LESS_SPECIFIC] = "○", [DENIES] = "✕"};
  return k < RELATION_KIND_COUNT ? signs[k] : "";
}

static const char *words_of(relation_kind k) {
  static const char *const words_for[RELATION_KIND_COUNT] = {
      [SAME] = "says it", [MORE_SPECIFIC] = "says more", [LESS_SPECIFIC] = "says less", [DENIES] = "denies it"};
  return k < RELATION_KIND_COUNT ? words_for[k] : "";
}

// ---- one row

static void put_cell_words(page *p, const doc *d, const member *m) {
  const claim *c = &d->claims.at[m->claim];
  if (c->attribution) put_xml(p->to, chain_of(p->g.mem, &d->attributions.at[c->attribution]));
  else out_lit(p->to, "<i>own words</i>");
  if (c->certainty == CERTAINTY_EXPECTED || c->certainty == CERTAINTY_SPECULATED)
    out_f(p->to, " <em>%s</em>", c->certainty == CERTAINTY_EXPECTED ? "expected" : "uncertain");
}

static void put_cell(page *p, const shared_claim *c, u32 article) {
  const doc *d = p->g.all->docs[article];
  const member *m = member_of(c, article);
  if (!m) {
    out_lit(p->to, "<td class=\"none\"><span class=\"sr\">does not have it</span>·</td>");
    return;
  }
  out_lit(p->to, "<td>");
  open_evidence_link(p->to, article, m->claim, relation_kind_name(m->relation).p);
  out_f(p->to, "<span class=\"who\"><span class=\"no\">%u</span> ", column_of(&p->g, article) + 1);
  put_xml(p->to, outlet_of(d));
  out_f(p->to, " </span><b class=\"sign\" title=\"%s\">%s</b><span class=\"sr\"> %s: </span><span class=\"via\">", words_of(m->relation),
        sign_of(m->relation), words_of(m->relation));
  put_cell_words(p, d, m);
  out_lit(p->to, "</span></a></td>");
}

static void put_many_cells(page *p, const shared_claim *c) {
  out_lit(p->to, "<td class=\"many\">");
  for (u32 i = 0; i < c->nmembers; i++) {
    if (i && c->members[i].article == c->members[i - 1].article) continue;
    open_evidence_link(p->to, c->members[i].article, c->members[i].claim, relation_kind_name(c->members[i].relation).p);
    out_f(p->to, "%u</a> ", column_of(&p->g, c->members[i].article) + 1);
  }
  out_lit(p->to, "</td>");
}

static void put_independence(page *p, const shared_claim *c) {
  if (!c->max) return;
  out_f(p->to, "<details class=\"ind%s\"><summary>", c->max == 1 ? " one" : "");
  if (c->max == 1) out_lit(p->to, "one source");
  else if (c->min == c->max) out_f(p->to, "%u independent sources", c->max);
  else out_f(p->to, "%u to %u independent sources", c->min, c->max);
  out_lit(p->to, "</summary><ul>");
  for (u32 i = 0; i < MIN(c->nwhy, WHY_MOST); i++) {
    out_lit(p->to, "<li>");
    put_xml(p->to, c->why[i]);
    out_lit(p->to, "</li>");
  }
  if (!c->nwhy) out_lit(p->to, "<li>The articles do not tell more.</li>");
  out_lit(p->to, "</ul></details>");
}

static void put_differences(page *p, const shared_claim *c) {
  for (u32 k = 0; k < DIFFERENCE_KIND_COUNT; k++)
    if (k != DIFF_CHANGED && has_sides(&p->g, c, (difference_kind)k)) put_difference_html(p, c, (difference_kind)k);
}

static void put_row(page *p, const shared_claim *c, bool wide) {
  const story *s = p->g.story;
  out_f(p->to, "<tr data-f=\"%s%s%s\"><th scope=\"row\"><p class=\"claim\">", telling_difference(c) ? "differ " : "",
        is_single(c) ? "single " : "", is_denied(c) ? "denied" : "");
  put_xml(p->to, c->text);
  out_lit(p->to, "</p>");
  put_differences(p, c);
  put_independence(p, c);
  out_lit(p->to, "</th>");
  if (!wide) put_many_cells(p, c);
  for (u32 i = 0; wide && i < s->narticles; i++) put_cell(p, c, s->articles[i]);
  out_lit(p->to, "</tr>\n");
}

// ---- the table

static void put_filter(page *p, const char *name, const char *label, u32 count) {
  if (count) out_f(p->to, "<button type=\"button\" data-show=\"%s\" aria-pressed=\"%s\">%s <b>%u</b></button>", name,
                   *name ? "false" : "true", label, count);
}

static void put_filters(page *p) {
  u32 differ = 0, denied = 0;
  for (u32 i = 0; i < p->g.nshared; i++) {
    const shared_claim *c = &p->g.story->claims[p->g.shared[i]];
    differ += telling_difference(c) != NULL;
    denied += is_denied(c);
  }
  out_lit(p->to, "<div class=\"filters\" role=\"group\" aria-label=\"Which claims\">");
  put_filter(p, "", "all", p->g.nshared);
  put_filter(p, "differ", "they differ", differ);
  put_filter(p, "single", "one source", p->g.single);
  put_filter(p, "denied", "denied", denied);
  out_lit(p->to, "</div>\n<p class=\"legend\"><b class=\"sign\">●</b> says it <b class=\"sign\">◆</b> says more <b class=\"sign\">○</b> says less "
                 "<b class=\"sign no-way\">✕</b> denies it</p>\n");
}

static void put_columns_head(page *p, bool wide) {
  const story *s = p->g.story;
  out_lit(p->to, "<thead><tr><th scope=\"col\">Claim</th>");
  if (!wide) out_lit(p->to, "<th scope=\"col\">Articles</th>");
  for (u32 i = 0; wide && i < s->narticles; i++) {
    const doc *d = p->g.all->docs[s->articles[i]];
    out_f(p->to, "<th scope=\"col\"><a href=\"#a%u\"><span class=\"no\">%u</span> ", s->articles[i], i + 1);
    put_xml(p->to, outlet_of(d));
    out_lit(p->to, "</a></th>");
  }
  out_lit(p->to, "</tr></thead>\n<tbody>\n");
}

void put_claims_table(page *p) {
  const story *s = p->g.story;
  bool wide = s->narticles <= COLUMNS_MOST;
  if (!p->g.nshared) return;
  out_f(p->to, "<section class=\"claims\" aria-labelledby=\"s%u-claims\">\n", p->number);
  put_heading(p, "claims", "What several say");
  put_filters(p);
  out_f(p->to, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"s%u-claims\"><table class=\"%s\">\n", p->number,
        !wide ? "list" : s->narticles > WIDE_MOST ? "narrow" : "wide");
  put_columns_head(p, wide);
  for (u32 i = 0; i < p->g.nshared; i++) put_row(p, &s->claims[p->g.shared[i]], wide);
  out_lit(p->to, "</tbody></table></div>\n</section>\n");
}

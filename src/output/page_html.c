// The whole page: head, what an editor wants first, the parts, the articles.
#include "output/html.h"
#include "output/outputs.h"
#include "web.h"

enum { FIRST_CLAIMS = 3, TABLE_OF_STORIES = 2, TOLD_MOST = 5 };

// ---- in short

static void open_card(page *p, const char *class, const char *title) {
  out_f(p->to, "<div class=\"card %s\"><h3>%s</h3>\n", class, title);
}

static void put_claim_link(page *p, const shared_claim *c) {
  open_evidence_link(p->to, c->members[0].article, c->members[0].claim, "");
  put_xml(p->to, c->text);
  out_lit(p->to, "</a>");
}

static void put_all_say(page *p) {
  const story *s = p->g.story;
  u32 most = p->g.nshared ? articles_of(&s->claims[p->g.shared[0]]) : 0, n = 0;
  if (!most) return;
  open_card(p, "agree", most == s->narticles ? "All say" : "Most say");
  out_lit(p->to, "<ul>\n");
  for (u32 i = 0; i < p->g.nshared && articles_of(&s->claims[p->g.shared[i]]) == most; i++) {
    if (n++ >= FIRST_CLAIMS) continue;
    out_lit(p->to, "<li>");
    put_claim_link(p, &s->claims[p->g.shared[i]]);
    out_lit(p->to, "</li>\n");
  }
  out_lit(p->to, "</ul>");
  if (n > FIRST_CLAIMS) out_f(p->to, "<p><small>and %u more</small></p>", n - FIRST_CLAIMS);
  out_lit(p->to, "</div>\n");
}

static void put_first(page *p) {
  const story *s = p->g.story;
  u32 best = first_source(s), told = 0;
  if (best == s->nnodes) return;
  open_card(p, "first", "Main source");
  out_lit(p->to, "<p class=\"big\">");
  put_xml(p->to, node_label(&s->nodes[best]));
  out_lit(p->to, "</p><p>");
  for (u32 e = 0; e < s->nedges; e++) {
    if (s->edges[e].from != best || s->edges[e].to == best) continue;
    if (told++ >= TOLD_MOST) continue;
    out_str(p->to, told > 1 ? S(", ") : S("to "));
    put_xml(p->to, node_label(&s->nodes[s->edges[e].to]));
  }
  if (told > TOLD_MOST) out_f(p->to, " and %u more", told - TOLD_MOST);
  out_f(p->to, "</p><p><small>%u %s on it</small></p></div>\n", s->nodes[best].claims, s->nodes[best].claims == 1 ? "claim rests" : "claims rest");
}

static void put_differ(page *p) {
  const shared_claim *list[FIRST_CLAIMS];
  u32 n = first_differences(&p->g, list, FIRST_CLAIMS);
  if (!n) return;
  open_card(p, "differ", "They differ");
  for (u32 i = 0; i < n; i++) put_difference_html(p, list[i], telling_difference(list[i])->kind);
  out_lit(p->to, "</div>\n");
}

static void put_single(page *p) {
  if (!p->g.single) return;
  open_card(p, "single", "One source");
  out_f(p->to, "<p class=\"big\">%u of %u</p><p>shared claims %s on a single source, though several outlets have %s</p></div>\n", p->g.single,
        p->g.nshared, p->g.single == 1 ? "rests" : "rest", p->g.single == 1 ? "it" : "them");
}

static void put_denied(page *p) {
  u32 shown = 0;
  for (u32 i = 0; i < p->g.story->nclaims && shown < FIRST_CLAIMS; i++) {
    const shared_claim *c = &p->g.story->claims[i];
    if (!is_denied(c)) continue;
    if (!shown++) open_card(p, "denied", "Denied"), out_lit(p->to, "<ul>\n");
    out_lit(p->to, "<li>");
    put_claim_link(p, c);
    out_byte(p->to, ' ');
    for (u32 a = 0; a < p->g.story->narticles; a++)
      if (denies_in(&p->g, c, p->g.story->articles[a])) put_badge(p, p->g.story->articles[a]);
    out_lit(p->to, "</li>\n");
  }
  if (shown) out_lit(p->to, "</ul></div>\n");
}

static void put_claim_words(page *p, u32 article, u32 id) {
  put_badge(p, article);
  out_lit(p->to, " “");
  put_xml(p->to, claim_words(p->g.mem, p->g.all->docs[article], id));
  out_lit(p->to, "”");
}

static void put_contradictions(page *p) {
  const contradiction *list[FIRST_CLAIMS];
  u32 n = apart_contradictions(&p->g, list, FIRST_CLAIMS);
  if (n) open_card(p, "denied", "Not both true"), out_lit(p->to, "<ul>\n");
  for (u32 i = 0; i < n; i++) {
    out_lit(p->to, "<li>");
    put_claim_words(p, list[i]->article_a, list[i]->claim_a);
    out_byte(p->to, ' ');
    put_claim_words(p, list[i]->article_b, list[i]->claim_b);
    out_lit(p->to, "</li>\n");
  }
  if (n) out_lit(p->to, "</ul></div>\n");
}

static void put_short(page *p) {
  out_f(p->to, "<section class=\"short\" aria-label=\"In short\">\n");
  put_all_say(p);
  put_differ(p);
  put_first(p);
  put_single(p);
  put_denied(p);
  put_contradictions(p);
  out_lit(p->to, "</section>\n");
}

// ---- the story

static void put_articles(page *p) {
  const story *s = p->g.story;
  out_lit(p->to, "<ol class=\"articles\">\n");
  for (u32 i = 0; i < s->narticles; i++) {
    const doc *d = p->g.all->docs[s->articles[i]];
    out_f(p->to, "<li><a href=\"#a%u\"><span class=\"no\">%u</span> <b>", s->articles[i], i + 1);
    put_xml(p->to, outlet_of(d));
    out_lit(p->to, "</b> <time>");
    put_xml(p->to, day_of(d).n ? day_of(d) : S("no date"));
    out_lit(p->to, "</time> <span class=\"headline\">");
    put_xml(p->to, d->meta.title.value);
    out_lit(p->to, "</span></a></li>\n");
  }
  out_lit(p->to, "</ol>\n");
}

// Links to the parts that the story has.
static void put_jumps(page *p) {
  const story *s = p->g.story;
  u32 several = 0;
  for (u32 i = 0; i < s->nquotes; i++) several += s->quotes[i].kind != QUOTE_SAME;
  const struct {
    const char *id, *title;
    bool has;
  } parts[] = {{"claims", "Claims", p->g.nshared > 0}, {"quotes", "Quotations", several > 0}, {"tree", "Stemma", s->nedges > 0},
               {"time", "When", s->ntimeline > 0}, {"where", "Where", s->nplaces > 0}, {"only", "Only in one", p->g.nshared < s->nclaims},
               {"copies", "Copied text", s->ncopies > 0}};
  out_lit(p->to, "<nav class=\"jumps\" aria-label=\"Parts\">");
  for (u32 i = 0; i < COUNT_OF(parts); i++)
    if (parts[i].has) out_f(p->to, "<a href=\"#s%u-%s\">%s</a> ", p->number, parts[i].id, parts[i].title);
  out_lit(p->to, "</nav>\n");
}

static void put_story(page *p, bool alone) {
  const story *s = p->g.story;
  out_f(p->to, "<article class=\"story\" id=\"s%u\">\n<header><p class=\"kicker\">%u %s, %u %s</p>\n<%s>", p->number, s->narticles,
        s->narticles == 1 ? "article" : "articles", p->g.outlets, p->g.outlets == 1 ? "outlet" : "outlets", alone ? "h1" : "h1 class=\"one\"");
  put_xml(p->to, s->title.n ? s->title : S("Untitled story"));
  out_lit(p->to, "</h1>\n");
  put_articles(p);
  put_jumps(p);
  out_lit(p->to, "</header>\n");
  if (s->narticles > 1) put_short(p);
  put_claims_table(p);
  put_quotes_html(p);
  put_stemma_html(p);
  put_timeline_html(p);
  put_places_html(p);
  put_only_html(p);
  put_copies_html(p);
  put_evidence(p);
  out_lit(p->to, "</article>\n");
}

static void put_contents(out *o, const stories *all) {
  out_lit(o, "<nav class=\"contents\" aria-label=\"Stories\"><ol>\n");
  for (u32 i = 0; i < all->count; i++) {
    out_f(o, "<li><a href=\"#s%u\">", i + 1);
    put_xml(o, all->stories[i].title.n ? all->stories[i].title : S("Untitled story"));
    out_f(o, "</a> <small>%u</small></li>\n", all->stories[i].narticles);
  }
  out_lit(o, "</ol></nav>\n");
}

// ---- the shell

#define PUT_FILE(o, name) out_str(o, (str){name, sizeof name})

// The policy lets nothing be loaded and nothing run but what stands here, whatever an article holds.
static void put_head(out *o, const stories *all) {
  out_lit(o, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '"
             web_page_css_hash "' '" web_stemma_css_hash "'; script-src '" web_page_js_hash "'\">\n<title>");
  put_xml(o, all->count == 1 ? all->stories[0].title : S("Stories"));
  out_lit(o, "</title>\n<style>");
  PUT_FILE(o, web_page_css);
  out_lit(o, "</style>\n<style>");
  PUT_FILE(o, web_stemma_css);
  out_lit(o, "</style>\n</head>\n<body>\n");
}

static void put_foot(out *o, const stories *all) {
  out_lit(o, "<section class=\"texts\" aria-label=\"The articles\"><h2>The articles</h2>\n");
  for (u32 i = 1; i <= all->articles; i++) put_article_text(o, all, i);
  out_lit(o, "</section>\n</main>\n<aside id=\"panel\" role=\"dialog\" aria-label=\"The sentence\" hidden><button type=\"button\" "
             "id=\"close\" aria-label=\"Close\">✕</button><div id=\"panel-body\"></div><p class=\"key\"><mark class=\"mc\">claim</mark><mark class=\"ms\">source</mark>"
             "<mark class=\"mu\">cue</mark><mark class=\"md\">differs</mark></p></aside>\n"
             "<footer>Made by stemma. Every claim leads to its words; what the articles do not tell is not guessed.</footer>\n<script>");
  PUT_FILE(o, web_page_js);
  out_lit(o, "</script>\n</body>\n</html>\n");
}

void write_stories_html(out *o, const stories *all, const write_options *w) {
  put_head(o, all);
  out_lit(o, "<main>\n");
  if (all->count >= TABLE_OF_STORIES) put_contents(o, all);
  for (u32 i = 0; i < all->count; i++) {
    page p = {o, digest_new(w->mem, all, &all->stories[i]), i + 1};
    put_story(&p, all->count == 1);
  }
  if (!all->count) out_lit(o, "<p>No article was read.</p>\n");
  put_foot(o, all);
}

// Stories for the eye, the answers that an editor wants first: what do all say, who said it first and to whom, where do they
// differ, what rests on a single source. Then the claims, the quotations, the stemma, the timeline, what only one has.
#include "output/digest.h"
#include "output/outputs.h"
#include "output/story_text.h"

enum { ONLY_MOST = 6, TIMELINE_MOST = 24, SOURCES_MOST = 16, PLACES_MOST = 20, FIRST_LINES = 3, LONGEST_TIME = 21, TOLD_MOST = 5 };

void put_section(term *t, str title) {
  term_gap(t);
  term_begin(t, 0, 0);
  term_inked(t, INK_BOLD, title);
  term_end(t);
}

void put_count(term *t, u32 n, const char *one, const char *many) {
  term_number(t, n);
  term_lit(t, " ");
  term_text(t, str_of(n == 1 ? one : many));
}

static void put_more(term *t, u32 column, u32 n) {
  term_begin(t, column, column);
  term_lit(t, "… and ");
  term_number(t, n);
  term_lit(t, " more");
  term_end(t);
}

// Articles by their numbers, three and more in a row as a range: "1, 3, 5–8".
void put_columns(term *t, const digest *g, const u32 *articles, u32 n) {
  for (u32 i = 0, last; i < n; i = last + 1) {
    u32 first = column_of(g, articles[i]) + 1;
    for (last = i; last + 1 < n && column_of(g, articles[last + 1]) + 1 == first + (last + 1 - i);) last++;
    if (last - i < 2) last = i;
    if (i) term_lit(t, ", ");
    term_number(t, first);
    if (last == i) continue;
    term_lit(t, "–");
    term_number(t, first + (last - i));
  }
}

void put_quoted(term *t, str text) {
  term_lit(t, "“");
  term_text(t, text);
  term_lit(t, "”");
}

// ---- the head

static u32 widest_outlet(const digest *g) {
  u32 most = 6;
  for (u32 i = 0; i < g->story->narticles; i++) most = MAX(most, display_width(outlet_of(g->all->docs[g->story->articles[i]])));
  return MIN(most, 24);
}

static void put_article(term *t, const digest *g, u32 i, u32 outlet_width) {
  const doc *d = g->all->docs[g->story->articles[i]];
  str title = d->meta.title.value.n ? d->meta.title.value : d->name;
  term_begin(t, i < 9 ? 1 : 0, 0);
  term_inked(t, INK_BOLD, (str){0});
  term_number(t, i + 1);
  term_to(t, 4);
  term_ink(t, INK_PLAIN);
  term_cut(t, outlet_of(d), outlet_width);
  term_to(t, 4 + outlet_width + 2);
  term_text(t, day_of(d).n ? day_of(d) : S("no date"));
  term_to(t, 4 + outlet_width + 14);
  if (t->column + 12 < t->width) term_cut(t, title, t->width - t->column);
  term_end(t);
}

static void put_head(term *t, const digest *g) {
  const story *s = g->story;
  str first = {0}, last = {0};
  for (u32 i = 0; i < s->narticles; i++) {
    str day = day_of(g->all->docs[s->articles[i]]);
    if (day.n && (!first.n || str_cmp(day, first) < 0)) first = day;
    if (day.n && (!last.n || str_cmp(day, last) > 0)) last = day;
  }
  term_begin(t, 0, 0);
  term_inked(t, INK_BOLD, s->title.n ? s->title : S("Untitled story"));
  term_end(t);
  term_begin(t, 0, 0);
  put_count(t, s->narticles, "article", "articles");
  term_lit(t, ", ");
  put_count(t, g->outlets, "outlet", "outlets");
  if (first.n) term_lit(t, " · "), term_text(t, first);
  if (first.n && !str_eq(first, last)) term_lit(t, " to "), term_text(t, last);
  term_end(t);
  term_rule(t, S("━"));
  u32 wide = widest_outlet(g);
  for (u32 i = 0; i < s->narticles; i++) put_article(t, g, i, wide);
}

// ---- in short

static void begin_at(term *t, str label, u32 indent) {
  term_begin(t, 2, indent);
  term_inked(t, INK_BOLD, label);
  term_to(t, 18);
}

static void begin_answer(term *t, str label) { begin_at(t, label, 18); }

// The claims that every article makes, or where there are none those of most.
static void put_all_say(term *t, const digest *g) {
  const story *s = g->story;
  u32 most = g->nshared ? articles_of(&s->claims[g->shared[0]]) : 0;
  if (!most) return;
  u32 shown = 0;
  for (; shown < MIN(g->nshared, FIRST_LINES) && articles_of(&s->claims[g->shared[shown]]) == most; shown++) {
    if (shown) term_begin(t, 18, 20);
    else begin_at(t, most == s->narticles ? S("All say") : S("Most say"), 20);
    term_lit(t, "• ");
    term_text(t, s->claims[g->shared[shown]].text);
    term_end(t);
  }
  u32 rest = 0;
  for (u32 i = shown; i < g->nshared; i++) rest += articles_of(&s->claims[g->shared[i]]) == most;
  if (rest) put_more(t, 18, rest);
}

// The origin, who has it from nobody else, on whom most claims rest, and those whom it told.
static void put_first(term *t, const digest *g) {
  const story *s = g->story;
  u32 best = first_source(s);
  if (best == s->nnodes) return;
  begin_answer(t, S("Main source"));
  term_text(t, s->nodes[best].name);
  u32 told = 0;
  for (u32 e = 0; e < s->nedges; e++) {
    if (s->edges[e].from != best || s->edges[e].to == best) continue;
    if (told++ >= TOLD_MOST) continue;
    term_text(t, told > 1 ? S(", ") : S(", to "));
    term_text(t, s->nodes[s->edges[e].to].name);
  }
  if (told > TOLD_MOST) term_lit(t, " and "), term_number(t, told - TOLD_MOST), term_lit(t, " more");
  term_lit(t, " (");
  put_count(t, s->nodes[best].claims, "claim", "claims");
  term_lit(t, ")");
  term_end(t);
}

static void put_differ(term *t, const digest *g) {
  const shared_claim *list[FIRST_LINES];
  u32 n = first_differences(g, list, FIRST_LINES);
  for (u32 i = 0; i < n; i++) {
    difference_kind k = telling_difference(list[i])->kind;
    if (i) term_begin(t, 18, 18);
    else begin_answer(t, S("They differ"));
    put_difference(t, g, list[i], k);
    term_end(t);
  }
}

static void put_single(term *t, const digest *g) {
  if (!g->single) return;
  begin_answer(t, S("One source"));
  term_number(t, g->single);
  term_lit(t, " of ");
  put_count(t, g->nshared, "shared claim rests", "shared claims rest");
  term_lit(t, " on a single source, though several have it");
  term_end(t);
}

static void put_deniers(term *t, const digest *g, const shared_claim *c) {
  u32 *list = NEWS(g->mem, u32, g->story->narticles), n = 0;
  for (u32 i = 0; i < g->story->narticles; i++)
    if (denies_in(g, c, g->story->articles[i])) list[n++] = g->story->articles[i];
  if (!n) return;
  term_lit(t, " (denied in ");
  put_columns(t, g, list, n);
  term_lit(t, ")");
}

static void put_denials(term *t, const digest *g) {
  u32 shown = 0;
  for (u32 i = 0; i < g->story->nclaims && shown < FIRST_LINES; i++) {
    const shared_claim *c = &g->story->claims[i];
    if (!is_denied(c)) continue;
    if (shown++) term_begin(t, 18, 18);
    else begin_answer(t, S("Denied"));
    term_text(t, c->text);
    put_deniers(t, g, c);
    term_end(t);
  }
}

static void put_claim_of(term *t, const digest *g, u32 article, u32 id) {
  term_number(t, column_of(g, article) + 1);
  term_lit(t, " ");
  put_quoted(t, claim_words(g->mem, g->all->docs[article], id));
}

// What one article says against another, where they make no common point.
static void put_contradictions(term *t, const digest *g) {
  const contradiction *list[FIRST_LINES];
  u32 n = apart_contradictions(g, list, FIRST_LINES);
  for (u32 i = 0; i < n; i++) {
    if (i) term_begin(t, 18, 18);
    else begin_answer(t, S("Not both true"));
    put_claim_of(t, g, list[i]->article_a, list[i]->claim_a);
    term_lit(t, " · ");
    put_claim_of(t, g, list[i]->article_b, list[i]->claim_b);
    term_end(t);
  }
}

static void put_short(term *t, const digest *g) {
  put_section(t, S("IN SHORT"));
  put_all_say(t, g);
  put_first(t, g);
  put_differ(t, g);
  put_single(t, g);
  put_denials(t, g);
  put_contradictions(t, g);
  if (!g->nshared) term_begin(t, 2, 2), term_lit(t, "No claim is shared by two articles."), term_end(t);
}

// ---- what only one has, the timeline, sources, copies

static void put_only_of(term *t, const digest *g, u32 a) {
  const story *s = g->story;
  u32 n = 0, shown = 0;
  for (u32 i = 0; i < s->nclaims; i++) n += only_in(&s->claims[i]) == s->articles[a];
  term_begin(t, 2, 4);
  term_number(t, a + 1);
  term_lit(t, " ");
  term_inked(t, INK_BOLD, outlet_of(g->all->docs[s->articles[a]]));
  term_lit(t, ": ");
  if (n) put_count(t, n, "claim", "claims");
  else term_lit(t, "nothing");
  term_end(t);
  for (u32 i = 0; i < s->nclaims && shown < ONLY_MOST; i++) {
    if (only_in(&s->claims[i]) != s->articles[a]) continue;
    term_begin(t, 4, 6);
    term_lit(t, "• ");
    term_text(t, s->claims[i].text);
    term_end(t);
    shown++;
  }
  if (n > shown) put_more(t, 4, n - shown);
}

static void put_only(term *t, const digest *g) {
  put_section(t, g->story->narticles > 1 ? S("ONLY IN") : S("WHAT IT SAYS"));
  for (u32 a = 0; a < g->story->narticles; a++) put_only_of(t, g, a);
}

static void put_timeline(term *t, const digest *g) {
  u32 n, indent = 2;
  moment *list = moments_of(g, &n);
  if (!n) return;
  put_section(t, S("TIMELINE"));
  for (u32 i = 0; i < MIN(n, TIMELINE_MOST); i++) indent = MAX(indent, 4 + MIN(display_width(list[i].when), LONGEST_TIME));
  for (u32 i = 0; i < MIN(n, TIMELINE_MOST); i++) {
    bool again = i && str_eq(list[i].row->value, list[i - 1].row->value);
    term_begin(t, 2, indent + 2);
    if (!again) term_cut(t, list[i].when, LONGEST_TIME);
    term_to(t, indent);
    t->indent = indent + 2;
    put_columns(t, g, list[i].articles, list[i].narticles);
    term_lit(t, " ");
    term_text(t, list[i].words);
    term_end(t);
  }
  if (n > TIMELINE_MOST) put_more(t, 2, n - TIMELINE_MOST);
}

// "Calder (Westmark, NV) 1, 3 · Ostery (NV) 2"
static void put_places(term *t, const digest *g) {
  u32 n;
  where *list = places_of(g, &n);
  if (!n) return;
  put_section(t, S("PLACES"));
  term_begin(t, 2, 2);
  for (u32 i = 0; i < MIN(n, PLACES_MOST); i++) {
    const place *p = &list[i].row->where;
    if (i) term_lit(t, " · ");
    term_text(t, list[i].row->name);
    if (p->country.n) {
      term_lit(t, " (");
      if (p->admin1.n) term_text(t, p->admin1), term_lit(t, ", ");
      term_text(t, p->country);
      term_lit(t, ")");
    }
    term_lit(t, " ");
    put_columns(t, g, list[i].articles, list[i].narticles);
  }
  term_end(t);
  if (n > PLACES_MOST) put_more(t, 2, n - PLACES_MOST);
}

static u32 count_words(str s) {
  u32 n = 0;
  for (size_t i = 0; i < s.n; i++) n += !is_space(s.p[i]) && (!i || is_space(s.p[i - 1]));
  return n;
}

static void put_copies(term *t, const digest *g) {
  const story *s = g->story;
  if (s->ncopies) put_section(t, S("COPIED TEXT"));
  for (u32 i = 0; i < s->ncopies; i++) {
    const copy *c = &s->copies[i];
    u32 n = 0;
    for (u32 k = 0; k < c->a.len; k++) n += count_words(doc_str(g->all->docs[c->article_a], c->a.at[k]));
    term_begin(t, 2, 4);
    term_number(t, column_of(g, c->article_a) + 1);
    term_lit(t, " and ");
    term_number(t, column_of(g, c->article_b) + 1);
    term_lit(t, " share ");
    put_count(t, n, "word", "words");
    term_lit(t, " in a row (");
    term_text(t, copy_kind_name(c->kind));
    term_lit(t, ")");
    term_lit(t, ":");
    term_end(t);
    term_begin(t, 4, 4);
    if (c->a.len) term_cut(t, doc_str(g->all->docs[c->article_a], c->a.at[0]), t->width - 4);
    term_end(t);
  }
}

static void put_sources(term *t, const digest *g) {
  u32 n;
  u32 *rows = sources_by_claims(g, &n);
  if (n) put_section(t, S("SOURCES"));
  for (u32 i = 0; i < MIN(n, SOURCES_MOST); i++) {
    const source_node *node = &g->story->nodes[rows[i]];
    term_begin(t, 2, 4);
    term_inked(t, node->named ? INK_BOLD : INK_PLAIN, node->name.n ? node->name : S("nobody named"));
    term_lit(t, ", ");
    term_text(t, kind_words(node->kind));
    term_lit(t, ": ");
    put_count(t, node->claims, "claim", "claims");
    term_end(t);
  }
  if (n > SOURCES_MOST) put_more(t, 2, n - SOURCES_MOST);
}

static void put_story(term *t, const stories *all, const story *s, arena *mem) {
  digest g = digest_new(mem, all, s);
  put_head(t, &g);
  if (s->narticles > 1) put_short(t, &g);
  put_shared(t, &g);
  put_quotes(t, &g);
  put_tree(t, &g);
  put_timeline(t, &g);
  put_places(t, &g);
  put_copies(t, &g);
  put_only(t, &g);
  put_sources(t, &g);
}

// With several stories, what they are; each follows under its number.
static void put_contents(term *t, const stories *all) {
  term_begin(t, 0, 0);
  term_ink(t, INK_BOLD);
  put_count(t, all->count, "story", "stories");
  term_lit(t, " in ");
  put_count(t, all->articles, "article", "articles");
  term_ink(t, INK_PLAIN);
  term_end(t);
  for (u32 i = 0; i < all->count; i++) {
    term_begin(t, i < 9 ? 1 : 0, 4);
    term_number(t, i + 1);
    term_to(t, 4);
    term_text(t, all->stories[i].title);
    term_lit(t, " (");
    term_number(t, all->stories[i].narticles);
    term_lit(t, ")");
    term_end(t);
  }
  term_gap(t);
}

void write_stories_text(out *o, const stories *s, const write_options *w) {
  term t = term_new(o, w->width, w->colour);
  if (s->count > 1) put_contents(&t, s);
  for (u32 i = 0; i < s->count; i++) {
    if (s->count > 1) term_gap(&t);
    put_story(&t, s, &s->stories[i], w->mem);
    if (i + 1 < s->count) term_gap(&t);
  }
  if (!s->count) term_begin(&t, 0, 0), term_lit(&t, "No article was read."), term_end(&t);
  term_free(&t);
}

// What stands behind a claim: its sentence in the article with the claim, its source and the cue marked; and the article.
#include "output/html.h"
#include "output/time_words.h"

enum { WINDOW_MOST = 1600, REACH = 700, TEXT_MOST = 256 << 10 };

// At most `most` bytes of s that end behind a whole character.
static size_t whole_chars(str s, size_t most) {
  size_t n = MIN(s.n, most);
  while (n && n < s.n && (s.p[n] & 0xC0) == 0x80) n--;
  return n;
}

// ---- evidence of one claim

typedef VEC(mark) mark_list;

static void mark_all(arena *mem, mark_list *list, spans at, char kind) {
  for (u32 i = 0; i < at.len; i++) vec_push(mem, list, ((mark){at.at[i], kind}));
}

static void mark_differences(arena *mem, mark_list *list, const shared_claim *c, u32 article) {
  for (u32 i = 0; i < c->ndifferences; i++) {
    const difference *d = &c->differences[i];
    if (d->kind == DIFF_WORDING) continue;
    if (d->article_a == article) mark_all(mem, list, d->a, 'd');
    if (d->article_b == article) mark_all(mem, list, d->b, 'd');
  }
}

// The sentences of the claim and, where they are near, of its source and cue.
static span window_of(const doc *d, const mark_list *marks, span claim_hull) {
  span w = {sentence_of(d, claim_hull.beg).beg, sentence_of(d, claim_hull.end ? claim_hull.end - 1 : 0).end};
  w.end = MAX(w.end, claim_hull.end);
  for (u32 i = 0; i < marks->len; i++) {
    span s = sentence_of(d, marks->at[i].at.beg);
    s.end = MAX(s.end, marks->at[i].at.end);
    if (s.beg + REACH > w.beg && s.end < w.end + REACH) w = (span){MIN(w.beg, s.beg), MAX(w.end, s.end)};
  }
  if (span_len(w) > WINDOW_MOST) w.end = (u32)whole_chars(d->text, w.beg + WINDOW_MOST);
  return w;
}

static void put_chain(out *o, const doc *d, u32 id) {
  const attribution *a = &d->attributions.at[id];
  if (!id) {
    out_lit(o, "The outlet’s own word");
    return;
  }
  for (u32 i = 0; i < a->hops; i++) {
    if (i) out_lit(o, " → ");
    out_lit(o, "<b>");
    put_xml(o, a->chain[i].name.n ? a->chain[i].name : S("nobody named"));
    out_lit(o, "</b>");
    if (a->chain[i].kind == SOURCE_UNNAMED) continue;
    out_lit(o, " <small>");
    out_str(o, kind_words(a->chain[i].kind));
    out_lit(o, "</small>");
  }
  if (!a->hops) out_lit(o, "<b>nobody named</b>");
}

static void put_facts(out *o, arena *mem, const doc *d, const claim *c, span hull) {
  out_f(o, "<p class=\"facts\">%s", certainty_name(c->certainty).p);
  if (c->mod != MOD_FACT && !str_eq(stance_name(c->mod), certainty_name(c->certainty))) out_f(o, " · %s", stance_name(c->mod).p);
  str when = time_words(d->times.at[c->time].value, mem);
  if (when.n && d->times.at[c->time].type != TIME_DURATION) {
    out_lit(o, " · ");
    put_xml(o, when);
  }
  out_f(o, " · bytes %u–%u of the text", hull.beg, hull.end);
  if (c->p > 0) {
    out_lit(o, " · p ");
    out_number(o, (double)(i64)((double)c->p * 100 + 0.5) / 100);
  }
  out_lit(o, "</p>");
}

static void put_one_evidence(page *p, const shared_claim *c, const member *m) {
  const doc *d = p->g.all->docs[m->article];
  const claim *k = &d->claims.at[m->claim];
  const attribution *a = &d->attributions.at[k->attribution];
  arena_mark here = arena_here(p->g.mem);
  mark_list marks = {0};
  mark_all(p->g.mem, &marks, k->at, 'c');
  if (k->attribution) mark_all(p->g.mem, &marks, a->source, 's'), mark_all(p->g.mem, &marks, a->cue, 'u');
  mark_differences(p->g.mem, &marks, c, m->article);
  span hull = spans_hull(k->at), w = window_of(d, &marks, hull);
  out_f(p->to, "<article class=\"evidence\" id=\"e%u-%u\" tabindex=\"-1\"><h4><span class=\"no\">%u</span> ", m->article, m->claim,
        column_of(&p->g, m->article) + 1);
  put_xml(p->to, outlet_of(d));
  out_lit(p->to, " <time>");
  put_xml(p->to, day_of(d));
  out_lit(p->to, "</time></h4><p class=\"chain\">");
  put_chain(p->to, d, k->attribution);
  out_lit(p->to, "</p><blockquote>");
  put_marked(p->to, p->g.mem, d, w, marks.at, marks.len);
  out_lit(p->to, "</blockquote>");
  put_facts(p->to, p->g.mem, d, k, hull);
  u32 sentence_row = sentence_at(d, hull.beg);
  if (sentence_row) out_f(p->to, "<p class=\"go\"><a href=\"#a%u-%u\">Read it in the article</a></p>", m->article, sentence_row);
  out_lit(p->to, "</article>\n");
  arena_back(p->g.mem, here);
}

// A claim of an article may be a member of several shared claims; its evidence stands on the page once.
void put_evidence(page *p) {
  const story *s = p->g.story;
  bool **seen = NEWS(p->g.mem, bool *, p->g.all->articles + 1);
  for (u32 i = 0; i < s->narticles; i++) {
    u32 a = s->articles[i];
    seen[a] = NEWS(p->g.mem, bool, p->g.all->docs[a]->claims.len + 1);
  }
  out_f(p->to, "<section class=\"proof\" aria-labelledby=\"s%u-proof\">\n", p->number);
  put_heading(p, "proof", "The sentences");
  for (u32 i = 0; i < s->nclaims; i++)
    for (u32 m = 0; m < s->claims[i].nmembers; m++) {
      const member *it = &s->claims[i].members[m];
      if (!seen[it->article] || seen[it->article][it->claim]) continue;
      seen[it->article][it->claim] = true;
      put_one_evidence(p, &s->claims[i], it);
    }
  out_lit(p->to, "</section>\n");
}

// ---- an article in full

static void put_between(out *o, const doc *d, u32 from, u32 to) {
  str gap = str_trim(doc_str(d, (span){from, to}));
  if (!gap.n) return;
  out_byte(o, ' ');
  put_xml(o, gap);
}

static const char *zone_class(const doc *d, u32 byte) {
  zone_kind k = zone_at(d, byte);
  return k == ZONE_NONE || k == ZONE_BODY ? "body" : zone_name(k).p;
}

static void put_sentences(out *o, const doc *d, u32 article) {
  u32 at = 0, paragraph = 0;
  for (u32 i = 1; i < d->sentences.len; i++) {
    const sentence *s = &d->sentences.at[i];
    bool first = i == 1, fresh = first || s->paragraph != paragraph;
    if (s->at.end > TEXT_MOST) {
      out_lit(o, " …");
      break;
    }
    put_between(o, d, at, s->at.beg);
    if (fresh) out_f(o, "%s<p class=\"z-%s\">", first ? "" : "</p>\n", zone_class(d, s->at.beg));
    else out_byte(o, ' ');
    out_f(o, "<span id=\"a%u-%u\">", article, i);
    put_xml(o, doc_str(d, s->at));
    out_lit(o, "</span>");
    paragraph = s->paragraph;
    at = s->at.end;
  }
  out_lit(o, "</p>\n");
}

void put_article_text(out *o, const stories *all, u32 article) {
  const doc *d = all->docs[article];
  out_f(o, "<details class=\"text\" id=\"a%u\"><summary><b>", article);
  put_xml(o, outlet_of(d));
  out_lit(o, "</b> <time>");
  put_xml(o, day_of(d));
  out_lit(o, "</time> ");
  put_xml(o, d->meta.title.value);
  out_lit(o, " <small>");
  put_xml(o, d->name);
  out_lit(o, "</small></summary>\n");
  if (d->sentences.len > 1) {
    put_sentences(o, d, article);
  } else {
    out_lit(o, "<pre>");
    put_xml(o, str_sub(d->text, 0, whole_chars(d->text, TEXT_MOST)));
    out_lit(o, "</pre>\n");
  }
  out_lit(o, "</details>\n");
}

// Names of the kinds and the order in which a story is made.
#include "graph/story.h"

#include "graph/census.h"
#include "graph/chronicle.h"
#include "graph/copies.h"
#include "graph/differ.h"
#include "graph/group.h"
#include "graph/independent.h"
#include "graph/utter.h"

#define TEXT_ROW(id, text) {text, sizeof(text) - 1},
#define NAMES(list, type, function)                  \
  static const str function##s[] = {list(TEXT_ROW)}; \
  str function(type v) { return (size_t)v < COUNT_OF(function##s) ? function##s[v] : (str){0}; }

NAMES(RELATION_KINDS, relation_kind, relation_kind_name)
NAMES(DIFFERENCE_KINDS, difference_kind, difference_kind_name)
NAMES(QUOTE_KINDS, quote_kind, quote_kind_name)
NAMES(COPY_KINDS, copy_kind, copy_kind_name)
NAMES(EDGE_KINDS, edge_kind, edge_kind_name)

static void fill_story(stories *all, story *s, const terms *t, const shingles *sh, const u32 *story_of, const kit *k) {
  for (u32 i = 0; i < s->narticles && !s->title.n; i++) s->title = all->docs[s->articles[i]]->meta.title.value;
  making m = {.all = all, .story = s, .kit = k, .who = actors_of(all, s, k)};
  m.p = props_of(all, s, t, m.who);
  m.pairs = pairs_of(m.p);
  judge_pairs(&m.pairs, m.p, &t->table);
  alignment al = align_claims(m.p, &m.pairs);
  find_copies(all, s, sh, story_of);
  fill_claims(&m, &al);
  find_contradictions(&m);
  find_differences(&m);
  find_quotes(&m);
  count_independent(&m);
  fill_sources(&m);
  fill_timeline(all, s);
  fill_places(all, s);
}

static void deal_articles(stories *all, const grouping *g) {
  all->stories = NEWS(all->mem, story, g->count + 1);
  all->count = g->count;
  for (u32 a = 1; a <= all->articles; a++) all->stories[g->story[a] - 1].narticles++;
  for (u32 i = 0; i < all->count; i++) {
    all->stories[i].articles = NEWS(all->mem, u32, all->stories[i].narticles);
    all->stories[i].narticles = 0;
  }
  for (u32 a = 1; a <= all->articles; a++) {
    story *s = &all->stories[g->story[a] - 1];
    s->articles[s->narticles++] = a;
  }
}

stories *stories_build(arena *mem, const doc *const *docs, u32 articles, const kit *k) {
  stories *all = NEW(mem, stories);
  *all = (stories){.mem = mem, .docs = docs, .articles = articles};
  if (!articles) return all;
  terms *t = terms_new(mem, docs, articles, likeness_of(pack_chunk(k->pack, "align")));
  grouping g = group_articles(mem, t, docs, articles);
  shingles *sh = shingles_of(mem, docs, articles);
  deal_articles(all, &g);
  for (u32 i = 0; i < all->count; i++) fill_story(all, &all->stories[i], t, sh, g.story, k);
  return all;
}

// Names of the kinds and the order in which a story is made.
#include "graph/story.h"

#include "graph/copies.h"
#include "graph/group.h"

#define TEXT_ROW(id, text) {text, sizeof(text) - 1},
#define NAMES(list, type, function)                  \
  static const str function##s[] = {list(TEXT_ROW)}; \
  str function(type v) { return (size_t)v < COUNT_OF(function##s) ? function##s[v] : (str){0}; }

NAMES(RELATION_KINDS, relation_kind, relation_kind_name)
NAMES(DIFFERENCE_KINDS, difference_kind, difference_kind_name)
NAMES(QUOTE_KINDS, quote_kind, quote_kind_name)
NAMES(COPY_KINDS, copy_kind, copy_kind_name)
NAMES(EDGE_KINDS, edge_kind, edge_kind_name)

// Each claim on its own.
static void single_claims(stories *all, story *s) {
  VEC(shared_claim) claims = {0};
  for (u32 i = 0; i < s->narticles; i++) {
    u32 a = s->articles[i];
    const doc *d = all->docs[a];
    for (u32 c = 1; c < d->claims.len; c++) {
      member *m = NEW(all->mem, member);
      *m = (member){a, c, SAME};
      vec_push(all->mem, &claims, ((shared_claim){.text = doc_str(d, spans_hull(d->claims.at[c].at)), .members = m, .nmembers = 1}));
    }
  }
  s->claims = claims.at;
  s->nclaims = claims.len;
}

static void fill_story(stories *all, story *s, const shingles *sh, const u32 *story_of) {
  for (u32 i = 0; i < s->narticles && !s->title.n; i++) s->title = all->docs[s->articles[i]]->meta.title.value;
  single_claims(all, s);
  find_copies(all, s, sh, story_of);
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
  terms *t = terms_new(mem, docs, articles, k);
  grouping g = group_articles(mem, t, docs, articles);
  shingles *sh = shingles_of(mem, docs, articles);
  deal_articles(all, &g);
  for (u32 i = 0; i < all->count; i++) fill_story(all, &all->stories[i], sh, g.story);
  return all;
}

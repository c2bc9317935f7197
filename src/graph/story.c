// Names of the kinds and the order in which a story is made.
#include "graph/story.h"

#define TEXT_ROW(id, text) {text, sizeof(text) - 1},
#define NAMES(list, type, function)                  \
  static const str function##s[] = {list(TEXT_ROW)}; \
  str function(type v) { return (size_t)v < COUNT_OF(function##s) ? function##s[v] : (str){0}; }

NAMES(RELATION_KINDS, relation_kind, relation_kind_name)
NAMES(DIFFERENCE_KINDS, difference_kind, difference_kind_name)
NAMES(QUOTE_KINDS, quote_kind, quote_kind_name)
NAMES(COPY_KINDS, copy_kind, copy_kind_name)
NAMES(EDGE_KINDS, edge_kind, edge_kind_name)

// One story of all articles, with each claim on its own: the form that the real grouping fills.
static void one_story(arena *mem, stories *all, story *s) {
  s->articles = NEWS(mem, u32, all->articles);
  VEC(shared_claim) claims = {0};
  for (u32 a = 1; a <= all->articles; a++) {
    const doc *d = all->docs[a];
    s->articles[s->narticles++] = a;
    if (!s->title.n) s->title = d->meta.title.value;
    for (u32 c = 1; c < d->claims.len; c++) {
      member *m = NEW(mem, member);
      *m = (member){a, c, SAME};
      vec_push(mem, &claims, ((shared_claim){.text = doc_str(d, spans_hull(d->claims.at[c].at)), .members = m, .nmembers = 1}));
    }
  }
  s->claims = claims.at;
  s->nclaims = claims.len;
}

stories *stories_build(arena *mem, const doc *const *docs, u32 articles, const kit *k) {
  (void)k;
  stories *all = NEW(mem, stories);
  *all = (stories){.mem = mem, .docs = docs, .articles = articles};
  if (!articles) return all;
  all->stories = NEW(mem, story);
  all->count = 1;
  one_story(mem, all, all->stories);
  return all;
}

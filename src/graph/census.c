// Nodes are the articles' outlets and whoever stands in a chain; an edge is drawn once and counted, its evidence being the
// first place that shows it. Edges lead from the source to who had it from there.
#include "graph/census.h"

#include <stdlib.h>

#include "graph/independent.h"
#include "model/lexicon.h"

typedef struct {
  making *m;
  VEC(source_node) nodes;
  VEC(source_edge) edges;
  u32 *of_article;        // [A + 1] its outlet's node + 1
  u32 *of_actor;          // [actors] its node + 1
  u32 actors;             // length of of_actor
} census;

static u32 add_node(census *c, source_node n) {
  vec_push(c->m->all->mem, &c->nodes, n);
  return c->nodes.len - 1;
}

static void add_outlets(census *c) {
  const story *s = c->m->story;
  for (u32 i = 0; i < s->narticles; i++) {
    u32 a = s->articles[i];
    const doc *d = c->m->all->docs[a];
    source_node n = {.name = article_name(c->m->all, a), .kind = SOURCE_OUTLET, .named = d->meta.outlet.value.n > 0, .article = a,
                     .kin = kinship_of(d, 0), .kin_article = a};
    n.family = n.kin.family;
    c->of_article[a] = 1 + add_node(c, n);
  }
}

// The node of an actor. One with the name of an article's outlet is that outlet.
static u32 node_of(census *c, u32 who) {
  if (who >= c->actors) {
    u32 more = 2 * (who + 8);
    c->of_actor = arena_grow(c->m->all->mem, c->of_actor, c->actors, more, sizeof *c->of_actor);
    c->actors = more;
  }
  if (c->of_actor[who]) return c->of_actor[who] - 1;
  const actor *a = &c->m->who->at.at[who];
  u32 node = UINT32_MAX;
  for (u32 i = 0; i < c->nodes.len && node == UINT32_MAX; i++)
    if (c->nodes.at[i].article && c->nodes.at[i].named && str_eq_nocase(c->nodes.at[i].name, a->name)) node = i;
  if (node == UINT32_MAX) node = add_node(c, (source_node){.name = a->name, .kind = a->kind, .named = a->named, .family = a->family, .kin = a->kin, .kin_article = a->kin_article});
  c->of_actor[who] = node + 1;
  return node;
}

static u32 add_edge(census *c, u32 from, u32 to, edge_kind kind, u32 article, span evidence) {
  for (u32 i = 0; i < c->edges.len; i++) {
    source_edge *e = &c->edges.at[i];
    if (e->from == from && e->to == to && e->kind == kind) return ++e->count;
  }
  if (from != to) vec_push(c->m->all->mem, &c->edges, ((source_edge){from, to, kind, article, evidence, 1}));
  return 1;
}

// The chain of one attribution: each hop told the next, the last was cited by the outlet.
static void add_chain(census *c, u32 article, const attribution *q) {
  span evidence = q->source.len ? spans_hull(q->source) : q->cue.len ? spans_hull(q->cue) : spans_hull(q->content);
  u32 last = UINT32_MAX;
  for (u32 h = 0; h < q->hops; h++) {
    u32 who = actor_of_hop(c->m->who, article, &q->chain[h]);
    if (!who) continue;
    u32 node = node_of(c, who);
    if (last != UINT32_MAX) add_edge(c, last, node, EDGE_TOLD, article, evidence);
    last = node;
  }
  if (last != UINT32_MAX) add_edge(c, last, c->of_article[article] - 1, EDGE_CITED, article, evidence);
}

static void add_credit(census *c, u32 article) {
  const fact *f = &c->m->all->docs[article]->meta.agency;
  u32 who = actor_of_name(c->m->who, article, f->value, SOURCE_AGENCY, true);
  if (who) add_edge(c, node_of(c, who), c->of_article[article] - 1, EDGE_CREDITED, article, f->evidence);
}

// The earlier article is the source of the copy; of one day, the one given first.
static void add_copies(census *c) {
  const story *s = c->m->story;
  for (u32 i = 0; i < s->ncopies; i++) {
    const copy *p = &s->copies[i];
    if (p->kind == COPY_BOILERPLATE || !p->a.len) continue;
    str da = c->m->all->docs[p->article_a]->meta.published.value, db = c->m->all->docs[p->article_b]->meta.published.value;
    bool back = da.n && db.n && str_cmp(db, da) < 0;
    u32 from = back ? p->article_b : p->article_a, to = back ? p->article_a : p->article_b;
    add_edge(c, c->of_article[from] - 1, c->of_article[to] - 1, EDGE_COPIED, to, back ? p->a.at[0] : p->b.at[0]);
  }
}

// "the ministry-owned news agency Norvia": the owner's name, a word of owning, and the owned in one noun phrase.
static void add_owners(census *c, u32 article) {
  const doc *d = c->m->all->docs[article];
  for (u32 k = 2; k < d->mentions.len; k++) {
    const mention *owner = &d->mentions.at[k - 1], *owned = &d->mentions.at[k];
    if (owned->form != FORM_NAME || owned->first < owner->last || owned->phrase_first > owner->first) continue;
    u32 i = owner->last;
    if (i < d->tokens.len && str_eq(low_str(d, i), S("-"))) i++;
    if (i >= owned->first || !lex_has(LEX_OWNERSHIP, low_str(d, i))) continue;
    u32 a = actor_of_entity(c->m->who, article, owner->entity), b = actor_of_entity(c->m->who, article, owned->entity);
    if (a && b && a != b) add_edge(c, node_of(c, a), node_of(c, b), EDGE_OWNS, article, (span){owner->at.beg, owned->at.end});
  }
}

// How many shared claims rest on each node.
static void count_claims(census *c) {
  const story *s = c->m->story;
  u32 *last = NEWS(c->m->all->mem, u32, c->nodes.len + 1);
  for (u32 g = 0; g < s->nclaims; g++)
    for (u32 k = 0; k < s->claims[g].nmembers; k++) {
      u32 a = s->claims[g].members[k].article;
      const doc *d = c->m->all->docs[a];
      u32 q = d->claims.at[s->claims[g].members[k].claim].attribution;
      for (u32 h = 0; h <= d->attributions.at[q].hops; h++) {
        bool outlet = h == d->attributions.at[q].hops;
        u32 who = outlet ? 0 : actor_of_hop(c->m->who, a, &d->attributions.at[q].chain[h]);
        if (!outlet && (!who || who >= c->actors || !c->of_actor[who])) continue;
        u32 node = outlet ? c->of_article[a] - 1 : c->of_actor[who] - 1;
        c->nodes.at[node].claims += last[node] != g + 1;
        last[node] = g + 1;
      }
    }
}

void fill_sources(making *m) {
  census c = {.m = m, .of_article = NEWS(m->all->mem, u32, m->all->articles + 1)};
  add_outlets(&c);
  for (u32 i = 0; i < m->story->narticles; i++) {
    u32 a = m->story->articles[i];
    const doc *d = m->all->docs[a];
    for (u32 q = 1; q < d->attributions.len; q++) add_chain(&c, a, &d->attributions.at[q]);
    add_credit(&c, a);
    add_owners(&c, a);
  }
  add_copies(&c);
  count_claims(&c);
  m->story->nodes = c.nodes.at;
  m->story->nnodes = c.nodes.len;
  m->story->edges = c.edges.at;
  m->story->nedges = c.edges.len;
}

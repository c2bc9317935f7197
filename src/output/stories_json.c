// Stories as one JSON object: the contract for other programs.
#include "output/json_fields.h"
#include "output/outputs.h"

static void put_articles_pair(json *j, u32 a, u32 b) {
  field_list(j, "articles");
  json_u64(j, a);
  json_u64(j, b);
  json_close(j, ']');
}

static void put_spans_pair(json *j, spans a, spans b) {
  field_list(j, "spans");
  json_spans(j, a);
  json_spans(j, b);
  json_close(j, ']');
}

static void put_articles(json *j, const stories *s) {
  field_list(j, "articles");
  for (u32 i = 1; i <= s->articles; i++) {
    const doc *d = s->docs[i];
    json_open(j, '{');
    field_u64(j, "id", i);
    field_str(j, "path", d->name);
    field_or_null(j, "outlet", d->meta.outlet.value);
    field_or_null(j, "published", d->meta.published.value);
    field_or_null(j, "title", d->meta.title.value);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_independent(json *j, const shared_claim *c) {
  json_key(j, "independent");
  json_open(j, '{');
  field_u64(j, "min", c->min);
  field_u64(j, "max", c->max);
  field_list(j, "why");
  for (u32 i = 0; i < c->nwhy; i++) json_str(j, c->why[i]);
  json_close(j, ']');
  json_close(j, '}');
}

static void put_claim(json *j, const shared_claim *c, u32 id) {
  json_open(j, '{');
  field_u64(j, "id", id);
  field_str(j, "text", c->text);
  field_list(j, "members");
  for (u32 i = 0; i < c->nmembers; i++) {
    json_open(j, '{');
    field_u64(j, "article", c->members[i].article);
    field_u64(j, "claim", c->members[i].claim);
    field_str(j, "relation", relation_kind_name(c->members[i].relation));
    json_close(j, '}');
  }
  json_close(j, ']');
  put_independent(j, c);
  field_list(j, "differences");
  for (u32 i = 0; i < c->ndifferences; i++) {
    const difference *d = &c->differences[i];
    json_open(j, '{');
    field_str(j, "kind", difference_kind_name(d->kind));
    put_articles_pair(j, d->article_a, d->article_b);
    put_spans_pair(j, d->a, d->b);
    json_close(j, '}');
  }
  json_close(j, ']');
  json_close(j, '}');
}

static void put_quote(json *j, const quote_group *q) {
  json_open(j, '{');
  field_or_null(j, "speaker", q->speaker);
  field_str(j, "kind", quote_kind_name(q->kind));
  field_p(j, q->p);
  field_list(j, "variants");
  for (u32 i = 0; i < q->nvariants; i++) {
    json_open(j, '{');
    field_u64(j, "article", q->variants[i].article);
    field_u64(j, "attribution", q->variants[i].attribution);
    json_close(j, '}');
  }
  json_close(j, ']');
  json_close(j, '}');
}

static void put_side(json *j, const char *key, u32 article, u32 id) {
  json_key(j, key);
  json_open(j, '{');
  field_u64(j, "article", article);
  field_u64(j, "claim", id);
  json_close(j, '}');
}

static void put_contradiction(json *j, const contradiction *c) {
  json_open(j, '{');
  put_side(j, "a", c->article_a, c->claim_a);
  put_side(j, "b", c->article_b, c->claim_b);
  field_p(j, c->p);
  json_close(j, '}');
}

static void put_copy(json *j, const copy *c) {
  json_open(j, '{');
  put_articles_pair(j, c->article_a, c->article_b);
  put_spans_pair(j, c->a, c->b);
  field_str(j, "kind", copy_kind_name(c->kind));
  field_p(j, c->p);
  json_close(j, '}');
}

static void put_kinship(json *j, const source_node *n) {
  json_key(j, "belongs");
  json_open(j, '{');
  field_str(j, "family", n->kin.family);
  field_str(j, "why", n->kin.why);
  field_known(j, "date", n->kin.date);
  if (!span_empty(n->kin.evidence)) {
    json_key(j, "evidence");
    json_open(j, '{');
    field_u64(j, "article", n->kin_article);
    field_span(j, "span", n->kin.evidence);
    json_close(j, '}');
  }
  json_close(j, '}');
}

static void put_node(json *j, const source_node *n, u32 id) {
  json_open(j, '{');
  field_u64(j, "id", id);
  field_str(j, "name", n->name);
  field_str(j, "kind", source_kind_name(n->kind));
  field_bool(j, "named", n->named);
  if (n->article) field_u64(j, "article", n->article);
  field_known(j, "family", n->family);
  if (n->kin.family.n) put_kinship(j, n);
  field_u64(j, "claims", n->claims);
  json_close(j, '}');
}

static void put_edge(json *j, const source_edge *e) {
  json_open(j, '{');
  field_u64(j, "from", e->from + 1);
  field_u64(j, "to", e->to + 1);
  field_str(j, "kind", edge_kind_name(e->kind));
  json_key(j, "evidence");
  json_open(j, '{');
  field_u64(j, "article", e->article);
  field_span(j, "span", e->evidence);
  json_close(j, '}');
  field_u64(j, "count", e->count);
  json_close(j, '}');
}

static void put_sources(json *j, const story *s) {
  json_key(j, "sources");
  json_open(j, '{');
  field_list(j, "nodes");
  for (u32 i = 0; i < s->nnodes; i++) put_node(j, &s->nodes[i], i + 1);
  json_close(j, ']');
  field_list(j, "edges");
  for (u32 i = 0; i < s->nedges; i++) put_edge(j, &s->edges[i]);
  json_close(j, ']');
  json_close(j, '}');
}

static void put_timeline(json *j, const stories *all, const story *s) {
  field_list(j, "timeline");
  for (u32 i = 0; i < s->ntimeline; i++) {
    const timeline_row *r = &s->timeline[i];
    json_open(j, '{');
    field_str(j, "value", r->value);
    field_u64(j, "article", r->article);
    field_span(j, "span", all->docs[r->article]->times.at[r->time].at);
    if (r->claim) field_u64(j, "claim", r->claim);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_places(json *j, const story *s) {
  field_list(j, "places");
  for (u32 i = 0; i < s->nplaces; i++) {
    const story_place *p = &s->places[i];
    json_open(j, '{');
    field_str(j, "name", p->name);
    json_key(j, "lat");
    json_number(j, p->where.lat);
    json_key(j, "lon");
    json_number(j, p->where.lon);
    field_known(j, "country", p->where.country);
    field_known(j, "admin1", p->where.admin1);
    field_str(j, "precision", precision_name(p->where.precision));
    field_u64(j, "article", p->article);
    field_u64(j, "entity", p->entity);
    json_close(j, '}');
  }
  json_close(j, ']');
}

// The article that alone makes the claim, 0 where several do.
static u32 only_article(const shared_claim *c) {
  for (u32 i = 1; i < c->nmembers; i++)
    if (c->members[i].article != c->members[0].article) return 0;
  return c->nmembers ? c->members[0].article : 0;
}

static void put_only_in(json *j, const story *s) {
  json_key(j, "only_in");
  json_open(j, '{');
  for (u32 a = 0; a < s->narticles; a++) {
    char key[16] = {0};
    out digits = {0};
    out_u64(&digits, s->articles[a]);
    memcpy(key, digits.p, MIN(digits.n, sizeof key - 1));
    out_free(&digits);
    field_list(j, key);
    for (u32 i = 0; i < s->nclaims; i++)
      if (only_article(&s->claims[i]) == s->articles[a]) json_u64(j, i + 1);
    json_close(j, ']');
  }
  json_close(j, '}');
}

#define PUT_LIST(j, key, put, list, n)                      \
  do {                                                      \
    json_key(j, key);                                       \
    json_open(j, '[');                                      \
    for (u32 i_ = 0; i_ < (n); i_++) put(j, &(list)[i_]);   \
    json_close(j, ']');                                     \
  } while (0)

static void put_story(json *j, const stories *all, const story *s, u32 id) {
  json_open(j, '{');
  field_u64(j, "id", id);
  field_list(j, "articles");
  for (u32 i = 0; i < s->narticles; i++) json_u64(j, s->articles[i]);
  json_close(j, ']');
  field_str(j, "title", s->title);
  field_list(j, "claims");
  for (u32 i = 0; i < s->nclaims; i++) put_claim(j, &s->claims[i], i + 1);
  json_close(j, ']');
  PUT_LIST(j, "quotes", put_quote, s->quotes, s->nquotes);
  PUT_LIST(j, "contradictions", put_contradiction, s->contradictions, s->ncontradictions);
  PUT_LIST(j, "copies", put_copy, s->copies, s->ncopies);
  put_sources(j, s);
  put_timeline(j, all, s);
  put_places(j, s);
  put_only_in(j, s);
  json_close(j, '}');
}

void write_stories_json(out *o, const stories *s, const write_options *w) {
  (void)w;
  json j = {.to = o};
  json_open(&j, '{');
  field_u64(&j, "version", 1);
  put_articles(&j, s);
  field_list(&j, "stories");
  for (u32 i = 0; i < s->count; i++) put_story(&j, s, &s->stories[i], i + 1);
  json_close(&j, ']');
  json_close(&j, '}');
  out_byte(o, '\n');
}

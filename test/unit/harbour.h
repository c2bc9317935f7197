// A story by hand for the tests of the outputs: five articles about a fire in a harbour, with what a reader of stories may
// meet: a chain, a dropped attribution, a changed number, two renderings of a quotation, a denial, a copy, a family, and
// text that tries to be markup or to move the cursor. Each line of an article is a sentence.
#ifndef STEMMA_TEST_HARBOUR_H
#define STEMMA_TEST_HARBOUR_H

#include <stdlib.h>

#include "doc/stages.h"
#include "graph/story.h"

enum { HARBOUR_ARTICLES = 5 };

static span harbour_span(const doc *d, const char *fragment) {
  size_t at = str_find(d->text, str_of(fragment));
  if (at == d->text.n) abort();
  return (span){(u32)at, (u32)(at + strlen(fragment))};
}

static doc *harbour_doc(arena *mem, const char *path, const char *outlet, const char *day, const char *title, const char *text) {
  doc *d = doc_new(mem, str_of(path), str_of(text));
  d->text = d->source;
  d->media_type = S("text/plain");
  d->charset = S("utf-8");
  d->meta.outlet.value = str_of(outlet);
  d->meta.published.value = str_of(day);
  d->meta.title.value = str_of(title);
  d->has = HAS_TEXT | HAS_TOKENS | HAS_ENTITIES | HAS_TIMES | HAS_QUANTITIES | HAS_ATTRIBUTIONS | HAS_CLAIMS | HAS_EVENTS;
  vec_push(mem, &d->zones, ((zone){{0, (u32)d->text.n}, ZONE_BODY}));
  vec_push(mem, &d->times, (timex){0});
  d->times.len = 1;
  for (size_t beg = 0; beg < d->text.n;) {
    size_t end = beg + str_find_byte(str_from(d->text, beg), '\n');
    vec_push(mem, &d->sentences, ((sentence){.at = {(u32)beg, (u32)end}}));
    beg = end + 1;
  }
  return d;
}

// An attribution whose chain is up to three names, each with its kind; its number.
static u32 harbour_says(doc *d, attribution_type type, const char *source, const char *cue, const char *content, stance mod,
                        const char *a, source_kind ka, const char *b, source_kind kb) {
  attribution at = {.type = type, .mod = mod, .p = 0.9f, .chain = NEWS(d->mem, hop, 2)};
  at.content = spans_one(d->mem, harbour_span(d, content));
  at.source = spans_one(d->mem, harbour_span(d, source));
  at.cue = spans_one(d->mem, harbour_span(d, cue));
  at.chain[at.hops++] = (hop){str_of(a), 0, ka, true};
  if (b) at.chain[at.hops++] = (hop){str_of(b), 0, kb, true};
  vec_push(d->mem, &d->attributions, at);
  return d->attributions.len - 1;
}

static u32 harbour_claim(doc *d, const char *fragment, u32 by, certainty sure) {
  claim c = {.at = spans_one(d->mem, harbour_span(d, fragment)), .attribution = by, .certainty = sure, .p = 0.8f};
  c.mod = sure == CERTAINTY_DENIED ? MOD_DENIED : sure == CERTAINTY_EXPECTED ? MOD_EXPECTED : MOD_FACT;
  vec_push(d->mem, &d->claims, c);
  return d->claims.len - 1;
}

static doc *harbour_post(arena *mem) {
  doc *d = harbour_doc(mem, "harbour/calder-post.txt", "Calder Post", "2031-03-05", "Grain store burns in Calder harbour",
    "A fire destroyed the largest grain store in Calder harbour early on Tuesday.\n"
    "The fire broke out at 3 am in the conveyor, harbour master Ann Lee told the Norvia News Agency.\n"
    "“We will rebuild it, and we will rebuild it better,” Lee said.\n"
    "Three dockers were hurt, the agency reported, citing the port hospital.\n"
    "The Ministry of Transport denied that the store lacked a permit.\n"
    "<script>alert('1')</script> is how one reader \x1b[31mwrote it in a comment.\n");
  vec_push(mem, &d->times, ((timex){harbour_span(d, "Tuesday"), TIME_DATE, S("2031-03-04"), {0}, {0}, {0}, {0}}));
  u32 fire = harbour_says(d, SAY_INDIRECT, "harbour master Ann Lee", "told", "The fire broke out at 3 am in the conveyor", MOD_FACT,
                          "Ann Lee", SOURCE_OFFICIAL, "Norvia News Agency", SOURCE_AGENCY);
  u32 quote = harbour_says(d, SAY_DIRECT, "Lee said", "said", "We will rebuild it, and we will rebuild it better", MOD_SCHEDULED,
                           "Ann Lee", SOURCE_OFFICIAL, NULL, SOURCE_UNNAMED);
  u32 hurt = harbour_says(d, SAY_INDIRECT, "the port hospital", "citing", "Three dockers were hurt", MOD_FACT,
                          "port hospital", SOURCE_ORGANISATION, "Norvia News Agency", SOURCE_AGENCY);
  u32 no = harbour_says(d, SAY_INDIRECT, "The Ministry of Transport", "denied", "the store lacked a permit", MOD_DENIED,
                        "Ministry of Transport", SOURCE_GOVERNMENT, NULL, SOURCE_UNNAMED);
  harbour_claim(d, "A fire destroyed the largest grain store in Calder harbour early on Tuesday", 0, CERTAINTY_ASSERTED);
  d->claims.at[1].time = 1;
  harbour_claim(d, "The fire broke out at 3 am in the conveyor", fire, CERTAINTY_ATTRIBUTED);
  harbour_claim(d, "We will rebuild it, and we will rebuild it better", quote, CERTAINTY_EXPECTED);
  harbour_claim(d, "Three dockers were hurt", hurt, CERTAINTY_ATTRIBUTED);
  harbour_claim(d, "the store lacked a permit", no, CERTAINTY_DENIED);
  harbour_claim(d, "<script>alert('1')</script> is how one reader \x1b[31mwrote it in a comment", 0, CERTAINTY_ASSERTED);
  return d;
}

static doc *harbour_herald(arena *mem) {
  doc *d = harbour_doc(mem, "harbour/coast-herald.txt", "The Coast Herald", "2031-03-05", "Five hurt as harbour fire rages for hours",
    "The fire in Calder harbour broke out at 3 am in the conveyor of the grain store.\n"
    "Five dockers were hurt, the Norvia News Agency reported.\n"
    "“We shall build it anew, and better than it was,” harbour master Ann Lee was quoted as saying.\n"
    "The grain store burned down.\n");
  u32 hurt = harbour_says(d, SAY_INDIRECT, "the Norvia News Agency", "reported", "Five dockers were hurt", MOD_FACT,
                          "Norvia News Agency", SOURCE_AGENCY, NULL, SOURCE_UNNAMED);
  u32 quote = harbour_says(d, SAY_DIRECT, "harbour master Ann Lee", "was quoted as saying",
                           "We shall build it anew, and better than it was", MOD_SCHEDULED, "Ann Lee", SOURCE_OFFICIAL, NULL,
                           SOURCE_UNNAMED);
  harbour_claim(d, "The fire in Calder harbour broke out at 3 am in the conveyor of the grain store", 0, CERTAINTY_ASSERTED);
  harbour_claim(d, "Five dockers were hurt", hurt, CERTAINTY_ATTRIBUTED);
  harbour_claim(d, "We shall build it anew, and better than it was", quote, CERTAINTY_EXPECTED);
  harbour_claim(d, "The grain store burned down", 0, CERTAINTY_ASSERTED);
  return d;
}

static doc *harbour_wire(arena *mem) {
  doc *d = harbour_doc(mem, "harbour/meridian.html", "Meridian Daily", "2031-03-04", "Fire in Calder harbour",
    "A fire destroyed the grain store in Calder harbour on Tuesday, the Norvia News Agency reported.\n"
    "Three dockers were hurt, it said.\n"
    "Prices of wheat are expected to rise in the valley.\n");
  vec_push(mem, &d->times, ((timex){harbour_span(d, "Tuesday"), TIME_DATE, S("2031-03-04"), {0}, {0}, {0}, {0}}));
  u32 fire = harbour_says(d, SAY_INDIRECT, "the Norvia News Agency", "reported",
                          "A fire destroyed the grain store in Calder harbour on Tuesday", MOD_FACT, "Norvia News Agency",
                          SOURCE_AGENCY, NULL, SOURCE_UNNAMED);
  u32 hurt = harbour_says(d, SAY_INDIRECT, "it said", "said", "Three dockers were hurt", MOD_FACT, "Norvia News Agency",
                          SOURCE_AGENCY, NULL, SOURCE_UNNAMED);
  harbour_claim(d, "A fire destroyed the grain store in Calder harbour on Tuesday", fire, CERTAINTY_ATTRIBUTED);
  d->claims.at[1].time = 1;
  harbour_claim(d, "Three dockers were hurt", hurt, CERTAINTY_ATTRIBUTED);
  harbour_claim(d, "Prices of wheat are expected to rise in the valley", 0, CERTAINTY_EXPECTED);
  return d;
}

static doc *harbour_state(arena *mem) {
  doc *d = harbour_doc(mem, "harbour/norvia-now.html", "Norvia Now", "2031-03-05", "Harbour fire is out, ministry says",
    "The fire that destroyed the grain store in Calder is out, the Ministry of Transport said.\n"
    "The store had all permits, the ministry told Norvia Now.\n");
  u32 fire = harbour_says(d, SAY_INDIRECT, "the Ministry of Transport", "said",
                          "The fire that destroyed the grain store in Calder is out", MOD_FACT, "Ministry of Transport",
                          SOURCE_GOVERNMENT, NULL, SOURCE_UNNAMED);
  u32 permit = harbour_says(d, SAY_INDIRECT, "the ministry", "told", "The store had all permits", MOD_FACT,
                            "Ministry of Transport", SOURCE_GOVERNMENT, "Norvia Now", SOURCE_STATE_MEDIA);
  harbour_claim(d, "The fire that destroyed the grain store in Calder is out", fire, CERTAINTY_ATTRIBUTED);
  harbour_claim(d, "The store had all permits", permit, CERTAINTY_ATTRIBUTED);
  return d;
}

static doc *harbour_watch(arena *mem) {
  doc *d = harbour_doc(mem, "harbour/dockwatch.md", "Dockwatch", "2031-03-06", "The store had no permit, say dockers",
    "The burned grain store had no permit, two dockers told Dockwatch.\n"
    "The fire may have begun in a lorry, not in the conveyor, one of them said.\n"
    "“The alarm — 警报 — never rang,” he said.\n"
    "The grain store burned down.\n");
  u32 permit = harbour_says(d, SAY_INDIRECT, "two dockers", "told", "The burned grain store had no permit", MOD_FACT,
                            "two dockers", SOURCE_WITNESS, "Dockwatch", SOURCE_OUTLET);
  u32 lorry = harbour_says(d, SAY_INDIRECT, "one of them", "said", "The fire may have begun in a lorry, not in the conveyor",
                           MOD_POSSIBLE, "two dockers", SOURCE_WITNESS, NULL, SOURCE_UNNAMED);
  u32 alarm = harbour_says(d, SAY_DIRECT, "he said", "said", "The alarm — 警报 — never rang", MOD_FACT, "two dockers",
                           SOURCE_WITNESS, NULL, SOURCE_UNNAMED);
  harbour_claim(d, "The burned grain store had no permit", permit, CERTAINTY_ATTRIBUTED);
  harbour_claim(d, "The fire may have begun in a lorry, not in the conveyor", lorry, CERTAINTY_SPECULATED);
  harbour_claim(d, "The alarm — 警报 — never rang", alarm, CERTAINTY_ATTRIBUTED);
  harbour_claim(d, "The grain store burned down", 0, CERTAINTY_ASSERTED);
  return d;
}

// A shared claim of members {article, claim, relation}, ended by article 0.
static shared_claim harbour_shared(arena *mem, const doc *const *docs, const member *members, u32 min, u32 max, const char *why) {
  u32 n = 0;
  while (members[n].article) n++;
  shared_claim c = {.members = NEWS(mem, member, n), .nmembers = n, .min = min, .max = max};
  memcpy(c.members, members, n * sizeof *members);
  const doc *d = docs[members[0].article];
  c.text = doc_str(d, d->claims.at[members[0].claim].at.at[0]);
  if (why) c.why = NEWS(mem, str, 1), c.why[0] = str_of(why), c.nwhy = 1;
  return c;
}

static void harbour_differs(arena *mem, shared_claim *c, const doc *const *docs, difference_kind k, u32 a, const char *in_a, u32 b,
                            const char *in_b) {
  difference *more = NEWS(mem, difference, c->ndifferences + 1);
  if (c->ndifferences) memcpy(more, c->differences, c->ndifferences * sizeof *more);
  more[c->ndifferences] = (difference){.kind = k, .article_a = a, .article_b = b};
  if (in_a) more[c->ndifferences].a = spans_one(mem, harbour_span(docs[a], in_a));
  if (in_b) more[c->ndifferences].b = spans_one(mem, harbour_span(docs[b], in_b));
  c->differences = more;
  c->ndifferences++;
}

#define MEMBERS(...) ((const member[]){__VA_ARGS__, {0, 0, SAME}})

static void harbour_claims(arena *mem, const doc *const *docs, story *s) {
  s->claims = NEWS(mem, shared_claim, 9);
  shared_claim *c = s->claims;
  c[0] = harbour_shared(mem, docs, MEMBERS({1, 1, MORE_SPECIFIC}, {2, 4, SAME}, {3, 1, SAME}, {4, 1, SAME}, {5, 4, LESS_SPECIFIC}), 2, 4,
                        "Calder Post and Meridian Daily: both had it from the Norvia News Agency");
  c[1] = harbour_shared(mem, docs, MEMBERS({1, 2, SAME}, {2, 1, SAME}, {5, 2, DENIES}), 1, 2, NULL);
  harbour_differs(mem, &c[1], docs, DIFF_DROPPED, 1, "harbour master Ann Lee told", 2, NULL);
  c[2] = harbour_shared(mem, docs, MEMBERS({1, 4, SAME}, {2, 2, SAME}, {3, 2, SAME}), 1, 1, "all had it from the Norvia News Agency");
  harbour_differs(mem, &c[2], docs, DIFF_NUMBER, 1, "Three dockers", 2, "Five dockers");
  harbour_differs(mem, &c[2], docs, DIFF_NUMBER, 2, "Five dockers", 3, "Three dockers");
  c[3] = harbour_shared(mem, docs, MEMBERS({1, 3, SAME}, {2, 3, SAME}), 1, 1, "one speaker: Ann Lee");
  c[4] = harbour_shared(mem, docs, MEMBERS({1, 5, DENIES}, {4, 2, DENIES}, {5, 1, SAME}), 1, 2, NULL);
  c[5] = harbour_shared(mem, docs, MEMBERS({1, 6, SAME}), 1, 1, NULL);
  c[6] = harbour_shared(mem, docs, MEMBERS({3, 3, SAME}), 1, 1, NULL);
  c[7] = harbour_shared(mem, docs, MEMBERS({5, 3, SAME}), 1, 1, NULL);
  s->nclaims = 8;
}

#define NO_KIN {{0}, {0}, {0}, {0, 0}}, 0

static void harbour_sources(arena *mem, const doc *const *docs, story *s) {
  static const source_node nodes[] = {
      {{"Ann Lee", 7}, SOURCE_OFFICIAL, true, 0, {0}, 4, NO_KIN},          {{"Norvia News Agency", 18}, SOURCE_AGENCY, true, 0, {"owner:Norvia", 12}, 5, NO_KIN},
      {{"Ministry of Transport", 21}, SOURCE_GOVERNMENT, true, 0, {"owner:Norvia", 12}, 3, NO_KIN}, {{"port hospital", 13}, SOURCE_ORGANISATION, false, 0, {0}, 1, NO_KIN},
      {{"two dockers", 11}, SOURCE_WITNESS, false, 0, {0}, 3, NO_KIN},     {{"Calder Post", 11}, SOURCE_OUTLET, true, 1, {0}, 0, NO_KIN},
      {{"The Coast Herald", 16}, SOURCE_OUTLET, true, 2, {0}, 0, NO_KIN},  {{"Meridian Daily", 14}, SOURCE_OUTLET, true, 3, {0}, 0, NO_KIN},
      {{"Norvia Now", 10}, SOURCE_STATE_MEDIA, true, 4, {"owner:Norvia", 12}, 0, NO_KIN}, {{"Dockwatch", 9}, SOURCE_OUTLET, true, 5, {0}, 0, NO_KIN}};
  s->nodes = NEWS(mem, source_node, COUNT_OF(nodes));
  s->nnodes = COUNT_OF(nodes);
  memcpy(s->nodes, nodes, sizeof nodes);
  const source_edge edges[] = {{0, 1, EDGE_TOLD, 1, harbour_span(docs[1], "harbour master Ann Lee told"), 1},
                               {3, 1, EDGE_CITED, 1, harbour_span(docs[1], "citing the port hospital"), 1},
                               {1, 5, EDGE_CITED, 1, harbour_span(docs[1], "the agency reported"), 2},
                               {1, 6, EDGE_CITED, 2, harbour_span(docs[2], "the Norvia News Agency reported"), 1},
                               {1, 7, EDGE_COPIED, 3, harbour_span(docs[3], "the Norvia News Agency reported"), 2},
                               {2, 8, EDGE_TOLD, 4, harbour_span(docs[4], "the ministry told"), 2},
                               {2, 5, EDGE_CITED, 1, harbour_span(docs[1], "denied"), 1},
                               {4, 9, EDGE_TOLD, 5, harbour_span(docs[5], "two dockers told"), 3}};
  s->edges = NEWS(mem, source_edge, COUNT_OF(edges));
  s->nedges = COUNT_OF(edges);
  memcpy(s->edges, edges, sizeof edges);
}

static void harbour_rest(arena *mem, const doc *const *docs, story *s) {
  s->quotes = NEWS(mem, quote_group, 1);
  s->nquotes = 1;
  s->quotes[0] = (quote_group){S("Ann Lee"), QUOTE_TRANSLATION, 0.9f, NEWS(mem, variant, 2), 2};
  s->quotes[0].variants[0] = (variant){1, 2};
  s->quotes[0].variants[1] = (variant){2, 2};
  s->contradictions = NEWS(mem, contradiction, 1);
  s->ncontradictions = 1;
  s->contradictions[0] = (contradiction){5, 1, 4, 2, 0.8f};
  s->copies = NEWS(mem, copy, 1);
  s->ncopies = 1;
  s->copies[0] = (copy){1, 3, spans_one(mem, harbour_span(docs[1], "Three dockers were hurt")),
                        spans_one(mem, harbour_span(docs[3], "Three dockers were hurt")), COPY_WIRE, 0.9f};
  s->places = NEWS(mem, story_place, 2);
  s->nplaces = 2;
  s->places[0] = (story_place){S("Calder"), {51.5, -3.25, S("NV"), S("Westmark"), {0}, PRECISION_CITY, {0}}, 1, 0};
  s->places[1] = (story_place){S("Calder"), {51.5, -3.25, S("NV"), S("Westmark"), {0}, PRECISION_CITY, {0}}, 3, 0};
  s->timeline = NEWS(mem, timeline_row, 2);
  s->ntimeline = 2;
  s->timeline[0] = (timeline_row){S("2031-03-04"), 1, 1, 1};
  s->timeline[1] = (timeline_row){S("2031-03-04"), 3, 1, 1};
}

// The story, and beside it one of a single article.
static stories *harbour_stories(arena *mem) {
  const doc **docs = NEWS(mem, const doc *, HARBOUR_ARTICLES + 1);
  docs[1] = harbour_post(mem);
  docs[2] = harbour_herald(mem);
  docs[3] = harbour_wire(mem);
  docs[4] = harbour_state(mem);
  docs[5] = harbour_watch(mem);
  stories *all = NEW(mem, stories);
  *all = (stories){mem, docs, HARBOUR_ARTICLES, NEWS(mem, story, 1), 1};
  story *s = all->stories;
  s->title = S("Grain store burns in Calder harbour");
  s->articles = NEWS(mem, u32, HARBOUR_ARTICLES);
  s->narticles = HARBOUR_ARTICLES;
  for (u32 i = 0; i < HARBOUR_ARTICLES; i++) s->articles[i] = i + 1;
  harbour_claims(mem, docs, s);
  harbour_sources(mem, docs, s);
  harbour_rest(mem, docs, s);
  return all;
}

#endif

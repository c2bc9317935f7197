#include "doc/check.h"

#include "base/utf8.h"
#include "doc/stages.h"

#define MUST(condition, words) \
  if (!(condition)) return words

static bool char_boundary(const doc *d, u32 byte) {
  return byte == d->text.n || (byte < d->text.n && ((u8)d->text.p[byte] & 0xC0) != 0x80);
}

static bool good(const doc *d, span s) {
  return s.beg < s.end && s.end <= d->text.n && char_boundary(d, s.beg) && char_boundary(d, s.end);
}

static bool good_list(const doc *d, spans list) {
  for (u32 i = 0; i < list.len; i++) {
    if (!good(d, list.at[i])) return false;
    if (i && list.at[i].beg < list.at[i - 1].end) return false;
  }
  return true;
}

static const char *check_text(const doc *d) {
  MUST(utf8_bad(d->text) == d->text.n, "text is no valid UTF-8");
  for (u32 i = 0; i < d->map.len; i++) {
    const map_run *r = &d->map.at[i];
    MUST(r->text + (u64)r->len <= d->text.n && r->source + (u64)r->len <= d->source.n, "a map run lies outside");
    MUST(!i || r->text >= r[-1].text + r[-1].len, "map runs overlap");
  }
  for (u32 i = 0; i < d->zones.len; i++) {
    MUST(good(d, d->zones.at[i].at), "a zone's span is bad");
    MUST(!i || d->zones.at[i].at.beg >= d->zones.at[i - 1].at.beg, "zones are out of order");
  }
  return NULL;
}

static const char *check_tokens(const doc *d) {
  const tokens *t = &d->tokens;
  for (u32 i = 1; i < d->sentences.len; i++) {
    const sentence *s = &d->sentences.at[i];
    MUST(good(d, s->at), "a sentence's span is bad");
    MUST(s->at.beg >= d->sentences.at[i - 1].at.end, "sentences overlap");
    MUST(s->first < s->last && s->last <= t->len, "a sentence has no tokens");
    MUST(i == 1 ? s->first == 1 : s->first == d->sentences.at[i - 1].last, "tokens between sentences");
    MUST(s->zone < d->zones.len || !d->zones.len, "a sentence's zone is unknown");
  }
  for (u32 i = 1; i < t->len; i++) {
    MUST(good(d, t->at[i]), "a token's span is bad");
    MUST(i == 1 || t->at[i].beg >= t->at[i - 1].end, "tokens overlap");
    u32 s = t->sentence[i];
    MUST(s && s < d->sentences.len && span_holds(d->sentences.at[s].at, t->at[i]), "a token lies outside its sentence");
  }
  return NULL;
}

static const char *check_heads(const doc *d) {
  const tokens *t = &d->tokens;
  for (u32 i = 1; i < t->len; i++) {
    MUST(t->head[i] < t->len && t->head[i] != i, "a head is no token");
    MUST(!t->head[i] || t->sentence[t->head[i]] == t->sentence[i], "a head lies in another sentence");
    MUST(t->rel[i] < REL_COUNT, "an unknown relation");
    u32 up = i, steps = 0, most = d->sentences.at[t->sentence[i]].last - d->sentences.at[t->sentence[i]].first;
    while (up && steps <= most && steps < 512) {
      up = t->head[up];
      steps++;
    }
    MUST(!up || steps == 512, "a tree has a circle");
  }
  return NULL;
}

static const char *check_entities(const doc *d) {
  for (u32 i = 1; i < d->mentions.len; i++) {
    const mention *m = &d->mentions.at[i];
    MUST(good(d, m->at), "a mention's span is bad");
    MUST(m->entity && m->entity < d->entities.len, "a mention of no entity");
    MUST(m->owner < d->mentions.len, "a mention's owner is unknown");
  }
  for (u32 i = 1; i < d->entities.len; i++) MUST(d->entities.at[i].place < MAX(d->places.len, 1u), "an unknown place");
  return NULL;
}

static const char *check_attributions(const doc *d) {
  for (u32 i = 1; i < d->attributions.len; i++) {
    const attribution *a = &d->attributions.at[i];
    MUST(a->content.len && good_list(d, a->content), "an attribution's content is bad");
    MUST(good_list(d, a->source) && good_list(d, a->cue), "an attribution's source or cue is bad");
    MUST(a->hops, "an attribution without a chain");
    MUST(a->speaker < d->entities.len && a->said < d->times.len && a->parent < d->attributions.len && a->parent != i,
         "an attribution points nowhere");
    MUST(a->p >= 0 && a->p <= 1, "a probability outside 0..1");
    for (u32 h = 0; h < a->hops; h++) MUST(a->chain[h].entity < d->entities.len, "a hop's entity is unknown");
  }
  return NULL;
}

static const char *check_claims(const doc *d) {
  for (u32 i = 1; i < d->claims.len; i++) {
    const claim *c = &d->claims.at[i];
    MUST(c->at.len && good_list(d, c->at), "a claim's span is bad");
    MUST(c->attribution < d->attributions.len && c->time < d->times.len, "a claim points nowhere");
    MUST(c->p >= 0 && c->p <= 1, "a probability outside 0..1");
  }
  for (u32 i = 1; i < d->events.len; i++) {
    const event *e = &d->events.at[i];
    MUST(e->at.len && good_list(d, e->at), "an event's span is bad");
    MUST(e->claim < d->claims.len && e->time < d->times.len && e->place < d->places.len, "an event points nowhere");
  }
  return NULL;
}

static const char *check_values(const doc *d) {
  for (u32 i = 1; i < d->times.len; i++) MUST(good(d, d->times.at[i].at), "a time's span is bad");
  for (u32 i = 1; i < d->quantities.len; i++)
    MUST(good(d, d->quantities.at[i].at) && good_list(d, d->quantities.at[i].items), "a quantity's span is bad");
  return NULL;
}

const char *doc_check(const doc *d) {
  static const struct {
    u32 has;
    const char *(*check)(const doc *);
  } checks[] = {{HAS_TEXT, check_text},         {HAS_TOKENS, check_tokens},     {HAS_HEADS, check_heads},
                {HAS_TIMES, check_values},      {HAS_ENTITIES, check_entities}, {HAS_ATTRIBUTIONS, check_attributions},
                {HAS_CLAIMS, check_claims}};
  for (u32 i = 0; i < COUNT_OF(checks); i++) {
    if (!(d->has & checks[i].has)) continue;
    const char *wrong = checks[i].check(d);
    if (wrong) return wrong;
  }
  return NULL;
}

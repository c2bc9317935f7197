// What kind of source it is: learned, from its phrase, its name and roles, and the words around its mentions.
#include "read/attrib.h"
#include "read/entity.h"

enum { WORDS_SEEN = 12, ROLES_SEEN = 3 };

static void words_of(str text, u32 template, traits *t) {
  u32 seen = 0;
  char low[32];
  while (text.n && seen++ < WORDS_SEEN) {
    str w = str_token(&text, ' ');
    u32 n = 0;
    for (; n < w.n && n < sizeof low; n++) low[n] = to_lower(w.p[n]);
    trait(t, template, hash_str((str){low, n}), 0);
  }
}

// The words around a mention of it: title and apposition.
static void phrase_traits(const scene *s, u32 m, traits *t) {
  u32 head = s->d->mentions.at[m].head;
  u32 from = MAX(s->left[head], head > WORDS_SEEN ? head - WORDS_SEEN : 1), to = MIN(s->right[head], head + WORDS_SEEN);
  trait(t, ASK_KIND + 15, source_kind_of_np(s->d, from, to, s->d->mentions.at[m].entity), 0);
  for (u32 w = from; w < to; w++)
    if (is_word(s->d, w)) {
      trait(t, ASK_KIND + 16, s->lemma[w], 0);
      if (s->context) trait(t, ASK_KIND + 20, s->class[w], 0);
    }
}

void kind_traits(const scene *s, const saying *a, u32 row, traits *t) {
  const doc *d = s->d;
  const tokens *k = &d->tokens;
  const entity *e = &d->entities.at[row];
  u32 head = a->source.head;
  u64 lemma = a->anchor ? s->lemma[a->anchor] : 0;
  traits_clear(t);
  trait(t, ASK_KIND, 0, 0);
  u64 said = head ? source_kind_of_np(d, a->source.at.from, a->source.at.to, row) : SOURCE_UNNAMED;
  u64 kind = row ? 1 + (u64)e->kind : 0, named = row && e->named;
  trait(t, ASK_KIND + 1, said, 0);
  trait(t, ASK_KIND + 2, said, k->upos[head]);
  trait(t, ASK_KIND + 3, kind, named);
  trait(t, ASK_KIND + 4, said, kind * 2 + named);
  trait(t, ASK_KIND + 5, row ? e->source : 99, kind);
  trait(t, ASK_KIND + 6, lemma, kind);
  trait(t, ASK_KIND + 7, lemma, k->upos[head]);
  trait(t, ASK_KIND + 8, s->lemma[head], 0);
  if (s->context) {
    trait(t, ASK_KIND + 17, s->class[head], named);
    trait(t, ASK_KIND + 18, s->wide[head], kind);
    context_trait(s, head, SEEN_KIND, t);
  }
  trait(t, ASK_KIND + 9, name_kind_of(s->name[head]), k->xpos[head]);
  for (u32 w = a->source.at.from, n = 0; w < a->source.at.to && n < WORDS_SEEN; w++, n++) {
    trait(t, ASK_KIND + 10, s->low[w], 0);
    trait(t, ASK_KIND + 11, s->low[w], k->upos[head]);
    if (s->context && w != head) trait(t, ASK_KIND + 19, s->class[w], 0);
  }
  if (row) {
    words_of(e->name, ASK_KIND + 12, t);
    for (u32 i = 0; i < e->nroles && i < ROLES_SEEN; i++) words_of(e->roles[i], ASK_KIND + 13, t);
    trait(t, ASK_KIND + 14, e->nroles != 0, kind);
    for (u32 i = 0; i < SHOWN && s->shown[row][i]; i++) phrase_traits(s, s->shown[row][i], t);
  }
}

bool is_human(source_kind k) {
  return k == SOURCE_PERSON || k == SOURCE_OFFICIAL || k == SOURCE_EXPERT || k == SOURCE_SPOKESPERSON || k == SOURCE_WITNESS;
}

static bool is_past(str role) {
  if (str_starts_nocase(role, S("the "))) role = str_from(role, 4);
  return str_starts_nocase(role, S("former")) || str_starts_nocase(role, S("ex-"));
}

// "former minister Ann Lee": out of office, she speaks for herself.
static bool held_office(const scene *s, const saying *a, u32 row) {
  const entity *e = &s->d->entities.at[row];
  if (is_past(doc_str(s->d, phrase_span(s, &a->source)))) return true;
  return row && e->nroles && is_past(e->roles[0]);
}

source_kind kind_best(const scene *s, const scorer *m, const saying *a, u32 row) {
  if (!a->source.head) return SOURCE_UNNAMED;
  traits t;
  float score[SOURCE_COUNT];
  kind_traits(s, a, row, &t);
  u32 best = score_labels(m, &t, SOURCE_COUNT, score);
  if (best == SOURCE_OFFICIAL && held_office(s, a, row)) return SOURCE_PERSON;
  bool named = row && s->d->entities.at[row].named, person = named && s->d->entities.at[row].kind == ENTITY_PERSON;
  source_kind listed = named && !person ? source_kind_of_np(s->d, a->source.at.from, a->source.at.to, row) : SOURCE_UNNAMED;
  if (is_media(listed) && is_human((source_kind)best)) return listed;   // Xinhua is no official
  if (!person || is_human((source_kind)best)) return (source_kind)best;
  best = SOURCE_PERSON;   // a person with a name is no outlet, whatever stands around it
  for (u32 i = 0; i < SOURCE_COUNT; i++)
    if (is_human((source_kind)i) && score[i] > score[best]) best = i;
  return (source_kind)best;
}

// I, we and our inside quotation marks: who speaks there, and whose side that is.
#include "read/coref.h"

enum { EARSHOT = 150 };   // tokens between a quotation and its speaker, at most

bool is_of_side(const markable *m) {
  if (!(m->flags & M_QUOTED)) return false;
  return m->form == FORM_PRONOUN ? m->person == 1 : m->possessor && m->flags & M_POSSESSED && m->number == NUMBER_MANY;
}

static bool is_subject(const doc *d, u32 t) {
  u8 r = d->tokens.rel[t];
  return r == REL_NSUBJ || r == REL_NSUBJ_OUTER;
}

// The subject of a verb of speech outside the marks, or X of "according to X"; a token, 0 = none. The nearest to `from` wins.
static u32 speaker_token(const survey *s, const sentence *line, u32 from) {
  const doc *d = s->d;
  u32 best = 0, nearest = UINT32_MAX, beg = MAX(line->first, from > EARSHOT ? from - EARSHOT : 0);
  for (u32 t = beg; t < line->last && t < from + EARSHOT; t++) {
    u32 up = d->tokens.head[t];
    if (s->quoted[t] || !up) continue;
    bool subject = is_subject(d, t) && says_something(d, up) && !s->quoted[up];
    bool cited = !subject && str_eq(low_str(d, t), S("according")) && d->tokens.rel[t] == REL_CASE;
    if (!subject && !cited) continue;
    u32 far = t > from ? t - from : from - t;
    if (far >= nearest) continue;
    nearest = far;
    best = subject ? t : up;
  }
  return best;
}

typedef struct {
  u32 first, last;     // its tokens
} quotation;

static quotation *find_quotations(const survey *s, u32 *count) {
  const doc *d = s->d;
  u32 n = 0;
  for (u32 t = 1; t < d->tokens.len; t++) n = MAX(n, s->quote[t]);
  quotation *q = NEWS(s->mem, quotation, n + 1);
  for (u32 t = 1; t < d->tokens.len; t++) {
    if (!s->quote[t]) continue;
    if (!q[s->quote[t]].first) q[s->quote[t]].first = t;
    q[s->quote[t]].last = t + 1;
  }
  *count = n;
  return q;
}

static u32 row_with_head(const coref *k, u32 token, const u32 *row_of) {
  return token && !(k->m.at[row_of[token]].flags & M_COORDINATED) ? row_of[token] : 0;
}

// I outside quotation marks is whoever writes, and nobody of whom he writes.
static bool is_writer(const markable *m) {
  return m->form == FORM_PRONOUN && m->person == 1 && m->number == NUMBER_ONE && !(m->flags & M_QUOTED);
}

static void join_writer(coref *k) {
  u32 writer = 0;
  for (u32 i = 1; i < k->m.len; i++) {
    if (k->of[i] || !is_writer(&k->m.at[i])) continue;
    if (writer) cluster_add(k, writer, i);
    else writer = cluster_new(k, i);
  }
}

// A quotation with nobody named in its sentences goes on with the speaker of the one before, in this paragraph or the last.
void quotes_read(coref *k) {
  const doc *d = k->s->d;
  u32 count, *row_of = NEWS(k->s->mem, u32, MAX(d->tokens.len, 1u)), before = 0, before_paragraph = 0;
  quotation *q = find_quotations(k->s, &count);
  for (u32 i = k->m.len; i-- > 1;) {
    const markable *m = &k->m.at[i];
    row_of[m->head] = i;
    for (u32 t = m->beg; m->form == FORM_NAME && t < m->end; t++) row_of[t] = i;
  }
  k->speaker = NEWS(k->s->mem, u32, count + 1);
  for (u32 i = 1; i <= count; i++) {
    if (!q[i].last) continue;
    k->speaker[i] = row_with_head(k, k->s->label[q[i].first], row_of);
    u32 first = d->tokens.sentence[q[i].first], last = d->tokens.sentence[q[i].last - 1];
    for (u32 l = last; l >= first && !k->speaker[i]; l = l > first ? first : 0) {
      const sentence *line = &d->sentences.at[l];
      k->speaker[i] = row_with_head(k, speaker_token(k->s, line, l == last ? q[i].last : q[i].first), row_of);
    }
    u32 paragraph = d->sentences.at[first].paragraph;
    if (!k->speaker[i] && before && paragraph - before_paragraph <= 1) k->speaker[i] = before;
    if (!k->speaker[i]) continue;
    before = k->speaker[i];
    before_paragraph = d->sentences.at[last].paragraph;
  }
  join_writer(k);
}

u32 speaker_row(const coref *k, u32 quote) { return quote ? k->speaker[quote] : 0; }

static bool speaks_for_state(const cluster *c) {
  return c->source == SOURCE_OFFICIAL || c->source == SOURCE_GOVERNMENT || c->source == SOURCE_SPOKESPERSON ||
         c->kind == ENTITY_PLACE;
}

// The body that the title names: "a spokesman for Acme", "Acme spokesman".
static u32 body_of(const coref *k, const cluster *c) {
  if (!c->name) return 0;
  const markable *m = &k->m.at[c->name];
  for (u32 i = c->name + 1; i < k->m.len && k->m.at[i].first < m->role_end; i++) {
    const markable *b = &k->m.at[i];
    if (b->beg >= m->role_beg && b->form == FORM_NAME && b->kind == ENTITY_ORGANISATION && k->of[i])
      return cluster_of(k, i);
  }
  return 0;
}

// I is the speaker; we are his country where he speaks for a state, else his body, else he and his.
u32 side_resolve(coref *k, u32 row) {
  const markable *m = &k->m.at[row];
  if (m->form != FORM_PRONOUN || !is_of_side(m)) return 0;
  u32 speaker = speaker_row(k, m->quote);
  if (!speaker || !k->of[speaker] || speaker == row) return 0;
  u32 who = cluster_of(k, speaker), side = 0;
  if (m->number == NUMBER_ONE) return k->c.at[who].kind == ENTITY_PERSON || !k->c.at[who].sure ? who : 0;
  if (speaks_for_state(&k->c.at[who])) side = country_cluster(k, k->c.at[who].country);
  if (!side) side = body_of(k, &k->c.at[who]);
  if (!side && k->c.at[who].kind == ENTITY_ORGANISATION) side = who;
  return side;
}

static bool sentence_quotes(const survey *s, u32 sentence_) {
  const sentence *line = &s->d->sentences.at[sentence_];
  return s->quoted[line->first] || s->quoted[line->last - 1] || s->quoted[line->first + (line->last - line->first > 1)];
}

// "The ministry denied this. It said …": the body that spoke in the sentence before, or in this one.
static u32 body_that_spoke(const coref *k, u32 row) {
  const doc *d = k->s->d;
  u32 here = d->tokens.sentence[k->m.at[row].head];
  for (u32 i = row; i-- > 1 && here - d->tokens.sentence[k->m.at[i].head] <= 1;) {
    const markable *a = &k->m.at[i];
    u32 c = k->of[i] ? cluster_of(k, i) : 0;
    bool spoke = c && a->flags & M_SPEAKS && !(a->flags & M_QUOTED);
    if (spoke && k->c.at[c].kind == ENTITY_ORGANISATION && k->c.at[c].number != NUMBER_MANY) return c;
  }
  return 0;
}

// "The professor added", "the mayor went on": the named person who spoke in the sentence before, unless one is named between.
static u32 who_goes_on(const coref *k, u32 row) {
  const doc *d = k->s->d;
  const markable *m = &k->m.at[row];
  u32 verb = d->tokens.head[m->head], here = d->tokens.sentence[m->head];
  bool person = m->kind == ENTITY_PERSON && m->number == NUMBER_ONE && m->flags & M_DEFINITE && !(m->flags & (M_POSSESSED | M_COORDINATED));
  if (!person || !verb || !lex_says(lex_find(LEX_CUES, words_str(d->words, d->tokens.lemma[verb])), "goes-on")) return 0;
  for (u32 i = row; i-- > 1 && here - d->tokens.sentence[k->m.at[i].head] <= 1;) {
    const markable *a = &k->m.at[i];
    u32 c = k->of[i] ? cluster_of(k, i) : 0;
    if (!c || a->flags & M_QUOTED || k->c.at[c].kind != ENTITY_PERSON || k->c.at[c].nmembers || d->tokens.sentence[a->head] == here) continue;
    bool fits = !k->c.at[c].gender || !m->gender || k->c.at[c].gender == m->gender;
    return k->c.at[c].name && fits && a->flags & M_SPEAKS ? c : 0;
  }
  return 0;
}

// `"…," he said`: he is the one who spoke in the sentence before, unless somebody else is named on the way.
u32 teller_resolve(const coref *k, u32 row) {
  const doc *d = k->s->d;
  const markable *m = &k->m.at[row];
  bool gendered = m->form == FORM_PRONOUN && (m->gender == GENDER_MALE || m->gender == GENDER_FEMALE);
  u32 here = d->tokens.sentence[m->head];
  if (m->form == FORM_NOMINAL && m->flags & M_SPEAKS && !(m->flags & M_QUOTED)) return who_goes_on(k, row);
  bool body = m->form == FORM_PRONOUN && m->person == 3 && m->gender == GENDER_NEUTER && m->number == NUMBER_ONE;
  if (body && m->flags & M_SPEAKS && !(m->flags & (M_QUOTED | M_POSSESSIVE))) return body_that_spoke(k, row);
  if (!gendered || !(m->flags & M_SPEAKS) || m->flags & (M_QUOTED | M_POSSESSIVE) || !sentence_quotes(k->s, here))
    return 0;
  for (u32 i = row; i-- > 1;) {
    const markable *a = &k->m.at[i];
    u32 far = here - d->tokens.sentence[a->head], c = k->of[i] ? cluster_of(k, i) : 0;
    if (far > 1 || !c) {
      if (far > 1) return 0;
      continue;
    }
    if (a->flags & M_QUOTED || k->c.at[c].kind != ENTITY_PERSON || k->c.at[c].nmembers) continue;
    bool fits = !k->c.at[c].gender || k->c.at[c].gender == m->gender;
    if (!far && a->form == FORM_NAME) return 0;
    if (far && fits && a->flags & M_SPEAKS) return c;
  }
  return 0;
}

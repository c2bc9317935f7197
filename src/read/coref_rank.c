// What speaks for and against an antecedent, as features of the ranking model. Each is a template of small values with the
// type of the anaphor, so that "he" learns its own weights and "the ministry" others.
#include "base/hash.h"
#include "read/coref.h"

enum {
  WINDOW = 160, NEAR_SENTENCES = 40, PRONOUN_SENTENCES = 8,
  PRONOUN_CANDIDATES = 20,   // of a pronoun
  BARE_SENTENCES = 10,       // of "the meeting" to the meeting that it is
  OTHER_WORDS = 8,           // of a noun phrase: those with other words but of its kind
};

static void feature_add(feature_list *to, u32 template, u32 a, u32 b, u32 c) {
  if (to->len < PAIR_FEATURES) to->at[to->len++] = feature4(template, atom(a), atom(b), atom(c), 0);
}

typedef enum {
  TYPE_HE, TYPE_SHE, TYPE_IT, TYPE_THEY, TYPE_HIS, TYPE_HER, TYPE_ITS, TYPE_THEIR, TYPE_SELF, TYPE_I, TYPE_WE, TYPE_YOU,
  TYPE_THERE, TYPE_THE, TYPE_THIS, TYPE_POSSESSED, TYPE_INDEFINITE, TYPE_SET, TYPE_NAME
} anaphor_type;

static anaphor_type type_of(const markable *m) {
  bool owns = m->flags & M_POSSESSIVE;
  if (m->form == FORM_NAME) return TYPE_NAME;
  if (m->form == FORM_NOMINAL) {
    if (m->flags & M_COORDINATED) return TYPE_SET;
    if (m->flags & M_DEMONSTRATIVE) return TYPE_THIS;
    if (m->flags & M_POSSESSED) return TYPE_POSSESSED;
    return m->flags & M_DEFINITE ? TYPE_THE : TYPE_INDEFINITE;
  }
  if (m->flags & M_REFLEXIVE) return TYPE_SELF;
  if (m->person == 1) return m->number == NUMBER_ONE ? TYPE_I : TYPE_WE;
  if (m->person == 2) return TYPE_YOU;
  if (m->kind == ENTITY_PLACE) return TYPE_THERE;
  if (m->gender == GENDER_MALE) return owns ? TYPE_HIS : TYPE_HE;
  if (m->gender == GENDER_FEMALE) return owns ? TYPE_HER : TYPE_SHE;
  if (m->number == NUMBER_MANY) return owns ? TYPE_THEIR : TYPE_THEY;
  return owns ? TYPE_ITS : TYPE_IT;
}

// Names are joined by their spelling; what names nobody, and one phrase of a list, refers to nothing before it.
bool is_anaphor(const coref *k, u32 row) {
  const markable *m = &k->m.at[row];
  return m->form != FORM_NAME && !(m->flags & (M_NEGATIVE | M_COORDINATED));
}

static u32 bucket(u32 n) { return n < 4 ? n : n < 6 ? 4 : n < 10 ? 5 : n < 20 ? 6 : 7; }

static u32 function_of(const doc *d, const markable *m) {
  switch ((rel)d->tokens.rel[m->head]) {
  case REL_NSUBJ: case REL_NSUBJ_OUTER: return 1;
  case REL_NSUBJ_PASS: return 2;
  case REL_OBJ: case REL_IOBJ: return 3;
  case REL_OBL: case REL_OBL_AGENT: return 4;
  case REL_NMOD_POSS: return 5;
  case REL_NMOD: return 6;
  case REL_CONJ: return 7;
  case REL_APPOS: return 8;
  case REL_COMPOUND: case REL_AMOD: return 9;
  case REL_ROOT: return 10;
  default: return 0;
  }
}

static bool holds_word(const doc *d, const markable *a, word low) {
  for (u32 t = a->beg; t < a->end && t < a->beg + 24; t++)
    if (d->tokens.low[t] == low) return true;
  return false;
}

static bool name_has_head(const coref *k, const cluster *c, const markable *m) {
  return c->name && holds_word(k->s->d, &k->m.at[c->name], k->s->d->tokens.low[m->head]);
}

static u32 head_match(const coref *k, const cluster *c, const markable *a, const markable *m) {
  if (a->form == FORM_NOMINAL && a->lemma == m->lemma) return 1;
  if (cluster_has_head(c, m->lemma)) return 2;
  if (name_has_head(k, c, m)) return 3;
  // A visit may be called a trip.
  return a->form == FORM_NOMINAL && m->flags & M_DEFINITE && m->synonyms && a->synonyms == m->synonyms ? 4 : 0;
}

static bool serves(const coref *k, const markable *m, u32 row) {
  const markable *a = &k->m.at[row];
  if (!k->of[row] || a->flags & M_NEGATIVE) return false;
  bool holds = a->beg <= m->first && m->last <= a->end;
  return !holds || m->flags & M_POSSESSIVE;
}

// He and she, and what goes with them.
static bool is_gendered(const markable *m) {
  return m->form == FORM_PRONOUN && (m->gender == GENDER_MALE || m->gender == GENDER_FEMALE);
}

// Could a pronoun mean it, by kind, gender and number alone?
static bool fits(const markable *m, const cluster *c) {
  if (m->form != FORM_PRONOUN) return kinds_agree(m->kind, m->sure, c->kind, c->sure);
  if (m->gender && c->gender && m->gender != c->gender && m->gender != GENDER_NEUTER) return false;
  bool person = c->kind == ENTITY_PERSON && c->sure, many = c->number == NUMBER_MANY;
  if (is_gendered(m)) return !many && (person || (!c->sure && c->name));
  if (m->kind == ENTITY_PLACE) return c->kind == ENTITY_PLACE || !c->sure;
  if (m->number == NUMBER_ONE && m->person == 3) return !many && !person;
  if (m->number == NUMBER_MANY && m->person == 3) return many || c->flags & M_GROUP;
  return true;
}

static void add_candidate(const coref *k, const markable *m, candidate *found, u32 *n, candidate x) {
  x.nth = *n;
  x.fits = fits(m, &k->c.at[x.cluster]);
  if (*n) x.fitting = found[*n - 1].fitting + found[*n - 1].fits;
  found[(*n)++] = x;
}

bool is_ruled_out(const markable *m, const cluster *it) {
  if (m->number == NUMBER_ONE && it->nmembers) return true;
  bool neuter = m->form == FORM_PRONOUN && m->person == 3 && m->number == NUMBER_ONE && !is_gendered(m);
  return neuter && it->kind == ENTITY_PERSON && it->sure && it->name;
}

// A noun phrase means what has its noun in it; a definite one also the last things of its kind ("the company").
static bool worth_a_look(const coref *k, const markable *m, candidate *x, u32 *others) {
  if (m->form != FORM_NOMINAL) return true;
  const cluster *it = &k->c.at[x->cluster];
  if (m->country && it->country && m->country != it->country) return false;
  x->head = head_match(k, it, &k->m.at[x->row], m);
  if (x->head) return true;
  if (m->source && it->source && m->source != it->source && m->kind == ENTITY_PERSON) return false;
  if (!(m->flags & M_DEFINITE) || !m->sure || !it->sure || m->kind == ENTITY_THING) return false;
  return kinds_agree(m->kind, true, it->kind, true) && ++*others <= OTHER_WORDS;
}

// He and she are persons: where one is at hand, nothing else is meant.
static u32 only_fitting(candidate *found, u32 n) {
  u32 kept = 0;
  for (u32 i = 0; i < n; i++)
    if (found[i].fits) found[kept++] = found[i];
  return kept ? kept : n;
}

// Is the noun of this phrase that of one before it, or a word of a name?
static bool noun_seen(const coref *k, u32 row) {
  u32 first = k->first_with[k->m.at[row].lemma], named = k->first_with[k->s->d->tokens.low[k->m.at[row].head]];
  return (first && first < row) || (named && named != row);
}

// The nearest mention of each cluster, nearest first: before the anaphor, or below where it stands in a headline.
u32 candidates_of(const coref *k, u32 row, candidate found[CANDIDATES]) {
  const doc *d = k->s->d;
  const markable *m = &k->m.at[row];
  bool ahead = m->flags & M_HEADLINE;
  bool pronoun = m->form == FORM_PRONOUN;
  bool seen = pronoun || ahead || noun_seen(k, row);
  if (!seen && !(m->flags & M_DEFINITE)) return 0;
  u32 n = 0, others = 0, most = pronoun ? PRONOUN_SENTENCES : NEAR_SENTENCES, here = d->tokens.sentence[m->head];
  for (u32 step = 1; step <= WINDOW && n < (pronoun ? (u32)PRONOUN_CANDIDATES : (u32)CANDIDATES); step++) {
    if (ahead ? row + step >= k->m.len : step >= row) break;
    u32 other = ahead ? row + step : row - step, there = d->tokens.sentence[k->m.at[other].head];
    if ((ahead ? there - here : here - there) > most || (!seen && others > OTHER_WORDS)) break;
    candidate x = {.cluster = serves(k, m, other) ? cluster_of(k, other) : 0, .row = other};
    if (!x.cluster || k->seen_by[x.cluster] == row) continue;
    k->seen_by[x.cluster] = row;
    if (worth_a_look(k, m, &x, &others)) add_candidate(k, m, found, &n, x);
  }
  return is_gendered(m) ? only_fitting(found, n) : n;
}

static u32 agreement(u32 a, u32 b) { return !a || !b ? 0 : a == b ? 1 : 2; }

static u32 governor(const doc *d, const markable *m) {
  u32 up = d->tokens.head[m->head];
  return d->tokens.rel[m->head] == REL_CONJ && up ? d->tokens.head[up] : up;
}

static u32 lemma_hash(const doc *d, u32 t) { return t ? (u32)hash_str(words_str(d->words, d->tokens.lemma[t])) : 0; }

// The phrases without their first word (the article), compared as words.
static bool same_words(const doc *d, const markable *a, const markable *m) {
  u32 x = a->beg + (a->form == FORM_NOMINAL && d->tokens.upos[a->beg] == UPOS_DET);
  u32 y = m->beg + (m->form == FORM_NOMINAL && d->tokens.upos[m->beg] == UPOS_DET);
  if (a->end - x != m->end - y || a->end - x > 12) return false;
  for (; x < a->end; x++, y++)
    if (d->tokens.low[x] != d->tokens.low[y]) return false;
  return true;
}

// 0 no modifiers, 1 all of them stand with the antecedent, 2 some do not.
static u32 modifiers(const doc *d, const markable *a, const markable *m) {
  u32 seen = 0;
  for (u32 t = m->beg; t < m->head && t < m->beg + 12; t++) {
    u8 u = d->tokens.upos[t];
    if (u != UPOS_ADJ && u != UPOS_NOUN && u != UPOS_PROPN && u != UPOS_NUM) continue;
    if (!holds_word(d, a, d->tokens.low[t])) return 2;
    seen = 1;
  }
  return seen;
}

enum {
  F_FORM,
  F_DISTANCE,
  F_PLACE,
  F_FUNCTION,
  F_PARALLEL,
  F_GENDER,
  F_NUMBER,
  F_KIND,
  F_COUNT,
  F_PARAGRAPH,
  F_QUOTE,
  F_ARGUMENT,
  F_HEAD,
  F_HEAD_FAR,
  F_WORDS,
  F_MODIFIERS,
  F_KINDS,
  F_SAME_PRONOUN,
  F_COUNTRY,
  F_DEFINITE,
  F_SOURCE,
  F_LEMMAS,
  F_INSIDE,
  F_TITLE,
  F_MODIFIER,
  F_HEAD_KIND,
  F_SUBJECTS,
  F_TELLS,
  F_FITTING,
  F_FITS,
  F_WHERE,
  F_OFTEN,
  F_SPEAKS,
  F_NAMED,
  F_GOVERNOR,
  F_GOVERNORS,
  F_FIRST,
  F_HEADS,
  F_CANDIDATE,
  N_TYPE,
  N_HEAD,
  N_KIND,
  N_LENGTH,
  N_PLACE,
  N_QUOTED,
  N_FUNCTION,
  N_COUNTRY,
  N_SAID,
  N_LEMMA,
  N_PREDICATE,
  N_NUMBER,
  N_FITS
};

static void nominal_features(const coref *k, const cluster *c, const markable *a, const markable *m, u32 head, u32 far,
                             feature_list *to) {
  const doc *d = k->s->d;
  u32 type = type_of(m), equal = same_words(d, a, m), mods = modifiers(d, a, m);
  feature_add(to, F_HEAD, type, head, m->kind);
  feature_add(to, F_HEAD_FAR, type, head, far);
  feature_add(to, F_WORDS, type, equal, head);
  feature_add(to, F_MODIFIERS, type, head, mods);
  feature_add(to, F_KINDS, type, kinds_agree(m->kind, m->sure, c->kind, c->sure), head);
  feature_add(to, F_HEAD_KIND, m->kind * 8u + m->sure, c->kind * 8u + c->sure, head);
  feature_add(to, F_DEFINITE, type, a->flags & (M_DEFINITE | M_INDEFINITE | M_COORDINATED), head);
  feature_add(to, F_TITLE, type, c->name != 0, head);
  feature_add(to, F_SOURCE, m->source, c->source, head > 0);
  feature_add(to, F_COUNTRY, type, agreement(m->country, c->country), head);
  if (type == TYPE_POSSESSED && m->possessor) {
    const markable *x = m, *y = a;
    bool both = x->possessor && y->possessor && k->of[x->possessor] && k->of[y->possessor];
    feature_add(to, F_INSIDE, both ? 1u + (cluster_of(k, x->possessor) == cluster_of(k, y->possessor)) : 0, head, 1);
  }
}

void pair_features(const coref *k, u32 row, candidate pair, feature_list *to) {
  const doc *d = k->s->d;
  const markable *m = &k->m.at[row], *a = &k->m.at[pair.row];
  const cluster *c = &k->c.at[pair.cluster];
  u32 type = type_of(m), x = d->tokens.sentence[m->head], y = d->tokens.sentence[a->head];
  u32 far = bucket(x > y ? x - y : y - x), role = function_of(d, m), other = function_of(d, a);
  bool same = x == y;
  feature_add(to, F_FORM, type, a->form, a->kind);
  feature_add(to, F_DISTANCE, type, far, a->form);
  feature_add(to, F_PLACE, type, bucket(pair.nth), same);
  feature_add(to, F_FUNCTION, type, other, MIN(far, 2u));
  feature_add(to, F_PARALLEL, role, other, same);
  feature_add(to, F_GENDER, type, agreement(m->gender, c->gender), c->gender);
  feature_add(to, F_NUMBER, type, agreement(m->number, c->number), c->flags & M_GROUP);
  feature_add(to, F_KIND, type, c->kind, c->sure);
  feature_add(to, F_COUNT, type, MIN(bucket(c->count), 5u), c->name != 0);
  feature_add(to, F_PARAGRAPH, type, d->sentences.at[x].paragraph == d->sentences.at[y].paragraph, same);
  feature_add(to, F_QUOTE, type, 2u * !!(m->flags & M_QUOTED) + !!(a->flags & M_QUOTED), m->quote == a->quote);
  bool argument = same && !(m->flags & (M_REFLEXIVE | M_POSSESSIVE)) && governor(d, m) == governor(d, a);
  feature_add(to, F_ARGUMENT, type, argument, 0);
  if (a->form == FORM_PRONOUN)
    feature_add(to, F_SAME_PRONOUN, type, type_of(a), d->tokens.low[m->head] == d->tokens.low[a->head]);
  feature_add(to, F_MODIFIER, type, a->flags & (M_MODIFIER | M_ADJECTIVE | M_PREDICATE), same);
  if (m->flags & M_SUBJECT && a->flags & M_SUBJECT)
    feature_add(to, F_SUBJECTS, type, MIN(far, 3u), d->tokens.lemma[governor(d, m)] == d->tokens.lemma[governor(d, a)]);
  feature_add(to, F_INSIDE, type, a->beg <= m->first && m->last <= a->end, 0);
  feature_add(to, F_FITS, type, pair.fits, MIN(far, 2u));
  if (pair.fits) feature_add(to, F_FITTING, type, bucket(pair.fitting), MIN(far, 2u));
  if (pair.fits) feature_add(to, F_WHERE, type, other, MIN(far, 2u) * 4u + a->form);
  feature_add(to, F_OFTEN, type, bucket(c->count), MIN(far, 2u) * 2u + pair.fits);
  u32 up = governor(d, m);
  if (m->form == FORM_PRONOUN) {
    feature_add(to, F_GOVERNOR, lemma_hash(d, up), c->kind * 2u + c->sure, role);
    feature_add(to, F_HEADS, lemma_hash(d, up), lemma_hash(d, a->form == FORM_NOMINAL ? a->head : 0), role);
    feature_add(to, F_GOVERNORS, type, lemma_hash(d, up) == lemma_hash(d, governor(d, a)), role * 16u + other);
    feature_add(to, F_FIRST, type, d->sentences.at[y].first == a->first, MIN(far, 2u));
    feature_add(to, F_CANDIDATE, type, a->flags & (M_DEFINITE | M_INDEFINITE | M_POSSESSED), MIN(far, 2u));
  }
  bool able = c->kind == ENTITY_PERSON || c->kind == ENTITY_ORGANISATION || c->source;
  feature_add(to, F_SPEAKS, 1u + !!(m->flags & M_SPEAKS), type,
              4u * !!(a->flags & M_SPEAKS) + 2u * !!(c->flags & M_SPEAKS) + able);
  if (m->flags & M_SPEAKS) feature_add(to, F_TELLS, type, !!(a->flags & M_SPEAKS) * 2u + pair.fits, MIN(far, 3u));
  feature_add(to, F_NAMED, type, c->name != 0, MIN(far, 2u) * 2u + pair.fits);
  if (m->form == FORM_NOMINAL) nominal_features(k, c, a, m, pair.head, far, to);
}

// What speaks for a thing not yet mentioned.
void new_features(const coref *k, u32 row, const candidate *found, u32 count, feature_list *to) {
  const doc *d = k->s->d;
  const markable *m = &k->m.at[row];
  u32 type = type_of(m), head = 0;
  if (m->form == FORM_PRONOUN) feature_add(to, N_LEMMA, type, lemma_hash(d, governor(d, m)), function_of(d, m));
  feature_add(to, N_FITS, type, count && found[0].fits, bucket(count ? found[count - 1].fitting : 0));
  if (m->form == FORM_NOMINAL)
    for (u32 i = 0; i < count && head != 1; i++) {
      u32 h = found[i].head;
      if (h && (!head || h < head)) head = h;
    }
  feature_add(to, N_TYPE, type, 0, 0);
  feature_add(to, N_HEAD, type, head, 0);
  feature_add(to, N_KIND, type, m->kind, m->sure);
  feature_add(to, N_LENGTH, type, bucket(m->last - m->head - 1), bucket(m->head - m->first));
  feature_add(to, N_PLACE, type, bucket(d->tokens.sentence[m->head]), head > 0);
  feature_add(to, N_QUOTED, type, !!(m->flags & M_QUOTED), 0);
  feature_add(to, N_FUNCTION, type, function_of(d, m), 0);
  feature_add(to, N_COUNTRY, type, m->country != 0, head > 0);
  feature_add(to, N_PREDICATE, type, m->flags & M_PREDICATE, 0);
  feature_add(to, N_NUMBER, type, m->number, head > 0);
  feature_add(to, N_SAID, type, m->flags & M_SPEAKS, bucket(count));
}

// "The meeting" after "a meeting with the president": a bare definite means the last thing of one number that was called so.
u32 bare_resolve(const coref *k, u32 row) {
  const doc *d = k->s->d;
  const markable *m = &k->m.at[row];
  bool bare = m->form == FORM_NOMINAL && m->last - m->first == 2 && m->head == m->first + 1 && m->flags & M_DEFINITE;
  if (!bare || m->flags & (M_POSSESSED | M_COORDINATED | M_HEADLINE) || !noun_seen(k, row)) return 0;
  for (u32 i = row, steps = 0; i-- > 1 && steps < WINDOW; steps++) {
    const markable *a = &k->m.at[i];
    if (d->tokens.sentence[m->head] - d->tokens.sentence[a->head] > BARE_SENTENCES) return 0;
    bool same = a->form == FORM_NOMINAL && a->lemma == m->lemma && a->number == m->number &&
                !(a->flags & (M_COORDINATED | M_NEGATIVE));
    if (same && k->of[i] && a->last <= m->first) return cluster_of(k, i);
  }
  return 0;
}

static bool speaks_of(const coref *k, u32 row, u32 who) {
  const markable *a = &k->m.at[row];
  for (u32 i = row + 1; i < k->m.len && i < row + 8 && k->m.at[i].first < a->last; i++)
    if (k->of[i] && k->m.at[i].last <= a->last && cluster_of(k, i) == who) return true;
  return false;
}

// "Kim's trip" is "the trip of Kim to the coast": one noun, and the same owner in both phrases.
u32 owned_resolve(const coref *k, u32 row) {
  const doc *d = k->s->d;
  const markable *m = &k->m.at[row];
  if (m->form != FORM_NOMINAL || !m->possessor || !k->of[m->possessor] || !noun_seen(k, row)) return 0;
  u32 who = cluster_of(k, m->possessor);
  for (u32 i = row, steps = 0; i-- > 1 && steps < WINDOW; steps++) {
    const markable *a = &k->m.at[i];
    if (d->tokens.sentence[m->head] - d->tokens.sentence[a->head] > NEAR_SENTENCES) return 0;
    bool same = a->form == FORM_NOMINAL && a->lemma == m->lemma && a->number == m->number && k->of[i];
    if (same && a->last <= m->first && speaks_of(k, i, who)) return cluster_of(k, i);
  }
  return 0;
}

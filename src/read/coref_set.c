// Sets: "Kim and Putin", and what stands for several that were named before: "the two leaders", "both nations", "the pair",
// "our countries", "the Fijian and Tongan ministers".
#include "read/coref.h"

enum { SET_SENTENCES = 10, LOOK_BACK = 200, MOST_COUNTRIES = 24, MOST_SETS = 64 };

typedef struct {
  u32 at[CLUSTER_MEMBERS];
  u32 len;
} member_list;

static void member_add(member_list *to, u32 c) {
  u32 at = to->len;
  for (u32 i = 0; i < to->len; i++)
    if (to->at[i] == c) return;
  if (!c || to->len == CLUSTER_MEMBERS) return;
  for (to->len++; at && to->at[at - 1] > c; at--) to->at[at] = to->at[at - 1];
  to->at[at] = c;
}

static bool holds_low(const doc *d, const markable *m, const char *w) {
  for (u32 t = m->beg; t < m->end && t < m->beg + 12; t++)
    if (str_eq(low_str(d, t), str_of(w))) return true;
  return false;
}

typedef enum { WANT_NONE, WANT_ANY, WANT_PERSONS, WANT_COUNTRIES } wanted;

// What a set phrase asks for: two of them, said to be two.
static wanted set_wanted(const coref *k, u32 row) {
  const doc *d = k->s->d;
  const markable *m = &k->m.at[row];
  if (m->form != FORM_NOMINAL || !(m->flags & M_DEFINITE) || m->flags & (M_COORDINATED | M_PREDICATE)) return WANT_NONE;
  const lex_entry *noun = lex_find(LEX_HEADS, words_str(d->words, m->lemma));
  bool two = holds_low(d, m, "two") || holds_low(d, m, "both"), pair = lex_says(noun, "pair"),
       countries = lex_says(noun, "countries");
  if (!two && !pair && !(is_of_side(m) && countries)) return WANT_NONE;
  if (m->head + 1 < m->last && str_eq(low_str(d, m->head + 1), S("of"))) return WANT_NONE;
  if (countries) return WANT_COUNTRIES;
  if (pair || d->tokens.upos[m->head] != UPOS_NOUN) return WANT_ANY;
  return m->kind == ENTITY_PERSON && m->number == NUMBER_MANY ? WANT_PERSONS : WANT_NONE;
}

static bool suits(const coref *k, u32 c, wanted w) {
  const cluster *it = &k->c.at[c];
  if (w == WANT_COUNTRIES) return it->country && it->kind == ENTITY_PLACE;
  if (w == WANT_PERSONS) return it->kind == ENTITY_PERSON && it->name;
  return it->name && (it->kind == ENTITY_PERSON || it->kind == ENTITY_PLACE || it->kind == ENTITY_ORGANISATION);
}

static bool all_suit(const coref *k, const cluster *set, wanted w) {
  if (set->nmembers != 2) return false;
  return suits(k, set->members[0], w) && suits(k, set->members[1], w);
}

static u32 apart(const coref *k, u32 row, u32 other) {
  const u32 *s = k->s->d->tokens.sentence;
  u32 a = s[k->m.at[row].head], b = s[k->m.at[other].head];
  return a > b ? a - b : b - a;
}

static u32 set_on_the_way(const coref *k, u32 row, wanted w, bool ahead, bool headline) {
  for (u32 step = 1; step <= LOOK_BACK; step++) {
    if (ahead ? row + step >= k->m.len : step >= row) return 0;
    u32 other = ahead ? row + step : row - step, c = k->of[other] ? cluster_of(k, other) : 0;
    if (apart(k, row, other) > SET_SENTENCES || (headline && !(k->m.at[other].flags & M_HEADLINE))) return 0;
    if (c && k->c.at[c].nmembers && all_suit(k, &k->c.at[c], w)) return c;
  }
  return 0;
}

// The set named last before here: "Kim and Putin … the pair". A headline then looks into the text below it.
static u32 set_before(const coref *k, u32 row, wanted w) {
  bool headline = k->m.at[row].flags & M_HEADLINE;
  u32 found = set_on_the_way(k, row, w, false, headline);
  return found || !headline ? found : set_on_the_way(k, row, w, true, false);
}

// ---- the two most talked about

typedef struct {
  u32 cluster;
  float weight;
} talk;

static void talk_add(talk *t, u32 *n, u32 c, float weight) {
  for (u32 i = 0; i < *n; i++)
    if (t[i].cluster == c) {
      t[i].weight += weight;
      return;
    }
  if (c && *n < MOST_COUNTRIES) t[(*n)++] = (talk){c, weight};
}

// Mentions before here, each weighing less the farther it is; a person or body counts for its country where that is wanted.
static void two_most(const coref *k, u32 row, wanted w, member_list *to) {
  talk t[MOST_COUNTRIES];
  u32 n = 0;
  bool ahead = k->m.at[row].flags & M_HEADLINE;
  for (u32 step = 1; step <= LOOK_BACK; step++) {
    if (ahead ? row + step >= k->m.len : step >= row) break;
    u32 other = ahead ? row + step : row - step, c = k->of[other] ? cluster_of(k, other) : 0, far = apart(k, row, other);
    if (far > SET_SENTENCES) break;
    if (!c || k->m.at[other].form == FORM_NOMINAL) continue;
    if (w == WANT_COUNTRIES) c = country_cluster(k, k->c.at[c].country);
    if (c && suits(k, c, w)) talk_add(t, &n, c, 1.0f / (float)(1 + far));
  }
  for (u32 pick = 0; pick < 2 && to->len < 2; pick++) {
    u32 best = n;
    for (u32 i = 0; i < n; i++) {
      bool kind = !to->len || k->c.at[t[i].cluster].kind == k->c.at[to->at[0]].kind;
      if (kind && t[i].weight > 0 && (best == n || t[i].weight > t[best].weight)) best = i;
    }
    if (best == n) return;
    member_add(to, t[best].cluster);
    t[best].weight = 0;
  }
}

static void side_first(const coref *k, u32 row, member_list *to) {
  const markable *m = &k->m.at[row];
  u32 speaker = is_of_side(m) ? speaker_row(k, m->quote) : 0;
  if (speaker && k->of[speaker]) member_add(to, country_cluster(k, k->c.at[cluster_of(k, speaker)].country));
}

// "the North Korean and Russian leaders": of each country the one whose role it is.
static void by_nationality(const coref *k, u32 row, member_list *to) {
  const markable *m = &k->m.at[row];
  if (m->form != FORM_NOMINAL || m->number != NUMBER_MANY || m->kind != ENTITY_PERSON || m->flags & M_COORDINATED) return;
  if (m->source != SOURCE_OFFICIAL) return;
  for (u32 i = row + 1; i < k->m.len && k->m.at[i].first < m->head; i++) {
    const markable *a = &k->m.at[i];
    u32 best = 0;
    if (!(a->flags & M_ADJECTIVE) || !a->country) continue;
    for (u32 o = 0; o < k->officials.len; o++) {
      u32 c = k->officials.at[o];
      if (k->c.at[c].country == a->country && (!best || k->c.at[c].count > k->c.at[best].count)) best = c;
    }
    member_add(to, best);
  }
}

static void of_conjuncts(const coref *k, u32 row, member_list *to) {
  const doc *d = k->s->d;
  const markable *m = &k->m.at[row];
  for (u32 i = row > 4 ? row - 4 : 1; i < k->m.len && k->m.at[i].first < m->last; i++) {
    const markable *a = &k->m.at[i];
    if (i == row || !k->of[i] || a->first < m->first) continue;
    bool first = a->head == m->head || (a->form == FORM_NAME && a->beg <= m->head && m->head < a->end);
    bool part = first || (d->tokens.head[a->head] == m->head && d->tokens.rel[a->head] == REL_CONJ);
    if (part && !(a->flags & M_COORDINATED) && k->c.at[cluster_of(k, i)].name) member_add(to, cluster_of(k, i));
  }
}

// ---- the set itself

static u32 set_with(const coref *k, const member_list *list) {
  for (u32 i = k->sets.len, steps = 0; i-- > 0 && steps < MOST_SETS; steps++) {
    const cluster *it = &k->c.at[k->sets.at[i]];
    if (it->nmembers == list->len && !memcmp(it->members, list->at, list->len * sizeof *list->at)) return k->sets.at[i];
  }
  return 0;
}

static bool join_set(coref *k, u32 row, const member_list *list) {
  if (list->len < 2) return false;
  if (!(k->m.at[row].flags & M_COORDINATED)) k->m.at[row].end = k->m.at[row].last = k->m.at[row].head + 1;
  u32 c = set_with(k, list);
  if (c) return cluster_add(k, c, row), true;
  c = cluster_new(k, row);
  cluster *set = &k->c.at[c];
  memcpy(set->members, list->at, list->len * sizeof *list->at);
  set->nmembers = list->len;
  set->number = NUMBER_MANY;
  set->kind = k->c.at[list->at[0]].kind;
  set->sure = true;
  vec_push(k->s->mem, &k->sets, c);
  return true;
}

bool set_resolve(coref *k, u32 row) {
  member_list list = {.len = 0};
  if (k->m.at[row].flags & M_COORDINATED) return of_conjuncts(k, row, &list), join_set(k, row, &list);
  by_nationality(k, row, &list);
  if (list.len == 2) return join_set(k, row, &list);
  wanted w = set_wanted(k, row);
  if (w == WANT_NONE) return false;
  list.len = 0;
  side_first(k, row, &list);
  u32 before = list.len ? 0 : set_before(k, row, w);
  if (before) {
    memcpy(list.at, k->c.at[before].members, 2 * sizeof *list.at);
    list.len = 2;
    return join_set(k, row, &list);
  }
  two_most(k, row, w, &list);
  return join_set(k, row, &list);
}

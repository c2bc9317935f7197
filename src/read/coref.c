// Clusters, and the reading of nominals and pronouns in order of the text.
#include "read/coref.h"

// A pronoun is told by less than this in doubt: of "they" and "it" then one in two is wrong, above it one in four.
enum { SURE_BY = 150 };

u32 cluster_of(const coref *k, u32 row) {
  u32 c = k->of[row];
  while (k->c.at[c].merged) c = k->c.at[c].merged;
  return c;
}

bool cluster_has_head(const cluster *c, word lemma) {
  for (u32 i = 0; i < c->nheads; i++)
    if (c->heads[i] == lemma) return true;
  return false;
}

static void add_head(cluster *c, word lemma) {
  if (lemma && c->nheads < CLUSTER_HEADS && !cluster_has_head(c, lemma)) c->heads[c->nheads++] = lemma;
}

bool kinds_agree(entity_kind a, bool sure_a, entity_kind b, bool sure_b) {
  if (a == b || !sure_a || !sure_b) return true;
  return (a == ENTITY_PEOPLE && b == ENTITY_PERSON) || (b == ENTITY_PEOPLE && a == ENTITY_PERSON) ||
         (a == ENTITY_PLACE && b == ENTITY_ORGANISATION) || (a == ENTITY_ORGANISATION && b == ENTITY_PLACE);
}

static u32 name_length(const coref *k, u32 row) {
  const markable *m = &k->m.at[row];
  return m->flags & M_ADJECTIVE ? 1 : 2 * (k->s->d->tokens.at[m->end - 1].end - k->s->d->tokens.at[m->beg].beg);
}

static void take_traits(coref *k, cluster *c, u32 row) {
  const markable *m = &k->m.at[row];
  if (m->kind && (!c->sure || (c->kind == ENTITY_THING && m->sure))) c->kind = m->kind, c->sure = m->sure;
  if (m->gender && !c->gender) c->gender = m->gender;
  if (m->number && !c->number) c->number = m->number;
  if (m->country && !c->country) c->country = m->country;
  if (m->source && !c->source) c->source = m->source;
  c->flags |= m->flags;
  if (m->form == FORM_NAME && (!c->name || name_length(k, row) > name_length(k, c->name))) c->name = row;
  if (m->form == FORM_NOMINAL && !(m->flags & M_COORDINATED)) add_head(c, m->lemma);
  for (u32 t = m->role_beg; t < m->role_end; t++)
    if (is_noun(k->s->d, t) && !k->s->name_of[t]) add_head(c, k->s->d->tokens.lemma[t]);
}

u32 cluster_new(coref *k, u32 row) {
  vec_push(k->s->mem, &k->c, ((cluster){.first = row, .last = row, .count = 1}));
  k->of[row] = k->c.len - 1;
  take_traits(k, &k->c.at[k->c.len - 1], row);
  return k->c.len - 1;
}

void cluster_add(coref *k, u32 to, u32 row) {
  cluster *c = &k->c.at[to];
  k->next[c->last] = row;
  c->last = row;
  c->count++;
  k->of[row] = to;
  take_traits(k, c, row);
}

u32 cluster_merge(coref *k, u32 a, u32 b) {
  if (a == b) return a;
  u32 to = MIN(a, b), from = MAX(a, b);
  cluster *x = &k->c.at[to], *y = &k->c.at[from];
  k->next[x->last] = y->first;
  x->last = y->last;
  x->count += y->count;
  x->flags |= y->flags;
  if (!x->sure || (x->kind == ENTITY_THING && y->sure)) x->kind = y->kind, x->sure = y->sure;
  if (!x->gender) x->gender = y->gender;
  if (!x->number) x->number = y->number;
  if (!x->country) x->country = y->country;
  if (!x->source) x->source = y->source;
  if (!x->name || (y->name && name_length(k, y->name) > name_length(k, x->name))) x->name = y->name;
  for (u32 i = 0; i < y->nheads; i++) add_head(x, y->heads[i]);
  for (u32 i = 0; i < y->nmembers && x->nmembers < CLUSTER_MEMBERS; i++) x->members[x->nmembers++] = y->members[i];
  y->merged = to;
  return to;
}

static void note_word(coref *k, word w, u32 row) {
  if (!k->first_with[w]) k->first_with[w] = row;
}

static void note_words(coref *k) {
  const tokens *t = &k->s->d->tokens;
  k->first_with = NEWS(k->s->mem, u32, words_count(k->s->d->words) + 1);
  for (u32 i = 1; i < k->m.len; i++) {
    const markable *m = &k->m.at[i];
    note_word(k, m->lemma, i);
    for (u32 w = m->beg; m->form == FORM_NAME && w < m->end; w++) note_word(k, t->low[w], i);
    for (u32 w = m->role_beg; w < m->role_end; w++) note_word(k, t->lemma[w], i);
  }
}

coref coref_make(survey *s, str chunk) {
  coref k = {.s = s};
  markables_find(s, &k.m);
  note_words(&k);
  k.of = NEWS(s->mem, u32, k.m.len);
  k.next = NEWS(s->mem, u32, k.m.len);
  k.seen_by = NEWS(s->mem, u32, (size_t)k.m.len + 1);
  vec_push(s->mem, &k.c, (cluster){0});
  str part[COREF_PARTS];
  k.ranked = parts_view(chunk, COREF_KIND, part, COREF_PARTS) && linear_view(&k.rank, part[COREF_MODEL]);
  if (k.ranked) {
    k.firsts = (const u32 *)(const void *)part[COREF_FIRSTS].p;
    k.nfirsts = (u32)(part[COREF_FIRSTS].n / sizeof(u32));
  }
  return k;
}

// What a headline refers to is told below it, who we are by who speaks, and "our countries" after that.
static u32 turn_of(const markable *m) {
  if (is_of_side(m)) return m->form == FORM_PRONOUN ? 1 : 2;
  return m->flags & M_HEADLINE ? 3 : 0;
}

const u32 *coref_order(const coref *k) {
  u32 *order = NEWS(k->s->mem, u32, k->m.len + 1), n = 0;
  for (u32 turn = 0; turn < 4; turn++)
    for (u32 i = 1; i < k->m.len; i++)
      if (turn_of(&k->m.at[i]) == turn) order[n++] = i;
  return order;
}

// One label only: cheaper than linear_scores, which is made for many.
static i32 score_of(const coref *k, const feature_list *f) {
  i32 sum = 0;
  for (u32 i = 0; i < f->len; i++) sum += k->rank.row[(size_t)table_find(&k->rank.find, f->at[i]) * k->rank.stride];
  return sum;
}

// The best of the candidates by the ranking model, 0 where a new thing is likelier.
static u32 best_antecedent(coref *k, u32 row) {
  candidate found[CANDIDATES];
  u32 count = k->ranked ? candidates_of(k, row, found) : 0, best = 0;
  bool fits = true;
  if (!count) return 0;
  feature_list f = {.len = 0};
  new_features(k, row, found, count, &f);
  i32 most = score_of(k, &f), second = INT32_MIN / 2;
  for (u32 i = 0; i < count; i++) {
    if (is_ruled_out(&k->m.at[row], &k->c.at[found[i].cluster])) continue;
    f.len = 0;
    pair_features(k, row, found[i], &f);
    i32 score = score_of(k, &f);
    if (score <= most) {
      second = MAX(second, score);
      continue;
    }
    second = most;
    most = score;
    best = found[i].cluster, fits = found[i].fits;
  }
  k->m.at[row].doubtful = k->m.at[row].form == FORM_PRONOUN && (!fits || most - second < SURE_BY);
  return best;
}

static u32 owner_cluster(const coref *k, u32 row) {
  const markable *m = &k->m.at[row];
  if (!m->owner || !k->of[m->owner] || m->form != FORM_NOMINAL) return 0;
  const cluster *c = &k->c.at[cluster_of(k, m->owner)];
  return !c->nmembers && kinds_agree(m->kind, m->sure, c->kind, c->sure) ? cluster_of(k, m->owner) : 0;
}

// "There" is where something was said to be: the last place with a preposition of place, in this sentence or the one before.
static u32 there_resolve(const coref *k, u32 row) {
  const doc *d = k->s->d;
  const markable *m = &k->m.at[row];
  if (m->form != FORM_PRONOUN || m->kind != ENTITY_PLACE) return 0;
  for (u32 i = row; i-- > 1 && d->tokens.sentence[m->head] - d->tokens.sentence[k->m.at[i].head] <= 1;) {
    const markable *a = &k->m.at[i];
    bool place_ =
        a->form == FORM_NAME && (a->kind == ENTITY_PLACE || !a->sure) && !(a->flags & (M_MODIFIER | M_ADJECTIVE));
    str before = a->first > 1 ? low_str(d, a->first - 1) : (str){0};
    if (place_ && k->of[i] && (str_eq(before, S("in")) || str_eq(before, S("at")) || str_eq(before, S("to"))))
      return cluster_of(k, i);
  }
  return 0;
}

static u32 antecedent(coref *k, u32 row) {
  u32 found = owner_cluster(k, row);
  if (!found) found = side_resolve(k, row);
  if (!found) found = teller_resolve(k, row);
  if (!found) found = there_resolve(k, row);
  if (!found) found = bare_resolve(k, row);
  if (!found) found = owned_resolve(k, row);
  if (!found && is_anaphor(k, row)) found = best_antecedent(k, row);
  return found;
}

void coref_read(coref *k) {
  const u32 *order = coref_order(k);
  quotes_read(k);
  for (u32 i = 0; i + 1 < k->m.len; i++) {
    u32 row = order[i];
    if (k->of[row] || set_resolve(k, row)) continue;
    u32 to = antecedent(k, row);
    if (to) cluster_add(k, to, row);
    else cluster_new(k, row);
  }
}

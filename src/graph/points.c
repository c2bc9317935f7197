#include "graph/points.h"

#include <stdlib.h>

enum { TITLE_LIKE = 40, STATEMENT_WORDS = 3 };   // words; a longer member does not stand for its claim if a shorter one is there

static const float HELD = 0.8f, NEARLY_SAME = 0.6f, REPEATED = 0.45f, CENTRAL = 0.1f, SAME_STATEMENT = 0.8f, TOLD_ALIKE = 0.6f;

const prop *member_prop(const making *m, u32 claim_row, u32 member_row) { return &m->p->at[m->prop_of[claim_row][member_row]]; }

bool one_statement(const prop *x, const prop *y) {
  return MIN(x->own.n, y->own.n) >= STATEMENT_WORDS && words_dice(x->own, y->own) >= SAME_STATEMENT;
}

const claim *claim_of(const making *m, const prop *x) { return &m->all->docs[x->article]->claims.at[x->claim]; }

static bool is_denied(const claim *c) { return c->certainty == CERTAINTY_DENIED || c->mod == MOD_DENIED; }

// Two who do not speak for one another; an article's own voice is another one's, too.
static bool other_voice(const making *m, const prop *x, const prop *y) {
  return (!x->speaker || !y->speaker || !one_voice(m->who, x->speaker, y->speaker)) && (x->speaker || y->speaker || x->article != y->article);
}

// What stands in quotation marks is what somebody says, whatever the words around it deny.
static bool is_printed(const making *m, const prop *x) {
  u32 q = claim_of(m, x)->attribution;
  return q && m->all->docs[x->article]->attributions.at[q].type == SAY_DIRECT;
}

// One denies what the other says: the same predicate of the same with a "not" more, or somebody else denies it. Both must be
// nearly one sentence, as figures and details change with the hours and are no denial.
static bool deny(const making *m, const prop *x, const prop *y) {
  if (!x->head || x->head != y->head || words_dice(x->own, y->own) < NEARLY_SAME || !other_voice(m, x, y)) return false;
  bool one_matter = (x->subject && x->subject == y->subject) || (x->object && x->object == y->object);
  if (x->negative != y->negative) return one_matter;
  if (is_denied(claim_of(m, x)) == is_denied(claim_of(m, y))) return false;
  const prop *denier = is_denied(claim_of(m, x)) ? x : y, *other = denier == x ? y : x;
  return denier->speaker && denier->speaker != other->speaker && !is_printed(m, denier);
}

static float weight_of(const prop *x) {
  float sum = 0;
  for (u32 k = 0; k < x->own.n; k++) sum += x->own.at[k].weight;
  return sum + (float)x->nnumbers + (x->time.n > 0);
}

// How much of x's weight stands in y, too.
static float share_held(const prop *x, const prop *y) {
  float held = 0, sum = 0;
  for (u32 i = 0, j = 0; i < x->own.n; i++) {
    while (j < y->own.n && y->own.at[j].set < x->own.at[i].set) j++;
    float w = x->own.at[i].weight;
    sum += w;
    if (j < y->own.n && y->own.at[j].set == x->own.at[i].set) held += w;
  }
  return sum > 0 ? held / sum : 0;
}

// How likely the member makes the point of the others, on average.
static float centrality(const making *m, const u32 *row, u32 n, u32 k) {
  float sum = 0;
  for (u32 j = 0; j < n; j++) {
    const claim_pair *c = j != k ? pair_at(&m->pairs, row[k], row[j]) : NULL;
    if (c) sum += c->p;
  }
  return n > 1 ? sum / (float)(n - 1) : 0;
}

// The fullest member: the one with most to say of the point that is no longer than a sentence of print, tells who does it, and
// is not yet `shown` for another point that it makes.
static u32 fullest(const making *m, const u32 *row, u32 n, const bool *shown) {
  u32 best = 0;
  float most = -1;
  for (u32 k = 0; k < n; k++) {
    const prop *x = &m->p->at[row[k]];
    float w = (CENTRAL + centrality(m, row, n, k)) * weight_of(x) / (x->length > TITLE_LIKE ? (float)x->length / TITLE_LIKE : 1);
    if (is_denied(claim_of(m, x)) || x->negative) w *= 0.5f;
    if (x->bare) w *= 0.5f;
    if (shown[row[k]]) w *= 0.05f;
    if (w > most) best = k, most = w;
  }
  return best;
}

static relation_kind relation_to(const making *m, const prop *x, const prop *full) {
  if (x == full) return SAME;
  if (deny(m, x, full)) return DENIES;
  bool lesser = share_held(x, full) >= HELD && weight_of(x) < HELD * weight_of(full);
  bool more = !lesser && share_held(full, x) >= HELD && weight_of(full) < HELD * weight_of(x);
  return lesser ? LESS_SPECIFIC : more ? MORE_SPECIFIC : SAME;
}

static str words_of(const making *m, const prop *x) {
  const claim *c = claim_of(m, x);
  return c->text.n ? c->text : doc_str(m->all->docs[x->article], spans_hull(c->at));
}

static void fill_claim(making *m, u32 row, u32 n, bool *shown) {
  shared_claim *c = &m->story->claims[row];
  const u32 *of = m->prop_of[row];
  u32 best = of[fullest(m, of, n, shown)];
  const prop *full = &m->p->at[best];
  shown[best] = true;
  c->text = words_of(m, full);
  c->members = NEWS(m->all->mem, member, n);
  c->nmembers = n;
  for (u32 k = 0; k < n; k++) {
    const prop *x = &m->p->at[of[k]];
    c->members[k] = (member){x->article, x->claim, relation_to(m, x, full)};
  }
}

// A headline or a caption that says what the body says is no further claim of its article.
static bool is_repeated(const making *m, u32 row) {
  const prop *x = &m->p->at[row];
  span own = m->p->rows[x->article];
  if (!x->display) return false;
  for (u32 k = own.beg; k < own.end; k++)
    if (!m->p->at[k].display && words_dice(x->own, m->p->at[k].own) >= REPEATED) return true;
  return false;
}

// ---- all of them

typedef struct {
  u32 *row, n;   // props, ascending by article and claim
} prop_list;

static prop_list without_repeated(const making *m, const prop_group *from) {
  prop_list kept = {NEWS(m->all->mem, u32, from->n), 0};
  for (u32 k = 0; k < from->n; k++)
    if (!is_repeated(m, from->at[k])) kept.row[kept.n++] = from->at[k];
  return kept;
}

static prop_list both(arena *mem, prop_list a, prop_list b) {
  prop_list all = {NEWS(mem, u32, a.n + b.n), 0};
  for (u32 i = 0, j = 0; i < a.n || j < b.n;) {
    u32 next = j == b.n || (i < a.n && a.row[i] <= b.row[j]) ? a.row[i] : b.row[j];
    i += i < a.n && a.row[i] == next;
    j += j < b.n && b.row[j] == next;
    all.row[all.n++] = next;
  }
  return all;
}

// Would the two be told in the same words? Each by its fullest member, the second by its next where that is the first's.
static bool told_alike(const making *m, prop_list a, prop_list b, bool *shown) {
  u32 x = a.row[fullest(m, a.row, a.n, shown)];
  shown[x] = true;
  u32 y = b.row[fullest(m, b.row, b.n, shown)];
  shown[x] = false;
  return x == y || (m->p->at[x].negative == m->p->at[y].negative && words_dice(m->p->at[x].own, m->p->at[y].own) >= TOLD_ALIKE);
}

// Points with a member in common that would be told alike are one to a reader: "a fire destroyed the store early on Tuesday",
// "when a fire destroyed the store".
static void join_alike(const making *m, prop_list *list, u32 count, bool *nothing_shown) {
  u32 *point = NEWS(m->all->mem, u32, m->p->n + 1);   // [props] the first that has it, and one more
  for (u32 g = 0; g < count; g++) {
    for (u32 k = 0, tried = 0; k < list[g].n; k++) {
      u32 other = point[list[g].row[k]];
      if (!other || other == tried || !told_alike(m, list[other - 1], list[g], nothing_shown)) {
        tried = other ? other : tried;
        continue;
      }
      list[other - 1] = both(m->all->mem, list[other - 1], list[g]);
      for (u32 i = 0; i < list[g].n; i++) point[list[g].row[i]] = other;
      list[g].n = 0;
    }
    for (u32 k = 0; k < list[g].n; k++)
      if (!point[list[g].row[k]]) point[list[g].row[k]] = g + 1;
  }
}

void fill_claims(making *m, const alignment *al) {
  arena *mem = m->all->mem;
  bool *shown = NEWS(mem, bool, m->p->n + 1);
  prop_list *list = NEWS(mem, prop_list, al->count + 1);
  m->prop_of = NEWS(mem, u32 *, al->count + 1);
  m->story->claims = NEWS(mem, shared_claim, al->count + 1);
  for (u32 g = 0; g < al->count; g++) list[g] = without_repeated(m, &al->group[g]);
  join_alike(m, list, al->count, shown);
  for (u32 g = 0; g < al->count; g++) {
    if (!list[g].n) continue;
    m->prop_of[m->story->nclaims] = list[g].row;
    fill_claim(m, m->story->nclaims++, list[g].n, shown);
  }
}

#include "graph/points.h"

#include <stdlib.h>

enum {
  TITLE_LIKE = 40,       // words: a longer member does not stand for its claim if a shorter one is there
  STATEMENT_WORDS = 3,
  NEAR_MOST = 64,        // points that share a member with one
};

static const float HELD = 0.8f, NEARLY_SAME = 0.6f, SAME_FRAME = 0.4f, REPEATED = 0.45f, CENTRAL = 0.1f, SAME_STATEMENT = 0.8f, TOLD_ALIKE = 0.6f, LIKELY = 0.35f;

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

// Verbs such as "have" are no words of a point: two of them are one, as two that are.
bool one_frame_denied(const prop *x, const prop *y) {
  return x->negative != y->negative && x->head == y->head && x->subject && x->subject == y->subject && x->object && x->object == y->object;
}

// One denies what the other says: the same predicate of the same with a "not" more, or somebody else denies it. Both must be
// nearly one sentence, as figures and details change with the hours and are no denial.
static bool deny(const making *m, const prop *x, const prop *y) {
  if (!other_voice(m, x, y)) return false;
  if (one_frame_denied(x, y) && words_dice(x->own, y->own) >= SAME_FRAME) return true;
  if (!x->head || x->head != y->head || words_dice(x->own, y->own) < NEARLY_SAME) return false;
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

// Would the two be told in the same words?
static bool told_alike(const making *m, u32 i, u32 j) {
  const prop *x = &m->p->at[i], *y = &m->p->at[j];
  return i == j || (x->negative == y->negative && words_dice(x->own, y->own) >= TOLD_ALIKE);
}

// Which of the props by which other points are told this one is like, an index into them; `n` = none.
static u32 alike_among(const making *m, u32 i, const u32 *others, u32 n) {
  u32 k = 0;
  while (k < n && !told_alike(m, i, others[k])) k++;
  return k;
}

// The fullest member: the one with most to say of the point that is no longer than a sentence of print, tells who does it, and
// does not tell another point with a member in common.
static u32 fullest(const making *m, const u32 *row, u32 n, const u32 *others, u32 nothers) {
  u32 best = 0;
  float most = -1;
  for (u32 k = 0; k < n; k++) {
    const prop *x = &m->p->at[row[k]];
    float w = (CENTRAL + centrality(m, row, n, k)) * weight_of(x) / (x->length > TITLE_LIKE ? (float)x->length / TITLE_LIKE : 1);
    if (is_denied(claim_of(m, x)) || x->negative) w *= 0.5f;
    if (x->bare) w *= 0.5f;
    if (w > most && alike_among(m, row[k], others, nothers) < nothers) w *= 0.05f;
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

static void fill_claim(making *m, u32 row, u32 n, u32 told_by) {
  shared_claim *c = &m->story->claims[row];
  const u32 *of = m->prop_of[row];
  const prop *full = &m->p->at[told_by];
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
  u32 told_by;   // the one whose words tell it
} point;

static point without_repeated(const making *m, const prop_group *from) {
  point kept = {.row = NEWS(m->all->mem, u32, from->n)};
  for (u32 k = 0; k < from->n; k++)
    if (!is_repeated(m, from->at[k])) kept.row[kept.n++] = from->at[k];
  return kept;
}

static void add_all(arena *mem, point *to, const point *from) {
  u32 *all = NEWS(mem, u32, to->n + from->n), n = 0;
  for (u32 i = 0, j = 0; i < to->n || j < from->n;) {
    u32 next = j == from->n || (i < to->n && to->row[i] <= from->row[j]) ? to->row[i] : from->row[j];
    i += i < to->n && to->row[i] == next;
    j += j < from->n && from->row[j] == next;
    all[n++] = next;
  }
  to->row = all, to->n = n;
}

// The points before this one that share a member with it, and the props that tell them.
typedef struct {
  u32 point[NEAR_MOST], told_by[NEAR_MOST], n;
} near_points;

static near_points points_near(const point *all, const point *p, const row_list *points_of) {
  near_points near = {.n = 0};
  for (u32 k = 0; k < p->n; k++)
    for (u32 i = 0; i < points_of[p->row[k]].len && near.n < NEAR_MOST; i++) {
      u32 other = points_of[p->row[k]].at[i], seen = 0;
      while (seen < near.n && near.point[seen] != other) seen++;
      if (seen == near.n) near.point[near.n] = other, near.told_by[near.n++] = all[other].told_by;
    }
  return near;
}

// Told as it is, with a "not", or with a "may".
typedef enum { TOLD_PLAIN, TOLD_NOT, TOLD_MAYBE } manner;

static manner manner_of(const making *m, const prop *x) {
  stance mod = claim_of(m, x)->mod;
  if (mod == MOD_POSSIBLE || mod == MOD_CONDITIONAL) return TOLD_MAYBE;
  return x->negative || mod == MOD_NEGATED ? TOLD_NOT : TOLD_PLAIN;
}

// Does this one make the point, as it is told?
static bool makes(const making *m, u32 i, u32 told_by) {
  const claim_pair *pair = pair_at(&m->pairs, i, told_by);
  return pair && pair->p >= LIKELY && manner_of(m, &m->p->at[i]) == manner_of(m, &m->p->at[told_by]);
}

// What tells another point, and does not make the one that is told here, makes that other alone.
static void drop_others(const making *m, point *p, const near_points *near) {
  u32 kept = 0;
  for (u32 k = 0; k < p->n; k++) {
    u32 i = p->row[k];
    bool other = i != p->told_by && !makes(m, i, p->told_by) && alike_among(m, i, near->told_by, near->n) < near->n;
    if (!other) p->row[kept++] = i;
  }
  p->n = kept;
}

// Points share members, and each is told by words that tell no other of them. One that has none of its own is no further point:
// "a fire destroyed the store early on Tuesday", "a fire destroyed the store".
static void tell_points(const making *m, point *all, u32 count) {
  row_list *points_of = NEWS(m->all->mem, row_list, m->p->n + 1);
  for (u32 g = 0; g < count; g++) {
    point *p = &all[g];
    if (!p->n) continue;
    near_points near = points_near(all, p, points_of);
    p->told_by = p->row[fullest(m, p->row, p->n, near.told_by, near.n)];
    drop_others(m, p, &near);
    u32 like = alike_among(m, p->told_by, near.told_by, near.n), of = like < near.n ? near.point[like] : g;
    for (u32 k = 0; k < p->n; k++) vec_push(m->all->mem, &points_of[p->row[k]], of);
    if (of == g) continue;
    add_all(m->all->mem, &all[of], p);
    p->n = 0;
  }
}

void fill_claims(making *m, const alignment *al) {
  arena *mem = m->all->mem;
  point *all = NEWS(mem, point, al->count + 1);
  m->prop_of = NEWS(mem, u32 *, al->count + 1);
  m->story->claims = NEWS(mem, shared_claim, al->count + 1);
  for (u32 g = 0; g < al->count; g++) all[g] = without_repeated(m, &al->group[g]);
  tell_points(m, all, al->count);
  for (u32 g = 0; g < al->count; g++) {
    if (!all[g].n) continue;
    m->prop_of[m->story->nclaims] = all[g].row;
    fill_claim(m, m->story->nclaims++, all[g].n, all[g].told_by);
  }
}

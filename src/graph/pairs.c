// Candidate pairs come from an inverted index over the story's words; of what a claim shares with each other article only
// the best few are looked at. Features are sums over words weighed by how telling they are in the language and in the
// story, with place, frame, numbers and speakers beside them.
#include "graph/pairs.h"

#include <math.h>
#include <stdlib.h>

enum { KEPT_PER_ARTICLE = 12, KEPT_PER_CLAIM = 160, LONGEST_POSTING = 600 };

static const double SMALL_NUMBER = 9;
static const float SYNONYM = 0.7f, LEAST_DICE = 0.04f;

typedef struct {
  u32 j;
  float dice;
} candidate;

typedef struct {
  float both, a, b;    // weight in common (twice), of the first, of the second
  float rarest;
  u32 met;             // words in common
  float only_a, only_b;   // of the most telling word that the other has not
} match;

typedef float weigh(const prop_word *w);

static float plain_weight(const prop_word *w) { return w->plain; }
static float story_weight(const prop_word *w) { return w->weight; }
static float name_weight(const prop_word *w) { return w->name ? w->plain : 0; }
static float matter_weight(const prop_word *w) { return w->name ? 0 : w->weight; }

static void meet(match *m, float x, float y, bool same_word) {
  float w = (same_word ? 1 : SYNONYM) * MIN(x, y);
  m->both += 2 * w;
  m->rarest = MAX(m->rarest, w);
  m->met += w > 0;
}

// Both lists are sorted by set, so that they are merged like two decks of cards.
static match match_words(prop_words x, prop_words y, weigh *weight) {
  match m = {0};
  u32 i = 0, j = 0;
  while (i < x.n || j < y.n) {
    u32 a = i < x.n ? x.at[i].set : UINT32_MAX, b = j < y.n ? y.at[j].set : UINT32_MAX;
    float wa = a <= b ? weight(&x.at[i]) : 0, wb = b <= a ? weight(&y.at[j]) : 0;
    if (a == b) meet(&m, wa, wb, x.at[i].t == y.at[j].t);
    if (a != b) m.only_a = MAX(m.only_a, wa), m.only_b = MAX(m.only_b, wb);
    m.a += wa;
    m.b += wb;
    i += a <= b;
    j += b <= a;
  }
  return m;
}

static float dice_of(match m) { return m.a + m.b > 0 ? MIN(1, m.both / (m.a + m.b)) : 0; }
static float part_of(match m) { return m.a > 0 && m.b > 0 ? MIN(1, m.both / 2 / MIN(m.a, m.b)) : 0; }

float words_dice(prop_words x, prop_words y) { return dice_of(match_words(x, y, story_weight)); }
float words_part(prop_words x, prop_words y) { return part_of(match_words(x, y, story_weight)); }

static bool has_set(prop_words w, term set) {
  u32 lo = 0, hi = w.n;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (w.at[mid].set < set) lo = mid + 1;
    else hi = mid;
  }
  return set && lo < w.n && w.at[lo].set == set;
}

// A number in common: of one measure, or one that hardly stands by chance for two things (two leaders, two nations).
static bool number_in_common(const prop *a, const prop *b) {
  for (u32 i = 0; i < a->nnumbers; i++)
    for (u32 j = 0; j < b->nnumbers; j++) {
      bool one = a->measures[i] && a->measures[i] == b->measures[j];
      if (fabs(a->numbers[i] - b->numbers[j]) <= 1e-9 * fabs(a->numbers[i]) && (one || a->numbers[i] > SMALL_NUMBER)) return true;
    }
  return false;
}

static bool measure_in_common(const prop *a, const prop *b) {
  for (u32 i = 0; i < a->nnumbers; i++)
    for (u32 j = 0; j < b->nnumbers; j++)
      if (a->measures[i] && a->measures[i] == b->measures[j]) return true;
  return false;
}

static void take_frames(const prop *a, const prop *b, float *like) {
  like[LIKE_HEAD] = a->head && a->head == b->head;
  like[LIKE_CLASS] = a->head_class == b->head_class;
  like[LIKE_HEAD_IN] = has_set(a->own, b->head) || has_set(b->own, a->head);
  like[LIKE_SUBJECT] = a->subject && a->subject == b->subject;
  like[LIKE_OBJECT] = a->object && a->object == b->object;
  like[LIKE_CROSSED] = (a->subject && a->subject == b->object) || (a->object && a->object == b->subject);
}

static u32 actors_met(const prop *a, const prop *b) {
  u32 n = 0;
  for (u32 i = 0, j = 0; i < a->nactors && j < b->nactors;) {
    n += a->actors[i] == b->actors[j];
    if (a->actors[i] < b->actors[j]) i++;
    else j++;
  }
  return n;
}

static u32 longest_run(const prop *a, const prop *b) {
  u32 best = 0;
  for (u32 i = 0; i + best < a->nspoken; i++)
    for (u32 j = 0; j + best < b->nspoken; j++) {
      u32 n = 0;
      while (i + n < a->nspoken && j + n < b->nspoken && a->spoken[i + n] == b->spoken[j + n]) n++;
      best = MAX(best, n);
    }
  return best;
}

// How much of one claim's weight the other's sentence has.
static float within(prop_words claim_words, prop_words sentence_words) {
  match m = match_words(claim_words, sentence_words, story_weight);
  return m.a > 0 ? MIN(1, m.both / 2 / m.a) : 0;
}

static void take_words(const prop *a, const prop *b, float *like) {
  match m = match_words(a->own, b->own, story_weight), names = match_words(a->own, b->own, name_weight);
  match plain = match_words(a->own, b->own, plain_weight);
  like[LIKE_ONE] = 1;
  like[LIKE_DICE] = dice_of(m);
  like[LIKE_PART] = part_of(m);
  like[LIKE_RAREST] = m.rarest / 6;
  like[LIKE_COUNT_MET] = logf(1 + (float)m.met);
  like[LIKE_PLAIN] = dice_of(plain);
  like[LIKE_PLAIN_PART] = part_of(plain);
  like[LIKE_MATTER] = dice_of(match_words(a->own, b->own, matter_weight));
  like[LIKE_WITHIN] = MIN(within(a->own, b->around), within(b->own, a->around));
  like[LIKE_RUN] = logf(1 + (float)longest_run(a, b));
  like[LIKE_AROUND] = dice_of(match_words(a->around, b->around, story_weight));
  like[LIKE_NAMES] = dice_of(names);
  like[LIKE_NAMES_APART] = names.a > 0 && names.b > 0 && names.both == 0;
  like[LIKE_OTHER_NAMES] = MIN(names.only_a, names.only_b) / 6;
  like[LIKE_LENGTH] = fabsf(logf((float)(a->length + 1) / (float)(b->length + 1)));
  like[LIKE_SHORT] = 1 / (float)(1 + MIN(a->own.n, b->own.n));
}

static void take_facts(const prop *a, const prop *b, float *like) {
  bool number = number_in_common(a, b), times = a->time.n && b->time.n;
  u32 met = actors_met(a, b);
  like[LIKE_ACTORS] = met ? 2 * (float)met / (float)(a->nactors + b->nactors) : 0;
  like[LIKE_ACTORS_APART] = a->nactors && b->nactors && !met;
  like[LIKE_NUMBER] = number;
  like[LIKE_NUMBERS_APART] = !number && measure_in_common(a, b);
  like[LIKE_TIME] = times && str_eq(a->time, b->time);
  like[LIKE_TIMES_APART] = times && !str_eq(a->time, b->time);
  like[LIKE_SPEAKER] = a->speaker && a->speaker == b->speaker;
  like[LIKE_SPEAKERS_APART] = a->speaker && b->speaker && a->speaker != b->speaker;
  like[LIKE_VOICES] = !a->speaker != !b->speaker;
  like[LIKE_SURE] = a->p * b->p;
  like[LIKE_PLACE] = fabsf(a->place - b->place);
  like[LIKE_LEAD] = 1 - MAX(a->place, b->place);
}

static int by_dice(const void *x, const void *y) {
  const candidate *a = x, *b = y;
  if (a->dice != b->dice) return a->dice < b->dice ? 1 : -1;
  return (a->j > b->j) - (a->j < b->j);
}

static row_list *index_props(const props *p) {
  row_list *in = NEWS(p->mem, row_list, p->sets);
  for (u32 i = 0; i < p->n; i++)
    for (u32 k = 0; k < p->at[i].own.n && !p->at[i].display; k++)
      if (!k || p->at[i].own.at[k - 1].set != p->at[i].own.at[k].set) vec_push(p->mem, &in[p->at[i].own.at[k].set], i);
  return in;
}

// Claims of later articles that share a word with claim i, the likest first.
static u32 candidates_of(const props *p, const row_list *in, u32 i, candidate *found, u32 *seen) {
  const prop *a = &p->at[i];
  u32 n = 0;
  for (u32 k = 0; k < a->own.n; k++) {
    const row_list *list = &in[a->own.at[k].set];
    if (list->len > LONGEST_POSTING) continue;
    for (u32 r = 0; r < list->len; r++) {
      u32 j = list->at[r];
      if (p->at[j].article <= a->article || seen[j] == i + 1) continue;
      seen[j] = i + 1;
      float dice = dice_of(match_words(a->own, p->at[j].own, story_weight));
      if (dice >= LEAST_DICE) found[n++] = (candidate){j, dice};
    }
  }
  qsort(found, n, sizeof *found, by_dice);
  return n;
}

// Keeps the best of each article; `kept` [articles] is scratch.
static u32 keep_best(const props *p, candidate *found, u32 n, u32 *kept) {
  u32 left = 0;
  for (u32 k = 0; k < n && left < KEPT_PER_CLAIM; k++)
    if (kept[p->at[found[k].j].article]++ < KEPT_PER_ARTICLE) found[left++] = found[k];
  for (u32 k = 0; k < n; k++) kept[p->at[found[k].j].article] = 0;
  return left;
}

static int by_props(const void *x, const void *y) {
  const claim_pair *a = x, *b = y;
  if (a->i != b->i) return a->i < b->i ? -1 : 1;
  return (a->j > b->j) - (a->j < b->j);
}

// The best dice that each claim has in each other article, in a table of pairs' own making: pairs are sorted by i and j,
// so the best of a row is found in one pass, the best of a column through `best` [n] of one article at a time.
static void rank_pairs(const props *p, claim_pairs *pairs) {
  float *column = NEWS(p->mem, float, p->n + 1);
  for (u32 beg = 0, end; beg < pairs->n; beg = end) {     // the pairs of one article's claims, all of them
    u32 article = p->at[pairs->at[beg].i].article;
    for (end = beg; end < pairs->n && p->at[pairs->at[end].i].article == article; end++)
      column[pairs->at[end].j] = MAX(column[pairs->at[end].j], pairs->at[end].dice);
    for (u32 k = beg, first = beg; k < end; k++) {        // a row: one claim, one other article
      bool new_row = pairs->at[k].i != pairs->at[first].i || p->at[pairs->at[k].j].article != p->at[pairs->at[first].j].article;
      if (new_row) first = k;
      float best = 0;
      for (u32 r = first; r < end && pairs->at[r].i == pairs->at[k].i && p->at[pairs->at[r].j].article == p->at[pairs->at[k].j].article; r++)
        best = MAX(best, pairs->at[r].dice);
      float *like = pairs->at[k].like;
      like[LIKE_ROW] = pairs->at[k].dice / best;
      like[LIKE_COLUMN] = pairs->at[k].dice / column[pairs->at[k].j];
      like[LIKE_BEST] = like[LIKE_ROW] >= 1 && like[LIKE_COLUMN] >= 1;
      like[LIKE_DICE_ROW] = like[LIKE_DICE] * like[LIKE_ROW] * like[LIKE_COLUMN];
    }
    for (u32 k = beg; k < end; k++) column[pairs->at[k].j] = 0;
  }
}

claim_pairs pairs_of(const props *p) {
  VEC(claim_pair) all = {0};
  row_list *in = index_props(p);
  candidate *found = NEWS(p->mem, candidate, p->n + 1);
  u32 *seen = NEWS(p->mem, u32, p->n + 1), articles = p->n ? p->at[p->n - 1].article : 0;
  u32 *kept = NEWS(p->mem, u32, articles + 1);
  for (u32 i = 0; i < p->n; i++) {
    if (p->at[i].display) continue;
    u32 n = keep_best(p, found, candidates_of(p, in, i, found, seen), kept);
    for (u32 k = 0; k < n; k++) {
      claim_pair c = {.i = i, .j = found[k].j, .dice = found[k].dice};
      take_words(&p->at[i], &p->at[c.j], c.like);
      take_frames(&p->at[i], &p->at[c.j], c.like);
      take_facts(&p->at[i], &p->at[c.j], c.like);
      u32 x = p->at[i].utterance, y = p->at[c.j].utterance;
      if (x && y) c.like[LIKE_SAID] = words_dice(p->said[x - 1].own, p->said[y - 1].own);
      vec_push(p->mem, &all, c);
    }
  }
  if (all.len) qsort(all.at, all.len, sizeof *all.at, by_props);
  claim_pairs pairs = {all.at, all.len};
  rank_pairs(p, &pairs);
  return pairs;
}

const claim_pair *pair_at(const claim_pairs *pairs, u32 i, u32 j) {
  u32 lo = 0, hi = pairs->n;
  if (i > j) return pair_at(pairs, j, i);
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    const claim_pair *c = &pairs->at[mid];
    if (c->i < i || (c->i == i && c->j < j)) lo = mid + 1;
    else hi = mid;
  }
  return lo < pairs->n && pairs->at[lo].i == i && pairs->at[lo].j == j ? &pairs->at[lo] : NULL;
}


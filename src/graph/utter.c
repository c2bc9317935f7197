// One utterance in two articles is known by its speaker and its meaning; string distance alone misses translations, whose
// words differ (word Jaccard .3 is common), and joins what two speakers both say. Long runs of the same words need no
// speaker: nobody says twenty words by chance.
#include "graph/utter.h"

#include <stdlib.h>

enum { COMPARED_WORDS = 160, LONGEST_POSTING = 400, RUN_WITHOUT_SPEAKER = 7, LARGEST_QUOTE_GROUP = 64, SHORT_WORDS = 3 };

static const float SAME_WORDS = 0.92f, EDITED = 0.6f, EDITED_DICE = 0.75f, CUT = 0.85f, CUT_LENGTH = 0.65f, LEAST_DICE = 0.12f, GROUP_LINKED = 0.6f;

// How alike in meaning two utterances must be, by what is known of their speakers.
typedef enum { SPEAKER_SAME, SPEAKER_OPEN, SPEAKER_OTHER } speaker_match;
static const float MEANS_THE_SAME[] = {[SPEAKER_SAME] = 0.4f, [SPEAKER_OPEN] = 0.5f, [SPEAKER_OTHER] = 2};

typedef struct {
  u32 i, j;             // utterances
  quote_kind kind;
  float p;
} link;

typedef struct {
  making *m;
  const props *p;
  VEC(link) links;
  u32 *group;           // [nsaid] first of its group
  u32 *size;
} quote_finder;

static const attribution *said_in(const quote_finder *f, const utterance *u) {
  return &f->m->all->docs[u->article]->attributions.at[u->attribution];
}

// Longest common subsequence of the words, and the longest common run.
static u32 common_words(const utterance *a, const utterance *b, u32 *run) {
  u32 n = MIN(a->length, (u32)COMPARED_WORDS), m = MIN(b->length, (u32)COMPARED_WORDS);
  u32 best[COMPARED_WORDS + 1] = {0}, runs[COMPARED_WORDS + 1] = {0};
  *run = 0;
  for (u32 i = 0; i < n; i++) {
    u32 corner = 0, run_corner = 0;
    for (u32 j = 0; j < m; j++) {
      u32 above = best[j + 1], run_above = runs[j + 1];
      bool same = a->spoken[i] == b->spoken[j];
      best[j + 1] = same ? corner + 1 : MAX(above, best[j]);
      runs[j + 1] = same ? run_corner + 1 : 0;
      *run = MAX(*run, runs[j + 1]);
      corner = above;
      run_corner = run_above;
    }
  }
  return best[m];
}

static speaker_match match_speakers(const quote_finder *f, const utterance *a, const utterance *b) {
  if (!a->speaker || !b->speaker) return SPEAKER_OPEN;
  const actor *x = &f->m->who->at.at[a->speaker], *y = &f->m->who->at.at[b->speaker];
  if (one_name(f->m->who, a->speaker, b->speaker)) return SPEAKER_SAME;
  bool pronoun = a->by_pronoun || b->by_pronoun;
  return x->named && y->named && !pronoun && !one_voice(f->m->who, a->speaker, b->speaker) ? SPEAKER_OTHER : SPEAKER_OPEN;
}

// What two quotations have in common, word by word.
typedef struct {
  u32 run;                        // the longest common run
  float of_longer, of_shorter;    // common words in order, of the longer and of the shorter one
  bool cut;                       // the one is much shorter
} wording;

static wording compare_wording(const utterance *a, const utterance *b) {
  wording w = {0};
  u32 common = common_words(a, b, &w.run), shorter = MIN(a->length, b->length), longer = MAX(a->length, b->length);
  w.of_longer = (float)common / (float)MIN(longer, (u32)COMPARED_WORDS);
  w.of_shorter = (float)common / (float)shorter;
  w.cut = (float)shorter <= CUT_LENGTH * (float)longer;
  return w;
}

// By the words alone: the same, edited, or cut out of the other. QUOTE_KIND_COUNT where they do not tell.
static quote_kind kind_by_words(const wording *w, u32 shorter, speaker_match speaker) {
  bool sure = w->run >= RUN_WITHOUT_SPEAKER || (speaker == SPEAKER_SAME && w->run >= MIN(shorter, (u32)SHORT_WORDS));
  if (!sure) return QUOTE_KIND_COUNT;
  if (w->of_longer >= SAME_WORDS) return QUOTE_SAME;
  if (w->of_shorter >= CUT && w->cut) return QUOTE_FRAGMENT;
  return w->of_longer >= EDITED ? QUOTE_EDITED : QUOTE_KIND_COUNT;
}

// Of two that mean the same: what their words make of it.
static quote_kind kind_by_meaning(const wording *w, float dice, attribution_type x, attribution_type y) {
  if (x == SAY_INDIRECT || y == SAY_INDIRECT) return QUOTE_PARAPHRASE;
  if (w->of_longer >= EDITED && dice >= EDITED_DICE) return QUOTE_EDITED;
  if (w->of_shorter >= EDITED) return QUOTE_FRAGMENT;
  return x == SAY_DIRECT && y == SAY_DIRECT ? QUOTE_TRANSLATION : QUOTE_PARAPHRASE;
}

// Which variant of one utterance the two are; false where they are none.
static bool compare(const quote_finder *f, const utterance *a, const utterance *b, link *to) {
  static const float sure[] = {[QUOTE_SAME] = 0.97f, [QUOTE_EDITED] = 0.9f, [QUOTE_FRAGMENT] = 0.85f};
  if (!a->length || !b->length) return false;
  speaker_match speaker = match_speakers(f, a, b);
  attribution_type x = said_in(f, a)->type, y = said_in(f, b)->type;
  if (x == SAY_INDIRECT && y == SAY_INDIRECT) return false;
  bool quoted = x != SAY_INDIRECT && y != SAY_INDIRECT;
  wording w = compare_wording(a, b);
  quote_kind kind = quoted ? kind_by_words(&w, MIN(a->length, b->length), speaker) : QUOTE_KIND_COUNT;
  if (kind != QUOTE_KIND_COUNT) return *to = (link){.kind = kind, .p = sure[kind]}, true;
  if (!a->speaker && !b->speaker) return false;   // "it is expected": nobody's words
  float dice = words_dice(a->own, b->own);
  if (dice < MEANS_THE_SAME[speaker] || MIN(a->own.n, b->own.n) < SHORT_WORDS) return false;
  return *to = (link){.kind = kind_by_meaning(&w, dice, x, y), .p = MIN(0.9f, (speaker == SPEAKER_SAME ? 0.45f : 0.25f) + dice)}, true;
}

static void add_links(quote_finder *f, u32 i, const u32 *near, u32 n) {
  for (u32 k = 0; k < n; k++) {
    const utterance *a = &f->p->said[i], *b = &f->p->said[near[k]];
    link l;
    if (words_part(a->own, b->own) < LEAST_DICE || !compare(f, a, b, &l)) continue;
    l.i = i;
    l.j = near[k];
    vec_push(f->p->mem, &f->links, l);
  }
}

// Utterances of later articles that share a telling word with each, by an inverted index.
static void compare_all(quote_finder *f) {
  const props *p = f->p;
  row_list *in = NEWS(p->mem, row_list, p->sets);
  u32 *seen = NEWS(p->mem, u32, p->nsaid + 1);
  for (u32 i = p->nsaid; i-- > 0;) {
    row_list near = {0};
    for (u32 k = 0; k < p->said[i].own.n; k++) {
      row_list *list = &in[p->said[i].own.at[k].set];
      for (u32 r = list->len > LONGEST_POSTING ? list->len - LONGEST_POSTING : 0; r < list->len; r++) {
        u32 j = list->at[r];
        if (seen[j] == i + 1 || p->said[j].article == p->said[i].article) continue;
        seen[j] = i + 1;
        vec_push(p->mem, &near, j);
      }
      if (!list->len || list->at[list->len - 1] != i) vec_push(p->mem, list, i);
    }
    add_links(f, i, near.at, near.len);
  }
}

static int by_sureness(const void *x, const void *y) {
  const link *a = x, *b = y;
  if (a->p != b->p) return a->p < b->p ? 1 : -1;
  if (a->i != b->i) return a->i < b->i ? -1 : 1;
  return (a->j > b->j) - (a->j < b->j);
}

// Two attributions of one article whose contents overlap are one statement cut in two ways: a group takes one of them.
static bool overlap_in(const quote_finder *f, u32 a, u32 b) {
  for (u32 i = a; i < f->p->nsaid; i++)
    for (u32 j = a; f->group[i] == a && j < f->p->nsaid; j++) {
      if (f->group[j] != b || f->p->said[i].article != f->p->said[j].article) continue;
      if (span_meets(spans_hull(said_in(f, &f->p->said[i])->content), spans_hull(said_in(f, &f->p->said[j])->content))) return true;
    }
  return false;
}

// How many of the pairs over articles between two groups are linked.
static float share_linked(const quote_finder *f, u32 a, u32 b) {
  u32 linked = 0, pairs = 0;
  for (u32 i = a; i < f->p->nsaid; i++)
    for (u32 j = a; f->group[i] == a && j < f->p->nsaid; j++)
      pairs += f->group[j] == b && f->p->said[i].article != f->p->said[j].article;
  for (u32 k = 0; k < f->links.len; k++) {
    u32 x = f->group[f->links.at[k].i], y = f->group[f->links.at[k].j];
    linked += (x == a && y == b) || (x == b && y == a);
  }
  return pairs ? (float)linked / (float)pairs : 0;
}

static void join(quote_finder *f, u32 i, u32 j) {
  u32 a = MIN(f->group[i], f->group[j]), b = MAX(f->group[i], f->group[j]);
  if (a == b || f->size[a] + f->size[b] > LARGEST_QUOTE_GROUP || share_linked(f, a, b) < GROUP_LINKED || overlap_in(f, a, b)) return;
  f->size[a] += f->size[b];
  for (u32 k = b; k < f->p->nsaid; k++)
    if (f->group[k] == b) f->group[k] = a;
}

// The kind of a group is that of most of its links; of equals the one that says least in common.
static quote_kind group_kind(const quote_finder *f, u32 group, float *p) {
  u32 count[QUOTE_KIND_COUNT] = {0}, n = 0;
  quote_kind best = QUOTE_SAME;
  float sum = 0;
  for (u32 k = 0; k < f->links.len; k++) {
    if (f->group[f->links.at[k].i] != group || f->group[f->links.at[k].j] != group) continue;
    count[f->links.at[k].kind]++;
    sum += f->links.at[k].p;
    n++;
  }
  for (u32 k = 0; k < QUOTE_KIND_COUNT; k++)
    if (count[k] >= count[best]) best = (quote_kind)k;
  *p = n ? sum / (float)n : 0;
  return best;
}

static str speaker_name(const quote_finder *f, u32 group) {
  for (u32 i = group; i < f->p->nsaid; i++)
    if (f->group[i] == group && f->p->said[i].speaker) return f->m->who->at.at[f->p->said[i].speaker].name;
  return (str){0};
}

static void fill_group(quote_finder *f, u32 group, quote_group *to) {
  to->kind = group_kind(f, group, &to->p);
  to->speaker = speaker_name(f, group);
  to->variants = NEWS(f->p->mem, variant, f->size[group]);
  for (u32 i = group; i < f->p->nsaid; i++)
    if (f->group[i] == group) to->variants[to->nvariants++] = (variant){f->p->said[i].article, f->p->said[i].attribution};
}

void find_quotes(making *m) {
  const props *p = m->p;
  quote_finder f = {.m = m, .p = p, .group = NEWS(p->mem, u32, p->nsaid + 1), .size = NEWS(p->mem, u32, p->nsaid + 1)};
  for (u32 i = 0; i < p->nsaid; i++) f.group[i] = i, f.size[i] = 1;
  compare_all(&f);
  if (f.links.len) qsort(f.links.at, f.links.len, sizeof *f.links.at, by_sureness);
  for (u32 k = 0; k < f.links.len; k++) join(&f, f.links.at[k].i, f.links.at[k].j);
  VEC(quote_group) found = {0};
  for (u32 i = 0; i < p->nsaid; i++) {
    if (f.group[i] != i || f.size[i] < 2) continue;
    quote_group g = {0};
    fill_group(&f, i, &g);
    vec_push(p->mem, &found, g);
  }
  m->story->quotes = found.at;
  m->story->nquotes = found.len;
}

// One utterance in two articles is known by its speaker and its meaning; string distance alone misses translations, whose
// words differ (word Jaccard .3 is common), and joins what two speakers both say. Long runs of the same words need no
// speaker: nobody says twenty words by chance.
#include "graph/utter.h"

#include <stdlib.h>

enum { COMPARED_WORDS = 160, LONGEST_POSTING = 400, RUN_WITHOUT_SPEAKER = 7, LARGEST_QUOTE_GROUP = 64, SHORT_WORDS = 3 };

static const float SAME_WORDS = 0.92f, EDITED = 0.6f, CUT = 0.85f, CUT_LENGTH = 0.65f, TRANSLATED = 0.34f, REPORTED = 0.42f,
                   LEAST_DICE = 0.12f;

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

static bool is_quoted(const quote_finder *f, const utterance *u) { return said_in(f, u)->type != SAY_INDIRECT; }

// Which variant of one utterance the two are; false where they are none.
static bool compare(const quote_finder *f, const utterance *a, const utterance *b, link *to) {
  u32 run, common = common_words(a, b, &run), shorter = MIN(a->length, b->length), longer = MAX(a->length, b->length);
  if (!shorter) return false;
  bool speaker = a->speaker && a->speaker == b->speaker, other = a->speaker && b->speaker && !speaker;
  bool quoted = is_quoted(f, a) && is_quoted(f, b), any = is_quoted(f, a) || is_quoted(f, b);
  float of_longer = (float)common / (float)MIN(longer, (u32)COMPARED_WORDS), of_shorter = (float)common / (float)shorter;
  bool sure = run >= RUN_WITHOUT_SPEAKER || (speaker && run >= MIN(shorter, (u32)SHORT_WORDS));
  if (quoted && sure && of_longer >= SAME_WORDS) return *to = (link){.kind = QUOTE_SAME, .p = 0.97f}, true;
  if (quoted && sure && of_longer >= EDITED) return *to = (link){.kind = QUOTE_EDITED, .p = 0.9f}, true;
  if (quoted && sure && of_shorter >= CUT && (float)shorter <= CUT_LENGTH * (float)longer)
    return *to = (link){.kind = QUOTE_FRAGMENT, .p = 0.85f}, true;
  if (other || !speaker) return false;
  float dice = words_dice(f->p, a->own, b->own);
  if (quoted && dice >= TRANSLATED) return *to = (link){.kind = QUOTE_TRANSLATION, .p = MIN(0.95f, 0.5f + dice)}, true;
  if (any && dice >= REPORTED) return *to = (link){.kind = QUOTE_PARAPHRASE, .p = MIN(0.9f, 0.4f + dice)}, true;
  return false;
}

static void add_links(quote_finder *f, u32 i, const u32 *near, u32 n) {
  for (u32 k = 0; k < n; k++) {
    const utterance *a = &f->p->said[i], *b = &f->p->said[near[k]];
    link l;
    if (words_part(f->p, a->own, b->own) < LEAST_DICE || !compare(f, a, b, &l)) continue;
    l.i = i;
    l.j = near[k];
    vec_push(f->p->mem, &f->links, l);
  }
}

typedef VEC(u32) row_list;

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

static void join(quote_finder *f, u32 i, u32 j) {
  u32 a = MIN(f->group[i], f->group[j]), b = MAX(f->group[i], f->group[j]);
  if (a == b || f->size[a] + f->size[b] > LARGEST_QUOTE_GROUP) return;
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

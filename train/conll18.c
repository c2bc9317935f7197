#include "conll18.h"

#include <stdlib.h>

static const char *const universal[] = {"PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy",
    "Number", "Case", "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity",
    "Person", "Polite"};

double hits_f1(hits h) { return h.gold + h.system ? 200.0 * h.right / (h.gold + h.system) : 0; }

// Spans in order, both lists without overlaps: how many are the same.
static hits match_spans(const span *a, u32 na, const span *b, u32 nb) {
  hits h = {na, nb, 0};
  for (u32 i = 0, j = 0; i < na && j < nb;) {
    h.right += a[i].beg == b[j].beg && a[i].end == b[j].end;
    if (a[i].beg <= b[j].beg) i++;
    else j++;
  }
  return h;
}

static void add_hits(hits *to, hits h) {
  to->gold += h.gold;
  to->system += h.system;
  to->right += h.right;
}

static u32 surface_tokens(const tokens *t, span *to) {
  u32 n = 0;
  for (u32 i = 1; i < t->len; i++)
    if ((t->flags[i] & TOKEN_MULTI_REST) && n) to[n - 1].end = t->at[i].end;
    else to[n++] = t->at[i];
  return n;
}

static void add_surface(conll18 *to, const doc *g, const doc *s) {
  span *a = calloc(g->tokens.len + 1u, sizeof *a), *b = calloc(s->tokens.len + 1u, sizeof *b);
  if (!a || !b) exit(1);
  u32 na = surface_tokens(&g->tokens, a), nb = surface_tokens(&s->tokens, b);
  add_hits(&to->of[CONLL18_TOKENS], match_spans(a, na, b, nb));
  na = nb = 0;
  for (u32 i = 1; i < g->sentences.len; i++) a[na++] = g->sentences.at[i].at;
  for (u32 i = 1; i < s->sentences.len; i++) b[nb++] = s->sentences.at[i].at;
  add_hits(&to->of[CONLL18_SENTENCES], match_spans(a, na, b, nb));
  free(a), free(b);
}

// ---- aligned words

enum { LONGEST_REGION = 64 };

static bool multi(const tokens *t, u32 i) { return t->flags[i] & (TOKEN_MULTI_FIRST | TOKEN_MULTI_REST); }

// The words from *i on, up to `last`, that begin before `end`; whole multiword tokens.
static u32 region_end(const tokens *t, u32 i, u32 *end) {
  while (i < t->len && (t->at[i].beg < *end || (t->flags[i] & TOKEN_MULTI_REST))) {
    *end = MAX(*end, t->at[i].end);
    i++;
  }
  return i;
}

// Longest common subsequence of the lower-cased words [i, ie) and [j, je).
static void align_region(const doc *g, const doc *s, u32 i, u32 ie, u32 j, u32 je, u32 *system_of) {
  u32 n = MIN(ie - i, (u32)LONGEST_REGION), m = MIN(je - j, (u32)LONGEST_REGION);
  static const u32 W = LONGEST_REGION + 1;
  u8 best[(LONGEST_REGION + 1) * (LONGEST_REGION + 1)] = {0};
  for (u32 x = n; x-- > 0;)
    for (u32 y = m; y-- > 0;) {
      bool same = str_eq(low_str(g, i + x), low_str(s, j + y));
      best[x * W + y] = same ? (u8)(1 + best[(x + 1) * W + y + 1]) : MAX(best[(x + 1) * W + y], best[x * W + y + 1]);
    }
  for (u32 x = 0, y = 0; x < n && y < m;) {
    if (str_eq(low_str(g, i + x), low_str(s, j + y))) system_of[i + x++] = j + y++;
    else if (best[(x + 1) * W + y] >= best[x * W + y + 1]) x++;
    else y++;
  }
}

// For each gold word the system's that is the same, 0 where there is none.
static void align(const doc *g, const doc *s, u32 *system_of) {
  const tokens *a = &g->tokens, *b = &s->tokens;
  for (u32 i = 1, j = 1; i < a->len && j < b->len;) {
    if (!multi(a, i) && !multi(b, j)) {
      if (a->at[i].beg == b->at[j].beg && a->at[i].end == b->at[j].end) system_of[i++] = j++;
      else if (a->at[i].beg <= b->at[j].beg) i++;
      else j++;
      continue;
    }
    u32 end = MAX(a->at[i].beg, b->at[j].beg) + 1, ie = i, je = j, before;
    if (a->at[i].end <= b->at[j].beg) end = a->at[i].end;
    if (b->at[j].end <= a->at[i].beg) end = b->at[j].end;
    do {
      before = end;
      ie = region_end(a, i, &end);
      je = region_end(b, j, &end);
    } while (end != before);
    align_region(g, s, i, ie, j, je, system_of);
    i = ie;
    j = je;
  }
}

static bool is_universal(str feature) {
  str name = str_cut(feature, '=').head;
  for (u32 i = 0; i < COUNT_OF(universal); i++)
    if (str_eq(name, str_of(universal[i]))) return true;
  return false;
}

static str next_universal(str *feats) {
  while (feats->n) {
    str one = str_token(feats, '|');
    if (is_universal(one)) return one;
  }
  return (str){0};
}

static bool same_feats(str a, str b) {
  str x, y;
  do {
    x = next_universal(&a);
    y = next_universal(&b);
    if (!str_eq(x, y)) return false;
  } while (x.n);
  return true;
}

static bool same_relation(u8 a, u8 b) { return str_eq(str_cut(rel_name((rel)a), ':').head, str_cut(rel_name((rel)b), ':').head); }

static void add_word(conll18 *to, const doc *g, const doc *s, const u32 *system_of, u32 i) {
  const tokens *a = &g->tokens, *b = &s->tokens;
  u32 j = system_of[i];
  str lemma = words_str(g->words, a->lemma[i]);
  bool head = a->head[i] ? system_of[a->head[i]] && system_of[a->head[i]] == b->head[j] : !b->head[j];
  to->of[CONLL18_WORDS].right++;
  to->of[CONLL18_UPOS].right += a->upos[i] == b->upos[j];
  to->of[CONLL18_XPOS].right += a->xpos[i] == b->xpos[j];
  to->of[CONLL18_UFEATS].right += same_feats(words_str(g->words, a->feats[i]), words_str(s->words, b->feats[j]));
  to->of[CONLL18_LEMMAS].right += str_eq(lemma, S("_")) || str_eq(lemma, words_str(s->words, b->lemma[j]));
  to->of[CONLL18_UAS].right += head;
  to->of[CONLL18_LAS].right += head && same_relation(a->rel[i], b->rel[j]);
}

void conll18_add(conll18 *to, const doc *gold, const doc *system) {
  add_surface(to, gold, system);
  u32 *system_of = calloc(gold->tokens.len + 1u, sizeof *system_of);
  if (!system_of) exit(1);
  align(gold, system, system_of);
  for (u32 i = 1; i < gold->tokens.len; i++)
    if (system_of[i]) add_word(to, gold, system, system_of, i);
  for (u32 m = CONLL18_WORDS; m < CONLL18_COUNT; m++) {
    to->of[m].gold += gold->tokens.len - 1;
    to->of[m].system += system->tokens.len - 1;
  }
  free(system_of);
}

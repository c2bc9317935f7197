// The phrases of the trees and the quotation marks, found in one pass each.
#include "read/mention.h"
#include "read/quote.h"

// What hangs on a noun but is not of its phrase: the clause around a predicate noun, further conjuncts, asides.
static bool outside_phrase(rel r) {
  switch (r) {
    case REL_CONJ:
    case REL_CC:
    case REL_CC_PRECONJ:
    case REL_PUNCT:
    case REL_CASE:
    case REL_MARK:
    case REL_COP:
    case REL_AUX:
    case REL_AUX_PASS:
    case REL_NSUBJ:
    case REL_NSUBJ_PASS:
    case REL_NSUBJ_OUTER:
    case REL_CSUBJ:
    case REL_CSUBJ_OUTER:
    case REL_CSUBJ_PASS:
    case REL_PARATAXIS:
    case REL_DISCOURSE:
    case REL_VOCATIVE:
    case REL_DISLOCATED:
    case REL_EXPL:
    case REL_APPOS:
    case REL_ADVCL:
    case REL_LIST:
    case REL_REPARANDUM:
    case REL_ORPHAN:
    case REL_CCOMP:
    case REL_DEP:
    case REL_OBL_TMOD:
    case REL_ROOT:
      return true;
    default:
      return false;
  }
}

static bool is_finite(const doc *d, u32 t) {
  u8 x = d->tokens.xpos[t];
  return x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || x == XPOS_MD;
}

enum { HAS_SUBJECT = 1, HAS_FINITE = 2, HAS_WH = 4 };

// A finite clause on a noun with neither a relative word nor a subject of its own is the main clause, wrongly hung.
static bool is_stray_clause(const survey *w, u32 t, u32 first) {
  const doc *d = w->d;
  rel r = (rel)d->tokens.rel[t];
  if (r != REL_ACL && r != REL_ACL_RELCL) return false;
  u8 x = d->tokens.xpos[first];
  bool wh = x == XPOS_WDT || x == XPOS_WP || x == XPOS_WPS || x == XPOS_WRB || x == XPOS_IN || w->clause[t] & HAS_WH;
  return !wh && !(w->clause[t] & HAS_SUBJECT) && (w->clause[t] & HAS_FINITE);
}

static void note_clause(survey *w, u32 t, u32 up) {
  rel r = (rel)w->d->tokens.rel[t];
  u8 x = w->d->tokens.xpos[t];
  if (r == REL_NSUBJ || r == REL_NSUBJ_PASS) w->clause[up] |= HAS_SUBJECT;
  if (is_finite(w->d, t) && (r == REL_AUX || r == REL_AUX_PASS || r == REL_COP)) w->clause[up] |= HAS_FINITE;
  if (x == XPOS_WDT || x == XPOS_WP || x == XPOS_WRB) w->clause[up] |= HAS_WH;
}

// Leaves first, so that each token's whole subtree [slo, shi) is known when its head's phrase takes it in. Kahn (1962).
static void sentence_phrases(survey *w, const sentence *s, u32 *count, u32 *slo, u32 *shi, u32 *ready) {
  const doc *d = w->d;
  for (u32 t = s->first; t < s->last; t++) count[d->tokens.head[t]]++;
  u32 n = 0;
  for (u32 t = s->first; t < s->last; t++) {
    w->lo[t] = slo[t] = t;
    w->hi[t] = shi[t] = t + 1;
  }
  for (u32 t = s->first; t < s->last; t++)
    if (!count[t]) ready[n++] = t;
  for (u32 i = 0; i < n; i++) {
    u32 t = ready[i], up = d->tokens.head[t];
    if (is_finite(d, t)) w->clause[t] |= HAS_FINITE;
    if (!up) continue;
    note_clause(w, t, up);
    if (d->tokens.rel[t] == REL_COP) w->predicate[up] = 1;
    slo[up] = MIN(slo[up], slo[t]);
    shi[up] = MAX(shi[up], shi[t]);
    if (t < up && d->tokens.rel[t] == REL_CASE) w->from[up] = MAX(w->from[up], shi[t]);
    if (!outside_phrase((rel)d->tokens.rel[t]) && !is_stray_clause(w, t, slo[t])) {
      w->lo[up] = MIN(w->lo[up], slo[t]);
      w->hi[up] = MAX(w->hi[up], shi[t]);
    }
    if (!--count[up]) ready[n++] = up;
  }
  for (u32 t = s->first; t < s->last; t++)
    if (w->from[t] <= t) w->lo[t] = MAX(w->lo[t], w->from[t]);
}

// The pieces of a quotation that runs over several paragraphs have one number.
static void find_quotes(survey *w) {
  quotes q = quotes_find(w->mem, w->d);
  for (u32 t = 1; t < w->d->tokens.len; t++) {
    u32 row = q.of[t];
    w->quoted[t] = row != 0;
    w->quote[t] = row ? q.at[row].group : 0;
    w->label[t] = row && q.at[row].by.label_end ? q.at[row].by.who : 0;
  }
}

// An expression of time may be told by an event ("since the pandemic"): only its words of time are none of ours.
static void find_dates(survey *w) {
  for (u32 i = 1; i < w->d->times.len; i++) {
    span at = w->d->times.at[i].at;
    for (u32 t = token_at(w->d, at.beg); t < w->d->tokens.len && w->d->tokens.at[t].beg < at.end; t++)
      w->dated[t] = lex_has(LEX_TIMES, low_str(w->d, t)) || !is_noun(w->d, t);
  }
}

survey survey_make(const doc *d, arena *mem) {
  u32 T = MAX(d->tokens.len, 1u);
  survey w = {.d = d, .mem = mem};
  w.lo = NEWS(mem, u32, T);
  w.hi = NEWS(mem, u32, T);
  w.name_of = NEWS(mem, u32, T);
  w.quoted = NEWS(mem, u8, T);
  w.quote = NEWS(mem, u32, T);
  w.label = NEWS(mem, u32, T);
  w.clause = NEWS(mem, u8, T);
  w.dated = NEWS(mem, u8, T);
  w.from = NEWS(mem, u32, T);
  w.predicate = NEWS(mem, u8, T);
  u32 *count = NEWS(mem, u32, T), *slo = NEWS(mem, u32, T), *shi = NEWS(mem, u32, T), *ready = NEWS(mem, u32, T);
  if (d->tokens.head)
    for (u32 i = 1; i < d->sentences.len; i++) sentence_phrases(&w, &d->sentences.at[i], count, slo, shi, ready);
  find_quotes(&w);
  find_dates(&w);
  return w;
}

// The propositions, each with its chain and time.
#include "doc/stages.h"
#include "read/clause.h"
#include "read/entity.h"

static const float OWN_P = .9f, LIKELY = .55f;   // as clause.c has it

// What nobody named vouches for is as sure as its cue: is expected to, was speculated.
static bool cue_expects(const doc *d, const attribution *a) {
  for (u32 i = 0; i < a->cue.len; i++)
    for (u32 t = token_at(d, a->cue.at[i].beg); t < d->tokens.len && d->tokens.at[t].beg < a->cue.at[i].end; t++) {
      const lex_entry *e = lex_find(LEX_CUES, words_str(d->words, d->tokens.lemma[t]));
      if (lex_says(e, "expect") || lex_says(e, "plan")) return true;
    }
  return false;
}

static certainty certainty_of(const doc *d, u32 row, stance mod) {
  const attribution *a = &d->attributions.at[row];
  if (mod == MOD_DENIED) return CERTAINTY_DENIED;
  if (row && (a->source.len || a->speaker)) return CERTAINTY_ATTRIBUTED;
  if (row) return cue_expects(d, a) ? CERTAINTY_EXPECTED : CERTAINTY_SPECULATED;
  switch (mod) {
    case MOD_POSSIBLE: return CERTAINTY_SPECULATED;
    case MOD_SCHEDULED: case MOD_EXPECTED: return CERTAINTY_EXPECTED;
    default: return CERTAINTY_ASSERTED;
  }
}

// "It could have sunk", "it would have sunk": nothing that was so, whatever the choice learned from small words makes of it.
static stance unreal(const scene *s, u32 head) {
  const tokens *k = &s->d->tokens;
  u32 modal = 0, seen = 0;
  for (u32 c = s->child[head]; c && c < head && seen < REACH; c = s->sibling[c], seen++) {
    if (!rel_is(k->rel[c], REL_AUX)) continue;
    if (k->xpos[c] == XPOS_MD) modal = c;
    else if (modal && str_eq(low_str(s->d, c), S("have"))) return str_eq(low_str(s->d, modal), S("would")) ? MOD_CONDITIONAL : MOD_POSSIBLE;
  }
  return MOD_FACT;
}

static stance own_mod(const scene *s, const scorer *m, const clause *c, float *p) {
  traits t;
  float score[MOD_COUNT];
  own_traits(s, c, &t);
  u32 best = score_labels(m, &t, MOD_COUNT, score);
  soft_max(score, MOD_COUNT);
  *p = score[best];
  if (best == MOD_FACT && scene_negated(s, c->head)) return MOD_NEGATED;
  return best == MOD_FACT ? unreal(s, c->head) : (stance)best;
}

// How the source puts a main clause of its words. What is not denied, behind a clause that is, has a stance of its own: "it had
// not been asked and would go to court".
static stance said_mod(const scene *s, const clause *c, stance of_all, stance own, u32 *negated_in) {
  bool negated = scene_negated(s, c->head), behind = of_all == MOD_NEGATED && !negated && *negated_in == c->attribution;
  if (negated) *negated_in = c->attribution;
  u32 to_come = negated ? 0 : stances_to_come(s, c->head);
  if (!to_come || (of_all != MOD_FACT && of_all != MOD_NEGATED)) return behind ? own : of_all;
  if (to_come >> own & 1) return own;
  return to_come >> MOD_POSSIBLE & 1 ? MOD_POSSIBLE : MOD_SCHEDULED;
}

static bool has_tense(const scene *s, u32 head) {
  return is_finite(s->d->tokens.xpos[head]) || scene_child(s, head, REL_AUX) || scene_child(s, head, REL_COP);
}

// "The trip is expected to centre on arms and Kim looking to gain food": a clause that has no tense of its own is no surer than
// what it is part of.
static bool leans(const scene *s, const clause *c, stance own) {
  const attribution *a = &s->d->attributions.at[c->attribution];
  bool named = a->source.len || a->speaker;
  return c->attribution && !named && own == MOD_FACT && s->d->tokens.upos[c->head] == UPOS_VERB && !has_tense(s, c->head);
}

// ---- what is said over several sentences

// The words of the content that stand in a sentence.
static span said_in(const attribution *a, const sentence *line) {
  span in = {0};
  for (u32 i = 0; i < a->content.len; i++) {
    span at = {MAX(a->content.at[i].beg, line->at.beg), MIN(a->content.at[i].end, line->at.end)};
    if (at.beg >= at.end) continue;
    in = (span){span_empty(in) ? at.beg : in.beg, at.end};
  }
  return in;
}

// Behind the first sentence of what is said, how the source puts this one.
static stance sentence_mod(const scene *s, const scorer *m, const clause *c) {
  const doc *d = s->d;
  const attribution *a = &d->attributions.at[c->attribution];
  u32 row = d->tokens.sentence[c->head];
  if (sentence_at(d, a->content.at[0].beg) >= row) return a->mod;
  spans part = {NEWS(s->mem, span, 1), 1};
  part.at[0] = said_in(a, &d->sentences.at[row]);
  if (span_empty(part.at[0])) return a->mod;
  run cue = {0, 0};
  if (a->cue.len) cue = (run){token_at(d, a->cue.at[0].beg), token_at(d, a->cue.at[0].end)};
  saying said = {.anchor = cue.to ? head_of_run(d, cue) : 0, .cue = cue, .pieces = 1, .content = part};
  said.piece[0] = (run){token_at(d, part.at[0].beg), token_at(d, part.at[0].end)};
  return mod_best(s, m, &said);
}

static stance mod_of(const scene *s, const scorer *m, const clause *c, stance own, u32 *negated_in) {
  stance said = c->attribution && c->main ? said_mod(s, c, sentence_mod(s, m, c), own, negated_in) : own;
  if (c->shown != MOD_COUNT) return c->shown;
  return !c->main && leans(s, c, own) ? s->d->attributions.at[c->attribution].mod : said;
}

// When it is so: the first date or time of day, or the span between two. How long, or how often, is no answer.
static u32 time_of(const doc *d, spans at, u32 *from) {
  while (*from < d->times.len && d->times.at[*from].at.end <= at.at[0].beg) ++*from;
  for (u32 i = *from; i < d->times.len && d->times.at[i].at.beg < at.at[at.len - 1].end; i++)
    for (u32 k = 0; k < at.len; k++)
      if (span_meets(at.at[k], d->times.at[i].at) && d->times.at[i].type != TIME_DURATION && d->times.at[i].type != TIME_SET) return i;
  return 0;
}

// ---- all of it

static u32 first_byte(const clause *c) { return c->at.at[0].beg; }

// Clauses come sentence by sentence in order of their heads; within one they are few, so insertion puts them in order.
static void sort_clauses(clauses *all) {
  enum { SHIFT_MOST = 64 };
  for (u32 i = 1; i < all->len; i++)
    for (u32 j = i; j && i - j < SHIFT_MOST && first_byte(&all->at[j]) < first_byte(&all->at[j - 1]); j--) {
      clause swap = all->at[j];
      all->at[j] = all->at[j - 1];
      all->at[j - 1] = swap;
    }
}

// A report that names nobody within the words of somebody is that one's claim: "talks are expected," she said.
static u32 vouching(const doc *d, u32 row) {
  const attribution *a = &d->attributions.at[row];
  return row && !a->source.len && !a->speaker && a->parent && d->attributions.at[a->parent].p >= LIKELY ? a->parent : row;
}

// ---- what a denial denies

// "Denied this", "dismissed the allegations": words that only point back to what somebody has said.
static bool points_back(const scene *s, span at) {
  const tokens *k = &s->d->tokens;
  u32 from = token_at(s->d, at.beg), to = from;
  while (to < k->len && k->at[to].beg < at.end) to++;
  if (to == from + 1) return k->upos[from] == UPOS_PRON || k->xpos[from] == XPOS_DT;
  bool definite = to == from + 2 && (k->xpos[from] == XPOS_DT || k->xpos[from] == XPOS_PRPS);
  return definite && lex_says(lex_find(LEX_CUES, words_str(s->d->words, k->lemma[to - 1])), "noun-speech");
}

// The last claim before it, in its sentence or the one before within the paragraph, that somebody else vouches for and does
// not deny.
static u32 denied_by(const doc *d, const claim *c) {
  u32 here = sentence_at(d, c->at.at[0].beg);
  for (u32 i = d->claims.len; i-- > 1;) {
    const claim *x = &d->claims.at[i];
    u32 there = sentence_at(d, x->at.at[0].beg);
    if (here - there > 1 || d->sentences.at[here].paragraph != d->sentences.at[there].paragraph) return 0;
    if (x->attribution && x->attribution != c->attribution && x->mod != MOD_DENIED) return i;
  }
  return 0;
}

static void find_denied(const scene *s, const clause *c, claim *r) {
  const attribution *a = &s->d->attributions.at[c->attribution];
  bool points = r->mod == MOD_DENIED && a->content.len == 1 && a->cue.len && points_back(s, a->content.at[0]);
  if (!points || a->cue.at[0].beg < c->at.at[0].beg) return;
  r->denies = denied_by(s->d, r);
  if (r->denies) r->text = denial_text(s, c, a->content.at[0], s->d->claims.at[r->denies].text);
}

void stage_claim(doc *d, const kit *k) {
  scorer m;
  if (!scorer_of(pack_chunk(k->pack, "attrib"), &m) || d->tokens.len < 2 || !d->tokens.head) return;
  scene *s = d->scene ? d->scene : scene_of(d->mem, d, k);
  clauses all = clauses_find(s);
  sort_clauses(&all);
  u32 near = 1, negated_in = 0;
  for (u32 i = 0; i < all.len; i++) {
    const clause *c = &all.at[i];
    const attribution *a = &d->attributions.at[c->attribution];
    float p;
    stance own = own_mod(s, &m, c, &p), mod = mod_of(s, &m, c, own, &negated_in);
    u32 by = vouching(d, c->attribution);
    if (by != c->attribution && d->attributions.at[by].mod == MOD_DENIED) mod = MOD_DENIED;   // "denied reports that the bridge was closed"
    claim r = {.at = c->at, .attribution = by, .certainty = certainty_of(d, by, mod), .mod = mod,
               .time = time_of(d, c->at, &near), .head = c->head, .text = claim_text(s, c), .p = c->attribution ? a->p : OWN_P * p};
    find_denied(s, c, &r);
    vec_push(d->mem, &d->claims, r);
  }
}

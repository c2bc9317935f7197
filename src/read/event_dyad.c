// Events by the user's dictionaries: each verb that they know, who does it to whom, a row for each pair of codes.
#include "read/entity.h"
#include "read/event_dict.h"

typedef struct {
  coder *c;
  dict_sentence s;
  u32 from;              // the first event of the sentence
} dyads;

static bool is_subject(u8 r) { return r == REL_NSUBJ || r == REL_NSUBJ_PASS || r == REL_NSUBJ_OUTER; }

static bool has_subject(const branches *b, u32 verb) {
  for (u32 c = b->child[verb]; c; c = b->next[c])
    if (is_subject(b->d->tokens.rel[c])) return true;
  return false;
}

// The first token of the clauses that the verb belongs to: "said it would meet" is one, for patterns.
static u32 reach_up(const dyads *y, u32 verb) {
  const tokens *t = &y->s.d->tokens;
  u32 top = verb;
  for (u32 steps = 0; t->head[top] && steps < 8; steps++) {
    u8 r = t->rel[top];
    bool shares = r == REL_CONJ && !has_subject(y->s.b, top);
    if (r != REL_XCOMP && r != REL_CCOMP && r != REL_ADVCL && !shares) break;
    top = t->head[top];
  }
  span all = subtree_tokens(y->s.d, top);
  return MIN(MAX(all.beg, y->s.first), verb);
}

// Where the words that may follow the verb end: at the subject of another clause, at a verb beside it.
static u32 reach_down(const dyads *y, u32 verb) {
  const tokens *t = &y->s.d->tokens;
  for (u32 i = verb + 1; i < y->s.last; i++) {
    if (is_subject(t->rel[i]) && !token_below(y->s.d, t->head[i], verb)) return i;
    if (t->rel[i] == REL_CONJ && t->head[i] == verb && t->upos[i] == UPOS_VERB) return i;
  }
  return y->s.last;
}

// ---- who

// The chunk of a noun, else the first coded one that hangs below it.
static u32 chunk_under(const dyads *y, u32 noun) {
  u32 own = noun ? chunk_of(&y->s, noun) : 0;
  if (!noun || chunk_is_coded(&y->s, own)) return own;
  span all = subtree_tokens(y->s.d, noun);
  for (u32 i = 1; i < y->s.chunks.len; i++)
    if (y->s.chunks.at[i].first >= all.beg && y->s.chunks.at[i].last <= all.end && chunk_is_coded(&y->s, i)) return i;
  return 0;
}

static u32 nearest_before(const dyads *y, u32 verb, u32 up) {
  for (u32 i = y->s.chunks.len; i-- > 1;)
    if (y->s.chunks.at[i].last <= verb && y->s.chunks.at[i].first >= up && chunk_is_coded(&y->s, i)) return i;
  return 0;
}

static u32 source_chunk(const dyads *y, const frame *f, u32 verb, u32 up) {
  u32 who = f->actor;
  if (f->passive && !who) return 0;   // whom it is done to does not do it, whatever PETRARCH makes of it
  bool named = who && y->s.d->tokens.upos[who] != UPOS_PRON;
  u32 before = named && (f->passive || who < verb) ? 0 : nearest_before(y, verb, up);   // what stands behind is seldom the subject of this verb
  return before || !named ? before : chunk_under(y, who);
}

static bool all_among(const code_list *a, const code_list *b) {
  for (u32 i = 0; i < a->len; i++) {
    bool there = false;
    for (u32 k = 0; k < b->len; k++) there |= str_eq(a->at[i], b->at[k]);
    if (!there) return false;
  }
  return true;
}

static u32 target_chunk(const dyads *y, u32 from, u32 down, const code_list *source) {
  for (u32 i = 1; i < y->s.chunks.len; i++) {
    const dict_chunk *c = &y->s.chunks.at[i];
    if (c->first < from || c->last > down || !chunk_is_coded(&y->s, i)) continue;
    code_list codes = codes_of_chunk(&y->s, i);
    if (!all_among(&codes, source)) return i;
  }
  return 0;
}

// ---- rows

static bool said_already(const dyads *y, str code, str actor, str target) {
  const doc *d = y->s.d;
  for (u32 i = y->from; i < d->events.len; i++) {
    const event *e = &d->events.at[i];
    if (str_eq(e->cameo, code) && str_eq(e->actor, actor) && str_eq(e->target, target)) return true;
  }
  return false;
}

static void add_pair(dyads *y, u32 verb, str code, str actor, str target) {
  static const coded none = {0};
  if (!code.n || !is_alnum(code.p[0]) || str_eq(actor, target) || str_eq(actor, S("---")) || str_eq(target, S("---"))) return;
  if (said_already(y, code, actor, target)) return;
  u32 claim_row = claim_at(y->c, verb);
  add_event(y->c, verb, str_copy(y->s.d->mem, code), modality_at(y->c, verb, &none, claim_row), actor, target, claim_row);
}

static void add_pairs(dyads *y, u32 verb, str code, const code_list *source, const code_list *target) {
  str_cut_result both = str_cut(code, ':');
  for (u32 i = 0; i < source->len; i++)
    for (u32 k = 0; k < target->len; k++) {
      add_pair(y, verb, both.head, source->at[i], target->at[k]);
      add_pair(y, verb, both.tail, target->at[k], source->at[i]);
    }
}

static void code_verb_by_book(dyads *y, u32 verb) {
  u32 up = reach_up(y, verb), down = reach_down(y, verb);
  matched m = match_verb(&y->s, verb, up, down);
  if (!m.code.n) return;
  frame f = frame_of(y->s.b, verb);
  bool several_do = m.several && y->s.chunks.at[m.several].last <= verb;
  u32 who = m.source ? m.source : several_do ? m.several : source_chunk(y, &f, verb, up);
  code_list source = codes_of_chunk(&y->s, who);
  u32 whom = m.target ? m.target : m.several && !several_do ? m.several : f.passive && f.actor ? chunk_under(y, f.patient) : 0;
  if (!whom && !several_do) whom = target_chunk(y, m.end, down, &source);
  code_list target = codes_of_chunk(&y->s, whom);
  bool mutual = !whom && source.len > 1 && (several_do || str_find_byte(m.code, ':') < m.code.n);
  add_pairs(y, verb, m.code, &source, mutual ? &source : &target);
}

static bool may_be_verb(const doc *d, u32 t) {
  u8 tag = d->tokens.xpos[t];
  bool form = tag == XPOS_VB || tag == XPOS_VBD || tag == XPOS_VBG || tag == XPOS_VBN || tag == XPOS_VBP || tag == XPOS_VBZ;
  return d->tokens.rel[t] != REL_AUX && d->tokens.rel[t] != REL_AUX_PASS && (form || acts_as_verb(d, t));
}

static u32 day_number(str date) {
  i64 year = 0, month = 0, day = 0;
  if (date.n < 10 || !str_to_int(str_sub(date, 0, 4), &year) || !str_to_int(str_sub(date, 5, 7), &month) || !str_to_int(str_sub(date, 8, 10), &day)) return 0;
  return (u32)(year * 10000 + month * 100 + day);
}

void code_by_book(coder *c, const event_book *book) {
  const doc *d = c->d;
  dyads y = {.c = c, .s = {.d = d, .book = book, .b = &c->b, .day = day_number(d->meta.published.value)}};
  for (u32 row = 1; row < d->sentences.len; row++) {
    const sentence *s = &d->sentences.at[row];
    if (s->last <= s->first) continue;
    read_dict_sentence(&y.s, row);
    y.from = d->events.len;
    for (u32 t = s->first; t < s->last; t++)
      if (may_be_verb(d, t)) code_verb_by_book(&y, t);
  }
}

// Who did what to whom: one row for each verb that the tables know, with codes of the actors, and with the modality of its
// claim: what is threatened, planned, asked for or denied is never a deed.
#include "read/event.h"

#include "doc/stages.h"
#include "model/kit.h"
#include "read/entity.h"

enum { MOST_MEMBERS = 3 };

static modality modality_of(stance m) {
  switch (m) {
    case MOD_NEGATED: return MODALITY_NEGATED;
    case MOD_DENIED: return MODALITY_DENIED;
    case MOD_SCHEDULED: return MODALITY_SCHEDULED;
    case MOD_EXPECTED: return MODALITY_EXPECTED;
    case MOD_POSSIBLE: return MODALITY_SPECULATED;
    case MOD_CONDITIONAL: return MODALITY_CONDITIONAL;
    case MOD_REQUESTED: return MODALITY_REQUESTED;
    default: return MODALITY_ACTUAL;
  }
}

// The claim whose proposition the verb heads, else the shortest that holds it. Claims ascend; a window is enough.
u32 claim_at(coder *c, u32 verb) {
  const doc *d = c->d;
  u32 byte = d->tokens.at[verb].beg, best = 0, length = 0;
  while (c->claim < d->claims.len && d->sentences.at[d->tokens.sentence[verb]].at.beg > spans_hull(d->claims.at[c->claim].at).end) c->claim++;
  for (u32 i = c->claim; i < d->claims.len && i < c->claim + 64; i++) {
    const claim *cl = &d->claims.at[i];
    if (cl->head == verb) return i;
    for (u32 k = 0; k < cl->at.len; k++) {
      span s = cl->at.at[k];
      if (s.beg > byte || byte >= s.end || (best && span_len(s) >= length)) continue;
      best = i;
      length = span_len(s);
    }
  }
  return best;
}

typedef struct {
  bool will, would, must, may, condition, to;
} mood;

static mood mood_of(const branches *b, u32 verb) {
  mood m = {0};
  for (u32 c = b->child[verb]; c; c = b->next[c]) {
    str low = low_str(b->d, c);
    u8 r = b->d->tokens.rel[c];
    if (r == REL_AUX && (str_eq(low, S("will")) || str_eq(low, S("'ll")) || str_eq(low, S("shall")))) m.will = true;
    if (r == REL_AUX && str_eq(low, S("would"))) m.would = true;
    if (r == REL_AUX && (str_eq(low, S("should")) || str_eq(low, S("must")))) m.must = true;
    if (r == REL_AUX && (str_eq(low, S("may")) || str_eq(low, S("might")) || str_eq(low, S("could")) || str_eq(low, S("can")))) m.may = true;
    if (r == REL_MARK && (str_eq(low, S("if")) || str_eq(low, S("unless")) || str_eq(low, S("whether")))) m.condition = true;
    if (r == REL_MARK && str_eq(low, S("to"))) m.to = true;
  }
  return m;
}

static str op_above(const branches *b, u32 verb) {
  u32 head = b->d->tokens.head[verb];
  u8 r = b->d->tokens.rel[verb];
  if (!head || (r != REL_XCOMP && r != REL_CCOMP)) return (str){0};
  return lex_value(lex_find(LEX_EVENTS, verb_lemma(b->d, head)), "op");
}

// "no indication that they would meet", "no plan to attack": nothing is told to have been or to come.
static bool none_of_it(const branches *b, u32 verb) {
  u32 head = b->d->tokens.head[verb];
  if (!head || b->d->tokens.upos[head] != UPOS_NOUN) return false;
  for (u32 c = b->child[head]; c; c = b->next[c])
    if (b->d->tokens.rel[c] == REL_DET && str_eq(low_str(b->d, c), S("no"))) return true;
  return false;
}

// What the words around the verb say, before what its claim says.
modality modality_at(const coder *c, u32 verb, const coded *code, u32 claim_row) {
  const branches *b = &c->b;
  mood m = mood_of(b, verb);
  if (is_negated(b, verb)) return MODALITY_NEGATED;
  if (m.condition) return MODALITY_CONDITIONAL;
  str above = op_above(b, verb);
  if (str_eq(above, S("INTEND"))) return MODALITY_SCHEDULED;
  if (str_eq(above, S("WISH"))) return MODALITY_EXPECTED;
  if (str_eq(code->op, S("SEEK"))) return MODALITY_EXPECTED;
  modality by_claim = claim_row ? modality_of(c->d->claims.at[claim_row].mod) : MODALITY_ACTUAL;
  bool denied = claim_row && c->d->claims.at[claim_row].certainty == CERTAINTY_DENIED;
  bool speculated = claim_row && c->d->claims.at[claim_row].certainty == CERTAINTY_SPECULATED;
  if (denied) return MODALITY_DENIED;
  bool past = c->d->tokens.xpos[verb] == XPOS_VBD;   // a finite past is no plan, whatever else its claim holds
  bool finite = past || (c->d->tokens.xpos[verb] != XPOS_VB && !m.will && !m.would);
  if (finite && (by_claim == MODALITY_SCHEDULED || by_claim == MODALITY_EXPECTED || by_claim == MODALITY_REQUESTED)) return MODALITY_ACTUAL;
  if (m.may || speculated) return MODALITY_SPECULATED;
  if (m.will) return by_claim == MODALITY_ACTUAL ? MODALITY_SCHEDULED : by_claim;
  if (m.would) return by_claim == MODALITY_ACTUAL ? MODALITY_EXPECTED : by_claim;
  bool head = claim_row && c->d->claims.at[claim_row].head == verb;
  if (!head && by_claim != MODALITY_DENIED && by_claim != MODALITY_CONDITIONAL && !m.to) return MODALITY_ACTUAL;
  return by_claim;
}

static bool lies_ahead(modality m) {
  return m == MODALITY_SCHEDULED || m == MODALITY_EXPECTED || m == MODALITY_SPECULATED || m == MODALITY_CONDITIONAL;
}

// A meeting to come is the intention to meet; a deed announced is a promise or a threat; a rejection announced is one.
static void look_ahead(coded *code, modality *m) {
  bool asks = str_starts(code->code, S("02")) || str_starts(code->code, S("10"));
  if (lies_ahead(*m) && !asks && !str_starts(code->code, S("03"))) {
    str ahead = code_under(S("INTEND"), code->code);
    if (ahead.n) code->code = ahead;
  }
  if (str_starts(code->code, S("12"))) *m = *m == MODALITY_NEGATED ? *m : MODALITY_ACTUAL;
  if (str_starts(code->code, S("13"))) *m = MODALITY_CONDITIONAL;
}

static void plover_of(str code, str *name, str *mode) {
  for (size_t n = code.n; n >= 2; n--) {
    const lex_entry *e = lex_find(LEX_PLOVER, str_sub(code, 0, n));
    if (!e) continue;
    *name = lex_value(e, "event");
    *mode = lex_value(e, "mode");
    return;
  }
}

static u32 time_of(const coder *c, u32 claim_row) {
  if (claim_row && c->d->claims.at[claim_row].time) return c->d->claims.at[claim_row].time;
  return 0;
}

static u32 place_at(const doc *d, u32 noun) {
  u32 m = mention_with_head(d, noun), e = m ? d->mentions.at[m].entity : 0, p = e ? d->entities.at[e].place : 0;
  return p && !d->places.at[p].stands_for.n ? p : 0;
}

// The place where it was: "in Narva", behind the verb in its clause.
static u32 place_of(const coder *c, u32 verb) {
  const doc *d = c->d;
  u32 last = MIN(d->sentences.at[d->tokens.sentence[verb]].last, verb + 16);
  bool in = false;
  for (u32 t = verb + 1; t < last; t++) {
    u8 tag = d->tokens.xpos[t], pos = d->tokens.upos[t];
    if (tag == XPOS_VBD || tag == XPOS_VBZ || tag == XPOS_VBP || tag == XPOS_COMMA || pos == UPOS_SCONJ) return 0;
    if (pos == UPOS_ADP) in = str_eq(low_str(d, t), S("in")) || str_eq(low_str(d, t), S("at")) || str_eq(low_str(d, t), S("near"));
    u32 p = in && (pos == UPOS_PROPN || pos == UPOS_NOUN) ? place_at(d, t) : 0;
    if (p) return p;
  }
  return 0;
}

static span span_of(const coder *c, u32 verb, u32 claim_row) {
  if (claim_row) return spans_hull(c->d->claims.at[claim_row].at);
  return c->d->tokens.at[verb];
}

// "was met by officials in Narva": whose officials, the place tells.
static void take_country(const coder *c, u32 verb, actor_code *actor) {
  u32 where = place_of(c, verb);
  str code = where ? lex_value(lex_find(LEX_ISO3166, c->d->places.at[where].country), "iso3") : (str){0};
  if (strlen(actor->text) != 3 || code.n != 3 || actor->has_country) return;
  char both[16] = {0};
  memcpy(both, code.p, 3);
  memcpy(both + 3, actor->text, 3);
  memcpy(actor->text, both, sizeof both);
}

static bool violent(str code) { return str_starts(code, S("18")) || str_starts(code, S("19")) || str_starts(code, S("20")) || str_starts(code, S("17")); }

void add_event(coder *c, u32 verb, str code, modality m, str actor, str target, u32 claim_row) {
  arena *mem = c->d->mem;
  event e = {.at = spans_one(mem, span_of(c, verb, claim_row)), .claim = claim_row, .cameo = code, .modality = m,
             .time = time_of(c, claim_row), .place = place_of(c, verb), .actor = str_copy(mem, actor), .target = str_copy(mem, target)};
  plover_of(code, &e.plover, &e.mode);
  vec_push(mem, &c->d->events, e);
}

static void add_own(coder *c, u32 verb, const coded *code, modality m, const actor_code *actor, const actor_code *target, u32 claim_row) {
  add_event(c, verb, code->code, m, str_of(actor->text), str_of(target->text), claim_row);
}

// A journey needs a country that is not the traveller's own.
static bool idle_journey(str code, const actor_code *actor, const actor_code *target) {
  if (!str_starts(code, S("042"))) return false;
  return !target->text[0] || !strncmp(actor->text, target->text, 3);
}

// "the two leaders", "both nations": an event for each of them.
static bool add_members(coder *c, u32 verb, const coded *code, modality m, const actor_code *set, const actor_code *target, u32 claim_row) {
  const entity *e = &c->d->entities.at[set->entity];
  u32 added = 0;
  for (u32 i = 0; set->entity && i < e->nmembers && i < MOST_MEMBERS; i++) {
    actor_code one = coded_entity(c->d, e->members[i]);
    if (!one.text[0] || !strcmp(one.text, target->text)) continue;
    add_own(c, verb, code, m, &one, target, claim_row);
    added++;
  }
  return added > 0;
}

// "said that China must drop barriers": a demand of the one who says it, on the one who must.
static bool demanded(const coder *c, u32 verb, const frame *f, coded *code, actor_code *actor, actor_code *target) {
  const doc *d = c->d;
  u32 up = d->tokens.head[verb];
  if (!up || !lex_says(lex_find(LEX_CUES, lemma_of(d, up)), "speech")) return false;
  frame says = frame_of(&c->b, up);
  actor_code speaker = actor_of(&c->b, says.actor), bound = actor_of(&c->b, f->actor ? f->actor : f->patient);
  if (!speaker.text[0] || !bound.text[0] || !strcmp(speaker.text, bound.text)) return false;
  str both = code->code.n ? code_under(S("DEMAND"), code->code) : (str){0};
  code->code = both.n ? both : S("100");
  *actor = speaker;
  *target = bound;
  return true;
}

static void code_verb(coder *c, u32 verb) {
  coded code = code_of(&c->b, verb, c->d->mem);
  if (code.inner && code.inner < c->d->tokens.len) c->taken[code.inner] = true;
  bool must = c->d->tokens.rel[verb] == REL_CCOMP && mood_of(&c->b, verb).must;
  if (!must && !code.code.n) return;
  frame f = frame_of(&c->b, verb);
  actor_code actor, target;
  if (must && demanded(c, verb, &f, &code, &actor, &target)) {
    add_own(c, verb, &code, MODALITY_ACTUAL, &actor, &target, claim_at(c, verb));
    return;
  }
  if (!code.code.n || none_of_it(&c->b, verb)) return;
  actor = actor_of(&c->b, f.actor);
  bool beside = c->d->tokens.xpos[verb] == XPOS_VBG && f.actor && f.actor + 1 != verb && c->d->tokens.upos[verb - 1] == UPOS_PROPN;
  if ((!actor.text[0] || beside) && !f.passive) f.actor = actor_near(&c->b, verb, &actor);
  take_country(c, verb, &actor);
  target_token(&c->b, &f, &code, &actor, &target);
  if (f.passive && f.patient && !target.text[0]) target = actor_of(&c->b, f.patient);
  if (!actor.text[0] && (!target.text[0] || !(f.actor || f.passive || violent(code.code)))) return;
  if (idle_journey(code.code, &actor, &target)) return;
  u32 claim_row = claim_at(c, verb);
  modality m = modality_at(c, verb, &code, claim_row);
  look_ahead(&code, &m);
  if (!add_members(c, verb, &code, m, &actor, &target, claim_row)) add_own(c, verb, &code, m, &actor, &target, claim_row);
}

// "expected talks with Putin": a meeting to come that only a noun tells.
static void code_noun(coder *c, u32 noun) {
  static const struct {
    const char *adjective;
    modality m;
  } ahead[] = {{"expected", MODALITY_EXPECTED}, {"planned", MODALITY_SCHEDULED}, {"upcoming", MODALITY_SCHEDULED}, {"scheduled", MODALITY_SCHEDULED},
               {"possible", MODALITY_SPECULATED}, {"proposed", MODALITY_EXPECTED}, {"potential", MODALITY_SPECULATED}, {"anticipated", MODALITY_EXPECTED}};
  const branches *b = &c->b;
  if (!b->child[noun]) return;
  str classes = class_list(c->d, noun);
  if (str_find(classes, S("MEET")) >= classes.n) return;
  for (u32 a = b->child[noun]; a; a = b->next[a])
    for (u32 i = 0; i < COUNT_OF(ahead); i++) {
      if (!str_eq(low_str(c->d, a), str_of(ahead[i].adjective))) continue;
      u32 verb = c->d->tokens.head[noun];
      for (u32 steps = 0; verb && c->d->tokens.upos[verb] != UPOS_VERB && steps < 6; steps++) verb = c->d->tokens.head[verb];
      if (!verb) return;
      frame f = frame_of(b, verb);
      actor_code actor = actor_of(b, f.actor ? f.actor : f.patient), target;
      f = (frame){.verb = noun, .patient = noun};
      coded code = {.code = S("036")};
      target_token(b, &f, &code, &actor, &target);
      if (actor.text[0]) add_own(c, noun, &code, ahead[i].m, &actor, &target, claim_at(c, noun));
      return;
    }
}

// What a state says is an event of its own where no other act is told.
static void code_statements(coder *c) {
  doc *d = c->d;
  for (u32 i = 1; i < d->attributions.len; i++) {
    const attribution *a = &d->attributions.at[i];
    if (!a->cue.len || !a->source.len || a->type != SAY_DIRECT) continue;
    u32 cue = token_at(d, a->cue.at[0].beg);
    if (cue >= d->tokens.len || d->tokens.upos[cue] != UPOS_VERB || c->taken[cue] || lex_has(LEX_EVENTS, lemma_of(d, cue))) continue;
    u32 m = mention_of_span(d, spans_hull(a->source));
    actor_code actor = m ? actor_of(&c->b, d->mentions.at[m].head) : (actor_code){0}, target = {0};
    if (!str_ends(str_of(actor.text), S("GOV")) || strlen(actor.text) < 6) continue;
    coded code = {.code = S("010")};
    event e = {.at = a->cue, .cameo = code.code, .modality = MODALITY_ACTUAL, .time = a->said};
    e.at = spans_one(d->mem, d->sentences.at[d->tokens.sentence[cue]].at);
    e.actor = str_copy(d->mem, str_of(actor.text));
    e.target = str_copy(d->mem, str_of(target.text));
    vec_push(d->mem, &d->events, e);
  }
}

void stage_event(doc *d, const kit *k) {
  if (!d->tokens.len || !d->tokens.head || !d->tokens.upos || !d->tokens.lemma) return;
  coder c = {.d = d, .b = branches_of(d), .taken = NEWS(d->mem, bool, d->tokens.len + 1), .claim = 1};
  if (k->book) {
    code_by_book(&c, k->book);
    return;
  }
  for (u32 t = 1; t < d->tokens.len; t++) {
    if (!c.taken[t] && acts_as_verb(d, t)) code_verb(&c, t);
    else if (d->tokens.upos[t] == UPOS_NOUN) code_noun(&c, t);
  }
  code_statements(&c);
}

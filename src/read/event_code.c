// From a verb and what depends on it to a CAMEO code, by lang/en/events.txt, event_objects.txt and event_ops.txt.
#include "read/event.h"

enum { LONGEST_KEY = 96, DEEPEST = 3 };

static const lex_entry *look(str a, str b, str c) {
  char key[LONGEST_KEY];
  size_t n = 0;
  const str part[] = {a, b, c};
  for (u32 i = 0; i < 3; i++) {
    if (!part[i].n) continue;
    if (n + part[i].n + 2 > sizeof key) return NULL;
    if (n) key[n++] = ' ';
    memcpy(key + n, part[i].p, part[i].n);
    n += part[i].n;
  }
  return lex_find(LEX_EVENTS, (str){key, n});
}

str class_list(const doc *d, u32 noun) {
  const lex_entry *e = lex_find(LEX_EVENT_OBJECTS, lemma_of(d, noun));
  if (!e) e = lex_find(LEX_EVENT_OBJECTS, low_str(d, noun));
  return e ? e->attributes : (str){0};
}

static bool a_class(str name) { return name.n && is_upper(name.p[0]); }

// The entry of the verb with one of the noun's classes.
static const lex_entry *with_noun(const doc *d, str verb, str prep, u32 noun) {
  str rest = class_list(d, noun);
  while (rest.n) {
    str name = str_token(&rest, ' ');
    if (!a_class(name)) continue;
    const lex_entry *e = prep.n ? look(verb, prep, name) : NULL;
    if (!e) e = look(verb, name, (str){0});
    if (e) return e;
  }
  return look(verb, prep, lemma_of(d, noun));
}

// The noun itself, or one before it that says more: "hunger strike", "peace talks", "$5 billion in aid".
static const lex_entry *with_phrase(const branches *b, str verb, str prep, u32 noun) {
  const tokens *t = &b->d->tokens;
  for (u32 c = b->child[noun]; c; c = b->next[c])
    if (t->rel[c] == REL_COMPOUND || t->rel[c] == REL_NMOD) {
      const lex_entry *e = with_noun(b->d, verb, prep, c);
      if (e && lex_value(e, "code").n) return e;
    }
  return with_noun(b->d, verb, prep, noun);
}

static bool argument(u8 r) { return r == REL_OBJ || r == REL_OBL || r == REL_IOBJ || r == REL_NSUBJ_PASS; }

static str particle_of(const branches *b, u32 verb) {
  for (u32 c = b->child[verb]; c; c = b->next[c])
    if (b->d->tokens.rel[c] == REL_COMPOUND_PRT) return low_str(b->d, c);
  return (str){0};
}

typedef struct {
  const lex_entry *entry;
  u32 noun;
} found_entry;

static found_entry entry_by_nouns(const branches *b, u32 verb, str key) {
  const tokens *t = &b->d->tokens;
  for (u32 c = b->child[verb]; c; c = b->next[c]) {
    if (!argument(t->rel[c])) continue;
    u32 prep = t->rel[c] == REL_OBL ? preposition_of(b, c) : 0;
    const lex_entry *e = with_phrase(b, key, prep ? low_str(b->d, prep) : (str){0}, c);
    if (e) return (found_entry){e, c};
  }
  return (found_entry){0};
}

static found_entry entry_by_preposition(const branches *b, u32 verb, str key) {
  for (u32 c = b->child[verb]; c; c = b->next[c]) {
    u32 prep = b->d->tokens.rel[c] == REL_OBL ? preposition_of(b, c) : 0;
    const lex_entry *e = prep ? look(key, low_str(b->d, prep), (str){0}) : NULL;
    if (e) return (found_entry){e, c};
  }
  return (found_entry){0};
}

// Where the tree ties no noun to the verb that the tables know: the nouns behind it, up to the next clause.
static found_entry entry_by_order(const branches *b, u32 verb, str key) {
  const doc *d = b->d;
  u32 last = MIN(d->sentences.at[d->tokens.sentence[verb]].last, verb + 9);
  str prep = {0};
  for (u32 t = verb + 1; t < last; t++) {
    u8 pos = d->tokens.upos[t], tag = d->tokens.xpos[t];
    if (tag == XPOS_VBD || tag == XPOS_VBZ || tag == XPOS_VBP || tag == XPOS_COMMA || pos == UPOS_SCONJ || tag == XPOS_TO) break;
    if (pos == UPOS_ADP) prep = low_str(d, t);
    if (pos != UPOS_NOUN && pos != UPOS_PROPN && pos != UPOS_ADJ) continue;
    const lex_entry *e = with_noun(d, key, prep, t);
    if (e) return (found_entry){e, t};
  }
  return (found_entry){0};
}

static found_entry entry_of(const branches *b, u32 verb, str lemma, arena *mem, bool passive) {
  str particle = particle_of(b, verb);
  if (passive) {
    const lex_entry *e = look(S("be"), lemma, (str){0});
    if (e) return (found_entry){e, 0};
  }
  if (particle.n) {
    str both = str_join(mem, str_join(mem, lemma, S(" ")), particle);
    found_entry f = entry_by_nouns(b, verb, both);
    if (!f.entry) f.entry = look(both, (str){0}, (str){0});
    if (f.entry) return f;
  }
  found_entry f = entry_by_nouns(b, verb, lemma);
  if (!f.entry) f = entry_by_order(b, verb, lemma);
  if (!f.entry) f = entry_by_preposition(b, verb, lemma);
  if (!f.entry) f.entry = look(lemma, (str){0}, (str){0});
  return f;
}

str code_under(str op, str code) {
  for (size_t n = code.n; n >= 2; n--) {
    char key[LONGEST_KEY];
    if (op.n + n + 2 > sizeof key) return (str){0};
    memcpy(key, op.p, op.n);
    key[op.n] = ' ';
    memcpy(key + op.n + 1, code.p, n);
    const lex_entry *e = lex_find(LEX_EVENT_OPS, (str){key, op.n + 1 + n});
    if (e) return lex_value(e, "code");
  }
  return (str){0};
}

// Codes of aid and cooperation have a last figure for what they are about.
static str refined(const branches *b, str code, u32 noun, arena *mem) {
  static const char *const open[] = {"070", "023", "033", "103", "101", "021", "031", "122", "121", "162"};
  static const char *const about[] = {"economic", "military", "humanitarian", "peacekeeping"};
  bool may = false;
  for (u32 i = 0; i < COUNT_OF(open); i++) may |= str_eq(code, str_of(open[i]));
  if (!may || !noun) return code;
  str told = lex_value(lex_find(LEX_EVENT_OBJECTS, lemma_of(b->d, noun)), "about");
  for (u32 c = b->child[noun]; c; c = b->next[c]) {
    str more = lex_value(lex_find(LEX_EVENT_OBJECTS, lemma_of(b->d, c)), "about");
    if (more.n) told = more;
  }
  for (u32 i = 0; i < COUNT_OF(about); i++) {
    if (!str_eq(told, str_of(about[i]))) continue;
    char figure[2] = {(char)('1' + i), 0};
    bool aid = str_eq(code, S("070"));
    if (i == 3 && !aid && !str_eq(code, S("023")) && !str_eq(code, S("033")) && !str_eq(code, S("103"))) return code;
    return str_join(mem, aid ? S("07") : code, str_copy(mem, (str){figure, 1}));
  }
  return code;
}

// "the withdrawal of troops", "an end to the shelling": a noun that tells an act, with its object behind "of".
static str code_of_noun(const branches *b, u32 noun) {
  str verb = lex_value(lex_find(LEX_EVENT_OBJECTS, lemma_of(b->d, noun)), "verb");
  if (!verb.n) return (str){0};
  for (u32 c = b->child[noun]; c; c = b->next[c]) {
    u8 r = b->d->tokens.rel[c];
    const lex_entry *e = r == REL_NMOD || r == REL_COMPOUND || r == REL_NMOD_POSS ? with_noun(b->d, verb, (str){0}, c) : NULL;
    if (lex_value(e, "code").n) return lex_value(e, "code");
  }
  return lex_value(lex_find(LEX_EVENTS, verb), "code");
}

// The act that a noun beside the verb tells: done ("announced a suspension"), asked for, refused, threatened.
static coded with_act_noun(const branches *b, u32 verb, str op) {
  const tokens *t = &b->d->tokens;
  bool done = str_eq(op, S("DO"));
  for (u32 c = b->child[verb]; c && op.n; c = b->next[c]) {
    if (!argument(t->rel[c])) continue;
    str act = code_of_noun(b, c), both = done ? act : act.n ? code_under(op, act) : (str){0};
    if (both.n) return (coded){.code = both, .op = done ? (str){0} : op, .object = c};
  }
  return (coded){0};
}

// Most verbs begin no line of events.txt.
static bool in_tables(str lemma) { return lex_begins(LEX_EVENTS, lemma) || look(S("be"), lemma, (str){0}); }

static coded code_at(const branches *b, u32 verb, arena *mem, u32 depth) {
  str lemma = verb_lemma(b->d, verb);
  if (!in_tables(lemma)) return (coded){0};
  frame f = frame_of(b, verb);
  found_entry e = entry_of(b, verb, lemma, mem, f.passive);
  coded c = {.code = lex_value(e.entry, "code"), .op = lex_value(e.entry, "op"), .object = e.noun};
  const lex_entry *bare = lex_find(LEX_EVENTS, lemma);
  if (!c.op.n) c.op = lex_value(bare, "op");
  coded act = with_act_noun(b, verb, c.op);
  if (act.code.n) return act;
  if (str_eq(c.op, S("DO"))) c.op = (str){0};
  bool by_noun = e.noun && c.code.n;   // "threatened sanctions if they meet": the noun says what
  u32 inner = c.op.n && !by_noun && depth < DEEPEST ? complement_of(b, verb) : 0;
  if (inner) {
    coded under = code_at(b, inner, mem, depth + 1);
    str both = under.code.n ? code_under(c.op, under.code) : (str){0};
    if (str_eq(c.op, S("WISH"))) return (coded){.op = c.op};   // what is wished for is coded on its own
    if (both.n) return (coded){both, c.op, inner, under.object};
    if (under.code.n || !c.code.n) return (coded){.code = c.code, .op = c.op, .inner = under.code.n ? inner : 0, .object = c.object};
  }
  c.code = refined(b, c.code, c.object, mem);
  return c;
}

coded code_of(const branches *b, u32 verb, arena *mem) { return code_at(b, verb, mem, 0); }

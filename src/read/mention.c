// Finds the markables: pronouns, names, noun phrases, coordinations, in order of the text.
#include "read/mention.h"

#include <stdlib.h>

enum { REACH = 60 };   // tokens: how far a phrase is looked through, whatever the tree says

static rel rel_at(const doc *d, u32 t) { return (rel)d->tokens.rel[t]; }

// Hangs on a noun as part of its compound or as its title.
static bool is_modifier(const doc *d, u32 t) {
  switch (rel_at(d, t)) {
    case REL_COMPOUND:
    case REL_NMOD_DESC:
    case REL_AMOD:
    case REL_FLAT:
    case REL_GOESWITH:
    case REL_FIXED:
    case REL_DET:
      return true;
    default:
      return false;
  }
}

// Prepositions, conjunctions and marks belong before a phrase, whatever they hang on.
static bool starts_phrase(const doc *d, u32 t) {
  u8 u = d->tokens.upos[t];
  if (u == UPOS_ADP || u == UPOS_SCONJ || u == UPOS_CCONJ || d->tokens.xpos[t] == XPOS_POS) return false;
  return (u != UPOS_PUNCT && d->tokens.rel[t] != REL_CASE) || d->tokens.xpos[t] == XPOS_DOLLAR;
}

// The phrase without commas and closing marks at its end.
static void trim_phrase(const doc *d, u32 *first, u32 *last, u32 head) {
  while (*last > head + 1 && d->tokens.upos[*last - 1] == UPOS_PUNCT) --*last;
  while (*first < head && !starts_phrase(d, *first)) ++*first;
}

static bool is_possessive_mark(const doc *d, u32 t) { return d->tokens.xpos[t] == XPOS_POS; }

static u32 bare_end(const doc *d, u32 first, u32 last) {
  return last > first + 1 && is_possessive_mark(d, last - 1) ? last - 1 : last;
}

static bool is_person_role(const doc *d, u32 t) {
  return str_eq(lex_value(head_entry(d, t), "kind"), S("person"));
}

// A common noun right before a name that it describes ("spokesman Dmitry Peskov"), whichever of the two the tree has as head.
static bool describes(const survey *s, u32 noun, const name_run *r) {
  const doc *d = s->d;
  if (noun + 1 != r->beg || !is_noun(d, noun) || s->name_of[noun]) return false;
  bool linked =
      d->tokens.head[noun] == r->head || (d->tokens.head[r->head] == noun && rel_at(d, r->head) != REL_NMOD_POSS);
  if (r->kind == NAME_PERSON && d->tokens.xpos[noun] == XPOS_NN) return is_person_role(d, noun) || linked;
  return linked &&
         str_eq(lex_value(head_entry(d, noun), "kind"), r->kind == NAME_PERSON ? S("person") : S("organisation"));
}

static bool may_stand_in_title(const doc *d, u32 t) {
  switch ((upos)d->tokens.upos[t]) {
  case UPOS_NOUN: case UPOS_PROPN: case UPOS_ADJ: case UPOS_NUM: return true;
  case UPOS_VERB: return t > 1 && str_eq(token_str(d, t - 1), S("-"));
  case UPOS_PUNCT:
    return str_eq(token_str(d, t), S("-")) || str_eq(token_str(d, t), S("/")) || str_eq(token_str(d, t), S("."));
  case UPOS_CCONJ: case UPOS_PART: return true;
  case UPOS_ADP:
    return t > 1 && is_person_role(d, t - 1) && (str_eq(low_str(d, t), S("of")) || str_eq(low_str(d, t), S("for")));
  default: return false;
  }
}

// Where the title before a name begins: "Kremlin spokesman", "Secretary of State"; at the name where there is none.
static u32 role_begin(const doc *d, u32 first, u32 name) {
  u32 t = name, noun = 0;
  while (t > first && name - t < REACH / 3 && may_stand_in_title(d, t - 1)) t--;
  while (t < name &&
         (d->tokens.upos[t] == UPOS_CCONJ || d->tokens.upos[t] == UPOS_PUNCT || d->tokens.upos[t] == UPOS_PART))
    t++;
  for (u32 i = t; i < name; i++) noun += is_noun(d, i);
  return noun ? t : name;
}

static void name_phrase(const survey *s, const name_run *r, markable *m) {
  const doc *d = s->d;
  u32 noun = r->beg - 1;
  bool outer = r->beg > 1 && describes(s, noun, r) && d->tokens.head[noun] != r->head;
  u32 head = outer ? noun : r->head;
  m->first = r->beg;
  m->last = r->end;
  m->head = head;
  if (is_modifier(d, head) && !outer) {
    m->flags |= M_MODIFIER;
    return;
  }
  m->first = MIN(m->first, s->lo[head]);
  m->last = MAX(m->last, s->hi[head]);
  trim_phrase(d, &m->first, &m->last, r->end - 1);
  m->role_end = r->beg;
  m->role_beg = role_begin(d, m->first, r->beg);
  if (m->role_beg == m->role_end) m->role_beg = m->role_end = 0;
  else while (m->first < m->role_beg && d->tokens.upos[m->first] != UPOS_DET) m->first++;
}

static void add(const survey *s, markables *to, markable m) {
  traits_set(s, &m);
  vec_push(s->mem, to, m);
}

static void add_name(const survey *s, markables *to, u32 row) {
  const name_run *r = &s->names[row];
  markable m = {.beg = r->beg, .end = r->end, .form = FORM_NAME, .name = r->kind};
  name_phrase(s, r, &m);
  add(s, to, m);
}

// The i of "Mazar-i-Sharif".
static bool in_compound(const doc *d, u32 t) {
  return token_clings(d, t) && token_clings(d, t + 1) && str_eq(token_str(d, t - 1), S("-"));
}

static bool opens_clause(const doc *d, u32 t) {
  u8 x = d->tokens.xpos[t];
  return x == XPOS_WRB || x == XPOS_WP || str_eq(low_str(d, t), S("that")) || str_eq(low_str(d, t), S("whether")) || str_eq(low_str(d, t), S("if"));
}

bool is_expletive(const doc *d, u32 t) {
  const tokens *k = &d->tokens;
  if (rel_at(d, t) == REL_EXPL) return true;
  if (!str_eq(low_str(d, t), S("it"))) return false;
  u32 last = d->sentences.at[k->sentence[t]].last, at = t + 1;
  if (at >= last || !str_eq(words_str(d->words, k->lemma[at]), S("be"))) return false;
  for (at++; at < last && at < t + 5 && (k->upos[at] == UPOS_ADV || k->upos[at] == UPOS_PART || k->upos[at] == UPOS_AUX); at++) continue;
  return at + 1 < last && (k->xpos[at] == XPOS_VBN || k->upos[at] == UPOS_ADJ) && opens_clause(d, at + 1);
}

static bool refers(const doc *d, u32 t) {
  u8 x = d->tokens.xpos[t];
  if (in_compound(d, t)) return false;
  if (x == XPOS_PRP || x == XPOS_PRPS) return !is_expletive(d, t);
  return str_eq(low_str(d, t), S("there")) && x == XPOS_RB && rel_at(d, t) == REL_ADVMOD;
}

static void add_pronoun(const survey *s, markables *to, u32 t) {
  add(s, to, (markable){.first = t, .last = t + 1, .beg = t, .end = t + 1, .head = t, .form = FORM_PRONOUN});
}

// "the two", "both": a number that stands for its noun.
static bool heads_set(const doc *d, u32 t) {
  str w = low_str(d, t);
  if (str_eq(w, S("both")))
    return d->tokens.upos[t] == UPOS_PRON || (rel_at(d, t) != REL_DET && rel_at(d, t) != REL_CC_PRECONJ);
  if (d->tokens.upos[t] != UPOS_NUM || rel_at(d, t) == REL_NUMMOD) return false;
  return t > 1 && str_eq(low_str(d, t - 1), S("the")) && d->tokens.head[t - 1] == t;
}

static bool is_hyphen(const doc *d, u32 t) {
  return (d->tokens.flags[t] & TOKEN_GLUED) && str_eq(token_str(d, t), S("-"));
}

// Where "the Covid-19" before "pandemic" begins, whatever the tree makes of the hyphen; the noun where none stands there.
static u32 hyphen_begin(const doc *d, u32 noun) {
  u32 first = d->sentences.at[d->tokens.sentence[noun]].first, b = noun;
  if (noun < first + 3 || !is_hyphen(d, noun - 2)) return noun;
  for (b = noun - 3; b >= first + 2 && is_hyphen(d, b - 1) && noun - b < REACH; b -= 2) {}
  while (b > first && d->tokens.upos[b - 1] == UPOS_ADJ && noun - b < REACH) b--;
  return b > first && d->tokens.upos[b - 1] == UPOS_DET ? b - 1 : b;
}

static bool names_a_phrase(const survey *s, u32 t) {
  const doc *d = s->d;
  bool compound = d->tokens.rel[t] == REL_FLAT && d->tokens.upos[t] == UPOS_NOUN && hyphen_begin(d, t) < t;
  if (s->name_of[t] || s->dated[t] || (is_modifier(d, t) && !compound)) return false;
  if (heads_set(d, t)) return true;
  if (!is_noun(d, t)) return false;
  u32 next = t + 1 < d->tokens.len ? s->name_of[t + 1] : 0;
  return !next || !describes(s, t, &s->names[next]);
}

static void add_nominal(const survey *s, markables *to, u32 t) {
  const doc *d = s->d;
  markable m = {.first = s->lo[t], .last = s->hi[t], .head = t, .form = FORM_NOMINAL};
  trim_phrase(d, &m.first, &m.last, t);
  m.first = MIN(m.first, hyphen_begin(d, t));
  if (d->tokens.xpos[t] == XPOS_NNS && m.first > d->sentences.at[d->tokens.sentence[t]].first &&
      str_eq(low_str(d, m.first - 1), S("both")))
    m.first--;
  m.beg = m.first;
  m.end = bare_end(d, m.first, m.last);
  for (u32 c = MAX(m.first, t > REACH ? t - REACH : 0); c < t; c++)
    if (d->tokens.head[c] == t && rel_at(d, c) == REL_NMOD_POSS) m.flags |= M_POSSESSED;
  if (s->predicate[t]) m.flags |= M_PREDICATE;
  add(s, to, m);
}

static bool has_and(const doc *d, u32 first, u32 last) {
  for (u32 t = last; t-- > first && last - t < 12;)
    if (d->tokens.upos[t] == UPOS_CCONJ && !str_eq(low_str(d, t), S("or"))) return true;
  return false;
}

// "Kim and Putin": from the first conjunct's phrase to the last one's; more than eight are a list, not a set.
static void add_coordination(const survey *s, markables *to, u32 t, const sentence *line) {
  const doc *d = s->d;
  u32 last = 0, count = 0;
  bool torn = rel_at(d, t) == REL_COMPOUND || (rel_at(d, t) == REL_FLAT && s->name_of[t]);   // "and" hangs on a name's later word
  if (!is_noun(d, t) || (is_modifier(d, t) && !torn)) return;
  for (u32 c = t + 1; c < line->last && c < t + REACH; c++) {
    if (d->tokens.head[c] != t || rel_at(d, c) != REL_CONJ) continue;
    if (!is_noun(d, c)) return;
    last = c;
    count++;
  }
  if (!count || count > 7 || !has_and(d, t, last)) return;
  markable m = {.first = s->lo[t], .last = s->hi[last], .head = t, .form = FORM_NOMINAL, .flags = M_COORDINATED};
  if (s->name_of[t]) m.first = MIN(m.first, s->names[s->name_of[t]].beg);   // of a name that the tree has torn
  trim_phrase(d, &m.first, &m.last, last);
  m.beg = m.first;
  m.end = bare_end(d, m.first, m.last);
  if (m.first < m.last) add(s, to, m);
}

static int by_place(const void *a, const void *b) {
  const markable *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  if (x->last != y->last) return x->last > y->last ? -1 : 1;
  return x->beg != y->beg ? (x->beg < y->beg ? -1 : 1) : x->form != y->form ? (int)x->form - (int)y->form : 0;
}

static bool zone_speaks(const doc *d, const sentence *line) {
  zone_kind z = zone_at(d, line->at.beg);
  return z != ZONE_PROMO && z != ZONE_METADATA && z != ZONE_BYLINE;
}

static void link_possessors(const survey *s, markables *to) {
  u32 *row_of_head = NEWS(s->mem, u32, MAX(s->d->tokens.len, 1u));
  for (u32 i = 1; i < to->len; i++)
    if (!(to->at[i].flags & M_COORDINATED)) row_of_head[to->at[i].head] = i;
  for (u32 i = 1; i < to->len; i++) {
    u32 t = to->at[i].head, up = s->d->tokens.head[t];
    if (s->d->tokens.rel[t] == REL_NMOD_POSS && up && row_of_head[up]) to->at[row_of_head[up]].possessor = i;
    if (s->d->tokens.rel[t] == REL_APPOS && up && row_of_head[up] && row_of_head[up] != i)
      to->at[i].owner = row_of_head[up];
  }
}

void markables_find(survey *s, markables *to) {
  const doc *d = s->d;
  vec_push(s->mem, to, (markable){0});
  for (u32 i = 1; i < d->sentences.len && d->tokens.upos && d->tokens.rel; i++) {
    const sentence *line = &d->sentences.at[i];
    if (!zone_speaks(d, line)) continue;
    for (u32 t = line->first; t < line->last; t++) {
      u32 name = s->name_of[t];
      if (name && s->names[name].beg == t) add_name(s, to, name);
      else if (!name && refers(d, t)) add_pronoun(s, to, t);
      else if (names_a_phrase(s, t)) add_nominal(s, to, t);
      add_coordination(s, to, t, line);
    }
  }
  if (to->len > 2) qsort(to->at + 1, to->len - 1, sizeof *to->at, by_place);
  link_possessors(s, to);
}

// Patterns of a verb over the words around it: from the verb outward, joined parts next to each other, others anywhere beyond.
#include "read/event_dict.h"

enum { MOST_STEPS = 4000, DEEPEST_SYNSET = 8, WIDEST_VERB = 4 };

typedef struct {
  const dict_sentence *s;
  u32 low, high;           // pieces [low, high) that may be matched
  i32 way;                 // -1 = towards the beginning
  u32 steps;
  matched *found;
} matcher;

static bool in_reach(const matcher *m, i64 at) { return at >= m->low && at < m->high; }

static i64 synset_ends(matcher *m, const synset *set, i64 at, u32 depth);

static bool same_word(const matcher *m, u32 id, i64 at, bool plurals) {
  const dict_piece *p = &m->s->pieces.at[at];
  bool noun = m->s->d->tokens.upos[p->token] == UPOS_NOUN || m->s->d->tokens.upos[p->token] == UPOS_PROPN;
  return p->id == id || (plurals && noun && p->lemma == id);
}

// Where a member that begins at `at` ends; -1 = it is not there.
static i64 member_end(matcher *m, const synset *set, const part_list *member, i64 at, u32 depth) {
  for (u32 i = 0; i < member->len; i++) {
    const pattern_part *p = &member->at[m->way > 0 ? i : member->len - 1 - i];
    if (!in_reach(m, at)) return -1;
    if (p->kind == PART_SYNSET) at = synset_ends(m, &m->s->book->synsets.at[p->id], at, depth + 1);
    else if (p->kind == PART_WORD && same_word(m, p->id, at, set->plurals)) at += m->way;
    else return -1;
    if (at < 0) return -1;
  }
  return at;
}

// The longest member counts.
static i64 synset_ends(matcher *m, const synset *set, i64 at, u32 depth) {
  i64 best = -1;
  u32 longest = 0;
  for (u32 i = 0; i < set->members.len && depth < DEEPEST_SYNSET && m->steps < MOST_STEPS; i++) {
    m->steps++;
    i64 end = set->members.at[i].len > longest ? member_end(m, set, &set->members.at[i], at, depth) : -1;
    if (end < 0) continue;
    best = end;
    longest = set->members.at[i].len;
  }
  return best;
}

static u32 last_listed(const dict_sentence *s, u32 chunk, i32 way) {
  u32 list = s->chunks.at[chunk].list, last = chunk;
  for (u32 i = chunk; list && i && i < s->chunks.len && s->chunks.at[i].list == list; i += (u32)way) last = i;
  return last;
}

// An actor at a piece: where it ends.
static i64 actor_end(matcher *m, part_kind kind, i64 at) {
  const dict_sentence *s = m->s;
  u32 chunk = s->pieces.at[at].chunk;
  if (!chunk || !chunk_is_coded(s, chunk)) return -1;
  u32 means = s->chunks.at[chunk].means, list = s->chunks.at[means ? means : chunk].list;
  if (kind == PART_COMPOUND && !list) return -1;
  if (kind == PART_SOURCE) m->found->source = chunk;
  if (kind == PART_TARGET) m->found->target = chunk;
  if (kind == PART_COMPOUND) m->found->several = chunk;
  u32 last = kind == PART_COMPOUND ? last_listed(s, means ? means : chunk, m->way) : chunk;
  const dict_chunk *c = &s->chunks.at[last];
  return m->way > 0 ? c->piece_last : (i64)c->piece_first - 1;
}

static i64 part_end(matcher *m, const pattern_part *p, i64 at) {
  if (p->kind == PART_WORD) return same_word(m, p->id, at, false) ? at + m->way : -1;
  if (p->kind == PART_SYNSET) return synset_ends(m, &m->s->book->synsets.at[p->id], at, 0);
  return actor_end(m, p->kind, at);
}

static bool match_from(matcher *m, const part_list *parts, u32 i, i64 at) {
  if (i == parts->len) return true;
  const pattern_part *p = &parts->at[i];
  for (; in_reach(m, at) && m->steps++ < MOST_STEPS; at += m->way) {
    i64 end = part_end(m, p, at);
    if (end >= 0 && match_from(m, parts, i + 1, end)) return true;
    if (p->tight) return false;
  }
  return false;
}

static bool match_pattern(const dict_sentence *s, const verb_pattern *p, u32 low, u32 first, u32 last, u32 high, matched *to) {
  matched found = *to;
  matcher up = {s, low, first, -1, 0, &found}, down = {s, last, high, 1, 0, &found};
  if (!match_from(&up, &p->before, 0, (i64)first - 1) || !match_from(&down, &p->after, 0, last)) return false;
  found.code = p->code;
  *to = found;
  return true;
}

// ---- the verb

typedef struct {
  u32 row, first, last;    // pieces [first, last)
} verb_found;

static u32 phrase_at(const dict_sentence *s, u32 from, u32 verb, bool lemma, u32 *len) {
  u32 state = ROOT_VERBS, best = 0;
  for (u32 i = from; i < s->pieces.len && i < from + MOST_PIECES && state; i++) {
    state = book_step(s->book, state, i == verb && lemma ? s->pieces.at[i].lemma : s->pieces.at[i].id);
    u32 row = state ? s->book->value.at[state] : 0;
    if (!row || s->book->verbs.at[row].main != verb - from) continue;
    best = row;
    *len = i + 1 - from;
  }
  return best;
}

// The longest phrase whose verb stands here, by its form before its lemma.
static verb_found find_verb(const dict_sentence *s, u32 piece) {
  verb_found best = {0};
  for (u32 back = 0; back < WIDEST_VERB && back < piece; back++)
    for (u32 lemma = 0; lemma < 2; lemma++) {
      u32 len = 0, row = phrase_at(s, piece - back, piece, lemma, &len);
      if (row && len > best.last - best.first) best = (verb_found){row, piece - back, piece - back + len};
    }
  return best;
}

static u32 piece_at(const dict_sentence *s, u32 token) {
  for (; token < s->last; token++)
    if (s->piece_of[token - s->first]) return s->piece_of[token - s->first];
  return s->pieces.len;
}

matched match_verb(const dict_sentence *s, u32 verb, u32 up, u32 down) {
  u32 piece = s->piece_of[verb - s->first];
  verb_found v = piece ? find_verb(s, piece) : (verb_found){0};
  if (!v.row) return (matched){0};
  const book_verb *row = &s->book->verbs.at[v.row];
  const verb_block *block = &s->book->blocks.at[row->block];
  matched best = {.code = row->code, .end = s->pieces.at[v.last - 1].token + 1};
  u32 low = piece_at(s, up), high = piece_at(s, down);
  for (u32 i = 0; i < block->patterns.len; i++)
    if (match_pattern(s, &block->patterns.at[i], MIN(low, v.first), v.first, v.last, MAX(high, v.last), &best)) break;
  return best;
}

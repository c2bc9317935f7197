// A sentence is cut at the tokens that head a proposition of their own; each word belongs to the nearest such head above it.
// What a saying clause frames is kept, the frame itself is not.
#include "read/clause.h"

enum { SHORTEST = 4, SHORTEST_APPOSITION = 3, LONG_PARTICIPLE = 7, WORDS_COUNTED = 8, PIECES = 8, CHILDREN_SEEN = 16, HEADING_MOST = 20, SMALL_WORD = 4, CLIMB = 4 * REACH };

static const float likely = 0.55f;   // a little more than even odds

typedef struct {
  scene *s;
  bool *heads;        // [T] heads a proposition
  u32 *owner;         // [T] the head that a token belongs to
  u32 *content;       // [T] innermost attribution whose content holds the token
  u32 *anchor;        // [T] attribution whose cue hangs by this token
  u32 *top;           // [attributions] the head of its content's main clause, 0 = it has none
  bool *framed;       // [attributions] some proposition lies in its content
  bool *source;       // [T] of a source
} cutter;

// ---- what attributions cover

static u32 anchor_of(const doc *d, run cue) {
  for (u32 t = cue.from; t < cue.to; t++) {
    u32 h = d->tokens.head[t];
    if ((h < cue.from || h >= cue.to) && d->tokens.upos[t] != UPOS_AUX) return t;
  }
  return cue.from;
}

static run run_of(const doc *d, span at) {
  run r = {token_at(d, at.beg), 0};
  for (r.to = r.from; r.to < d->tokens.len && d->tokens.at[r.to].beg < at.end; r.to++) continue;
  return r;
}

static void cover(cutter *c) {
  const doc *d = c->s->d;
  for (u32 a = 1; a < d->attributions.len; a++) {
    const attribution *r = &d->attributions.at[a];
    if (r->p < likely) continue;   // what is in doubt vouches for nothing: the words stay those of whoever is around them
    if (r->cue.len) c->anchor[anchor_of(d, run_of(d, r->cue.at[0]))] = a;
    for (u32 i = 0; i < r->source.len; i++)
      for (u32 t = token_at(d, r->source.at[i].beg); t < d->tokens.len && d->tokens.at[t].beg < r->source.at[i].end; t++) c->source[t] = true;
    u32 wide = span_len(spans_hull(r->content));
    for (u32 i = 0; i < r->content.len; i++) {
      run at = run_of(d, r->content.at[i]);
      for (u32 t = at.from; t < at.to; t++) {
        u32 other = c->content[t];
        if (!other || span_len(spans_hull(d->attributions.at[other].content)) > wide) c->content[t] = a;
      }
    }
  }
}

// In a content that the word above is not in.
static bool is_outermost(const cutter *c, u32 t) { return c->content[t] && c->content[t] != c->content[c->s->d->tokens.head[t]]; }

// ---- where propositions begin

static u32 words_below(const scene *s, u32 head) {
  u32 n = 0;
  for (u32 t = s->left[head]; t < s->right[head] && n < WORDS_COUNTED; t++) n += is_word(s->d, t);
  return n;
}

static bool predicates(const scene *s, u32 t) {
  return s->d->tokens.upos[t] == UPOS_VERB || s->d->tokens.upos[t] == UPOS_AUX || scene_child(s, t, REL_COP) ||
         scene_child(s, t, REL_NSUBJ) || scene_child(s, t, REL_AUX);
}

// The comma is a word of the clause in some trees, and of what it hangs on in others.
static bool after_comma(const scene *s, u32 t) {
  u32 first = s->left[t], before = first - 1;
  if (first < t && !is_word(s->d, first)) return true;
  return before && s->d->tokens.sentence[before] == s->d->tokens.sentence[t] && !is_word(s->d, before);
}

// Words that join a clause which stands for itself: while, whereas, although.
static bool stands_beside(const scene *s, u32 t) {
  u32 mark = scene_child(s, t, REL_MARK);
  if (mark) return lex_says(lex_find(LEX_LINKS, low_str(s->d, mark)), "beside");
  u32 adposition = scene_child(s, t, REL_CASE);
  if (adposition) return lex_says(lex_find(LEX_LINKS, low_str(s->d, adposition)), "beside") && scene_child(s, t, REL_NSUBJ);
  return after_comma(s, t) || scene_child(s, t, REL_NSUBJ);
}

static bool names_person(const scene *s, u32 t) {
  return name_kind_of(s->name[t]) == NAME_PERSON;
}

// "with Rome backing the plan": the noun heads a clause whose verb hangs on it.
static bool absolute(const scene *s, u32 t) {
  u32 adposition = scene_child(s, t, REL_CASE), verb = scene_child(s, t, REL_ACL);
  bool acts = verb > t && s->d->tokens.rel[verb] == REL_ACL && s->d->tokens.upos[verb] == UPOS_VERB;
  return acts && adposition && lex_says(lex_find(LEX_LINKS, low_str(s->d, adposition)), "beside");
}

// "expected talks with the minister": a noun phrase that says what may come, or may have been.
static stance noun_stance(const scene *s, u32 t) {
  u32 adjective = s->d->tokens.upos[t] == UPOS_NOUN ? scene_child(s, t, REL_AMOD) : 0;
  str mod = adjective ? lex_value(lex_find(LEX_LINKS, low_str(s->d, adjective)), "mod") : (str){0};
  return mod.n ? stance_of(mod) : MOD_COUNT;
}

// "…, saying that", "a note announcing", "even as he maintained": a frame behind what it hangs on is parted from it.
static bool frames_beside(const cutter *c, u32 t) {
  const tokens *k = &c->s->d->tokens;
  bool subject = scene_child(c->s, t, REL_NSUBJ);
  return c->anchor[t] && k->head[t] < t && (k->xpos[t] == XPOS_VBG ? !subject : subject && k->rel[t] == REL_ADVCL);
}

static bool heads_one(const cutter *c, u32 t) {
  const scene *s = c->s;
  const tokens *k = &s->d->tokens;
  u32 head = k->head[t];
  if (!is_word(s->d, t)) return false;
  if (!head) return true;
  bool other = is_outermost(c, t);
  if (absolute(s, t) && words_below(s, t) >= SHORTEST) return true;
  if (noun_stance(s, t) != MOD_COUNT && words_below(s, t) >= SHORTEST && c->content[t] == c->content[head]) return true;
  switch (k->rel[t]) {
    case REL_CCOMP: return c->anchor[head] || other;
    case REL_PARATAXIS: return predicates(s, t) || (after_comma(s, t) && words_below(s, t) >= SHORTEST_APPOSITION);
    case REL_CONJ:
      if (other) return predicates(s, t);
      if (!predicates(s, t) || !(predicates(s, head) || !k->head[head])) return false;
      return scene_child(s, t, REL_NSUBJ) || (c->heads[head] && words_below(s, t) >= SHORTEST);
    case REL_ADVCL: return frames_beside(c, t) || (words_below(s, t) >= SHORTEST && stands_beside(s, t));
    case REL_ACL_RELCL: case REL_ACL:   // "no sign that the talks go on": what a noun is about is not said to be so
      if (scene_child(s, t, REL_MARK)) return other;
      if (frames_beside(c, t)) return true;
      if (k->rel[t] == REL_ACL_RELCL) return k->xpos[head] != XPOS_WP && words_below(s, t) >= SHORTEST;   // "what he said" is one thing
      return words_below(s, t) >= (after_comma(s, t) || scene_child(s, t, REL_NSUBJ) ? SHORTEST : LONG_PARTICIPLE) && !absolute(s, head);
    case REL_APPOS:   // "the United Nations, the European Union and Norvia" are three
      if (k->upos[t] == UPOS_PROPN && k->upos[head] == UPOS_PROPN && scene_child(s, t, REL_CONJ)) return false;
      return words_below(s, t) >= SHORTEST_APPOSITION && !names_person(s, head) && !names_person(s, t);
    case REL_OBJ: case REL_XCOMP: case REL_DEP: case REL_NSUBJ: case REL_OBL:
      return other && predicates(s, t) && scene_child(s, t, REL_NSUBJ);
    default: return false;
  }
}

// ---- which words are theirs

// Of each content the head of its main clause: the first predicate that hangs on a word outside of it, where it heads one.
static void find_tops(cutter *c) {
  bool *seen = NEWS(c->s->mem, bool, c->s->d->attributions.len);
  for (u32 t = 1; t < c->s->d->tokens.len; t++) {
    u32 a = c->content[t];
    if (!is_outermost(c, t) || !predicates(c->s, t) || seen[a]) continue;
    seen[a] = true;
    if (c->heads[t]) c->top[a] = t;
  }
}

// The next word up. What is said in one content belongs together, even where the tree hangs some of it on the frame: of "A fire,
// he said, destroyed the store" the fire.
static u32 above(const cutter *c, u32 t) {
  u32 top = is_outermost(c, t) ? c->top[c->content[t]] : 0;
  return top && top != t ? top : c->s->d->tokens.head[t];
}

static u32 owner_of(const cutter *c, u32 token) {
  u32 t = token;
  for (u32 steps = 0; t && !c->heads[t] && steps < CLIMB; steps++) {
    if (c->owner[t]) return c->owner[t];
    t = above(c, t);
  }
  return t;
}

// ---- whose they are, and their words

// A saying clause whose own head is the cue says nothing but that somebody said what it frames; "citing officials" says nothing else.
static bool only_frames(const cutter *c, u32 head) {
  u32 a = c->anchor[head];
  return a && (c->framed[a] || (c->s->d->tokens.xpos[head] == XPOS_VBG && lex_says(c->s->cue[head], "cite")));
}

// A noun that the tree parts from the verb of speech whose source it is, or what it makes of "according to people close to it".
static bool only_speaks(const cutter *c, u32 head, spans at) {
  const tokens *k = &c->s->d->tokens;
  u32 first = token_at(c->s->d, at.at[0].beg), leads = c->anchor[first];
  if (leads && c->framed[leads] && k->upos[first] != UPOS_NOUN && c->content[head] != leads) return true;
  u32 last = token_at(c->s->d, spans_hull(at).end - 1);
  return k->rel[head] == REL_APPOS && c->source[head] && c->source[last] && c->source[first];
}

static u32 vouched_by(const cutter *c, u32 head) {
  u32 a = c->anchor[head];
  return a && !c->framed[a] ? a : c->content[head];
}

// Words of the clause that belong to it: those in the content that its head is in.
static bool belongs(const cutter *c, u32 head, u32 t) {
  if (c->owner[t] != head || (t != head && c->s->d->tokens.rel[t] == REL_CONJ && only_frames(c, t))) return false;   // "expect a loss and said"
  u32 within = c->content[head];
  return !within || c->content[t] == within || (c->anchor[head] && c->content[t] == c->anchor[head]) || (c->content[t] && within != c->content[t] &&
         span_holds(spans_hull(c->s->d->attributions.at[within].content), spans_hull(c->s->d->attributions.at[c->content[t]].content)));
}

static bool is_lead(const scene *s, u32 t) {
  const tokens *k = &s->d->tokens;
  if (!is_word(s->d, t) || k->upos[t] == UPOS_CCONJ) return true;
  if (rel_is(k->rel[t], REL_NSUBJ) && k->xpos[t] == XPOS_DT) return false;   // "that would be wrong"
  return lex_says(lex_find(LEX_LINKS, low_str(s->d, t)), "lead");
}

// A last word that opens the clause behind it: "the goods that".
static bool leads_on(const scene *s, u32 t) {
  const tokens *k = &s->d->tokens;
  return k->head[t] > t && (k->xpos[t] == XPOS_WDT || k->rel[t] == REL_MARK || k->upos[t] == UPOS_CCONJ);
}

// "Rose 0.4%": the sign is of the figure.
static bool is_sign(const doc *d, u32 t) { return str_eq(token_str(d, t), S("%")); }

static void add_piece(const scene *s, spans *to, run r) {
  while (r.from < r.to && (to->len ? !is_word(s->d, r.from) : is_lead(s, r.from))) r.from++;
  while (r.from < r.to && !is_sign(s->d, r.to - 1) && (!is_word(s->d, r.to - 1) || leads_on(s, r.to - 1))) r.to--;
  if (r.from == r.to) return;
  span at = token_span(s->d, r.from, r.to);
  if (to->len == PIECES) to->at[PIECES - 1].end = at.end;
  else to->at[to->len++] = at;
}

// The word that joins a clause to another is none of its own: "after the barge caught fire". A "when" may be an "if".
static bool joins(const scene *s, u32 t, u32 head) {
  const tokens *k = &s->d->tokens;
  return k->head[t] == head && (k->rel[t] == REL_MARK || k->rel[t] == REL_ADVMOD) && lex_says(lex_find(LEX_LINKS, low_str(s->d, t)), "joint");
}

// Runs of its words; punctuation alone does not part them.
static spans words_of(const cutter *c, u32 head, run window) {
  const scene *s = c->s;
  span found[PIECES];
  while (window.from < head && (!is_word(s->d, window.from) || joins(s, window.from, head))) window.from++;
  spans list = {found, 0};
  for (u32 t = window.from; t < window.to;) {
    if (!belongs(c, head, t)) {
      t++;
      continue;
    }
    u32 from = t, to = t + 1;
    for (t++; t < window.to; t++) {
      if (belongs(c, head, t)) to = t + 1;
      else if (is_word(s->d, t)) break;
    }
    add_piece(s, &list, (run){from, to});
  }
  spans kept = {NEWS(s->mem, span, list.len), list.len};
  if (list.len) memcpy(kept.at, found, list.len * sizeof *found);
  return kept;
}

static bool zone_speaks(zone_kind z) {
  return z == ZONE_NONE || z == ZONE_BODY || z == ZONE_HEADLINE || z == ZONE_STANDFIRST || z == ZONE_CAPTION;
}

static bool has_predicate(const cutter *c, u32 head) {
  const doc *d = c->s->d;
  if (d->tokens.rel[head] == REL_APPOS || predicates(c->s, head) || absolute(c->s, head)) return true;
  if (noun_stance(c->s, head) != MOD_COUNT || (d->tokens.rel[head] == REL_PARATAXIS && d->tokens.head[head])) return true;
  zone_kind z = zone_at(d, d->tokens.at[head].beg);
  if (z == ZONE_HEADLINE || z == ZONE_STANDFIRST) return words_below(c->s, head) >= SHORTEST;
  return d->tokens.upos[head] != UPOS_X && c->content[head] && words_below(c->s, head) >= SHORTEST;
}

// The article asks, and does not say so: a main clause of its own in a sentence that ends in a question mark. A headline that
// asks means that it may be so.
static bool asks(const cutter *c, const sentence *at, u32 head) {
  const doc *d = c->s->d;
  u32 last = at->last, steps = 0;
  for (u32 n = 0; n < 4 && last > at->first + 1 && is_quote_mark(d, last - 1); n++) last--;
  if (!str_ends(token_str(d, last - 1), S("?"))) return false;
  while (steps++ < REACH && (d->tokens.rel[head] == REL_CONJ || d->tokens.rel[head] == REL_PARATAXIS)) head = d->tokens.head[head];
  return !d->tokens.head[head];
}

// "See the table below and read the report": nobody says that anything is so.
static bool commands(const cutter *c, u32 head) {
  const tokens *k = &c->s->d->tokens;
  for (u32 steps = 0; steps < REACH && scene_commands(c->s, head); steps++, head = k->head[head]) {
    if (!k->head[head]) return true;
    if (k->rel[head] != REL_CONJ && k->rel[head] != REL_PARATAXIS) return false;
  }
  return false;
}

// "He did not say when the road would reopen": hung on the verb as if it said when he did not.
static bool is_left_open(const scene *s, u32 head) {
  u32 up = s->d->tokens.head[head];
  return s->d->tokens.rel[head] == REL_ADVCL && up < head && lex_says(s->cue[up], "say") && scene_negated(s, up) && !scene_child(s, up, REL_CCOMP);
}

// "It has not said what became of them", "asked whether he knew": a question, of which nothing is said to be so.
static bool is_embedded_question(const cutter *c, u32 head) {
  const tokens *k = &c->s->d->tokens;
  if (!k->head[head]) return false;
  bool told = k->rel[head] == REL_CCOMP || (c->content[head] && c->top[c->content[head]] == head) || is_left_open(c->s, head);
  u32 seen = 0, first = c->s->left[head];
  if (told && first < head && k->xpos[first] == XPOS_WRB) return true;   // "how many ships sank"
  for (u32 t = c->s->child[head]; t && t < head && seen < CHILDREN_SEEN; t = c->s->sibling[t], seen++) {
    u8 tag = k->xpos[t];
    bool question = lex_says(lex_find(LEX_LINKS, low_str(c->s->d, t)), "question");
    if (question || (told && (tag == XPOS_WP || tag == XPOS_WRB))) return true;
  }
  return false;
}

// "How to Avoid the Quay": a line of capitals without a full stop between the paragraphs heads what follows.
static bool is_heading(const doc *d, u32 row) {
  const sentence *at = &d->sentences.at[row];
  bool alone = at[-1].paragraph != at->paragraph && (row + 1 == d->sentences.len || at[1].paragraph != at->paragraph);
  if (!alone || at->last - at->first > HEADING_MOST || zone_at(d, at->at.beg) != ZONE_BODY) return false;
  u32 capitals = 0;
  for (u32 t = at->first; t < at->last; t++) {
    if (!is_word(d, t)) continue;
    char first = d->text.p[d->tokens.at[t].beg];
    if (is_lower(first) && span_len(d->tokens.at[t]) > SMALL_WORD) return false;
    capitals += is_upper(first);
  }
  return capitals > 2 && is_word(d, at->last - 1);
}

static u32 words_left(const doc *d, spans at) {
  u32 n = 0;
  for (u32 i = 0; i < at.len; i++) n += words_within(d, at.at[i], WORDS_COUNTED);
  return n;
}

// All of it, behind a preposition, the time that begins there, or last before.
static bool is_time(const doc *d, spans at) {
  span all = spans_hull(at);
  u32 first = token_at(d, all.beg);
  if (d->tokens.upos[first] == UPOS_ADP && first + 1 < d->tokens.len && d->tokens.at[first + 1].beg < all.end) all.beg = d->tokens.at[first + 1].beg;
  u32 row = row_beginning_after(d->times.at, sizeof *d->times.at, d->times.len, all.beg);
  return row > 1 && span_holds(d->times.at[row - 1].at, all);
}

// Not so a noun that the clauses within it have left alone ("a move", "one"), a date, or "as saying".
static bool could_be_true(const cutter *c, u32 head, spans at) {
  const doc *d = c->s->d;
  if (frames_beside(c, head) && words_left(d, at) < SHORTEST_APPOSITION) return false;
  return predicates(c->s, head) || absolute(c->s, head) || (words_left(d, at) >= SHORTEST_APPOSITION && !is_time(d, at));
}

static u32 anchor_token(const cutter *c, u32 a) {
  const attribution *r = &c->s->d->attributions.at[a];
  return r->cue.len ? anchor_of(c->s->d, run_of(c->s->d, r->cue.at[0])) : 0;
}

// A clause at the head of its content, not one behind a noun: "reported a loss for the quarter that ended in May".
static bool leads_content(const cutter *c, u32 t) {
  enum { LEAD = 3 };   // that, marks, an adverb
  const doc *d = c->s->d;
  u32 first = token_at(d, d->attributions.at[c->content[t]].content.at[0].beg);
  return c->s->left[t] <= first + LEAD || (t == c->top[c->content[t]] && c->owner[first] == t);
}

// Where the words of a clause may stand: below its head, and of a content's main clause anywhere in it.
static run window_of(const cutter *c, const sentence *at, u32 h) {
  const scene *s = c->s;
  run r = {MAX(s->left[h], at->first), MIN(s->right[h], at->last)};
  u32 a = c->content[h];
  if (a && c->top[a] == h) {
    run all = run_of(s->d, spans_hull(s->d->attributions.at[a].content));
    r = (run){MAX(MIN(r.from, all.from), at->first), MIN(MAX(r.to, all.to), at->last)};
  }
  return (run){MAX(r.from, h > 2 * REACH ? h - 2 * REACH : 0), MIN(r.to, h + 2 * REACH)};
}

static void take_sentence(cutter *c, u32 row, clauses *to) {
  const doc *d = c->s->d;
  const sentence *at = &d->sentences.at[row];
  if (!zone_speaks(zone_at(d, at->at.beg)) || is_heading(d, row)) return;
  for (u32 h = at->first; h < at->last; h++) {
    if (!c->heads[h] || only_frames(c, h) || !has_predicate(c, h) || is_embedded_question(c, h) || puts_question(c->s, h)) continue;
    clause found = {h, vouched_by(c, h), false, noun_stance(c->s, h), words_of(c, h, window_of(c, at, h))};
    u32 up = d->tokens.head[h], a = found.attribution;
    bool headline = zone_at(d, at->at.beg) == ZONE_HEADLINE;
    if (!a && !headline && (asks(c, at, h) || commands(c, h))) continue;
    if (!a && asks(c, at, h)) found.shown = MOD_POSSIBLE;
    found.main = !up || (a && c->content[up] != c->content[h]) || (a && a == c->anchor[h]) ||
                 d->tokens.rel[h] == REL_CONJ || d->tokens.rel[h] == REL_PARATAXIS || d->tokens.rel[h] == REL_CCOMP;
    if (found.at.len && could_be_true(c, h, found.at) && !only_speaks(c, h, found.at)) vec_push(c->s->mem, to, found);
  }
}

clauses clauses_find(scene *s) {
  const doc *d = s->d;
  u32 n = d->tokens.len;
  cutter c = {s, NEWS(s->mem, bool, n), NEWS(s->mem, u32, n), NEWS(s->mem, u32, n), NEWS(s->mem, u32, n),
              NEWS(s->mem, u32, d->attributions.len), NEWS(s->mem, bool, d->attributions.len), NEWS(s->mem, bool, n)};
  cover(&c);
  for (u32 t = 1; t < n; t++) c.heads[t] = heads_one(&c, t);
  find_tops(&c);
  for (u32 t = 1; t < n; t++) c.owner[t] = owner_of(&c, t);
  for (u32 t = 1; t < n; t++)
    if (c.heads[t] && is_outermost(&c, t) && has_predicate(&c, t) &&
        t != anchor_token(&c, c.content[t]) && leads_content(&c, t))
      c.framed[c.content[t]] = true;
  clauses found = {0};
  for (u32 i = 1; i < d->sentences.len; i++) take_sentence(&c, i, &found);
  return found;
}

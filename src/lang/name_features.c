#include "lang/name_features.h"

#include "base/utf8.h"
#include "model/lexicon.h"

enum {
  MOST_SMALL = 2,      // small words in a row inside a run of capitals
  SHORTEST_SHOUT = 3,  // words with letters for a sentence to count as written in capitals
  LONGEST_ACRONYM = 8,
  SHORTEST_ADDRESS = 5,
  SHORT_JOINT = 3,     // bytes of a small word that a name may begin with: bin, de, von
};

// ---------------------------------------------------------------- single words

static bool is_capital(const name_view *v, u32 i) { return v->lex[i]->traits & LEXEME_CAPITAL; }

static u8 noun_kind(str low) {
  const lex_entry *e = lex_find(LEX_NAME_KINDS, low);
  if (!e) e = lex_find(LEX_HEADS, low);
  name_kind k = name_kind_of_str(lex_value(e, "kind"));
  return (u8)(k < NAME_COUNT ? k : NAME_NONE);
}

static bool is_small(const name_view *v, u32 i) {
  str low = low_str(v->d, i);
  return str_eq(low, S("the")) || lex_says(lex_find(LEX_NAME_WORDS, low), "small");
}

// ---------------------------------------------------------------- usage in the article

static bool is_content(u8 tag) { return tag == UPOS_NOUN || tag == UPOS_VERB || tag == UPOS_ADJ || tag == UPOS_ADV; }

static u8 writing_of(const name_view *v, u32 first, u32 last) {
  u32 letters = 0, capitals = 0, shouts = 0, low = 0, inner = 0;
  for (u32 i = first; i < last; i++) {
    u32 t = v->lex[i]->traits;
    if (!(t & LEXEME_LETTERS)) continue;
    letters++;
    shouts += (t & LEXEME_CAPITALS) != 0;
    capitals += (t & LEXEME_CAPITAL) != 0;
    low += !(t & LEXEME_CAPITAL) && is_content(v->d->tokens.upos[i]);
    inner += (t & LEXEME_CAPITAL) && i > first;
  }
  if (letters >= SHORTEST_SHOUT && 4 * shouts > 3 * letters) return WRITTEN_CAPITALS;
  if (letters >= SHORTEST_SHOUT && !capitals) return WRITTEN_LOW;
  return letters > 4 && inner > 2 && !low ? WRITTEN_TITLE : WRITTEN_PLAIN;
}

static u8 *usage_of(const name_view *v) {
  const doc *d = v->d;
  u8 *usage = NEWS(d->mem, u8, words_count(d->words));
  for (u32 s = 1; s < d->sentences.len; s++) {
    u32 first = d->sentences.at[s].first, last = d->sentences.at[s].last;
    bool plain = v->look[first].writing == WRITTEN_PLAIN;
    for (u32 i = first; i < last && plain; i++) {
      u8 *u = &usage[d->tokens.low[i]];
      if (!is_capital(v, i)) *u |= USED_LOW;
      else if (i > first) *u |= *u & USED_CAPITAL ? USED_CAPITAL_OFTEN : USED_CAPITAL;
    }
  }
  return usage;
}

// ---------------------------------------------------------------- runs of capitals

static bool joins_run(const name_view *v, u32 i) {
  u32 t = v->lex[i]->traits;
  return t & LEXEME_CAPITAL || (t & LEXEME_DIGIT && i > v->first);
}

static bool is_hyphen_inside(const name_view *v, u32 i, u32 last) {
  return i + 1 < last && v->d->tokens.flags[i] & TOKEN_GLUED && i > v->first && v->d->tokens.flags[i - 1] & TOKEN_GLUED &&
         str_eq(token_str(v->d, i), S("-"));
}

// Runs of capitals in [first, last): the narrow ones, with hyphens inside.
static void find_runs(name_view *v, u32 first, u32 last) {
  for (u32 i = first, end; i < last; i = end) {
    end = i + 1;
    if (!is_capital(v, i)) continue;
    while (end < last && (joins_run(v, end) || (is_hyphen_inside(v, end, last) && is_capital(v, end + 1)))) end++;
    for (u32 k = i; k < end; k++) v->look[k].run_beg = i, v->look[k].run_end = end;
  }
}

// A few small words, ampersands and possessives join narrow runs to wide ones.
static u32 bridge_end(const name_view *v, u32 i, u32 last) {
  u32 n = 0;
  while (i + n < last && n < MOST_SMALL + 1 && !v->look[i + n].run_end && is_small(v, i + n)) n++;
  return n && n <= MOST_SMALL && i + n < last && v->look[i + n].run_end ? i + n : 0;
}

static void find_wide_runs(name_view *v, u32 first, u32 last) {
  for (u32 i = first, end; i < last; i = end) {
    end = v->look[i].run_end;
    if (!end) {
      end = i + 1;
      continue;
    }
    for (u32 next; (next = bridge_end(v, end, last));) end = v->look[next].run_end;
    for (u32 k = i; k < end; k++) v->look[k].wide_beg = i, v->look[k].wide_end = end;
  }
}

// The initials of the run before a bracket: Korean Central News Agency (KCNA).
static bool is_acronym_of(const name_view *v, u32 token, u32 first) {
  str a = token_str(v->d, token);
  if (token < first + 3 || a.n < 2 || a.n > LONGEST_ACRONYM || !(v->lex[token]->traits & LEXEME_CAPITALS)) return false;
  if (!str_eq(token_str(v->d, token - 1), S("("))) return false;
  u32 i = token - 1;
  size_t left = a.n;
  while (i > first && left && token - i < 3 * LONGEST_ACRONYM) {
    i--;
    if (token_str(v->d, i).p[0] == a.p[left - 1]) left--;
    else if (!is_small(v, i) && span_len(v->d->tokens.at[i]) > 1) break;
  }
  return !left;
}

// ---------------------------------------------------------------- known names

// The longest listed phrases of each class that begin at token i: length [KNOWN_CLASSES]; false where none does.
static bool phrases_at(const name_view *v, const phrases *known, const u64 *key, u32 i, u32 last, u32 *length) {
  const word *low = v->d->tokens.low;
  u32 state = phrases_step(known, 0, key[low[i]]), any = 0;
  if (!state) return false;
  memset(length, 0, KNOWN_CLASSES * sizeof *length);
  for (u32 k = i + 1; state; k++) {
    u32 classes = known->at[state].classes;
    any |= classes;
    for (u32 c = 0; classes; c++, classes >>= 1)
      if (classes & 1) length[c] = k - i;
    state = k < last ? phrases_step(known, state, key[low[k]]) : 0;
  }
  return any;
}

static void mark_known(name_view *v, const phrases *known, const u64 *key, u32 first, u32 last) {
  u32 length[KNOWN_CLASSES];
  for (u32 i = first; i < last; i++) {
    if (!phrases_at(v, known, key, i, last, length)) continue;
    for (u32 c = 0; c < KNOWN_CLASSES; c++) {
      if (length[c]) v->look[i].known |= 1u << c;
      for (u32 k = 1; k < length[c]; k++) v->look[i + k].known |= 1u << (c + 16);
      if (length[c] && v->look[i].run_beg == i && v->look[i].run_end == i + length[c])
        for (u32 k = 0; k < length[c]; k++) v->look[i + k].whole |= 1u << c;
    }
  }
}

static u64 *word_keys(const doc *d) {
  u64 *key = NEWS(d->mem, u64, words_count(d->words));
  for (u32 i = 1; i < d->tokens.len; i++)
    if (!key[d->tokens.low[i]]) key[d->tokens.low[i]] = known_key(low_str(d, i));
  return key;
}

// ---------------------------------------------------------------- the view

void name_view_sentence(name_view *v, u32 row) {
  v->first = v->d->sentences.at[row].first;
  v->last = v->d->sentences.at[row].last;
}

name_view name_view_of(const doc *d, const name_tables *n, const word_tables *w) {
  name_view v = {.d = d, .lex = lexemes_of(d->mem, d, w), .look = NEWS(d->mem, name_glance, d->tokens.len)};
  const u64 *key = word_keys(d);
  u8 *kind = NEWS(d->mem, u8, words_count(d->words));   // + 1
  for (u32 s = 1; s < d->sentences.len; s++) {
    name_view_sentence(&v, s);
    u8 writing = writing_of(&v, v.first, v.last);
    find_runs(&v, v.first, v.last);
    find_wide_runs(&v, v.first, v.last);
    for (u32 i = v.first; i < v.last; i++) {
      u8 *k = &kind[d->tokens.low[i]];
      if (!*k) *k = (u8)(noun_kind(low_str(d, i)) + 1 + 32 * lex_says(lex_find(LEX_HEADS, low_str(d, i)), "title"));
      v.look[i].kind = (u8)((*k & 31) - 1);
      v.look[i].title = *k >> 5;
      v.look[i].writing = writing;
      v.look[i].acronym = is_acronym_of(&v, i, v.first);
    }
    mark_known(&v, &n->known, key, v.first, v.last);
  }
  v.usage = usage_of(&v);
  v.vote = NEWS(d->mem, u8, words_count(d->words));
  return v;
}

static bool in_run(const name_view *v, i64 i) { return i >= v->d->sentences.at[v->d->tokens.sentence[i]].first && v->look[i].run_end; }

static bool is_proper_noun(const name_view *v, u32 i) {
  u8 tag = v->d->tokens.xpos[i];
  return tag == XPOS_NNP || tag == XPOS_NNPS;
}

// What can belong to the run of capitals beside it: al-Zaman, McDonald's, Yahoo!, 2004 Canadian election, Sand Hill park.
static bool may_join(const name_view *v, u32 i, bool behind) {
  u32 t = v->lex[i]->traits;
  if (!(t & LEXEME_LETTERS)) return t & LEXEME_DIGIT || token_str(v->d, i).p[0] == '\'' || v->d->tokens.flags[behind ? i - 1 : i] & TOKEN_GLUED;
  if (behind) return v->look[i].kind || token_str(v->d, i).p[0] == '\'' || v->d->tokens.flags[i - 1] & TOKEN_GLUED;
  return v->d->tokens.flags[i] & TOKEN_GLUED || span_len(v->d->tokens.at[i]) <= SHORT_JOINT;
}

static bool is_noun_like(u8 tag) {
  return tag == UPOS_NOUN || tag == UPOS_PROPN || tag == UPOS_ADJ || tag == UPOS_X || tag == UPOS_NUM;
}

// Where nothing has a capital: nouns and what goes with them, and a small word between two of them.
static bool may_be_low_name(const name_view *v, u32 i, const sentence *s) {
  const u8 *tag = v->d->tokens.upos;
  if (!(v->lex[i]->traits & (LEXEME_LETTERS | LEXEME_DIGIT))) return false;
  if (is_noun_like(tag[i])) return true;
  return i > s->first && i + 1 < s->last && is_noun_like(tag[i - 1]) && is_noun_like(tag[i + 1]) && is_small(v, i);
}

// Of a user, a page, a file: CrudeStocks.pdf, but not Example.com and U.S.
static bool is_address(str s) {
  size_t dot = s.n, sign = str_find_byte(s, '@');
  while (dot && s.p[dot - 1] != '.') dot--;
  if ((sign && sign < s.n) || str_find_byte(s, '/') < s.n) return true;
  return dot > 2 && dot + 1 < s.n && is_lower(s.p[dot]) && !lex_has(LEX_DOMAINS, str_from(s, dot));
}

// Words in runs of capitals, some of those beside one, and what is tagged as a name though it has no capital.
bool may_be_name(const name_view *v, u32 i) {
  const name_glance *g = &v->look[i];
  const sentence *s = &v->d->sentences.at[v->d->tokens.sentence[i]];
  bool letters = v->lex[i]->traits & LEXEME_LETTERS;
  if (letters && span_len(v->d->tokens.at[i]) > SHORTEST_ADDRESS && is_address(token_str(v->d, i))) return false;
  if (g->writing == WRITTEN_LOW) return may_be_low_name(v, i, s);
  if (g->wide_end || (letters && (is_proper_noun(v, i) || (g->known && g->writing != WRITTEN_PLAIN)))) return true;
  bool behind = i > s->first && in_run(v, i - 1), before = i + 1 < s->last && in_run(v, i + 1);
  if ((behind && before) || (behind && may_join(v, i, true)) || (before && may_join(v, i, false))) return true;
  return i + 2 < s->last && in_run(v, i + 2) && str_eq(token_str(v->d, i + 1), S("-"));
}

// ---------------------------------------------------------------- features

static const lexeme *lex_at(const name_view *v, i64 i) { return v->lex[i >= v->first && i < v->last ? i : 0]; }

static const name_glance *look_at(const name_view *v, i64 i) { return &v->look[i >= v->first && i < v->last ? i : 0]; }

static u64 usage_at(const name_view *v, i64 i) {
  return i >= v->first && i < v->last ? v->usage[v->d->tokens.low[i]] : 8;
}

u32 name_features(const name_view *v, u32 token, u64 *feature) {
  i64 i = token;
  const lexeme *w = lex_at(v, i), *l1 = lex_at(v, i - 1), *l2 = lex_at(v, i - 2), *r1 = lex_at(v, i + 1), *r2 = lex_at(v, i + 2);
  const name_glance *g = look_at(v, i), *gl = look_at(v, i - 1), *gr = look_at(v, i + 1);
  u64 mode = g->writing, usage = usage_at(v, i) + 16 * (u64)(token == v->first);
  u64 *f = feature;
  u64 number = 0;
#define ONE(a) *f++ = feature4(number++, a, 0, 0, 0);
#define TWO(a, b) *f++ = feature4(number++, a, b, 0, 0);
#define THREE(a, b, c) *f++ = feature4(number++, a, b, c, 0);
  u64 m = atom(mode), u = atom(usage), shape = w->shape + m;
  ONE(m) ONE(w->low) TWO(w->form, m) ONE(shape) TWO(shape, u)
  ONE(w->prefix[1]) ONE(w->prefix[2]) TWO(w->suffix[1], m) TWO(w->suffix[2], m) TWO(w->suffix[3], m) ONE(w->suffix[4])
  ONE(w->cluster) ONE(w->cluster_wide) TWO(w->cluster, m) TWO(l1->cluster, shape) TWO(r1->cluster, shape)
  ONE(l1->low) ONE(r1->low) ONE(l2->low) ONE(r2->low) TWO(l1->low, shape) TWO(r1->low, shape)
  TWO(l1->low, w->low) TWO(w->low, r1->low) THREE(l1->low, r1->low, shape) TWO(l2->low, l1->low) TWO(r1->low, r2->low)
  THREE(l1->shape, shape, u) THREE(l1->shape, shape, r1->shape) TWO(shape, r1->shape) TWO(l2->shape, l1->shape)
  TWO(l1->cluster_wide, r1->cluster_wide)
  // Known names, one by one and together.
  u64 known = atom(g->known), whole = atom(g->whole);
  TWO(known, m) TWO(known, u) TWO(known, shape) TWO(whole, m) TWO(whole, u) TWO(known, w->low) THREE(known, atom(gr->known), m)
  THREE(known, atom(gl->known), m) TWO(atom(gl->known), shape) TWO(atom(gr->known), shape)
  // What kind of nouns stand here and around; titles.
  u64 kind = atom(g->kind), kl = atom(gl->kind + 16u * gl->title), kr = atom(gr->kind + 16u * gr->title);
  TWO(kind, shape) TWO(kl, shape) TWO(kr, shape) THREE(kl, known, shape) THREE(kr, known, shape) TWO(atom(g->title), r1->shape)
  THREE(kl, l1->shape, shape) THREE(l1->low, atom(look_at(v, i - 2)->known), known) TWO(atom(look_at(v, i - 2)->known), shape)
  THREE(r1->low, atom(look_at(v, i + 2)->known), known)
  // The run of capitals: its ends, its length, what stands around it.
  const name_glance *e = g;
  i64 beg = e->run_beg, end = e->run_end, wide_beg = e->wide_beg, wide_end = e->wide_end;
  u64 spot = end ? atom((u64)MIN(i - beg, 3) + 4 * (u64)MIN(end - 1 - i, 3)) : 0;
  const lexeme *none = v->lex[0], *head = end ? lex_at(v, end - 1) : none, *lead = end ? lex_at(v, beg) : none;
  u64 hk = atom(end ? look_at(v, end - 1)->kind : 32u), lk = atom(end ? look_at(v, beg)->kind : 32u);
  u64 whk = atom(wide_end ? look_at(v, wide_end - 1)->kind : 32u), wlk = atom(wide_end ? look_at(v, wide_beg)->kind : 32u);
  const lexeme *before = end ? lex_at(v, beg - 1) : none, *after = end ? lex_at(v, end) : none;
  u64 bk = atom(look_at(v, end ? beg - 1 : -1)->kind + 16u * look_at(v, end ? beg - 1 : -1)->title);
  u64 ak = atom(look_at(v, end ? end : -1)->kind);
  TWO(spot, m) TWO(spot, shape) THREE(spot, hk, m) THREE(spot, lk, m) TWO(spot, head->low) TWO(spot, lead->low) TWO(head->suffix[2], m)
  THREE(atom((u64)(wide_end == end)), whk, shape) THREE(wlk, whk, m) TWO(before->low, m) TWO(after->low, m) TWO(before->low, spot)
  TWO(after->low, spot) THREE(bk, spot, m) THREE(ak, spot, m) TWO(before->cluster, spot) TWO(after->cluster, spot)
  THREE(before->low, after->low, spot) TWO(atom(look_at(v, end ? beg : -1)->known), spot) TWO(atom(look_at(v, end ? end - 1 : -1)->known), spot)
  TWO(atom(e->acronym), shape) TWO(wide_end ? lex_at(v, wide_end - 1)->low : 0, m) TWO(wide_end ? lex_at(v, wide_beg)->low : 0, m)
#undef ONE
#undef TWO
#undef THREE
  return (u32)(f - feature);
}

// How most of the article's other sentences have this word and its neighbours.
u32 name_vote_features(const name_view *v, u32 token, u64 *feature) {
  u8 here = v->vote[v->d->tokens.low[token]];
  u8 before = token > v->first ? v->vote[v->d->tokens.low[token - 1]] : 0;
  u8 after = token + 1 < v->last ? v->vote[v->d->tokens.low[token + 1]] : 0;
  const lexeme *w = v->lex[token];
  u64 m = atom(v->look[token].writing), shape = w->shape + m, seen = atom(v->usage[v->d->tokens.low[token]]);
  u64 *f = feature;
  if (here) {
    *f++ = feature4(200, atom(here), m, 0, 0);
    *f++ = feature4(201, atom(here), shape, seen, 0);
    *f++ = feature4(202, atom(here), atom(before), atom(after), 0);
  }
  if (before) *f++ = feature4(203, atom(before), shape, 0, 0);
  if (after) *f++ = feature4(204, atom(after), shape, 0, 0);
  return (u32)(f - feature);
}

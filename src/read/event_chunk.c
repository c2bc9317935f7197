// A sentence with the eyes of dictionaries: words, names and roles that they know, noun phrases with the codes of their actors.
#include "base/utf8.h"
#include "read/event_dict.h"

enum { LONGEST_JOINED = 160 };

// ---- pieces

static bool parts_word(char c) { return c == '-' || c == '_'; }

static void add_pieces(dict_sentence *s, u32 token) {
  str low = low_str(s->d, token), lemma = lemma_of(s->d, token);
  for (size_t i = 0; i < low.n;) {
    size_t end = i;
    while (end < low.n && !parts_word(low.p[end])) end++;
    dict_piece p = {.id = words_find(s->book->words, str_sub(low, i, end)), .token = token};
    if (end - i == low.n) p.lemma = words_find(s->book->words, lemma);
    if (end > i) {
      if (!s->piece_of[token - s->first]) s->piece_of[token - s->first] = s->pieces.len;
      vec_push(s->d->mem, &s->pieces, p);
    }
    i = end + 1;
  }
}

// ---- names and roles

typedef struct {
  u32 row, len;
} phrase_hit;

static phrase_hit longest(const dict_sentence *s, u32 root, u32 piece) {
  phrase_hit best = {0};
  u32 state = root;
  for (u32 i = piece; i < s->pieces.len && state; i++) {
    state = book_step(s->book, state, s->pieces.at[i].id);
    if (state && s->book->value.at[state]) best = (phrase_hit){s->book->value.at[state], i + 1 - piece};
  }
  return best;
}

// The first dated code that holds on the day, else the one without days.
static str code_on(const dict_sentence *s, const book_actor *a) {
  str always = {0};
  for (u32 i = 0; i < a->codes.len; i++) {
    const dated_code *c = &a->codes.at[i];
    bool dated = c->from || c->to != ~0u;
    if (dated && s->day && c->from <= s->day && s->day <= c->to) return c->code;
    if (!dated && !always.n) always = c->code;
  }
  return always;
}

static bool is_null(str code) { return !code.n || !is_alnum(code.p[0]); }   // "---", "+++", "###"

// Is the code one of the three-letter groups already there?
static bool aligned_in(str code, str in) {
  for (size_t i = 0; code.n && i + code.n <= in.n; i += 3)
    if (!memcmp(in.p + i, code.p, code.n)) return true;
  return false;
}

static void add_agent_code(const dict_sentence *s, dict_chunk *c, const book_agent *a) {
  str *to = a->before ? &c->ahead : &c->behind;
  if (!aligned_in(a->code, *to)) *to = str_join(s->d->mem, *to, a->code);
}

typedef struct {
  u32 *actor, *agent;    // [pieces] row of the hit that begins there
  bool *inside;          // [last - first] tokens that a hit covers
} hits;

static hits find_hits(const dict_sentence *s) {
  arena *mem = s->d->mem;
  hits h = {NEWS(mem, u32, s->pieces.len), NEWS(mem, u32, s->pieces.len), NEWS(mem, bool, s->last - s->first)};
  for (u32 i = 1; i < s->pieces.len;) {
    phrase_hit who = longest(s, ROOT_ACTORS, i), role = longest(s, ROOT_AGENTS, i);
    bool actor = who.len && who.len >= role.len;
    u32 len = actor ? who.len : role.len;
    if (actor) h.actor[i] = who.row;
    else if (len) h.agent[i] = role.row;
    for (u32 t = s->pieces.at[i].token; len && t <= s->pieces.at[i + len - 1].token; t++) h.inside[t - s->first] = true;
    i += MAX(len, 1u);
  }
  return h;
}

// ---- noun phrases

static bool nominal(const doc *d, u32 t) {
  u8 pos = d->tokens.upos[t], tag = d->tokens.xpos[t];
  return pos == UPOS_NOUN || pos == UPOS_PROPN || pos == UPOS_ADJ || pos == UPOS_NUM || pos == UPOS_DET || tag == XPOS_POS || tag == XPOS_PRPS;
}

static bool opens_phrase(const doc *d, u32 t) { return d->tokens.upos[t] == UPOS_DET || d->tokens.xpos[t] == XPOS_PRPS; }

static void fill_chunk(dict_sentence *s, const hits *h, u32 row) {
  dict_chunk *c = &s->chunks.at[row];
  for (u32 i = 1; i < s->pieces.len; i++) {
    u32 t = s->pieces.at[i].token;
    if (t < c->first || t >= c->last) continue;
    s->pieces.at[i].chunk = row;
    if (!c->piece_first) c->piece_first = i;
    c->piece_last = i + 1;
    if (h->actor[i] && !c->actor.n) c->actor = code_on(s, &s->book->actors.at[h->actor[i]]);
    if (h->agent[i]) add_agent_code(s, c, &s->book->agents.at[h->agent[i]]);
    c->known |= h->actor[i] || h->agent[i];
  }
}

static void find_chunks(dict_sentence *s, const hits *h) {
  for (u32 t = s->first; t < s->last;) {
    u32 end = t;
    bool noun = false;
    for (; end < s->last; end++) {
      bool held = h->inside[end - s->first];
      if (!held && (!nominal(s->d, end) || (end > t && opens_phrase(s->d, end) && noun))) break;
      noun |= s->d->tokens.upos[end] == UPOS_NOUN || s->d->tokens.upos[end] == UPOS_PROPN || held;
    }
    if (noun) vec_push(s->d->mem, &s->chunks, ((dict_chunk){.first = t, .last = end}));
    t = MAX(end, t + 1);
  }
  for (u32 i = 1; i < s->chunks.len; i++) fill_chunk(s, h, i);
}

static u32 head_of(const dict_sentence *s, const dict_chunk *c) {
  for (u32 t = c->last; t-- > c->first;) {
    u32 up = s->d->tokens.head[t];
    if ((up < c->first || up >= c->last) && s->d->tokens.upos[t] != UPOS_DET) return t;
  }
  return c->last - 1;
}

static bool is_subject(u8 r) { return r == REL_NSUBJ || r == REL_NSUBJ_PASS || r == REL_NSUBJ_OUTER; }

// What stands between two chunks: 'a' for "and", "or", ", and"; ',' for a comma; 'p' for a preposition that says whose; 0 else.
static char between(const dict_sentence *s, u32 from, u32 to) {
  str one = from < to ? low_str(s->d, from) : (str){0}, two = from + 1 < to ? low_str(s->d, from + 1) : (str){0};
  bool and = str_eq(one, S("and")) || str_eq(one, S("or")), then = str_eq(two, S("and")) || str_eq(two, S("or"));
  if (from + 1 == to && and) return 'a';
  if (from + 2 == to && str_eq(one, S(",")) && then) return 'a';
  if (from + 1 == to && str_eq(one, S(","))) return ',';
  if (from + 1 == to && (str_eq(one, S("of")) || str_eq(one, S("from")) || str_eq(one, S("in")))) return 'p';
  return 0;
}

static bool verb_before(const dict_sentence *s, u32 token) {
  for (u32 t = s->first; t < token; t++)
    if (s->d->tokens.upos[t] == UPOS_VERB) return true;
  return false;
}

// "A, B and C": commas join only where an "and" follows; what is the subject of another clause is none of them.
static void join_lists(dict_sentence *s) {
  for (u32 i = 1; i + 1 < s->chunks.len;) {
    u32 end = i;
    while (end + 1 < s->chunks.len && between(s, s->chunks.at[end].last, s->chunks.at[end + 1].first) == ',') end++;
    bool and = end + 1 < s->chunks.len && between(s, s->chunks.at[end].last, s->chunks.at[end + 1].first) == 'a';
    if (and) end++;
    u8 r = and ? s->d->tokens.rel[head_of(s, &s->chunks.at[end])] : 0;
    if (!and || (is_subject(r) && verb_before(s, s->chunks.at[i].first))) {
      i = MAX(end, i + 1);
      continue;
    }
    for (u32 k = i; k <= end; k++) s->chunks.at[k].list = i;
    i = end + 1;
  }
}

// "soldiers from Gondor", "lawmakers in Fornost and Gondor": the role goes to each of those behind.
static void join_owners(dict_sentence *s) {
  for (u32 i = s->chunks.len; i-- > 1;) {
    dict_chunk *c = &s->chunks.at[i];
    if (c->actor.n || i + 1 >= s->chunks.len || between(s, c->last, s->chunks.at[i + 1].first) != 'p' || !chunk_is_coded(s, i + 1)) continue;
    c->means = i + 1;
    u32 list = s->chunks.at[i + 1].list;
    for (u32 k = i + 1; k < s->chunks.len && (k == i + 1 || (list && s->chunks.at[k].list == list)); k++) {
      dict_chunk *m = &s->chunks.at[k];
      m->behind = str_join(s->d->mem, m->behind, aligned_in(c->behind, m->behind) ? (str){0} : c->behind);
      m->ahead = str_join(s->d->mem, m->ahead, c->ahead);
    }
  }
}

void read_dict_sentence(dict_sentence *s, u32 row) {
  arena *mem = s->d->mem;
  s->first = s->d->sentences.at[row].first;
  s->last = s->d->sentences.at[row].last;
  s->pieces.len = s->chunks.len = 0;
  s->piece_of = NEWS(mem, u32, s->last - s->first + 1);
  vec_push(mem, &s->pieces, (dict_piece){0});
  vec_push(mem, &s->chunks, (dict_chunk){0});
  for (u32 t = s->first; t < s->last; t++) add_pieces(s, t);
  hits h = find_hits(s);
  find_chunks(s, &h);
  join_lists(s);
  join_owners(s);
}

// ---- codes

u32 chunk_of(const dict_sentence *s, u32 token) {
  if (token < s->first || token >= s->last) return 0;
  u32 p = s->piece_of[token - s->first];
  return p ? s->pieces.at[p].chunk : 0;
}

static u32 meant(const dict_sentence *s, u32 chunk) { return s->chunks.at[chunk].means ? s->chunks.at[chunk].means : chunk; }

bool chunk_is_coded(const dict_sentence *s, u32 chunk) {
  const dict_chunk *c = &s->chunks.at[meant(s, chunk)];
  return chunk && c->known && (!is_null(c->actor) || c->ahead.n || c->behind.n);
}

static void add_code(code_list *to, str code) {
  for (u32 i = 0; i < to->len; i++)
    if (str_eq(to->at[i], code)) return;
  if (to->len < MOST_CODES) to->at[to->len++] = code;
}

static void add_codes(const dict_sentence *s, code_list *to, const dict_chunk *c) {
  arena *mem = s->d->mem;
  str all = is_null(c->actor) ? S("---") : c->actor;
  while (all.n) {
    str one = str_token(&all, '/'), code = str_join(mem, c->ahead, one);
    if (c->behind.n && !aligned_in(c->behind, one)) code = str_join(mem, code, c->behind);
    add_code(to, code);
  }
}

code_list codes_of_chunk(const dict_sentence *s, u32 chunk) {
  code_list out = {.len = 0};
  if (!chunk) return out;
  u32 list = s->chunks.at[meant(s, chunk)].list, from = list ? list : chunk;
  if (s->chunks.at[chunk].list) from = list = s->chunks.at[chunk].list;
  for (u32 i = from; i < s->chunks.len && (i == from || (list && s->chunks.at[i].list == list)); i++)
    if (chunk_is_coded(s, i)) add_codes(s, &out, &s->chunks.at[meant(s, i)]);
  return out;
}

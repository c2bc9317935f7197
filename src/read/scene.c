// The scene: what is known of an article before anybody speaks. Linear in its tokens.
#include "lang/tagger.h"
#include "read/attrib.h"

static rel base_of(u8 r) {
  switch (r) {
    case REL_NSUBJ_PASS: case REL_NSUBJ_OUTER: return REL_NSUBJ;
    case REL_CSUBJ_PASS: case REL_CSUBJ_OUTER: return REL_CSUBJ;
    case REL_OBL_AGENT: case REL_OBL_NPMOD: case REL_OBL_TMOD: case REL_OBL_UNMARKED: return REL_OBL;
    case REL_ADVCL_RELCL: return REL_ADVCL;
    case REL_AUX_PASS: return REL_AUX;
    case REL_NMOD_POSS: case REL_NMOD_DESC: case REL_NMOD_NPMOD: case REL_NMOD_TMOD: case REL_NMOD_UNMARKED: return REL_NMOD;
    case REL_ACL_RELCL: return REL_ACL;
    case REL_DET_PREDET: return REL_DET;
    case REL_CC_PRECONJ: return REL_CC;
    case REL_COMPOUND_PRT: return REL_COMPOUND;
    default: return (rel)r;
  }
}

bool rel_is(u8 r, rel base) { return r == base || base_of(r) == base; }

str lemma_str(const doc *d, u32 token) { return words_str(d->words, d->tokens.lemma[token]); }

bool is_word(const doc *d, u32 token) { return d->tokens.upos[token] != UPOS_PUNCT && d->tokens.upos[token] != UPOS_SYM; }

u32 words_within(const doc *d, span at, u32 most) {
  u32 n = 0;
  for (u32 t = token_at(d, at.beg); t < d->tokens.len && d->tokens.at[t].beg < at.end && n < most; t++) n += is_word(d, t);
  return n;
}

u32 head_of_run(const doc *d, run r) {
  for (u32 t = r.from; t < r.to; t++)
    if (d->tokens.head[t] < r.from || d->tokens.head[t] >= r.to) return t;
  return r.from;
}

bool is_finite(u8 tag) { return tag == XPOS_MD || tag == XPOS_VBD || tag == XPOS_VBZ || tag == XPOS_VBP; }

bool is_quote_mark(const doc *d, u32 token) {
  return d->tokens.xpos[token] == XPOS_OPEN || d->tokens.xpos[token] == XPOS_CLOSE;
}

// Dependents in the order of the text: filled from the end, so that each goes before the later ones.
static void link_children(scene *s) {
  const tokens *t = &s->d->tokens;
  for (u32 i = t->len; i-- > 1;) {
    u32 head = t->head[i];
    if (!head || head >= t->len) continue;
    s->sibling[i] = s->child[head];
    s->child[head] = i;
  }
}

// Hulls grow from the leaves up, each token once all its dependents are done (Kahn 1962); a token of a cycle keeps its own.
static void grow_hulls(scene *s) {
  const tokens *t = &s->d->tokens;
  u32 *waiting = NEWS(s->mem, u32, t->len), *ready = NEWS(s->mem, u32, t->len), done = 0, known = 0;
  for (u32 i = 1; i < t->len; i++) {
    s->left[i] = i, s->right[i] = i + 1;
    if (t->head[i] < t->len) waiting[t->head[i]]++;
  }
  for (u32 i = 1; i < t->len; i++)
    if (!waiting[i]) ready[known++] = i;
  while (done < known) {
    u32 i = ready[done++], head = t->head[i];
    if (!head || head >= t->len) continue;
    s->left[head] = MIN(s->left[head], s->left[i]);
    s->right[head] = MAX(s->right[head], s->right[i]);
    if (!--waiting[head]) ready[known++] = head;
  }
}

static const u64 *classes_of(arena *mem, const lex_entry *e) {
  enum { CLASSES_MOST = 12 };
  u64 *made = NEWS(mem, u64, CLASSES_MOST + 1);
  u32 n = 0;
  str rest = e ? e->attributes : S("unlisted");
  while (rest.n && n < CLASSES_MOST) made[n++] = hash_str(str_token(&rest, ' '));
  return made;
}

static void look_up(scene *s) {
  const doc *d = s->d;
  u32 count = words_count(d->words);
  u64 *hash = NEWS(s->mem, u64, count);
  const lex_entry **row = NEWS(s->mem, const lex_entry *, count);
  bool *seen = NEWS(s->mem, bool, count);
  const u64 **classes = NEWS(s->mem, const u64 *, count), *none = classes_of(s->mem, NULL);
  s->classes[0] = none;
  for (u32 t = 1; t < d->tokens.len; t++) {
    word l = d->tokens.lemma[t], w = d->tokens.low[t];
    if (!seen[l]) hash[l] = hash_str(words_str(d->words, l)), row[l] = lex_find(LEX_CUES, words_str(d->words, l)), seen[l] = true;
    if (!seen[w]) hash[w] = hash_str(words_str(d->words, w)), row[w] = lex_find(LEX_CUES, words_str(d->words, w)), seen[w] = true;
    s->lemma[t] = hash[l], s->low[t] = hash[w];
    u32 listed = row[l] ? l : w;
    if (row[listed] && !classes[listed]) classes[listed] = classes_of(s->mem, row[listed]);
    s->cue[t] = row[listed];
    s->classes[t] = row[listed] ? classes[listed] : none;
  }
}

static u8 values_of(str lemma) {
  static const char *const name[VALUE_COUNT] = {"good", "bad", "stress", "doubt", "future", "ask", "lack"};
  const lex_entry *e = lex_find(LEX_VALUES, lemma);
  u32 set = 0;
  for (u32 v = 0; e && v < VALUE_COUNT; v++) set |= (u32)lex_says(e, name[v]) << v;
  return (u8)set;
}

static u8 small_of(str low) {
  const lex_entry *e = lex_find(LEX_LINKS, low);
  if (!e) return 0;
  return (u8)((lex_says(e, "self") ? SMALL_SELF : 0) | (lex_says(e, "if") ? SMALL_IF : 0) | (lex_says(e, "not") ? SMALL_NOT : 0));
}

// Looked up once for each different word.
static void mark_words(scene *s) {
  const doc *d = s->d;
  u32 count = words_count(d->words);
  u8 *value = NEWS(s->mem, u8, count), *small = NEWS(s->mem, u8, count);
  bool *seen = NEWS(s->mem, bool, count), *seen_low = NEWS(s->mem, bool, count);
  for (u32 t = 1; t < d->tokens.len; t++) {
    word l = d->tokens.lemma[t], w = d->tokens.low[t];
    if (!seen[l]) value[l] = values_of(words_str(d->words, l)), seen[l] = true;
    if (!seen_low[w]) small[w] = small_of(words_str(d->words, w)), seen_low[w] = true;
    s->value[t] = value[l], s->small[t] = small[w];
  }
}

static void show_entities(scene *s) {
  const doc *d = s->d;
  s->shown = arena_take(s->mem, d->entities.len, sizeof *s->shown);
  for (u32 m = 1; m < d->mentions.len; m++) {
    const mention *at = &d->mentions.at[m];
    u32 *row = s->shown[at->entity], i = 0;
    while (i < SHOWN && row[i]) i++;
    if (i < SHOWN && at->form != FORM_PRONOUN) row[i] = m;
  }
}

// Classes of words and the network's vectors: both stand in the tagger's chunk.
static void look_wider(scene *s, const kit *k) {
  const tokens *t = &s->d->tokens;
  scorer own;
  tagger g;
  if (scorer_of(pack_chunk(k->pack, "attrib"), &own) && !own.fixed_block) return;   // learned without them
  if (!tagger_view(&g, pack_chunk(k->pack, "syntax"))) return;
  s->context = t->context, s->width = g.net.width;
  u32 count = words_count(s->d->words), *class = NEWS(s->mem, u32, count);
  bool *seen = NEWS(s->mem, bool, count);
  for (u32 i = 1; i < t->len; i++) {
    word w = t->low[i];
    if (!seen[w]) class[w] = table_find(&g.words.cluster, word_key(words_str(s->d->words, w))), seen[w] = true;
    s->class[i] = class[w], s->wide[i] = class[w] >> 16;
  }
}

scene *scene_of(arena *mem, const doc *d, const kit *k) {
  u32 n = d->tokens.len;
  scene *s = NEW(mem, scene);
  *s = (scene){.d = d, .mem = mem, .q = quotes_find(mem, d), .left = NEWS(mem, u32, n), .right = NEWS(mem, u32, n),
               .child = NEWS(mem, u32, n), .sibling = NEWS(mem, u32, n), .cue = NEWS(mem, const lex_entry *, n), .classes = NEWS(mem, const u64 *, n),
               .lemma = NEWS(mem, u64, n), .low = NEWS(mem, u64, n), .class = NEWS(mem, u32, n), .value = NEWS(mem, u8, n), .small = NEWS(mem, u8, n), .wide = NEWS(mem, u32, n)};
  s->inside = s->q.of;
  s->name = d->tokens.name ? d->tokens.name : NEWS(mem, u8, n);
  show_entities(s);
  link_children(s);
  grow_hulls(s);
  look_up(s);
  mark_words(s);
  look_wider(s, k);
  return s;
}

run scene_window(const scene *s, u32 token) {
  const sentence *at = &s->d->sentences.at[s->d->tokens.sentence[token]];
  u32 from = token > REACH ? token - REACH : 0, to = token + REACH + 1;
  return (run){MAX(from, at->first), MIN(to, at->last)};
}

u32 scene_child(const scene *s, u32 head, rel r) {
  u32 seen = 0;
  for (u32 c = s->child[head]; c && seen < REACH; c = s->sibling[c], seen++)
    if (rel_is(s->d->tokens.rel[c], r)) return c;
  return 0;
}

static bool has_not(const scene *s, u32 head) {
  u32 seen = 0;
  for (u32 c = s->child[head]; c && seen < REACH; c = s->sibling[c], seen++)
    if (s->child[c] == 0 && (s->small[c] & SMALL_NOT)) return true;
  return false;
}

// The head itself, or its subject or object: "did not vote", "no deaths were reported", "gave no reason".
bool scene_negated(const scene *s, u32 head) {
  u32 subject = scene_child(s, head, REL_NSUBJ), object = scene_child(s, head, REL_OBJ);
  return has_not(s, head) || (subject && has_not(s, subject)) || (object && has_not(s, object));
}

bool scene_commands(const scene *s, u32 head) {
  if (s->d->tokens.xpos[head] != XPOS_VB || scene_child(s, head, REL_NSUBJ) || scene_child(s, head, REL_MARK)) return false;
  u32 aux = scene_child(s, head, REL_AUX);
  return !aux || str_eq(low_str(s->d, aux), S("do"));
}

u32 scene_branch(const scene *s, u32 token, u32 top) {
  const u32 *head = s->d->tokens.head;
  for (u32 steps = 0; token && steps < 2 * REACH; steps++) {
    if (head[token] == top) return token;
    token = head[token];
  }
  return 0;
}

bool scene_below(const scene *s, u32 token, u32 top) { return token == top || scene_branch(s, token, top); }

u32 before_time(const scene *s, u32 head) {
  const tokens *k = &s->d->tokens;
  u32 last = 0, seen = 0;
  for (u32 c = s->child[head]; c && seen < REACH; c = s->sibling[c], seen++)
    if (c > head && s->right[c] == s->right[head]) last = c;
  bool timed = last && (lex_has(LEX_TIMES, low_str(s->d, last)) || str_eq(low_str(s->d, last), S("time")));
  bool tells = timed && scene_child(s, last, REL_CASE) && k->upos[head] != UPOS_NUM;
  return tells ? s->left[last] : s->right[head];
}

phrase scene_phrase(const scene *s, u32 head) {
  enum { LONGEST_PHRASE = 12 };
  run r = {s->left[head], before_time(s, head)};
  while (r.from < head && (rel_is(s->d->tokens.rel[r.from], REL_CASE) || !is_word(s->d, r.from))) r.from++;
  while (r.to > head + 1 && !is_word(s->d, r.to - 1)) r.to--;
  if (r.to - r.from > LONGEST_PHRASE) r = (run){head, head + 1};
  return (phrase){r, head};
}

span phrase_span(const scene *s, const phrase *p) { return token_span(s->d, p->at.from, p->at.to); }

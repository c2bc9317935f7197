// Stance: how the source puts it. Learned from the cue, its auxiliaries, and the head clause of the content.
#include "read/attrib.h"

enum { WORDS_SEEN = 64, CHILDREN_SEEN = 16 };

// The token of the pieces that hangs on something outside them; the highest of several, then the first.
static u32 content_head(const scene *s, const saying *a) {
  const tokens *k = &s->d->tokens;
  u32 best = 0, widest = 0;
  for (u32 i = 0; i < a->pieces; i++)
    for (u32 t = a->piece[i].from; t < a->piece[i].to; t++) {
      u32 h = k->head[t];
      bool within = false;
      for (u32 j = 0; j < a->pieces && !within; j++) within = h >= a->piece[j].from && h < a->piece[j].to;
      u32 wide = s->right[t] - s->left[t];
      if (!within && is_word(s->d, t) && (!best || wide > widest)) best = t, widest = wide;
    }
  return best;
}

static void clause_traits(const scene *s, u32 head, u32 base, u64 with, traits *t) {
  const tokens *k = &s->d->tokens;
  u32 seen = 0;
  trait(t, base, s->lemma[head], 0);
  trait(t, base + 1, k->xpos[head], 0);
  trait(t, base + 2, k->xpos[head], with);
  for (u32 c = s->child[head]; c && seen < CHILDREN_SEEN; c = s->sibling[c], seen++) {
    if (rel_is(k->rel[c], REL_AUX) || k->rel[c] == REL_COP) {
      trait(t, base + 3, s->low[c], 0);
      trait(t, base + 4, s->low[c], with);
      trait(t, base + 9, s->low[c], k->xpos[head]);
    }
    if (k->rel[c] == REL_MARK || k->rel[c] == REL_ADVMOD || k->rel[c] == REL_DET) trait(t, base + 5, s->low[c], k->rel[c]);
    if (k->rel[c] == REL_ADVCL) {
      u32 mark = scene_child(s, c, REL_MARK);
      trait(t, base + 6, mark ? s->low[mark] : 0, 0);
    }
    if (rel_is(k->rel[c], REL_NSUBJ)) trait(t, base + 7, s->lemma[c], 0);
    if (k->rel[c] == REL_AMOD) trait(t, base + 8, s->lemma[c], 0);
  }
}

typedef struct {
  u32 value[VALUE_COUNT], self, you, digits, names, words, superlatives, exclamations, questions, past;
} tally;

static void count_word(const scene *s, u32 w, tally *n) {
  const tokens *k = &s->d->tokens;
  u32 set = s->value[w];
  for (u32 v = 0; v < VALUE_COUNT; v++) n->value[v] += set >> v & 1;
  n->digits += k->upos[w] == UPOS_NUM;
  n->names += k->upos[w] == UPOS_PROPN;
  n->self += k->upos[w] == UPOS_PRON && (s->small[w] & SMALL_SELF);
  n->you += k->upos[w] == UPOS_PRON && str_starts(low_str(s->d, w), S("you"));
  n->superlatives += k->xpos[w] == XPOS_JJS || k->xpos[w] == XPOS_RBS || k->xpos[w] == XPOS_JJR;
  n->past += k->xpos[w] == XPOS_VBD;
  if (!is_word(s->d, w)) n->exclamations += token_str(s->d, w).p[0] == '!', n->questions += token_str(s->d, w).p[0] == '?';
  n->words++;
}

// By the order of the words alone, for where the tree is wrong: the first modal, the first verb, an "if", a negation.
typedef struct {
  u64 modal, verb, condition, negation;
} order;

static void note_order(const scene *s, u32 w, order *o) {
  const tokens *k = &s->d->tokens;
  if (k->xpos[w] == XPOS_MD && !o->modal && !o->verb) o->modal = s->low[w];
  if (k->upos[w] == UPOS_VERB && !o->verb) o->verb = 1 + k->xpos[w];
  if (s->small[w] & SMALL_IF) o->condition = 1;
  if ((s->small[w] & SMALL_NOT) && !o->negation) o->negation = o->verb ? 2 : 1;
}

static void order_traits(const order *o, u64 cue, traits *t) {
  trait(t, ASK_MOD + 50, o->modal, o->condition);
  trait(t, ASK_MOD + 51, o->modal, cue);
  trait(t, ASK_MOD + 52, o->negation, o->modal);
  trait(t, ASK_MOD + 53, o->negation, cue);
  trait(t, ASK_MOD + 54, o->verb, o->modal);
  trait(t, ASK_MOD + 55, o->negation, 0);
  trait(t, ASK_MOD + 56, o->verb * 4 + o->negation, o->condition);
}

static u64 few(u32 n) { return n < 3 ? n : n < 6 ? 3 : 4; }

static void tally_traits(const tally *n, bool direct, u64 cue, traits *t) {
  const u32 *v = n->value;
  u32 judged = v[VALUE_GOOD] + v[VALUE_BAD];
  trait(t, ASK_MOD + 40, few(v[VALUE_GOOD]), few(v[VALUE_BAD]));
  trait(t, ASK_MOD + 41, few(judged), direct);
  trait(t, ASK_MOD + 42, few(n->self), direct);
  trait(t, ASK_MOD + 43, few(n->digits), few(n->names));
  trait(t, ASK_MOD + 44, few(v[VALUE_STRESS]), direct);
  trait(t, ASK_MOD + 45, few(n->words / 8), direct);
  trait(t, ASK_MOD + 46, few(judged), few(n->digits));
  for (u32 i = VALUE_DOUBT; i < VALUE_COUNT; i++) {
    trait(t, ASK_MOD + 70 + i, few(v[i]), 0);
    trait(t, ASK_MOD + 80 + i, v[i] != 0, cue);
  }
  trait(t, ASK_MOD + 90, few(judged + v[VALUE_STRESS]), few(n->digits + n->names));
  trait(t, ASK_MOD + 91, few(n->superlatives), few(judged));
  trait(t, ASK_MOD + 92, few(n->exclamations), few(n->questions));
  trait(t, ASK_MOD + 93, few(n->you), few(n->self));
  trait(t, ASK_MOD + 94, few(n->past), few(judged));
  trait(t, ASK_MOD + 95, v[VALUE_DOUBT] != 0, (v[VALUE_FUTURE] != 0) * 4u + (v[VALUE_ASK] != 0) * 2u + (v[VALUE_LACK] != 0));
}

// The clause that the content is about: what its head and their auxiliaries, subject and object are.
static void head_traits(const scene *s, u32 head, u64 cue, traits *t) {
  const tokens *k = &s->d->tokens;
  u32 depth = 0, set = s->value[head], around = 0, seen = 0;
  u64 modal = 0, shape = k->xpos[head];
  for (u32 c = s->child[head]; c && seen < CHILDREN_SEEN; c = s->sibling[c], seen++) {
    u8 r = k->rel[c];
    if (k->xpos[c] == XPOS_MD) modal = s->lemma[c];
    if (r == REL_COP || rel_is(r, REL_AUX)) shape = hash_mix(shape, k->xpos[c]);
    if (rel_is(r, REL_NSUBJ) || r == REL_OBJ || r == REL_AMOD || r == REL_ADVMOD || rel_is(r, REL_AUX) || r == REL_DET) around |= s->value[c];
  }
  bool negated = scene_negated(s, head);
  trait(t, ASK_MOD + 64, negated, 0);
  trait(t, ASK_MOD + 65, negated, modal);
  trait(t, ASK_MOD + 66, negated, cue);
  trait(t, ASK_MOD + 67, negated, set);
  trait(t, ASK_MOD + 100, shape, modal);
  trait(t, ASK_MOD + 101, shape, cue);
  trait(t, ASK_MOD + 102, set, 0);
  trait(t, ASK_MOD + 103, set, k->upos[head]);
  trait(t, ASK_MOD + 104, around, 0);
  trait(t, ASK_MOD + 105, around | set, cue);
  trait(t, ASK_MOD + 106, modal, cue);
  for (u32 v = 0; v < VALUE_COUNT; v++)
    if ((set | around) >> v & 1) trait(t, ASK_MOD + 110, v, k->upos[head]);
  for (u32 x = scene_child(s, head, REL_XCOMP); x && depth < 2; x = scene_child(s, x, REL_XCOMP), depth++) {
    trait(t, ASK_MOD + 107, s->value[x], set);
    trait(t, ASK_MOD + 108, s->lemma[x], depth);
  }
}

// The words of the whole content, with quotations followed to their ends.
static void word_traits(const scene *s, const saying *a, bool direct, traits *t) {
  const tokens *k = &s->d->tokens;
  tally n = {0};
  order o = {0};
  u64 cue = a->anchor ? s->lemma[a->anchor] : 0;
  for (u32 i = 0; i < a->content.len; i++)
    for (u32 w = token_at(s->d, a->content.at[i].beg); w < k->len && k->at[w].beg < a->content.at[i].end && n.words < WORDS_SEEN; w++) {
      count_word(s, w, &n);
      note_order(s, w, &o);
    }
  order_traits(&o, cue, t);
  tally_traits(&n, direct, cue, t);
  u32 seen = 0;
  for (u32 i = 0; i < a->content.len; i++)
    for (u32 w = token_at(s->d, a->content.at[i].beg); w < k->len && k->at[w].beg < a->content.at[i].end && seen < WORDS_SEEN; w++, seen++) {
      if (is_word(s->d, w)) trait(t, ASK_MOD + 30, s->lemma[w], 0);
      if (k->upos[w] == UPOS_AUX) trait(t, ASK_MOD + 32, s->low[w], 0);
      if (s->context && s->class[w]) trait(t, ASK_MOD + 37, s->class[w], 0);
    }
}

// The mean of what the network made of the words of the content.
static const u8 *mean_context(const scene *s, const saying *a) {
  const tokens *k = &s->d->tokens;
  u32 *sum = NEWS(s->mem, u32, s->width), n = 0;
  u8 *mean = NEWS(s->mem, u8, s->width);
  for (u32 i = 0; i < a->content.len; i++)
    for (u32 w = token_at(s->d, a->content.at[i].beg); w < k->len && k->at[w].beg < a->content.at[i].end && n < WORDS_SEEN; w++, n++)
      for (u32 v = 0; v < s->width; v++) sum[v] += s->context[(size_t)w * s->width + v];
  for (u32 v = 0; v < s->width; v++) mean[v] = n ? (u8)((sum[v] + n / 2) / n) : VECTOR_ZERO;
  return mean;
}

void mod_traits(const scene *s, const saying *a, traits *t) {
  const tokens *k = &s->d->tokens;
  u64 lemma = a->anchor ? s->lemma[a->anchor] : 0;
  u32 head = content_head(s, a);
  u64 cue_words = 0;
  traits_clear(t);
  trait(t, ASK_MOD, 0, 0);
  if (a->anchor) {
    for (u32 i = a->cue.from; i < a->cue.to; i++) cue_words = hash_mix(cue_words, s->low[i]);
    trait(t, ASK_MOD + 1, lemma, k->upos[a->anchor]);
    trait(t, ASK_MOD + 2, cue_words, 0);
    trait(t, ASK_MOD + 3, k->xpos[a->anchor], a->source.head != 0);
    trait(t, ASK_MOD + 4, lemma, head ? k->xpos[head] : 0);
    trait(t, ASK_MOD + 5, lemma, head && s->inside[head] != 0);
    if (s->context) {
      trait(t, ASK_MOD + 60, s->class[a->anchor], head ? k->xpos[head] : 0);
      trait(t, ASK_MOD + 61, s->wide[a->anchor], head ? s->wide[head] : 0);
    }
    class_traits(s, a->anchor, ASK_MOD + 6, 0, t);
    class_traits(s, a->anchor, ASK_MOD + 7, head ? k->xpos[head] : 0, t);
    class_traits(s, a->anchor, ASK_MOD + 8, a->source.head != 0, t);
    clause_traits(s, a->anchor, ASK_MOD + 10, 0, t);
  }
  if (head) {
    u32 mark = scene_child(s, head, REL_MARK), verb = scene_child(s, head, REL_XCOMP);
    trait(t, ASK_MOD + 9, mark ? s->low[mark] : 0, lemma);
    clause_traits(s, head, ASK_MOD + 20, lemma, t);
    if (s->context) head_traits(s, head, lemma, t);
    if (s->context) {
      trait(t, ASK_MOD + 62, s->class[head], 0);
      trait(t, ASK_MOD + 63, s->wide[head], k->xpos[head]);
    }
    if (verb) trait(t, ASK_MOD + 33, s->lemma[verb], s->lemma[head]);
  }
  if (a->pieces) {
    u32 first = a->piece[0].from;
    trait(t, ASK_MOD + 34, s->low[first], 0);
    trait(t, ASK_MOD + 35, s->low[first], lemma);
    trait(t, ASK_MOD + 36, first ? s->low[first - 1] : 0, 0);
  }
  word_traits(s, a, head && s->inside[head] != 0, t);
  if (!s->context) return;
  context_trait(s, a->anchor, SEEN_MOD_CUE, t);
  context_trait(s, head, SEEN_MOD_HEAD, t);
  trait_vector(t, SEEN_MOD_ALL, mean_context(s, a), s->width);
}

// "They are to meet", "she is to be sentenced", "is going to leave".
static bool is_to_be(const scene *s, u32 head) {
  const tokens *k = &s->d->tokens;
  u32 t = head - 1;
  if (str_eq(low_str(s->d, head), S("going")) && scene_child(s, head, REL_XCOMP)) return true;
  if (k->xpos[head] != XPOS_VB && k->xpos[head] != XPOS_VBN) return false;
  while (t > 2 && k->upos[t] == UPOS_AUX && k->xpos[t] == XPOS_VB) t--;
  if (t < 2 || k->xpos[t] != XPOS_TO) return false;
  return str_eq(lemma_str(s->d, t - 1), S("be")) || (t > 2 && str_eq(low_str(s->d, t - 1), S("going")) && str_eq(lemma_str(s->d, t - 2), S("be")));
}

// What a clause may be where its verb stands so: "will meet" and "may take a year" are no facts.
u32 stances_to_come(const scene *s, u32 head) {
  static const struct {
    const char *word;
    u32 stances;
  } modals[] = {{"may", 1u << MOD_POSSIBLE}, {"might", 1u << MOD_POSSIBLE},
                {"will", 1u << MOD_SCHEDULED | 1u << MOD_EXPECTED}, {"shall", 1u << MOD_SCHEDULED | 1u << MOD_EXPECTED},
                {"would", 1u << MOD_SCHEDULED | 1u << MOD_EXPECTED | 1u << MOD_CONDITIONAL},
                {"must", 1u << MOD_REQUESTED | 1u << MOD_OPINION}};
  const tokens *k = &s->d->tokens;
  u32 seen = 0;
  for (u32 c = s->child[head]; c && c < head && seen < CHILDREN_SEEN; c = s->sibling[c], seen++)
    for (u32 i = 0; rel_is(k->rel[c], REL_AUX) && k->xpos[c] == XPOS_MD && i < COUNT_OF(modals); i++)
      if (str_eq(lemma_str(s->d, c), str_of(modals[i].word)) || str_eq(low_str(s->d, c), str_of(modals[i].word))) return modals[i].stances;
  if (is_to_be(s, head)) return 1u << MOD_SCHEDULED | 1u << MOD_EXPECTED;
  str mod = lex_value(lex_find(LEX_LINKS, low_str(s->d, head)), "mod");   // "more are likely to come"
  return mod.n && scene_child(s, head, REL_XCOMP) ? 1u << stance_of(mod) : 0;
}

// "It would close if the price fell."
static bool hangs_on_if(const scene *s, u32 head) {
  if (!(stances_to_come(s, head) >> MOD_CONDITIONAL & 1)) return false;
  u32 seen = 0;
  for (u32 c = s->child[head]; c && seen < CHILDREN_SEEN; c = s->sibling[c], seen++) {
    u32 mark = s->d->tokens.rel[c] == REL_ADVCL ? scene_child(s, c, REL_MARK) : 0;
    if (mark && s->small[mark] & SMALL_IF) return true;
  }
  return false;
}

// The best scored of the stances in the set.
static u32 best_among(const float score[MOD_COUNT], u32 set) {
  u32 best = MOD_COUNT;
  for (u32 i = 0; i < MOD_COUNT; i++)
    if (set >> i & 1 && (best == MOD_COUNT || score[i] > score[best])) best = i;
  return best;
}

// Orders come from one who can give them; who doubts does not value.
static u32 settled_by_cue(const scene *s, const saying *a, u32 best) {
  if (best == MOD_REQUESTED && lex_says(s->cue[a->anchor], "order")) return MOD_SCHEDULED;
  return best == MOD_OPINION && lex_says(s->cue[a->anchor], "doubt") ? (u32)MOD_POSSIBLE : best;
}

// What the choice learned says, and what the clause itself shows.
static u32 chosen(const scene *s, const scorer *m, const saying *a) {
  traits t;
  float score[MOD_COUNT];
  mod_traits(s, a, &t);
  u32 best = settled_by_cue(s, a, score_labels(m, &t, MOD_COUNT, score)), head = content_head(s, a);
  if (best == MOD_FACT && a->anchor && scene_negated(s, a->anchor)) return MOD_NEGATED;   // "neither side has confirmed the deal"
  if (!head) return best;
  u32 to_come = stances_to_come(s, head);
  if (best == MOD_FACT && to_come) best = best_among(score, to_come);
  if (best == MOD_FACT && scene_commands(s, head)) return MOD_REQUESTED;
  if (best == MOD_FACT && scene_negated(s, head)) best = MOD_NEGATED;
  bool told = best == MOD_FACT || best == MOD_SCHEDULED || best == MOD_EXPECTED;
  return told && hangs_on_if(s, head) ? MOD_CONDITIONAL : best;
}

stance mod_best(const scene *s, const scorer *m, const saying *a) {
  arena_mark mark = arena_here(s->mem);
  u32 best = chosen(s, m, a);
  arena_back(s->mem, mark);
  return (stance)best;
}

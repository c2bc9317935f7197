// What cannot both be true: a point that one article denies, two ages of one person, casualties and none.
#include "graph/points.h"
#include "model/lexicon.h"

enum { MOST_HARMS = 64, WINDOW = 16 };   // claims of casualties of a story, and members of a point, that are compared

static const float CONTRADICTS_AT = 0.7f, SURE_DICE = 0.5f, CASUALTIES_P = 0.7f, LEAST_P = 0.7f;

static u32 first_quantity(const doc *d, span at) { return row_ending_after(d->quantities.at, sizeof *d->quantities.at, d->quantities.len, at.beg); }

// The one age that is told in a claim, NULL where there is none or several.
static const quantity *age_in(const making *m, const prop *x) {
  const doc *d = m->all->docs[x->article];
  const claim *c = claim_of(m, x);
  const quantity *age = NULL;
  for (u32 s = 0; s < c->at.len; s++)
    for (u32 q = first_quantity(d, c->at.at[s]); q < d->quantities.len && d->quantities.at[q].at.end <= c->at.at[s].end; q++) {
      const quantity *a = &d->quantities.at[q];
      str told = doc_str(d, a->at);
      if (a->at.beg < c->at.at[s].beg || str_find(told, S("old")) == told.n) continue;
      if (age) return NULL;
      age = a;
    }
  return age;
}

// One point about a boy of four and a boy of three: nobody has two ages within the days of a story.
static bool ages_apart(const making *m, const prop *x, const prop *y) {
  const quantity *a = age_in(m, x), *b = age_in(m, y);
  if (!a || !b || a->value == b->value || a->bound || b->bound || !a->counted || !b->counted) return false;
  return one_meaning(words_str(m->all->docs[x->article]->words, a->counted), words_str(m->all->docs[y->article]->words, b->counted));
}

static bool contradict(const making *m, u32 row, u32 a, u32 b) {
  const member *k = m->story->claims[row].members;
  const claim_pair *p = pair_at(&m->pairs, m->prop_of[row][a], m->prop_of[row][b]);
  if (!p || k[a].article == k[b].article) return false;
  bool sure = (p->p >= CONTRADICTS_AT && p->dice >= SURE_DICE) || one_frame_denied(member_prop(m, row, a), member_prop(m, row, b));
  bool denied = sure && (k[a].relation == DENIES) != (k[b].relation == DENIES);
  return denied || ages_apart(m, member_prop(m, row, a), member_prop(m, row, b));
}

typedef VEC(contradiction) contradiction_list;

// Two claims that meet in two points contradict each other once.
static void add_contradiction(making *m, contradiction_list *to, u32 row, u32 a, u32 b) {
  const member *x = &m->story->claims[row].members[a], *y = &m->story->claims[row].members[b];
  for (u32 i = 0; i < to->len; i++) {
    const contradiction *k = &to->at[i];
    if (k->article_a == x->article && k->claim_a == x->claim && k->article_b == y->article && k->claim_b == y->claim) return;
  }
  float p = MAX(pair_at(&m->pairs, m->prop_of[row][a], m->prop_of[row][b])->p, LEAST_P);
  vec_push(m->all->mem, to, ((contradiction){x->article, x->claim, y->article, y->claim, p}));
}

// ---- casualties

typedef enum { HARM_NONE, HARM_DEATH, HARM_WOUND } harm;

static harm harm_of(const doc *d, u32 t) {
  u8 u = d->tokens.upos[t];
  if (u != UPOS_VERB && u != UPOS_NOUN && u != UPOS_ADJ) return HARM_NONE;
  str set = lex_value(lex_find(LEX_SYNONYMS, words_str(d->words, d->tokens.lemma[t])), "set");
  if (str_eq(set, S("die")) || str_eq(set, S("kill"))) return HARM_DEATH;
  return str_eq(set, S("hurt")) ? HARM_WOUND : HARM_NONE;
}

// A claim that somebody, or nobody, was killed or hurt.
typedef struct {
  u32 prop;
  harm what;
  bool nobody;
} casualties;

static bool is_nobody(const doc *d, u32 t) {
  if (str_eq(low_str(d, t), S("nobody"))) return true;
  if (!str_eq(low_str(d, t), S("no")) || t + 1 >= d->tokens.len) return false;
  str next = low_str(d, t + 1);
  return str_eq(next, S("one")) || str_eq(next, S("people")) || str_eq(next, S("persons")) || harm_of(d, t + 1);
}

// "2 injured", "two were later hurt".
static bool counts_harmed(const doc *d, const quantity *a) {
  enum { BETWEEN = 3 };
  u32 t = token_at(d, a->at.end), first = t;
  while (t < d->tokens.len && t < first + BETWEEN && (d->tokens.upos[t] == UPOS_AUX || d->tokens.upos[t] == UPOS_ADV)) t++;
  return t < d->tokens.len && harm_of(d, t);
}

static bool counts_people(const doc *d, const claim *c) {
  for (u32 s = 0; s < c->at.len; s++)
    for (u32 q = first_quantity(d, c->at.at[s]); q < d->quantities.len && d->quantities.at[q].at.beg < c->at.at[s].end; q++) {
      const quantity *a = &d->quantities.at[q];
      if (a->value >= 1 && (str_eq(a->unit, S("person")) || (!a->unit.n && counts_harmed(d, a)))) return true;
    }
  return false;
}

// Told as a fact, of one kind of harm only.
static bool read_casualties(const making *m, u32 row, casualties *to) {
  const prop *x = &m->p->at[row];
  const claim *c = claim_of(m, x);
  const doc *d = m->all->docs[x->article];
  *to = (casualties){row, HARM_NONE, false};
  if (c->mod != MOD_FACT && c->mod != MOD_NEGATED) return false;
  for (u32 s = 0; s < c->at.len; s++)
    for (u32 t = token_at(d, c->at.at[s].beg); t < d->tokens.len && d->tokens.at[t].beg < c->at.at[s].end; t++) {
      harm what = harm_of(d, t);
      if (what && to->what && what != to->what) return false;
      if (what) to->what = what;
      to->nobody |= is_nobody(d, t);
    }
  return to->what && (to->nobody || (!x->negative && counts_people(d, c)));
}

static void compare_casualties(making *m, contradiction_list *to) {
  casualties found[MOST_HARMS];
  u32 n = 0;
  for (u32 row = 0; row < m->p->n && n < MOST_HARMS; row++) n += read_casualties(m, row, &found[n]);
  for (u32 i = 0; i < n; i++)
    for (u32 j = i + 1; j < n; j++) {
      const prop *x = &m->p->at[found[i].prop], *y = &m->p->at[found[j].prop];
      if (found[i].nobody == found[j].nobody || found[i].what != found[j].what || x->article == y->article) continue;
      vec_push(m->all->mem, to, ((contradiction){x->article, x->claim, y->article, y->claim, CASUALTIES_P}));
    }
}

// Only what one article denies and another asserts in nearly the same words, ages, and casualties against none: other figures
// change with the hours, and two statements that both can be true are no contradiction, however unlike they are.
void find_contradictions(making *m) {
  contradiction_list found = {0};
  for (u32 g = 0; g < m->story->nclaims; g++)
    for (u32 a = 0; a < m->story->claims[g].nmembers; a++)
      for (u32 b = a + 1; b < m->story->claims[g].nmembers && b < a + WINDOW; b++)
        if (contradict(m, g, a, b)) add_contradiction(m, &found, g, a, b);
  compare_casualties(m, &found);
  m->story->contradictions = found.at;
  m->story->ncontradictions = found.len;
}

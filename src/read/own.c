// How the article itself puts a clause of its own: what the choice learned is asked about.
#include "read/clause.h"

enum { CHILDREN_SEEN = 16 };

static void word_traits(const scene *s, u32 base, u32 w, u64 with, traits *t) {
  trait(t, base, s->low[w], 0);
  trait(t, base + 1, s->lemma[w], with);
}

void own_traits(const scene *s, const clause *c, traits *t) {
  const tokens *k = &s->d->tokens;
  u32 head = c->head, seen = 0, negations = 0;
  traits_clear(t);
  trait(t, ASK_OWN, 0, 0);
  trait(t, ASK_OWN + 1, s->lemma[head], k->xpos[head]);
  trait(t, ASK_OWN + 2, k->xpos[head], 0);
  trait(t, ASK_OWN + 3, k->rel[head], 0);
  for (u32 x = s->child[head]; x && seen < CHILDREN_SEEN; x = s->sibling[x], seen++) {
    u8 r = k->rel[x];
    if (rel_is(r, REL_AUX) || r == REL_COP) word_traits(s, ASK_OWN + 5, x, k->xpos[head], t);
    if (r == REL_ADVMOD || r == REL_MARK || r == REL_DET) word_traits(s, ASK_OWN + 7, x, r, t);
    if (r == REL_XCOMP || r == REL_CCOMP) {
      trait(t, ASK_OWN + 9, s->lemma[x], s->lemma[head]);
      u32 mark = scene_child(s, x, REL_MARK);
      trait(t, ASK_OWN + 10, mark ? s->low[mark] : 0, s->lemma[head]);
    }
    if (r == REL_ADVCL) {
      u32 mark = scene_child(s, x, REL_MARK);
      trait(t, ASK_OWN + 11, mark ? s->low[mark] : 0, 0);
    }
    if (rel_is(r, REL_NSUBJ)) {
      u32 det = scene_child(s, x, REL_DET);
      trait(t, ASK_OWN + 12, s->lemma[x], 0);
      trait(t, ASK_OWN + 13, det ? s->low[det] : 0, 0);
    }
    if (r == REL_OBJ) {
      u32 det = scene_child(s, x, REL_DET);
      trait(t, ASK_OWN + 14, det ? s->low[det] : 0, 0);
    }
    trait(t, ASK_OWN + 15, r, 0);
  }
  for (u32 i = 0; i < c->at.len; i++)
    for (u32 w = token_at(s->d, c->at.at[i].beg), n = 0; w < k->len && k->at[w].beg < c->at.at[i].end && n < REACH; w++, n++) {
      trait(t, ASK_OWN + 16, s->lemma[w], 0);
      if (s->small[w] & SMALL_NOT) negations++;
    }
  trait(t, ASK_OWN + 17, negations, 0);
  trait(t, ASK_OWN + 18, scene_negated(s, head), k->xpos[head]);
}

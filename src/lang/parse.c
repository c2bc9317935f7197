// Dependency trees.
#include "doc/stages.h"
#include "lang/tagger.h"
#include "model/kit.h"

static u32 longest_sentence(const doc *d) {
  u32 most = 1;
  for (u32 s = 1; s < d->sentences.len; s++) most = MAX(most, d->sentences.at[s].last - d->sentences.at[s].first);
  return most;
}

// Without a model: every word hangs on the first of its sentence.
static void hang_flat(doc *d) {
  for (u32 i = 1; i < d->tokens.len; i++) {
    u32 first = d->sentences.at[d->tokens.sentence[i]].first;
    d->tokens.head[i] = i == first ? 0 : first;
    d->tokens.rel[i] = i == first ? REL_ROOT : REL_DEP;
  }
}

// The root's relation is `root`, and no other word's is.
static rel relation_of(const tagger *t, u32 head, u32 relation) {
  rel r = (rel)t->relation[relation];
  if (!head) return REL_ROOT;
  return r == REL_ROOT || r >= REL_COUNT ? REL_DEP : r;
}

static bool is_subject(u8 r) { return r == REL_NSUBJ || r == REL_NSUBJ_PASS; }

static bool has_article(const doc *d, u32 noun, u32 first) {
  for (u32 i = noun; i-- > first && noun - i < 8;)
    if (d->tokens.head[i] == noun && d->tokens.rel[i] == REL_DET) return true;
  return false;
}

// A verb has one subject: of a noun and a name side by side the name stands in apposition ("the broadcaster Zarya said"), or
// the noun is its title.
static void mend_subjects(doc *d, u32 first, u32 last) {
  tokens *t = &d->tokens;
  for (u32 i = first; i + 1 < last; i++) {
    bool two = is_subject(t->rel[i]) && is_subject(t->rel[i + 1]) && t->head[i] == t->head[i + 1];
    if (!two || t->upos[i] != UPOS_NOUN || t->upos[i + 1] != UPOS_PROPN) continue;
    if (has_article(d, i, first)) t->head[i + 1] = i, t->rel[i + 1] = REL_APPOS;
    else t->head[i] = i + 1, t->rel[i] = REL_COMPOUND;
  }
}

static void parse_all(doc *d, const tagger *t) {
  u32 longest = longest_sentence(d);
  arena_mark here = arena_here(d->mem);
  net_room room = net_room_new(d->mem, &t->net, longest);
  u32 *head = NEWS(d->mem, u32, longest), *relation = NEWS(d->mem, u32, longest);
  for (u32 s = 1; s < d->sentences.len; s++) {
    u32 first = d->sentences.at[s].first, last = d->sentences.at[s].last;
    net_tree(&t->net, &room, d->mem, d->tokens.context + (size_t)first * t->net.width, last - first, head, relation);
    for (u32 i = first; i < last; i++) {
      d->tokens.head[i] = head[i - first] ? head[i - first] + first - 1 : 0;
      d->tokens.rel[i] = (u8)relation_of(t, head[i - first], relation[i - first]);
    }
    mend_subjects(d, first, last);
  }
  arena_back(d->mem, here);
}

void stage_parse(doc *d, const kit *k) {
  d->tokens.head = NEWS(d->mem, u32, d->tokens.len);
  d->tokens.rel = NEWS(d->mem, u8, d->tokens.len);
  tagger t;
  if (tagger_view(&t, pack_chunk(k->pack, "syntax")) && d->tokens.context) parse_all(d, &t);
  else hang_flat(d);
}

// Dependency trees.
#include "doc/stages.h"
#include "lang/mend_tree.h"
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
    mend_tree(d, first, last);
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

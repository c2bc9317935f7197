// "Reuters, citing officials, reported that …": the ones cited vouch for what is reported, and the one that reports is their relay.
#include "read/attrib.h"
#include "read/entity.h"

enum { NEAR_SAYINGS = 4 };

// The saying whose verb, or whose source, the citing hangs on, 0 = none.
u32 citer_of(const scene *s, const sayings *all, u32 row) {
  const tokens *k = &s->d->tokens;
  const saying *a = &all->at[row];
  if (!a->anchor || !lex_says(s->cue[a->anchor], "cite")) return 0;
  u32 head = k->head[a->anchor], from = row > NEAR_SAYINGS ? row - NEAR_SAYINGS : 1;
  for (u32 j = from; j < all->len && j < row + NEAR_SAYINGS; j++) {
    const saying *b = &all->at[j];
    bool other = j != row && b->anchor && head && k->sentence[b->anchor] == k->sentence[a->anchor];
    if (other && (b->anchor == head || (b->source.head == head && rel_is(k->rel[a->anchor], REL_ACL)))) return j;
  }
  return 0;
}

static bool is_medium(const scene *s, const phrase *p) {
  u32 row = p->head ? entity_at(s->d, token_span(s->d, p->at.from, p->at.to)) : 0;
  return p->head && is_media(source_kind_of_np(s->d, p->at.from, p->at.to, row));
}

// Only media: of others "citing the risk" names a reason, not a source.
void take_cited(scene *s, sayings *all) {
  for (u32 i = 1; i < all->len; i++) {
    saying *a = &all->at[i];
    u32 by = citer_of(s, all, i), cited = by ? scene_child(s, a->anchor, REL_OBJ) : 0;
    if (!cited || cited < a->anchor || !is_medium(s, &all->at[by].source)) continue;
    a->source = scene_phrase(s, cited);
    a->pieces = all->at[by].pieces;
    memcpy(a->piece, all->at[by].piece, sizeof a->piece);
    a->p_content = all->at[by].p_content, a->p_empty = all->at[by].p_empty, a->p_source = all->at[by].p_source;
  }
}

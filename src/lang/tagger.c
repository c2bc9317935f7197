#include "lang/tagger.h"

#include "base/hash.h"

bool tagger_view(tagger *t, str chunk) {
  *t = (tagger){0};
  str part[TAG_PARTS];
  bool good = parts_view(chunk, TAG_KIND, part, TAG_PARTS);
  good &= linear_view(&t->model, part[TAG_MODEL]);
  good &= table_view(&t->words.known, part[TAG_KNOWN]);
  good &= table_view(&t->sure, part[TAG_SURE]);
  good &= strings_view(&t->feats, part[TAG_FEATS]);
  good &= table_view(&t->feats_of, part[TAG_FEATS_OF]);
  table_view(&t->words.cluster, part[TAG_CLUSTERS]);
  const u32 *counts = (const u32 *)(const void *)part[TAG_LABELS].p;
  if (!good || part[TAG_LABELS].n < 2 * sizeof *counts || counts[0] != UPOS_COUNT || counts[1] != XPOS_COUNT) return false;
  t->label = (const joint_tag *)(const void *)(counts + 2);
  t->labels = (u32)((part[TAG_LABELS].n - 2 * sizeof *counts) / sizeof *t->label);
  return t->labels == t->model.labels;
}

tag_view tag_view_of(const lexeme *const *lex, u32 first, u32 last) {
  u32 capitals = 0, letters = 0;
  for (u32 i = first; i < last; i++) {
    capitals += (lex[i]->traits & LEXEME_CAPITALS) != 0;
    letters += (lex[i]->traits & LEXEME_LETTERS) != 0;
  }
  return (tag_view){lex, first, last, letters > 2 && 5 * capitals > 4 * letters};
}

static const lexeme *at(const tag_view *v, i64 token) {
  return token >= v->first && token < v->last ? v->lex[token] : v->lex[0];
}

// Words around, spelling, ambiguity classes and the tags before: the usual templates (Ratnaparkhi 1996; Toutanova et al.
// 2003), with word clusters.
u32 tag_features(const tag_view *v, u32 token, u32 tag1, u32 tag2, u64 *feature) {
  i64 i = token;
  const lexeme *w = at(v, i), *l1 = at(v, i - 1), *l2 = at(v, i - 2), *r1 = at(v, i + 1), *r2 = at(v, i + 2);
  u64 t1 = atom(tag1), t2 = atom(tag2), t12 = rotate(t1, 9) + t2;
  u64 spot = atom((u64)(token == v->first) + 2 * (u64)(token + 1 == v->last) + 4 * (u64)v->shouting);
  u64 traits = atom(w->traits);
  u64 *f = feature;
  u64 number = 0;
#define ONE(a) *f++ = feature4(number++, a, 0, 0, 0);
#define TWO(a, b) *f++ = feature4(number++, a, b, 0, 0);
#define THREE(a, b, c) *f++ = feature4(number++, a, b, c, 0);
  ONE(0)
  ONE(w->form) ONE(w->low) ONE(w->shape) ONE(w->known) ONE(w->cluster) ONE(w->cluster_wide)
  ONE(w->prefix[0]) ONE(w->prefix[1]) ONE(w->prefix[2])
  ONE(w->suffix[0]) ONE(w->suffix[1]) ONE(w->suffix[2]) ONE(w->suffix[3]) ONE(w->suffix[4])
  TWO(traits, spot) TWO(w->suffix[2], traits) TWO(w->suffix[1], w->prefix[0]) THREE(w->shape, w->suffix[1], spot)
  ONE(t1) ONE(t12) TWO(t1, w->low) TWO(t12, w->low) TWO(t1, w->known) TWO(t12, w->known) TWO(t1, w->suffix[2])
  TWO(t1, w->shape) TWO(t1, r1->known) THREE(t1, w->known, r1->known) TWO(t1, w->cluster)
  ONE(l1->low) ONE(l2->low) ONE(r1->low) ONE(r2->low)
  TWO(l1->low, w->low) TWO(w->low, r1->low) TWO(l1->low, r1->low) TWO(l2->low, l1->low) TWO(r1->low, r2->low)
  ONE(l1->suffix[2]) ONE(r1->suffix[2]) ONE(r1->suffix[1]) ONE(r1->shape) ONE(l1->shape)
  TWO(l1->known, w->known) TWO(w->known, r1->known) THREE(w->known, r1->known, r2->known) TWO(w->low, r1->known)
  THREE(l1->known, w->known, r1->known) TWO(r1->known, r2->known) ONE(r1->known) ONE(r2->known) ONE(l1->known) ONE(l2->known)
  ONE(l1->cluster) ONE(r1->cluster) ONE(l2->cluster) ONE(r2->cluster) TWO(w->cluster, r1->cluster) TWO(l1->cluster, w->cluster)
  THREE(l1->shape, w->shape, r1->shape) TWO(r1->shape, w->known) TWO(l1->low, w->known) TWO(l1->low, w->suffix[2])
  TWO(t1, l1->low)
#undef ONE
#undef TWO
#undef THREE
  return (u32)(f - feature);
}

u64 feats_key(u64 low, u32 label) { return feature4(1, low, atom(label), 0, 0); }

void tag_sentence(const tagger *t, const tag_view *v, u8 *label) {
  u64 feature[MOST_FEATURES];
  i16 score[MOST_LABELS];
  u32 tag1 = 0, tag2 = 0;
  for (u32 i = v->first; i < v->last; i++) {
    u32 best = table_find(&t->sure, v->lex[i]->form);
    if (!best || best > t->labels) {
      linear_scores(&t->model, feature, tag_features(v, i, tag1, tag2, feature), score);
      best = linear_best(&t->model, score) + 1;
    }
    label[i] = (u8)(best - 1);
    tag2 = tag1;
    tag1 = best;
  }
}

// Parts of speech, features and lemmas.
#include "doc/stages.h"
#include "lang/lemma.h"
#include "lang/tagger.h"
#include "model/kit.h"

static void take_columns(doc *d) {
  tokens *t = &d->tokens;
  t->upos = NEWS(d->mem, u8, t->len);
  t->xpos = NEWS(d->mem, u8, t->len);
  t->feats = NEWS(d->mem, word, t->len);
  t->lemma = NEWS(d->mem, word, t->len);
}

static u32 longest_sentence(const doc *d) {
  u32 most = 1;
  for (u32 s = 1; s < d->sentences.len; s++) most = MAX(most, d->sentences.at[s].last - d->sentences.at[s].first);
  return most;
}

// What the tagger needs for a sentence of the article at a time.
typedef struct {
  const tagger *tagger;
  const lexeme *const *lex;   // [T]
  net_room room;
  i16 *sums;                  // [longest][gates]
  const i16 **sum;            // [longest]
} reading;

static void read_sentence(doc *d, const reading *r, u32 first, u32 last) {
  const network *n = &r->tagger->net;
  u64 feature[WORD_COLUMNS];
  for (u32 i = first; i < last; i++) {
    word_features(r->lex, first, last, i, feature);
    linear_scores(&n->rows, feature, WORD_COLUMNS, r->sums + (size_t)(i - first) * n->gates);
  }
  net_room room = r->room;
  net_read(n, &room, r->sum, last - first, d->tokens.context + (size_t)first * n->width);
}

static void choose_tags(doc *d, const tagger *t) {
  float score[UINT8_MAX + 16];
  for (u32 i = 1; i < d->tokens.len; i++) {
    joint_tag best = t->tag[net_tag(&t->net, d->tokens.context + (size_t)i * t->net.width, score)];
    d->tokens.upos[i] = best.upos;
    d->tokens.xpos[i] = best.xpos;
  }
}

static void tag_all(doc *d, const tagger *t) {
  d->tokens.context = NEWS(d->mem, u8, (size_t)d->tokens.len * t->net.width);
  const lexeme *const *lex = lexemes_of(d->mem, d, &t->words);
  u32 longest = longest_sentence(d);
  arena_mark here = arena_here(d->mem);
  reading r = {t, lex, net_room_new(d->mem, &t->net, longest), NEWS(d->mem, i16, (size_t)longest * t->net.gates), NEWS(d->mem, const i16 *, longest)};
  for (u32 i = 0; i < longest; i++) r.sum[i] = r.sums + (size_t)i * t->net.gates;
  for (u32 s = 1; s < d->sentences.len; s++) read_sentence(d, &r, d->sentences.at[s].first, d->sentences.at[s].last);
  arena_back(d->mem, here);
  choose_tags(d, t);
}

void stage_tag(doc *d, const kit *k) {
  take_columns(d);
  tagger t;
  if (!tagger_view(&t, pack_chunk(k->pack, "syntax"))) return;
  tag_all(d, &t);
  lemmatise(d, pack_chunk(k->pack, "morph"));
}

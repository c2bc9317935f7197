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

static word feats_word(doc *d, const tagger *g, const lexeme *x, u32 label) {
  u32 row = table_find(&g->feats_of, feats_key(x->low, label));
  if (!row) row = table_find(&g->feats_of, feats_key(0, label));
  return row ? words_id(d->words, strings_at(&g->feats, row - 1)) : 0;
}

static void tag_all(doc *d, const tagger *g, const lexeme *const *lex) {
  u8 *label = NEWS(d->mem, u8, d->tokens.len);
  for (u32 s = 1; s < d->sentences.len; s++) {
    tag_view v = tag_view_of(lex, d->sentences.at[s].first, d->sentences.at[s].last);
    tag_sentence(g, &v, label);
  }
  for (u32 i = 1; i < d->tokens.len; i++) {
    d->tokens.upos[i] = g->label[label[i]].upos;
    d->tokens.xpos[i] = g->label[label[i]].xpos;
    d->tokens.feats[i] = feats_word(d, g, lex[i], label[i]);
  }
}

void stage_tag(doc *d, const kit *k) {
  take_columns(d);
  tagger g;
  if (!tagger_view(&g, pack_chunk(k->pack, "tag"))) return;
  tag_all(d, &g, lexemes_of(d->mem, d, &g.words));
  lemmatise(d, pack_chunk(k->pack, "lemma"));
}

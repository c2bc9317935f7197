// Parts of speech, features and lemmas.
#include "doc/stages.h"
#include "lang/lemma.h"
#include "lang/tagger.h"
#include "model/kit.h"
#include "model/lexicon.h"

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
  const u32 *known;           // [T] 1 + the number of a known word, or 0
  net_room room;
  i16 *sums;                  // [longest][gates]
  const i16 **sum;            // [longest]
} reading;

// The rows of known words in their places; what the others have there goes into `feature`.
static u32 known_rows(const reading *r, u32 first, u32 last, enum casing casing, u32 i, u64 *feature, const i8 *row[WORD_PLACES]) {
  u32 before = i > first ? i - 1 : 0, after = i + 1 < last ? i + 1 : 0, rows = 0;
  bool usual = i > first && !casing;
  const u32 at[WORD_PLACES] = {usual ? r->known[i] : 0, r->known[before], r->known[after]};
  for (u32 p = 0; p < WORD_PLACES; p++)
    if (at[p]) row[rows++] = r->tagger->known_row + ((size_t)(at[p] - 1) * WORD_PLACES + p) * r->tagger->net.gates;
  if (!at[PLACE_SELF]) features_of_self(r->lex[i], i == first, casing, feature);
  if (!at[PLACE_BEFORE]) features_of_before(r->lex[before], feature);
  if (!at[PLACE_AFTER]) features_of_after(r->lex[after], feature);
  features_of_pairs(r->lex[before], r->lex[i], r->lex[after], feature);
  return rows;
}

static void sum_word(const reading *r, u32 first, u32 last, enum casing casing, u32 i, i16 *sum) {
  const network *n = &r->tagger->net;
  u64 feature[WORD_COLUMNS] = {0};
  const i8 *row[WORD_PLACES];
  u32 rows = known_rows(r, first, last, casing, i, feature, row), found = 0, most = rows == WORD_PLACES ? 2 : WORD_COLUMNS;
  for (u32 k = rows == WORD_PLACES ? COLUMN_PAIR_BEFORE : 0; k < WORD_COLUMNS && found < most; k++) {
    feature[found] = feature[k];
    found += feature[k] != 0;
  }
  linear_scores(&n->rows, feature, found, sum);
  if (rows) lanes_add_rows(row, rows, n->gates, sum, n->fast);
}

static void read_sentence(doc *d, const reading *r, u32 first, u32 last) {
  const network *n = &r->tagger->net;
  enum casing casing = casing_of(r->lex, first, last);
  for (u32 i = first; i < last; i++) sum_word(r, first, last, casing, i, r->sums + (size_t)(i - first) * n->gates);
  net_room room = r->room;
  net_read(n, &room, r->sum, last - first, d->tokens.context + (size_t)first * n->width);
}

// A word that has but one tag needs no choice.
static void choose_tags(doc *d, const tagger *t, const u32 *known) {
  float score[UINT8_MAX + 16];
  for (u32 i = 1; i < d->tokens.len; i++) {
    u32 sure = known[i] ? t->known[known[i] - 1].sure : 0;
    if (sure > t->net.shape.tags) sure = 0;
    joint_tag best = t->tag[sure ? sure - 1 : net_tag(&t->net, d->tokens.context + (size_t)i * t->net.width, score)];
    d->tokens.upos[i] = best.upos;
    d->tokens.xpos[i] = best.xpos;
  }
}

// Row 0, before and after sentences, is of no word.
static const u32 *known_of(arena *mem, const doc *d, const tagger *t, const lexeme *const *lex) {
  u32 *known = NEWS(mem, u32, d->tokens.len);
  for (u32 i = 1; i < d->tokens.len; i++) {
    u32 number = table_find(&t->known_find, lex[i]->form);
    known[i] = number <= t->known_words ? number : 0;
  }
  return known;
}

// The WHO is a body, not who: the network knows the pronoun too well, and is shown another body's acronym in its place.
static void read_acronyms(const doc *d, const tagger *t, const lexeme **lex) {
  const lexeme *body = NULL;
  for (u32 s = 1; s < d->sentences.len; s++) {
    u32 first = d->sentences.at[s].first, last = d->sentences.at[s].last;
    for (u32 i = first; i < last; i++) {
      bool capitals = lex[i]->traits & LEXEME_CAPITALS && d->tokens.form[i] != d->tokens.low[i];
      if (!capitals || !lex_has(LEX_ACRONYMS, words_str(d->words, d->tokens.low[i])) || casing_of(lex, first, last) == CASING_CAPITALS) continue;
      if (!body) {
        lexeme *made = NEW(d->mem, lexeme);
        *made = lexeme_of(S("WTO"), S("wto"), &t->words);
        body = made;
      }
      lex[i] = body;
    }
  }
}

static void tag_all(doc *d, const tagger *t) {
  d->tokens.context = ROOM(d->mem, u8, (size_t)d->tokens.len * t->net.width);
  memset(d->tokens.context, 0, t->net.width);
  const lexeme **lex = lexemes_of(d->mem, d, &t->words);
  read_acronyms(d, t, lex);
  d->tokens.look = lex;
  const u32 *known = known_of(d->mem, d, t, lex);
  u32 longest = longest_sentence(d);
  arena_mark here = arena_here(d->mem);
  reading r = {t, lex, known, net_room_new(d->mem, &t->net, longest), ROOM(d->mem, i16, (size_t)longest * t->net.gates),
               NEWS(d->mem, const i16 *, longest)};
  for (u32 i = 0; i < longest; i++) r.sum[i] = r.sums + (size_t)i * t->net.gates;
  for (u32 s = 1; s < d->sentences.len; s++) read_sentence(d, &r, d->sentences.at[s].first, d->sentences.at[s].last);
  arena_back(d->mem, here);
  choose_tags(d, t, known);
}

void stage_tag(doc *d, const kit *k) {
  take_columns(d);
  tagger t;
  if (!tagger_view(&t, pack_chunk(k->pack, "syntax"))) return;
  tag_all(d, &t);
  lemmatise(d, pack_chunk(k->pack, "morph"));
}

#include "lang/tagger.h"

// Where the parts do not fit together no word is known.
static void known_view(tagger *t) {
  t->known = (const known_word *)(const void *)t->net.known.p;
  t->known_row = (const i8 *)t->net.known_rows.p;
  t->known_words = (u32)(t->net.known.n / sizeof *t->known);
  bool good = table_view(&t->known_find, t->net.known_table);
  if (!good || t->net.known_rows.n != (size_t)t->known_words * WORD_PLACES * t->net.gates) table_view(&t->known_find, (str){0});
}

bool tagger_view(tagger *t, str chunk) {
  *t = (tagger){0};
  table_view(&t->words.cluster, (str){0});
  if (!network_view(&t->net, chunk) || t->net.shape.kinds != LABEL_KINDS) return false;
  if (t->net.tags.n != t->net.shape.tags * sizeof *t->tag) return false;
  table_view(&t->words.cluster, t->net.classes);
  t->tag = (const joint_tag *)(const void *)t->net.tags.p;
  t->relation = (const u8 *)t->net.relations.p;
  known_view(t);
  return true;
}

static u64 column(u32 number, u64 hash) { return hash ? feature4(1000 + number, hash, 0, 0, 0) : 0; }

// Of the words with letters; in a headline short words may be in lower case.
enum casing casing_of(const lexeme *const *lex, u32 first, u32 last) {
  u32 count = 0, capital = 0, capitals = 0;
  for (u32 i = first; i < last; i++) {
    u32 traits = lex[i]->traits;
    count += traits / LEXEME_LETTERS & 1;
    capital += traits / LEXEME_CAPITAL & 1;
    capitals += traits / LEXEME_CAPITALS & 1;
  }
  if (count < 3) return CASING_USUAL;
  if (!capital) return CASING_NONE;
  if (10 * capitals >= 8 * count) return CASING_CAPITALS;
  return count > 3 && 10 * capital >= 6 * count ? CASING_TITLE : CASING_USUAL;
}

static void put(u64 *feature, u32 number, u64 hash) { feature[number] = column(number, hash); }

void features_of_self(const lexeme *w, bool first, enum casing casing, u64 *feature) {
  put(feature, COLUMN_FORM, w->form == w->low ? 0 : w->form);
  put(feature, COLUMN_LOW, w->low);
  put(feature, COLUMN_SHAPE, w->shape + atom(first));
  for (u32 k = 0; k < PREFIXES; k++) put(feature, COLUMN_PREFIX + k, w->prefix[k]);
  for (u32 k = 0; k < SUFFIXES; k++) put(feature, COLUMN_SUFFIX + k, w->suffix[k]);
  put(feature, COLUMN_TRAITS, w->traits + 1);
  put(feature, COLUMN_SUFFIX_SHAPE, rotate(w->suffix[2], 5) + w->shape);
  put(feature, COLUMN_CLASS, w->cluster);
  put(feature, COLUMN_CLASS_WIDE, w->cluster_wide);
  put(feature, COLUMN_CASING, casing ? rotate(w->shape, 3) + atom(casing) : 0);
}

void features_of_before(const lexeme *before, u64 *feature) {
  put(feature, COLUMN_LOW_BEFORE, before->low);
  put(feature, COLUMN_SUFFIX_BEFORE, before->suffix[2]);
  put(feature, COLUMN_SHAPE_BEFORE, before->shape);
  put(feature, COLUMN_CLASS_BEFORE, before->cluster);
}

void features_of_after(const lexeme *after, u64 *feature) {
  put(feature, COLUMN_LOW_AFTER, after->low);
  put(feature, COLUMN_SUFFIX_AFTER, after->suffix[2]);
  put(feature, COLUMN_SHAPE_AFTER, after->shape);
  put(feature, COLUMN_CLASS_AFTER, after->cluster);
}

void features_of_pairs(const lexeme *before, const lexeme *w, const lexeme *after, u64 *feature) {
  put(feature, COLUMN_PAIR_BEFORE, rotate(before->low, 7) + w->low);
  put(feature, COLUMN_PAIR_AFTER, rotate(w->low, 7) + after->low);
}

void word_features(const lexeme *const *lex, u32 first, u32 last, enum casing casing, u32 i, u64 feature[WORD_COLUMNS]) {
  const lexeme *w = lex[i], *before = lex[i > first ? i - 1 : 0], *after = lex[i + 1 < last ? i + 1 : 0];
  features_of_self(w, i == first, casing, feature);
  features_of_before(before, feature);
  features_of_after(after, feature);
  features_of_pairs(before, w, after, feature);
}

#include "lang/tagger.h"

bool tagger_view(tagger *t, str chunk) {
  *t = (tagger){0};
  table_view(&t->words.cluster, (str){0});
  if (!network_view(&t->net, chunk) || t->net.shape.kinds != LABEL_KINDS) return false;
  if (t->net.tags.n != t->net.shape.tags * sizeof *t->tag) return false;
  table_view(&t->words.cluster, t->net.classes);
  t->tag = (const joint_tag *)(const void *)t->net.tags.p;
  t->relation = (const u8 *)t->net.relations.p;
  return true;
}

static u64 column(u32 number, u64 hash) { return hash ? feature4(1000 + number, hash, 0, 0, 0) : 0; }

void word_features(const lexeme *const *lex, u32 first, u32 last, u32 i, u64 feature[WORD_COLUMNS]) {
  const lexeme *w = lex[i], *before = lex[i > first ? i - 1 : 0], *after = lex[i + 1 < last ? i + 1 : 0];
  const struct {
    u32 at;
    u64 hash;
  } own[] = {{COLUMN_FORM, w->form == w->low ? 0 : w->form},
             {COLUMN_LOW, w->low},
             {COLUMN_SHAPE, w->shape + atom(i == first)},
             {COLUMN_LOW_BEFORE, before->low},
             {COLUMN_LOW_AFTER, after->low},
             {COLUMN_SUFFIX_BEFORE, before->suffix[2]},
             {COLUMN_SUFFIX_AFTER, after->suffix[2]},
             {COLUMN_SHAPE_BEFORE, before->shape},
             {COLUMN_SHAPE_AFTER, after->shape},
             {COLUMN_PAIR_BEFORE, rotate(before->low, 7) + w->low},
             {COLUMN_PAIR_AFTER, rotate(w->low, 7) + after->low},
             {COLUMN_TRAITS, w->traits + 1},
             {COLUMN_SUFFIX_SHAPE, rotate(w->suffix[2], 5) + w->shape},
             {COLUMN_CLASS, w->cluster},
             {COLUMN_CLASS_WIDE, w->cluster_wide},
             {COLUMN_CLASS_BEFORE, before->cluster},
             {COLUMN_CLASS_AFTER, after->cluster}};
  for (u32 k = 0; k < COUNT_OF(own); k++) feature[own[k].at] = column(own[k].at, own[k].hash);
  for (u32 k = 0; k < PREFIXES; k++) feature[COLUMN_PREFIX + k] = column(COLUMN_PREFIX + k, w->prefix[k]);
  for (u32 k = 0; k < SUFFIXES; k++) feature[COLUMN_SUFFIX + k] = column(COLUMN_SUFFIX + k, w->suffix[k]);
}

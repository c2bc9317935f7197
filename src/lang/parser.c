#include "lang/parser.h"

bool parser_view(parser *p, str chunk) {
  *p = (parser){0};
  str part[PARSE_PARTS];
  bool good = parts_view(chunk, PARSE_KIND, part, PARSE_PARTS);
  good &= linear_view(&p->moves, part[PARSE_MOVES]);
  good &= linear_view(&p->labels, part[PARSE_LABELS]);
  const u8 *relations = (const u8 *)part[PARSE_RELATIONS].p;
  if (!good || part[PARSE_RELATIONS].n != p->labels.labels + 1u || relations[0] != REL_COUNT) return false;
  p->relation = relations + 1;
  return p->moves.labels == ARC_MOVES;
}

void parser_words(const doc *d, const word_tables *t, u32 first, u32 last, arc_word *to) {
  const tokens *k = &d->tokens;
  to[0] = (arc_word){0};
  u32 stops = 0, verbs = 0;
  for (u32 i = first; i < last; i++) {
    u64 low = word_key(low_str(d, i));
    u32 cluster = table_find(&t->cluster, low);
    to[i - first + 1] = (arc_word){.form = low, .tag = atom((u64)k->upos[i] << 8 | k->xpos[i]), .upos = atom(k->upos[i]),
                                   .cluster = cluster ? atom(cluster) : 0, .stops = stops, .verbs = verbs};
    stops += k->upos[i] == UPOS_PUNCT;
    verbs += k->upos[i] == UPOS_VERB;
  }
}

void parser_label(const parser *p, const arc_word *w, const tree_links *t, u32 *label) {
  u64 feature[MOST_FEATURES];
  i16 score[MOST_LABELS];
  memset(label, 0, (t->words + 1) * sizeof *label);
  for (u32 i = 1; i <= t->words; i++) {
    if (!t->head[i]) continue;
    linear_scores(&p->labels, feature, label_features(w, t, label, i, feature), score);
    label[i] = linear_best(&p->labels, score) + 1;
  }
}

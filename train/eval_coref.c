// Coreference on OntoGUM's open dev part: CoNLL F1 with mentions found by the program, and how often a third-person pronoun
// and a noun phrase with a title find their entity.
#include <stdio.h>

#include "coref_gold.h"
#include "coref_score.h"
#include "doc/stages.h"
#include "eval.h"
#include "pipeline.h"
#include "read/mention.h"

typedef struct {
  coref_score score;
  ratio pronouns, titles;
} coref_figures;

static doc *read_tokens(arena *mem, const kit *k, const doc *gold) {
  doc *d = doc_untagged(mem, gold);
  stage_tag(d, k);
  stage_parse(d, k);
  stage_name(d, k);
  stage_entity(d, k);
  return d;
}

// The scheme has no adjectives, a possessor goes with its 's, and a phrase takes in the one that stands in apposition to it.
static u32 given_mentions(arena *mem, const doc *d, chain_mention *to) {
  u32 n = 0, *last = NEWS(mem, u32, d->mentions.len);
  for (u32 i = 1; i < d->mentions.len; i++) last[i] = d->mentions.at[i].phrase_last;
  for (u32 i = 1; i < d->mentions.len; i++) {
    const mention *m = &d->mentions.at[i], *owner = &d->mentions.at[m->owner];
    if (m->owner && owner->entity == m->entity && owner->last < m->first) last[m->owner] = MAX(last[m->owner], m->phrase_last);
  }
  for (u32 i = 1; i < d->mentions.len; i++) {
    const mention *m = &d->mentions.at[i], *owner = &d->mentions.at[m->owner];
    if (m->form == FORM_NAME && d->tokens.upos[m->head] == UPOS_ADJ) continue;
    if (m->owner && owner->entity == m->entity) continue;
    if (last[i] < d->tokens.len && d->tokens.xpos[last[i]] == XPOS_POS) last[i]++;
    bool bracket = last[i] > m->phrase_last && last[i] < d->tokens.len && d->tokens.xpos[last[i]] == XPOS_RRB;
    to[n++] = (chain_mention){m->phrase_first, last[i] + bracket, m->entity};
  }
  return n;
}

static bool third_person(const doc *d, u32 t) {
  static const char *const list[] = {"he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself",
                                     "they", "them", "their", "theirs", "themselves"};
  for (u32 i = 0; i < COUNT_OF(list); i++)
    if (str_eq(low_str(d, t), str_of(list[i]))) return true;
  return false;
}

static u32 mention_heading(const doc *d, u32 head, u32 *const row_of) { return row_of[head] && d->mentions.len ? row_of[head] : 0; }

// The chain most of whose heads the entity has, counted over its mentions other than pronouns.
static u32 chain_of_entity(const doc *d, u32 entity_, const u32 *chain, u32 chains, u32 *count) {
  u32 best = 0;
  memset(count, 0, (chains + 1) * sizeof *count);
  for (u32 i = 1; i < d->mentions.len; i++) {
    const mention *m = &d->mentions.at[i];
    u32 c = chain[m->head] ? chain[m->head] : chain[m->first];
    if (m->entity != entity_ || m->form == FORM_PRONOUN || !c) continue;
    if (++count[c] > count[best] || !best) best = c;
  }
  return best;
}

static void count_links(arena *mem, coref_figures *to, const doc *gold, const doc *d, const gold_chains *g) {
  const u32 *chain = gold_chain_of_heads(mem, gold, g);
  u32 *row_of = NEWS(mem, u32, d->tokens.len), *count = NEWS(mem, u32, g->chains + 1);
  bool *nominal = NEWS(mem, bool, g->chains + 1);
  for (u32 i = d->mentions.len; i-- > 1;) row_of[d->mentions.at[i].head] = i;
  for (u32 i = 0; i < g->len; i++)
    for (u32 t = g->at[i].first; t < g->at[i].last; t++)
      if (chain[t] == g->at[i].chain && is_noun(gold, t)) nominal[g->at[i].chain] = true;
  for (u32 t = 1; t < gold->tokens.len; t++) {
    if (!chain[t] || !nominal[chain[t]]) continue;
    u32 row = mention_heading(d, t, row_of), e = row ? d->mentions.at[row].entity : 0;
    bool right = e && chain_of_entity(d, e, chain, g->chains, count) == chain[t];
    if (third_person(gold, t)) to->pronouns.all++, to->pronouns.right += right;
  }
}

static void add_doc(coref_figures *to, const doc *gold, const doc *d, const gold_chains *g) {
  arena *mem = arena_new((size_t)1 << 30);
  chain_mention *a = NEWS(mem, chain_mention, g->len + 1), *b = NEWS(mem, chain_mention, d->mentions.len + 1);
  for (u32 i = 0; i < g->len; i++) a[i] = (chain_mention){g->at[i].first, g->at[i].last, g->at[i].chain};
  coref_score_add(mem, &to->score, a, g->len, b, given_mentions(mem, d, b));
  count_links(mem, to, gold, d, g);
  arena_free(mem);
}

static void print_ratio(const char *name, ratio p, ratio r) {
  printf("    %-9s P %6.2f  R %6.2f  F1 %6.2f   %.0f right of %.0f, %.0f given\n", name, ratio_of(p), ratio_of(r), f1_of(p, r),
         r.right, r.all, p.all);
}

static void print_figures(const char *from, const coref_figures *f) {
  const coref_score *s = &f->score;
  printf("  OntoGUM open dev, %s\n", from);
  print_ratio("mentions", s->mention_p, s->mention_r);
  print_ratio("MUC", s->muc_p, s->muc_r);
  print_ratio("B3", s->b3_p, s->b3_r);
  print_ratio("CEAFe", s->ceaf_p, s->ceaf_r);
  printf("    CoNLL F1 %.2f   goal 52\n", coref_conll(s));
  printf("    third-person pronouns %.1f%%, %.0f of %.0f   goal 82\n", ratio_of(f->pronouns), f->pronouns.right, f->pronouns.all);
}

void eval_coref(const kit *k, const char *dir) {
  arena *mem = arena_new((size_t)4 << 30);
  treebank *bank = treebank_read(mem, dir, "syntax/gum-open/gum-open-dev.conllu.xz");
  gold_chains *g = gold_chains_read(mem, dir, "coref/ontogum-open/ontogum-open-dev.conll.xz", bank);
  coref_figures trees = {0}, own = {0};
  for (u32 i = 0; i < bank->docs; i++) {
    add_doc(&own, bank->doc[i], read_tokens(mem, k, bank->doc[i]), &g[i]);
    stage_name(bank->doc[i], k);
    stage_entity(bank->doc[i], k);
    add_doc(&trees, bank->doc[i], bank->doc[i], &g[i]);
  }
  print_figures("the annotators' trees", &trees);
  print_figures("the annotators' tokens", &own);
  arena_free(mem);
}

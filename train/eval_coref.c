// Coreference on OntoGUM's open dev part: CoNLL F1 with mentions found by the program, and how often a third-person pronoun
// and a noun phrase with a title find their entity.
#include <stdio.h>

#include "coref_gold.h"
#include "coref_score.h"
#include "doc/stages.h"
#include "eval.h"
#include "pipeline.h"
#include "read/mention.h"

// The parts of the pronouns' figure.
typedef enum { PART_HE, PART_THEY, PART_IT, PARTS } pronoun_part;
static const char *const PART_NAME[PARTS] = {"he, she", "they", "it"};

typedef struct {
  coref_score score;
  ratio pronoun[PARTS], near[PARTS], titles;
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

static pronoun_part part_of(const doc *d, u32 t) {
  static const char *const list[PARTS][8] = {{"he", "him", "his", "himself", "she", "her", "hers", "herself"},
                                             {"they", "them", "their", "theirs", "themselves"},
                                             {"it", "its", "itself"}};
  for (u32 p = 0; p < PARTS; p++)
    for (u32 i = 0; i < COUNT_OF(list[p]) && list[p][i]; i++)
      if (str_eq(low_str(d, t), str_of(list[p][i]))) return (pronoun_part)p;
  return PARTS;
}

static u32 mention_chain(const mention *m, const u32 *chain) { return chain[m->head] ? chain[m->head] : chain[m->first]; }

// The chain most of whose heads the entity has, counted over its names, or over all its mentions but pronouns.
static u32 chain_of_entity(const doc *d, u32 entity_, const u32 *chain, u32 chains, u32 *count, bool names) {
  u32 best = 0;
  memset(count, 0, (chains + 1) * sizeof *count);
  for (u32 i = 1; i < d->mentions.len; i++) {
    const mention *m = &d->mentions.at[i];
    u32 c = mention_chain(m, chain);
    if (m->entity != entity_ || m->form == FORM_PRONOUN || (names && m->form != FORM_NAME) || !c) continue;
    if (++count[c] > count[best] || !best) best = c;
  }
  return best;
}

// The chain of the entity's last mention before this row that is no pronoun, else of its first one after.
static u32 chain_nearby(const doc *d, u32 row, const u32 *chain) {
  u32 e = d->mentions.at[row].entity, found = 0;
  for (u32 i = 1; i < d->mentions.len && (i < row || !found); i++) {
    const mention *m = &d->mentions.at[i];
    if (i != row && m->entity == e && m->form != FORM_PRONOUN) found = i;
  }
  return found ? mention_chain(&d->mentions.at[found], chain) : 0;
}

typedef struct {
  u32 *row_of, *count;   // [T] the mention that a token heads; [chains]
  bool *nominal, *named; // [chains] has a noun, has a name
} gold_view;

static gold_view view_gold(arena *mem, const doc *gold, const doc *d, const gold_chains *g, const u32 *chain) {
  gold_view v = {NEWS(mem, u32, d->tokens.len), NEWS(mem, u32, g->chains + 1), NEWS(mem, bool, g->chains + 1),
                 NEWS(mem, bool, g->chains + 1)};
  for (u32 i = d->mentions.len; i-- > 1;) v.row_of[d->mentions.at[i].head] = i;
  for (u32 t = 1; t < gold->tokens.len; t++) {
    if (chain[t] && is_noun(gold, t)) v.nominal[chain[t]] = true;
    if (chain[t] && is_name_tag(gold, t)) v.named[chain[t]] = true;
  }
  return v;
}

static void count_one(ratio *to, bool right) { to->all++, to->right += right; }

// Of each pronoun whose chain has a noun: is it with most of that chain, and is the noun phrase behind it of that chain?
static void count_links(arena *mem, coref_figures *to, const doc *gold, const doc *d, const gold_chains *g) {
  const u32 *chain = gold_chain_of_heads(mem, gold, g);
  gold_view v = view_gold(mem, gold, d, g, chain);
  for (u32 t = 1; t < gold->tokens.len; t++) {
    u32 c = chain[t], row = v.row_of[t], e = row ? d->mentions.at[row].entity : 0;
    if (!c) continue;
    pronoun_part p = part_of(gold, t);
    if (p != PARTS && v.nominal[c]) {
      count_one(&to->pronoun[p], e && chain_of_entity(d, e, chain, g->chains, v.count, false) == c);
      count_one(&to->near[p], row && chain_nearby(d, row, chain) == c);
    }
    if (gold->tokens.upos[t] == UPOS_NOUN && v.named[c] && lex_says(head_entry(gold, t), "title"))
      count_one(&to->titles, e && chain_of_entity(d, e, chain, g->chains, v.count, true) == c);
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

static void print_pronouns(const ratio *part, const char *how) {
  ratio all = {0};
  for (u32 i = 0; i < PARTS; i++) all.right += part[i].right, all.all += part[i].all;
  printf("    third-person pronouns, chain %s: %.1f%%, %.0f of %.0f   goal 82 (", how, ratio_of(all), all.right, all.all);
  for (u32 i = 0; i < PARTS; i++)
    printf("%s%s %.1f%%, %.0f of %.0f", i ? "; " : "", PART_NAME[i], ratio_of(part[i]), part[i].right, part[i].all);
  printf(")\n");
}

static void print_figures(const char *from, const coref_figures *f) {
  const coref_score *s = &f->score;
  printf("  OntoGUM open dev, %s\n", from);
  print_ratio("mentions", s->mention_p, s->mention_r);
  print_ratio("MUC", s->muc_p, s->muc_r);
  print_ratio("B3", s->b3_p, s->b3_r);
  print_ratio("CEAFe", s->ceaf_p, s->ceaf_r);
  printf("    CoNLL F1 %.2f   goal 52\n", coref_conll(s));
  print_pronouns(f->pronoun, "of most of its entity");
  print_pronouns(f->near, "of the noun phrase behind it");
  printf("    nominal with a title to its name %.1f%%, %.0f of %.0f   goal 85\n", ratio_of(f->titles), f->titles.right, f->titles.all);
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

// The sources of the chains set: is the kind of its origin told by rule, and does a pronoun, a surname, a noun phrase lead to the
// fullest name that the article has for it?
#include <stdio.h>

#include "coref_score.h"
#include "eval.h"
#include "read/alias.h"
#include "read/entity.h"
#include "said.h"

typedef struct {
  ratio kind, he, pronoun, name, nominal;
  ratio of_kind[SOURCE_COUNT];
} source_figures;

static bool names_agree(str given, str gold) {
  return person_names_match(given, gold) != NAMES_DIFFER || body_names_match(given, gold) != NAMES_DIFFER ||
         str_find_nocase(given, gold) < given.n || str_find_nocase(gold, given) < gold.n;
}

static void add(ratio *r, bool right) {
  r->all++;
  r->right += right;
}

static void add_source(source_figures *to, const doc *d, const said *a) {
  if (!a->source.len || !a->hops) return;
  span at = spans_hull(a->source);
  u32 first = token_at(d, at.beg), last = MIN(token_at(d, at.end - 1) + 1, d->tokens.len), row = mention_of_tokens(d, first, last);
  if (first >= last) return;
  const mention *m = &d->mentions.at[row];
  const hop *gold = &a->chain[0];
  bool kind = source_kind_of_np(d, first, last, m->entity) == gold->kind;
  add(&to->kind, kind);
  add(&to->of_kind[gold->kind], kind);
  bool named = row && gold->name.n && names_agree(d->entities.at[m->entity].name, gold->name);
  bool pronoun = last - first == 1 && d->tokens.upos[first] == UPOS_PRON;
  bool he = str_eq(low_str(d, first), S("he")) || str_eq(low_str(d, first), S("she"));
  if (pronoun && a->hops == 1) add(he ? &to->he : &to->pronoun, named);
  else if (gold->named && !pronoun) add(m->form == FORM_NAME ? &to->name : &to->nominal, named);
#ifdef DUMP
  if (!kind || (pronoun && !named))
    printf("X %s gold %.*s (%.*s) given %.*s | %.*s | %.*s | role %.*s\n", pronoun && !named ? "PRON" : "KIND", STR_ARG(source_kind_name(gold->kind)), STR_ARG(gold->name), STR_ARG(source_kind_name(source_kind_of_np(d, first, last, m->entity))), STR_ARG(doc_str(d, at)), STR_ARG(d->entities.at[m->entity].name), STR_ARG(d->entities.at[m->entity].nroles ? d->entities.at[m->entity].roles[0] : S("")));
#endif
}

static void print_ratio(const char *what, ratio r) { printf("    %-36s %5.1f%%, %.0f of %.0f\n", what, ratio_of(r), r.right, r.all); }

static void print_part(const char *name, const source_figures *f) {
  printf("  chains, %s\n", name);
  print_ratio("kind of the origin, by rule", f->kind);
  print_ratio("he and she to the name", f->he);
  print_ratio("other pronouns to the name", f->pronoun);
  print_ratio("name to the fullest name", f->name);
  print_ratio("named noun phrase to its name", f->nominal);
  for (u32 k = 0; k < SOURCE_COUNT; k++)
    if (f->of_kind[k].all > 0) printf("      %-14.*s %5.1f%% of %.0f\n", STR_ARG(source_kind_name((source_kind)k)), ratio_of(f->of_kind[k]), f->of_kind[k].all);
}

void eval_sources(const kit *k, const char *dir) {
  static const struct {
    const char *name, *file;
  } parts[] = {{"train", "attribution/wikinews-chains/train.jsonl.xz"}, {"dev", "attribution/wikinews-chains/dev.jsonl.xz"}};
  for (u32 p = 0; p < COUNT_OF(parts); p++) {
    arena *mem = arena_new((size_t)4 << 30);
    said_set set = {0};
    source_figures f = {0};
    said_read(mem, &set, dir, parts[p].file, k, 0, 0);
    for (u32 i = 0; i < set.n; i++)
      for (u32 s = 0; s < set.at[i].n; s++) add_source(&f, set.at[i].d, &set.at[i].say[s]);
    print_part(parts[p].name, &f);
    arena_free(mem);
  }
}

#include "graph/terms.h"

#include <math.h>

#include "base/utf8.h"
#include "graph/stem.h"
#include "model/lexicon.h"

static term new_term(terms *t, str stem) {
  term v = words_id(t->stems, stem);
  while (t->set.len <= v) {
    u32 next = t->set.len;
    vec_push(t->mem, &t->set, next);
    vec_push(t->mem, &t->in_texts, likeness_texts(&t->table, words_str(t->stems, next)));
    vec_push(t->mem, &t->in_articles, 0);
  }
  return v;
}

term term_of(terms *t, str low) {
  char room[STEM_LONGEST];
  bool says = false;
  for (size_t i = 0; i < low.n && !says; i++) says = is_alnum(low.p[i]) || (u8)low.p[i] >= 0xC3;
  if (!says || lex_has(LEX_HOLLOW, low)) return 0;
  return new_term(t, stem_of(low, room));
}

// Each set of synonyms goes by the term of its first word.
static void add_synonyms(terms *t) {
  words *names = words_new(t->mem);
  VEC(term) first = {0};
  for (u32 i = 0; i < lex_count(LEX_SYNONYMS); i++) {
    const lex_entry *e = lex_row(LEX_SYNONYMS, i);
    term v = term_of(t, e->key);
    u32 name = words_id(names, lex_value(e, "set"));
    while (first.len <= name) vec_push(t->mem, &first, 0);
    if (!first.at[name]) first.at[name] = v;
    if (v && t->set.at[v] == v) t->set.at[v] = first.at[name];
  }
}

// Compared in lower case without diacritics: Erdoğan and Erdogan are one word.
static term *terms_of_doc(terms *t, const doc *d) {
  u32 T = d->tokens.len;
  term *of = NEWS(t->mem, term, T + 1);
  term *known = NEWS(t->mem, term, words_count(d->words) + 1);
  bool *seen = NEWS(t->mem, bool, words_count(d->words) + 1);
  for (u32 i = 1; i < T; i++) {
    word w = d->tokens.lemma && d->tokens.lemma[i] ? d->tokens.lemma[i] : d->tokens.low[i];
    if (!seen[w]) {
      seen[w] = true;
      known[w] = lex_has(LEX_HOLLOW, low_str(d, i)) ? 0 : term_of(t, utf8_fold(t->mem, words_str(d->words, w)));
    }
    of[i] = known[w];
  }
  return of;
}

terms *terms_new(arena *mem, const doc *const *docs, u32 articles, likeness table) {
  terms *t = NEW(mem, terms);
  t->mem = mem;
  t->table = table;
  t->stems = words_new(mem);
  new_term(t, S(""));
  add_synonyms(t);
  t->of = NEWS(mem, term *, articles + 1);
  for (u32 a = 1; a <= articles; a++) t->of[a] = terms_of_doc(t, docs[a]);
  return t;
}

void terms_count(terms *t, const term *distinct, u32 n) {
  for (u32 i = 0; i < n; i++) t->in_articles.at[distinct[i]]++;
  t->counted++;
}

float term_weight(const terms *t, term v) {
  if (!v) return 0;
  double seen = t->in_texts.at[v] + t->in_articles.at[v], all = t->table.texts + t->counted;
  return (float)log((all + 2) / (seen + 1));
}

bool one_meaning(str a, str b) {
  str set = lex_value(lex_find(LEX_SYNONYMS, a), "set");
  return str_eq(a, b) || (set.n && str_eq(set, lex_value(lex_find(LEX_SYNONYMS, b), "set")));
}

// Dependency trees.
#include "doc/stages.h"
#include "lang/parser.h"
#include "lang/tagger.h"
#include "model/kit.h"

static u32 longest_sentence(const doc *d) {
  u32 most = 0;
  for (u32 s = 1; s < d->sentences.len; s++) most = MAX(most, d->sentences.at[s].last - d->sentences.at[s].first);
  return most;
}

// Without a model: every word hangs on the first of its sentence.
static void hang_flat(doc *d) {
  for (u32 i = 1; i < d->tokens.len; i++) {
    u32 first = d->sentences.at[d->tokens.sentence[i]].first;
    d->tokens.head[i] = i == first ? 0 : first;
    d->tokens.rel[i] = i == first ? REL_ROOT : REL_DEP;
  }
}

static void parse_sentences(doc *d, const parser *p, const word_tables *t) {
  u32 most = longest_sentence(d);
  arc_word *w = NEWS(d->mem, arc_word, most + 1);
  u32 *label = NEWS(d->mem, u32, most + 1);
  arc_state state = arc_state_new(d->mem, most);
  tree_links links = tree_links_new(d->mem, most);
  for (u32 s = 1; s < d->sentences.len; s++) {
    u32 first = d->sentences.at[s].first, last = d->sentences.at[s].last;
    parser_words(d, t, first, last, w);
    arc_parse(&p->moves, w, last - first, &state);
    tree_link(&links, state.head, last - first);
    parser_label(p, w, &links, label);
    for (u32 i = first; i < last; i++) {
      u32 row = i - first + 1, head = state.head[row];
      d->tokens.head[i] = head ? head + first - 1 : 0;
      d->tokens.rel[i] = head ? p->relation[label[row] - 1] : REL_ROOT;
    }
  }
}

void stage_parse(doc *d, const kit *k) {
  d->tokens.head = NEWS(d->mem, u32, d->tokens.len);
  d->tokens.rel = NEWS(d->mem, u8, d->tokens.len);
  parser p;
  tagger g;
  bool good = tagger_view(&g, pack_chunk(k->pack, "tag"));
  if (parser_view(&p, pack_chunk(k->pack, "parse")) && good) parse_sentences(d, &p, &g.words);
  else hang_flat(d);
}

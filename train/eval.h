// How right each stage is: `stemma-train eval DATADIR [PART…]`. To add a part: write eval_NAME in one file and its line here.
#ifndef STEMMA_EVAL_H
#define STEMMA_EVAL_H

#include "model/kit.h"

//   name    what it prints
#define EVALS(EVAL)                                                                         \
  EVAL(syntax, "sentences, tokens, tags, lemmas and trees by the rules of CoNLL 2018")     \
  EVAL(names, "persons, organisations, places in the development sets, exact")             \
  EVAL(coref, "who is who: chains of mentions, pronouns, titles")                                        \
  EVAL(times, "times: extents and values on WikiWars") \
  EVAL(events, "events: classes on the PLOVER records") \
  EVAL(sources, "kinds and names of those who say something, on the chains set") \
  EVAL(attrib, "who says what on the chains set: spans, labels, and whether p is right") \
  EVAL(groups, "articles into stories: BCubed over documents") \
  EVAL(copies, "text reuse against exact counts") \
  EVAL(points, "claims of several articles, by cross-validation over stories")

#define EVAL_FUNCTION(name, what) void eval_##name(const kit *k, const char *dir);
EVALS(EVAL_FUNCTION)
#undef EVAL_FUNCTION

#endif

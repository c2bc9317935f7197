// The stages in the order of the data: the list from which order, `--until`, the check and the manual come.
// To add one: write its function in one file and its line here.
#ifndef STEMMA_STAGES_H
#define STEMMA_STAGES_H

#include "doc/doc.h"

//    name       needs                        gives            what it makes
#define STAGES(STAGE)                                                                                            \
  STAGE(decode, 0, HAS_TEXT, "bytes to clean text, zones and metadata")                                          \
  STAGE(segment, HAS_TEXT, HAS_TOKENS, "text to sentences and tokens")                                           \
  STAGE(tag, HAS_TOKENS, HAS_TAGS, "parts of speech, features and lemmas")                                       \
  STAGE(parse, HAS_TAGS, HAS_HEADS, "dependency trees")                                                          \
  STAGE(name, HAS_TAGS, HAS_NAMES, "names of persons, bodies, places")                                           \
  STAGE(when, HAS_TAGS, HAS_TIMES, "times as real dates")                                                        \
  STAGE(quantity, HAS_TAGS, HAS_QUANTITIES, "numbers, bounds, units and lists")                                  \
  STAGE(entity, HAS_HEADS | HAS_NAMES, HAS_ENTITIES, "mentions and who is who")                                  \
  STAGE(place, HAS_ENTITIES, HAS_PLACES, "where the places are")                                                 \
  STAGE(source, HAS_ENTITIES | HAS_TIMES, HAS_ATTRIBUTIONS, "who says what, through whom, how surely")                       \
  STAGE(claim, HAS_ATTRIBUTIONS | HAS_TIMES, HAS_CLAIMS, "the propositions, each with its chain and time")       \
  STAGE(event, HAS_CLAIMS | HAS_PLACES, HAS_EVENTS, "who did what to whom")

#define STAGE_BIT(name, needs, gives, what) gives##_BIT,
enum stage_bit { STAGES(STAGE_BIT) STAGE_COUNT };
#undef STAGE_BIT
#define STAGE_GIVES(name, needs, gives, what) gives = 1u << gives##_BIT,
enum stage_gives { STAGES(STAGE_GIVES) HAS_NOTHING = 0 };
#undef STAGE_GIVES

// What every stage is given besides the document: models and tables, all const (model/kit.h), and what the caller knows.
typedef struct kit kit;

#define STAGE_FUNCTION(name, needs, gives, what) void stage_##name(doc *d, const kit *k);
STAGES(STAGE_FUNCTION)
#undef STAGE_FUNCTION

#endif

// Pairs of claims of two articles: how alike they are, and how likely it is that both make one point.
#ifndef STEMMA_PAIRS_H
#define STEMMA_PAIRS_H

#include "graph/props.h"

// What a pair is judged by. "Matched" is the weight of the words in common, synonyms counting less.
#define PAIR_FEATURES(X)                                                                                      \
  X(LIKE_ONE)          /* always 1 */                                                                         \
  X(LIKE_DICE)         /* matched weight of both, of all their weight */                                      \
  X(LIKE_PART)         /* the same of the lighter one: one may hold the other */                              \
  X(LIKE_PLAIN)        /* dice by weights of the language alone, not of the story */                          \
  X(LIKE_RAREST)       /* weight of the most telling word in common */                                        \
  X(LIKE_AROUND)       /* dice of their sentences */                                                          \
  X(LIKE_ROW)          /* dice, of the best that the first has in the other's article */                      \
  X(LIKE_COLUMN)       /* and of the best that the second has in the first's */                               \
  X(LIKE_BEST)         /* each is the other's best */                                                         \
  X(LIKE_HEAD)         /* one predicate */                                                                    \
  X(LIKE_HEAD_IN)      /* the predicate of one is among the words of the other */                             \
  X(LIKE_SUBJECT)      /* one subject */                                                                      \
  X(LIKE_OBJECT)       /* one object */                                                                       \
  X(LIKE_CROSSED)      /* the subject of one is the object of the other */                                    \
  X(LIKE_NAMES)        /* dice of the names */                                                                \
  X(LIKE_NAMES_APART)  /* both have names, none in common */                                                  \
  X(LIKE_ACTORS)       /* dice of those whom they are about, pronouns resolved */                             \
  X(LIKE_ACTORS_APART) /* both are about somebody, none in common */                                          \
  X(LIKE_NUMBER)       /* a number in common */                                                               \
  X(LIKE_NUMBERS_APART)/* both have numbers, none in common */                                                \
  X(LIKE_TIME)         /* one time */                                                                         \
  X(LIKE_TIMES_APART)  /* two times */                                                                        \
  X(LIKE_SPEAKER)      /* one speaker */                                                                      \
  X(LIKE_SPEAKERS_APART) /* two speakers */                                                                   \
  X(LIKE_VOICES)       /* one has a speaker, the other none */                                                \
  X(LIKE_PLACE)        /* how far apart they stand in their articles */                                       \
  X(LIKE_LEAD)         /* both stand early: what a story is about is told by all */                           \
  X(LIKE_SAID)         /* dice of all that their sources say there */                                         \
  X(LIKE_COUNT_MET)    /* how many words they have in common */                                               \
  X(LIKE_LENGTH)       /* how unlike they are in length */                                                    \
  X(LIKE_SHORT)        /* the shorter one has few words */                                                    \
  X(LIKE_DICE_ROW)     /* dice times row times column */                                                      \
  X(LIKE_RUN)          /* the longest run of the same words, as a logarithm */                                \
  X(LIKE_CLASS)        /* predicates of one class */                                                          \
  X(LIKE_PLAIN_PART)   /* the lighter one's part, by weights of the language alone */                         \
  X(LIKE_WITHIN)       /* the part of either that the other's sentence has, the lesser of the two */          \
  X(LIKE_SURE)         /* how sure both are to be claims */                                                   \
  X(LIKE_OTHER_NAMES)  /* the most telling name that each has alone, the lesser of the two */                 \
  X(LIKE_MATTER)       /* dice without the names */

// What a first judgement of all pairs adds to the second: whether others are likelier, and whether neighbours agree.
#define CONTEXT_FEATURES(X)                                                                                   \
  X(CONTEXT_ONE)       /* always 1 */                                                                         \
  X(CONTEXT_FIRST)     /* log odds of the first judgement */                                                  \
  X(CONTEXT_RIVAL_ROW) /* log odds of the likeliest other claim for the first, in the second's article */     \
  X(CONTEXT_RIVAL_COLUMN) /* and for the second, in the first's article */                                    \
  X(CONTEXT_LINKED)    /* the likeliest way over a claim of a third article */                                \
  X(CONTEXT_NEIGHBOUR) /* the likeliest pair of other claims of the sentences around both */                  \
  X(CONTEXT_TWIN)      /* the likeliest other pair of the same two sentences */

#define ENUM_ROW(id) id,
enum pair_feature { PAIR_FEATURES(ENUM_ROW) LIKE_COUNT };
enum context_feature { CONTEXT_FEATURES(ENUM_ROW) CONTEXT_COUNT };
#undef ENUM_ROW

typedef struct {
  u32 i, j;                // props, i < j, of two articles
  float dice;
  float p;                 // both make one point
  float like[LIKE_COUNT];
  float context[CONTEXT_COUNT];
} claim_pair;

typedef struct {
  claim_pair *at;          // by i, then j
  u32 n;
} claim_pairs;

// How much weight two lists of words have in common: of both, and of the lighter one.
float words_dice(prop_words x, prop_words y);
float words_part(prop_words x, prop_words y);

// The pairs that are worth a look, with their features; p is filled by judge_pairs.
claim_pairs pairs_of(const props *p);
const claim_pair *pair_at(const claim_pairs *pairs, u32 i, u32 j);   // NULL where it was not looked at
void judge_first(claim_pairs *pairs, const props *p, const float *weights, u32 n);   // [n], the first n of LIKE_COUNT; fills p and context
void judge_again(claim_pairs *pairs, const float *weights);                    // [CONTEXT_COUNT]; fills p
void judge_pairs(claim_pairs *pairs, const props *p, const likeness *l);       // both, with the weights of the chunk

#endif

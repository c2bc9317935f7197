// What a reader of a story wants first, derived from its tables for the outputs that people read: nothing stands here that
// the story does not hold.
#ifndef STEMMA_DIGEST_H
#define STEMMA_DIGEST_H

#include "graph/story.h"
#include "read/family.h"

// A way in which a claim is vouched for, and the articles that put it so.
typedef struct {
  str chain;          // "Ann Lee → Norvia News Agency"; empty = the article's own word
  certainty certainty;
  u32 *articles;      // [narticles] ascending
  u32 narticles;
} voice;

// What some articles have where others have something else.
typedef struct {
  str words;          // empty: they have nothing there
  u32 *articles;      // [narticles] ascending
  u32 narticles;
} side;

// A time that the articles tell, with what happened then; articles with the same words share it.
typedef struct {
  const timeline_row *row;   // the first
  str when;                  // its time in words
  str words;
  u32 *articles;             // [narticles] ascending
  u32 narticles;
} moment;

// A place of the story and the articles that name it.
typedef struct {
  const story_place *row;    // the first
  u32 *articles;             // [narticles] ascending
  u32 narticles;
} where;

typedef struct {
  arena *mem;
  const stories *all;
  const story *story;
  u32 *shared;        // [nshared] rows of claims that several articles make, those of most articles first
  u32 nshared;
  u32 *column;        // [A + 1] of an article: its place among the story's
  u32 outlets;        // different outlets
  u32 in_all;         // shared claims that every article makes
  u32 single;         // shared claims that rest on one source
  u32 differing;      // claims with a difference that is more than wording
  u32 denied;         // claims that some article denies
} digest;

digest digest_new(arena *mem, const stories *all, const story *s);

str outlet_of(const doc *d);                                      // its outlet, else the name of its file
str day_of(const doc *d);                                         // the day of publication, empty where not known
u32 column_of(const digest *g, u32 article);                       // its place among the story's articles
u32 articles_of(const shared_claim *c);                           // how many make or deny it
const member *member_of(const shared_claim *c, u32 article);      // NULL where the article does not have it
bool is_denied(const shared_claim *c);                             // some article denies it; two ages of one boy are a difference
bool denies_in(const digest *g, const shared_claim *c, u32 article);
bool is_single(const shared_claim *c);                            // several articles, one source
u32 only_in(const shared_claim *c);                               // the one article that makes it, 0 where several do
const difference *telling_difference(const shared_claim *c);      // the one an editor asks for first; NULL
str kin_words(const digest *g, u32 node);                        // its family in words, where another node is of it; else empty
u32 first_source(const story *s);                                 // the named origin of most claims; nnodes where none
u32 *sources_by_claims(const digest *g, u32 *count);              // rows of nodes that are no article, those of most claims first
u32 first_differences(const digest *g, const shared_claim **list, u32 most);   // claims with the differences asked for first
u32 apart_contradictions(const digest *g, const contradiction **list, u32 most);   // of claims that share no point, where no denial shows them
moment *moments_of(const digest *g, u32 *count);
where *places_of(const digest *g, u32 *count);                    // places of the same name and country once
voice *voices_of(const digest *g, const shared_claim *c, u32 *count);
bool has_sides(const digest *g, const shared_claim *c, difference_kind k);   // there is something to set against something
side *sides_of(const digest *g, const shared_claim *c, difference_kind k, u32 *count);
str claim_words(arena *mem, const doc *d, u32 id);                // the claim as the article puts it
str words_at(arena *mem, const doc *d, spans at);                 // pieces joined by " … "
str chain_of(arena *mem, const attribution *a);
span sentence_of(const doc *d, u32 byte);                         // the sentence that holds it, else the byte itself
str kind_words(source_kind k);                                    // "state medium"; for people to read

#endif

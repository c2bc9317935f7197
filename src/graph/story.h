// Across articles: the stories that they tell, the claims that they share, who had it from whom. Pure memory work.
//
// Articles are numbered 1…A in the order given; attributions, claims and entities keep the ids of their document.
// Everything made here lives in the arena of `stories`; the documents must outlive it.
#ifndef STEMMA_STORY_H
#define STEMMA_STORY_H

#include "doc/doc.h"
#include "model/kit.h"
#include "read/family.h"

#define RELATION_KINDS(X) \
  X(SAME, "same") X(MORE_SPECIFIC, "more-specific") X(LESS_SPECIFIC, "less-specific") X(DENIES, "denies")

#define DIFFERENCE_KINDS(X) \
  X(DIFF_DROPPED, "attribution-dropped") X(DIFF_CHANGED, "attribution-changed") X(DIFF_CERTAINTY, "certainty") \
  X(DIFF_NUMBER, "number") X(DIFF_LIST, "list") X(DIFF_PLACE, "place") X(DIFF_TIME, "time") X(DIFF_NAME, "name") \
  X(DIFF_WORDING, "wording")

#define QUOTE_KINDS(X) \
  X(QUOTE_SAME, "same-words") X(QUOTE_EDITED, "edited") X(QUOTE_FRAGMENT, "fragment") \
  X(QUOTE_TRANSLATION, "translation") X(QUOTE_PARAPHRASE, "paraphrase")

#define COPY_KINDS(X) \
  X(COPY_WIRE, "wire") X(COPY_REPUBLISHED, "republished") X(COPY_SHARED, "shared-source") X(COPY_BOILERPLATE, "boilerplate")

#define EDGE_KINDS(X) \
  X(EDGE_TOLD, "told") X(EDGE_CITED, "cited") X(EDGE_COPIED, "copied") X(EDGE_CREDITED, "credited") X(EDGE_OWNS, "owns")

#define ENUM_ROW(id, text) id,
typedef enum { RELATION_KINDS(ENUM_ROW) RELATION_KIND_COUNT } relation_kind;
typedef enum { DIFFERENCE_KINDS(ENUM_ROW) DIFFERENCE_KIND_COUNT } difference_kind;
typedef enum { QUOTE_KINDS(ENUM_ROW) QUOTE_KIND_COUNT } quote_kind;
typedef enum { COPY_KINDS(ENUM_ROW) COPY_KIND_COUNT } copy_kind;
typedef enum { EDGE_KINDS(ENUM_ROW) EDGE_KIND_COUNT } edge_kind;
#undef ENUM_ROW

str relation_kind_name(relation_kind k);
str difference_kind_name(difference_kind k);
str quote_kind_name(quote_kind k);
str copy_kind_name(copy_kind k);
str edge_kind_name(edge_kind k);

typedef struct {
  u32 article, claim;
  relation_kind relation;
} member;

// What two articles say otherwise of one claim; a[] and b[] show it, either may be empty (a dropped attribution).
typedef struct {
  difference_kind kind;
  u32 article_a, article_b;
  spans a, b;
} difference;

typedef struct {
  str text;                 // words of the fullest member
  member *members;          // [nmembers] in order of article, then claim
  u32 nmembers;
  u32 min, max;             // independent sources behind it
  str *why;                 // [nwhy] sentences that give the reasons
  u32 nwhy;
  difference *differences;  // [ndifferences]
  u32 ndifferences;
} shared_claim;

typedef struct {
  u32 article, attribution;
} variant;

typedef struct {
  str speaker;
  quote_kind kind;
  float p;
  variant *variants;        // [nvariants]
  u32 nvariants;
} quote_group;

typedef struct {
  u32 article_a, claim_a, article_b, claim_b;
  float p;
} contradiction;

typedef struct {
  u32 article_a, article_b;
  spans a, b;               // the shared runs, piece by piece
  copy_kind kind;
  float p;
} copy;

// A node of the stemma: an outlet, an agency, a body, a person, a document. `family` joins those not independent.
typedef struct {
  str name;
  source_kind kind;
  bool named;
  u32 article;              // the article itself where the node is its outlet, 0 = none
  str family;
  u32 claims;               // how many shared claims rest on it
  kinship kin;              // what says the family: a table, or words of article kin_article
  u32 kin_article;
} source_node;

typedef struct {
  u32 from, to;             // rows of nodes: `to` had it from `from`
  edge_kind kind;
  u32 article;              // whose text shows it
  span evidence;
  u32 count;                // how often
} source_edge;

typedef struct {
  str value;                // ISO 8601; sorted by it
  u32 article, time, claim;
} timeline_row;

typedef struct {
  str name;
  place where;
  u32 article, entity;
} story_place;

typedef struct {
  str title;
  u32 *articles;            // [narticles]
  u32 narticles;
  shared_claim *claims;     // [nclaims] row 0 is the claim with id 1; those in one article only, too
  u32 nclaims;
  quote_group *quotes;
  u32 nquotes;
  contradiction *contradictions;
  u32 ncontradictions;
  copy *copies;
  u32 ncopies;
  source_node *nodes;       // [nnodes]
  u32 nnodes;
  source_edge *edges;       // [nedges]
  u32 nedges;
  timeline_row *timeline;
  u32 ntimeline;
  story_place *places;
  u32 nplaces;
} story;

typedef struct {
  arena *mem;
  const doc *const *docs;   // [A + 1], row 0 is NULL
  u32 articles;             // A
  story *stories;           // [count]
  u32 count;
} stories;

// Groups the documents into stories and fills each. Documents in languages not analysed stay in stories of their own.
stories *stories_build(arena *mem, const doc *const *docs, u32 articles, const kit *k);

#endif

// Who is who over the articles of a story: entities and the hops of chains, merged by name. Row 0 is nobody.
#ifndef STEMMA_ACTORS_H
#define STEMMA_ACTORS_H

#include "graph/story.h"
#include "read/family.h"

typedef struct {
  str name;            // the fullest that an article gives
  str key;             // of it (read/alias.h)
  bool person, named;
  source_kind kind;
  str family;          // id of its family, empty where it is its own
  u32 article;         // where it was met first
  kinship kin;         // what says that family, and kin_article whose text does
  u32 kin_article;
} actor;

typedef struct {
  arena *mem;
  const doc *const *docs;
  const kit *kit;
  VEC(actor) at;
  words *names;                // kind of name and key -> row of by_name
  VEC(u32) by_name;            // [names] its actor
  u32 **of_entity;             // [A + 1][entities] its actor, 0 = not met
} actors;

actors *actors_of(stories *all, const story *s, const kit *k);
u32 actor_of_entity(const actors *who, u32 article, u32 row);
u32 actor_of_hop(actors *who, u32 article, const hop *h);        // makes one where the hop is no entity
u32 actor_of_speaker(actors *who, u32 article, const attribution *q);   // its speaker, else the origin of its chain
u32 actor_of_name(actors *who, u32 article, str name, source_kind kind, bool named);

// A description may be of the one named ("spokesman Tim Orr", "Tim Orr"); a spokesman speaks for his body.
bool one_name(const actors *who, u32 a, u32 b);
bool one_voice(const actors *who, u32 a, u32 b);    // one name or one family

#endif

// Events, inside: the frame of a verb over the tree (event_frame.c), its CAMEO code (event_code.c), who is meant
// (event_actor.c), and the rows (event.c).
#ifndef STEMMA_EVENT_H
#define STEMMA_EVENT_H

#include "doc/doc.h"
#include "model/lexicon.h"

// The dependents of each token in the order of the text.
typedef struct {
  const doc *d;
  u32 *child, *next;     // [T]
} branches;

branches branches_of(const doc *d);

// Who does what to whom, as tokens; 0 = not told.
typedef struct {
  u32 verb, actor, patient;
  bool passive;
} frame;

frame frame_of(const branches *b, u32 verb);
u32 preposition_of(const branches *b, u32 noun);       // its case marker
u32 complement_of(const branches *b, u32 verb);        // the verb in "agreed to meet", "said it would meet"
bool is_negated(const branches *b, u32 verb);
str lemma_of(const doc *d, u32 token);
str verb_lemma(const doc *d, u32 token);               // the same of a verb, mended by the table of events where it knows better
bool acts_as_verb(const doc *d, u32 token);            // a verb, or one that was taken for an adjective: "police confiscated arms"

// The code of a verb with what depends on it. `code` empty: no event.
typedef struct {
  str code, op;
  u32 inner;             // the verb that was taken in, 0 = none
  u32 object;            // the noun that decided, 0 = none
} coded;

coded code_of(const branches *b, u32 verb, arena *mem);
str code_under(str op, str code);                      // "agree" over 040 is 036; empty where nothing is said of it
str class_list(const doc *d, u32 noun);                // the classes of event_objects.txt

typedef struct {
  char text[16];         // RUSGOV; empty = nobody known
  bool has_country;
  u32 entity;
} actor_code;

actor_code actor_of(const branches *b, u32 token);
actor_code coded_entity(const doc *d, u32 row);
u32 actor_near(const branches *b, u32 verb, actor_code *actor);
u32 target_token(const branches *b, const frame *f, const coded *c, const actor_code *actor, actor_code *target);

// The rows being made (event.c).
typedef struct {
  doc *d;
  branches b;
  bool *taken;        // [T] verbs that another one took in
  u32 claim;          // the first claim that may still hold what follows
} coder;

u32 claim_at(coder *c, u32 verb);   // whose proposition the verb is in; verbs ascend
modality modality_at(const coder *c, u32 verb, const coded *code, u32 claim_row);
void add_event(coder *c, u32 verb, str code, modality m, str actor, str target, u32 claim_row);

// Events by the user's dictionaries alone (event_dyad.c).
struct event_book;
void code_by_book(coder *c, const struct event_book *book);

#endif

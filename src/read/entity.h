// Who is who in one article: what the stages after `entity` ask of its mentions and entities.
//
// A name mention is the bare name ("Dmitry Peskov"); title and apposition belong to the phrase around it
// ("Kremlin spokesman Dmitry Peskov, 55"), phrase_first and phrase_last. A nominal's span is its whole noun phrase.
// A set ("the two leaders", "both nations") is an entity with members.
#ifndef STEMMA_ENTITY_H
#define STEMMA_ENTITY_H

#include "doc/doc.h"

// Mentions by place. Rows of d->mentions, 0 = none.
u32 mention_with_head(const doc *d, u32 token);           // the mention that this token heads, a name before others
u32 mention_of_tokens(const doc *d, u32 first, u32 last); // the one that these tokens [first, last) are about: their
                                                          // head's; "he", "Miller", "the White House", a whole phrase
u32 mention_of_span(const doc *d, span at);               // the same for bytes

// The entity meant by a noun phrase or a pronoun at these bytes, 0 = none: the pronoun's antecedent, the name's bearer.
u32 entity_at(const doc *d, span at);

// What kind of source the noun phrase of tokens [first, last) is: by its role words ("a spokesman for the ministry"),
// its kind of body, the tables of agencies, outlets and state media; `row` is its entity or 0.
bool is_media(source_kind k);                  // an agency, an outlet, a medium of a state
source_kind source_kind_of_np(const doc *d, u32 first, u32 last, u32 row);

source_kind source_kind_of_name(str name, arena *mem);   // of a bare name that no entity has; SOURCE_UNNAMED = unknown

// Does this noun phrase name somebody ("officials" does not, "the Ministry of Health" does)?
bool np_is_named(const doc *d, u32 first, u32 last);

#endif

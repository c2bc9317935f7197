// Labels of the words of names, and the best chain of them.
#ifndef STEMMA_NAME_CHAIN_H
#define STEMMA_NAME_CHAIN_H

#include "lang/name_features.h"

enum { NAME_KIND = 0x4e414d02, NAME_KIND_PLAIN = 0x4e414d01 };   // changes with the layout of the chunk; the plain one ends before NAME_CONTEXT
enum name_part { NAME_STEPS, NAME_STATES, NAME_MODEL, NAME_CHANGE, NAME_CONTEXT, NAME_PARTS = NAME_CONTEXT + CONTEXT_PARTS };

// Label 0 is no name; then for each kind that is learned its first word and a later word. Countries and cities are learned as
// places, the list of known names tells them apart.
enum { LEARNED_KINDS = 6, NAME_LABELS = 1 + 2 * LEARNED_KINDS };

name_kind name_label_kind(u32 label);
u32 name_label_of(name_kind kind, bool begins);          // 0 for NAME_NONE
static inline u32 name_label_inside(u32 label) { return label + (label & 1); }   // of its kind; 0 for 0
static inline bool name_may_follow(u32 before, u32 label) { return !label || label & 1 || before == label || before + 1 == label; }

// The best labels of all sentences: a first reading, then a second that knows how most occurrences of a word were read.
void name_chain(name_view *v, const name_tables *n, u8 *label);        // label [T]
void name_chain_once(name_view *v, const name_tables *n, u8 *label);   // the first reading alone

// How most occurrences of each word were labelled: [words], for name_view.vote.
u8 *name_votes(const name_view *v, const u8 *label);

#endif

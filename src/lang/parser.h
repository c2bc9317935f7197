// The parser: what it sees of a sentence, and the model of the parse chunk. Used by the stage and by its trainer.
#ifndef STEMMA_PARSER_H
#define STEMMA_PARSER_H

#include "lang/lexeme.h"
#include "model/arcs.h"
#include "model/parts.h"

enum { PARSE_KIND = 0x50415201 };   // changes with the layout of the chunk

enum parse_part { PARSE_RELATIONS, PARSE_MOVES, PARSE_LABELS, PARSE_PARTS };

typedef struct {
  linear moves, labels;
  const u8 *relation;      // [labels.labels] rel of each label; the part is a byte REL_COUNT, then these
} parser;

bool parser_view(parser *p, str chunk);

// Rows 1 … n are the words of tokens [first, first + n); row 0 is empty.
void parser_words(const doc *d, const word_tables *t, u32 first, u32 last, arc_word *to);

// Relations for a tree; `label` is scratch, [words + 1].
void parser_label(const parser *p, const arc_word *w, const tree_links *t, u32 *label);

#endif

// Facts about the language as lines in lang/en/*.txt, made into sorted tables by gen/lexicon.c.
//
// A line is a key, then after a tab its attributes: words, or name=value pairs, separated by blanks.
//   said<TAB>lemma=say speech mod=fact
// The file lang/en/cues.txt is the list LEX_CUES. Keys are compared as bytes; write them in lower case where the
// reader lowers its words. Comments begin with '# ' at the start of a line.
#ifndef STEMMA_LEXICON_H
#define STEMMA_LEXICON_H

#include "base/str.h"
#include "lexicons.h"   // made: enum lexicon { LEX_… }

typedef struct {
  str key, attributes;
} lex_entry;

const lex_entry *lex_find(enum lexicon list, str key);    // NULL where it is not listed
bool lex_has(enum lexicon list, str key);
bool lex_begins(enum lexicon list, str word_);            // could be the first word of a key: false for most that are not
bool lex_says(const lex_entry *e, const char *attribute); // the attribute stands there alone; NULL entry: false
str lex_value(const lex_entry *e, const char *name);      // the value of name=value, empty where there is none
u32 lex_count(enum lexicon list);
const lex_entry *lex_row(enum lexicon list, u32 row);     // rows in byte order of their keys

// The longest entry that is the words [first, …) of `word_at` joined by single blanks; *len its words. NULL where none.
const lex_entry *lex_phrase(enum lexicon list, u32 first, u32 end, str (*word_at)(const void *, u32), const void *from, u32 *len);

#endif

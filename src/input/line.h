// The words of one line or paragraph, lowered and without punctuation, for looking them up in lists.
#ifndef STEMMA_LINE_H
#define STEMMA_LINE_H

#include "model/lexicon.h"

enum { LINE_WORDS = 48, LINE_BYTES = 1024 };

typedef struct {
  str text;              // the line itself
  u32 len;               // words
  bool cut;              // there were more than fit
  str low[LINE_WORDS];   // in lower case; they lie in `bytes`, so a line is not copied
  span at[LINE_WORDS];   // places in `text`
  char bytes[LINE_BYTES];
} line;

void line_read(line *l, str text);

u32 count_words(str s);    // pieces between white space

// The longest entry of the list that begins with word `first`; *len its words.
const lex_entry *line_phrase(const line *l, enum lexicon list, u32 first, u32 *len);

bool line_capital(const line *l, u32 word);      // begins with a capital letter
bool line_shouts(const line *l, u32 word);       // two or more letters, all capitals
bool line_stops(str text);                       // ends as a sentence does: full stop, ? or !, quotes and brackets after it
bool line_before(const line *l, u32 word, char c);   // c stands between the word and the one before it
bool line_after(const line *l, u32 word, char c);    // … and the one after it

// A name of two to five words, [first, last): capitals, initials, particles; no month, no word of a list of phrases.
bool line_is_name(const line *l, u32 first, u32 last);

// An outlet, agency or picture agency named at word `first`; *len its words. `credit`: in a credit, where short names count.
const lex_entry *line_outlet(const line *l, u32 first, bool credit, u32 *len);
str outlet_name(arena *mem, const lex_entry *e);
bool outlet_is(const lex_entry *e, const char *kind);

// The outlet of an address (https://www.example.com/…) or domain; NULL where the table has none.
const lex_entry *outlet_of_address(str address);

#endif

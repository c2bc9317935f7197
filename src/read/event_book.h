// Dictionaries of coders of events, in the formats of TABARI, PETRARCH and Phoenix: actors with codes that hold for a time, agents
// (role nouns), verbs with synsets and patterns. Read once, then const. The form of each is told in its file and in the manual.
#ifndef STEMMA_EVENT_BOOK_H
#define STEMMA_EVENT_BOOK_H

#include "base/words.h"

typedef enum { BOOK_ACTORS, BOOK_AGENTS, BOOK_VERBS, BOOK_KINDS } book_kind;

typedef struct {
  str code;
  u32 from, to;       // yyyymmdd, both included; 0 and ~0u = always
} dated_code;

typedef struct {
  VEC(dated_code) codes;   // in the order of the file
} book_actor;

typedef struct {
  str code;
  bool before;        // NGO~: it goes before the actor's code
} book_agent;

typedef enum { PART_WORD, PART_SYNSET, PART_SOURCE, PART_TARGET, PART_SKIP, PART_COMPOUND } part_kind;

typedef struct {
  part_kind kind;
  u32 id;             // of the word or synset
  bool tight;         // next to the part before it, seen from the verb
} pattern_part;

typedef VEC(pattern_part) part_list;

typedef struct {
  part_list before, after;   // of the verb, both from the verb outward
  str code;                  // "042", "042:043" for both ways, "---" for none
  u32 order;                 // in the file
} verb_pattern;

typedef struct {
  str code;
  VEC(verb_pattern) patterns;   // longest first
} verb_block;

typedef struct {
  u32 block, main;    // main: which of its words is the verb
  str code;
} book_verb;

typedef struct {
  bool plurals;
  VEC(part_list) members;
} synset;

// Phrases as paths through one table: from a state by a word to a state.
typedef struct {
  u32 from, to;
  word by;
} phrase_step;

typedef struct event_book {
  arena *mem;
  words *words;           // of all dictionaries, in lower case
  phrase_step *steps;     // [room] hashed, from = 0: free
  u32 room, used;
  VEC(u32) value;         // [states] row of the phrase that ends there, 0 = none
  VEC(book_actor) actors; // rows from 1, as below
  VEC(book_agent) agents;
  VEC(book_verb) verbs;
  VEC(verb_block) blocks;
  VEC(synset) synsets;
} event_book;

// Where phrases of a kind begin; synsets are named by one word.
enum { ROOT_ACTORS = 1, ROOT_AGENTS, ROOT_VERBS, ROOT_SYNSETS, ROOTS };

// Reads a dictionary into a book, NULL = a new one; a line that is wrong is left out and told with its number. NULL only where
// there is no memory, or too little: then the book is gone.
typedef void book_warn(void *user, u32 line, const char *what);
event_book *event_book_read(event_book *into, book_kind kind, str bytes, book_warn *warn, void *user);
void event_book_free(event_book *b);

u32 book_step(const event_book *b, u32 state, word by);   // 0 = no phrase goes on so

// ---- for the files that read the dictionaries

enum { MOST_PIECES = 12 };

typedef struct {
  event_book *book;
  book_warn *warn;
  void *user;
  u32 line;
} book_reading;

typedef struct {
  word at[MOST_PIECES];
  u32 len;
} piece_list;

void book_complain(const book_reading *r, const char *what);
bool book_line(book_reading *r, str *rest, str *line);      // the next line without comments, trimmed; false at the end
piece_list book_pieces(const book_reading *r, str phrase);  // cut at blanks, "_" and "-", in lower case
u32 *book_entry(event_book *b, u32 root, const piece_list *phrase);   // the value of a phrase, made where it is new
str book_bracket(str *rest);                                // takes "[…]" off a line; p NULL where none is whole
void read_actors(book_reading *r, str bytes);
void read_agents(book_reading *r, str bytes);
void read_verbs(book_reading *r, str bytes);

#endif

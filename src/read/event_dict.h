// Events by the user's dictionaries (event_book.h): a sentence as its words know them (event_chunk.c), the patterns of a verb
// (event_match.c), who does it to whom (event_dyad.c).
#ifndef STEMMA_EVENT_DICT_H
#define STEMMA_EVENT_DICT_H

#include "read/event.h"
#include "read/event_book.h"

// A word as dictionaries cut it: "al-Qaeda" is two.
typedef struct {
  word id, lemma;        // of the book, 0 = it has no such word
  u32 token, chunk;      // chunk: row, 0 = none
} dict_piece;

// A noun phrase without what hangs on it behind its head.
typedef struct {
  u32 first, last;       // tokens [first, last)
  u32 piece_first, piece_last;
  str actor;             // code of the first actor in it, empty = none; "ELR/GAL" are two
  str ahead, behind;     // codes of its agents
  bool known;            // an actor or an agent is in it
  u32 list;              // the first of the chunks that it is listed with, 0 = alone
  u32 means;             // the chunk that says whose it is: "soldiers from Gondor"; 0 = itself
} dict_chunk;

typedef struct {
  const doc *d;
  const event_book *book;
  const branches *b;
  u32 day;               // yyyymmdd, 0 = not known
  u32 first, last;       // tokens of the sentence
  VEC(dict_piece) pieces;    // rows from 1
  u32 *piece_of;         // [last - first] the first piece of a token, 0 = none
  VEC(dict_chunk) chunks;    // rows from 1
} dict_sentence;

void read_dict_sentence(dict_sentence *s, u32 row);
u32 chunk_of(const dict_sentence *s, u32 token);          // 0 = none
bool chunk_is_coded(const dict_sentence *s, u32 chunk);

// The codes meant by a chunk and those listed with it.
enum { MOST_CODES = 12 };
typedef struct {
  str at[MOST_CODES];
  u32 len;
} code_list;
code_list codes_of_chunk(const dict_sentence *s, u32 chunk);

// What the words around a verb say.
typedef struct {
  str code;              // empty = none
  u32 source, target, several;   // chunks that a pattern names, 0 = none
  u32 end;               // the token behind the verb and its particle
} matched;

matched match_verb(const dict_sentence *s, u32 verb, u32 up, u32 down);   // words from token `up` to before token `down` count

#endif

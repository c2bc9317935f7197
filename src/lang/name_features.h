// What the finder of names looks at: words, their spelling, the run of capitals around them, known names, and how a word is
// written elsewhere in the article. The trainer takes its features from here, so that both see the same.
#ifndef STEMMA_NAME_FEATURES_H
#define STEMMA_NAME_FEATURES_H

#include "lang/lexeme.h"
#include "lang/names.h"

enum { NAME_FEATURES = 104, VOTE_FEATURES = 8 };

// How a sentence is written: capitals tell names, or they tell nothing.
enum writing { WRITTEN_PLAIN, WRITTEN_CAPITALS, WRITTEN_TITLE, WRITTEN_LOW };

// What is looked at of one token.
typedef struct {
  u32 known;            // known_class bits of the listed phrase that begins here; << 16: that goes on here
  u32 whole;            // of the phrase that is the whole run of capitals around it
  u32 run_beg, run_end; // the run of capitals, 0 outside
  u32 wide_beg, wide_end; // the same with small words between (Ministry of the Interior)
  u8 kind;              // what kind of noun it is: name_kind of lang/en/heads.txt, or 0
  u8 title;             // it stands as a title before a name
  u8 writing;
  u8 acronym;           // stands in brackets behind the words whose initials it is
} name_glance;

typedef struct {
  const doc *d;
  const lexeme *const *lex;  // [T]
  name_glance *look;         // [T]
  u8 *usage;                 // [words] how a word is written in the article: bits of word_usage
  const u8 *vote;            // [words] by a first reading: the label of most of its occurrences + 1, and whether it is sure; 0 = none
  u32 first, last;           // the sentence
} name_view;

// capital: in the midst of a sentence; person: in a person's name of several words
enum word_usage { USED_LOW = 1, USED_CAPITAL = 2, USED_CAPITAL_OFTEN = 4, USED_PERSON = 64 };

name_view name_view_of(const doc *d, const name_tables *n, const word_tables *w);
void name_view_sentence(name_view *v, u32 sentence_row);
bool may_be_name(const name_view *v, u32 token);           // others are none, and are not asked about
u32 name_features(const name_view *v, u32 token, u64 *feature);        // votes apart
u32 name_vote_features(const name_view *v, u32 token, u64 *feature);   // none where nothing was voted

#endif

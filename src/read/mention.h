// Markables: every noun phrase, name and pronoun that may refer, before it is known who is who.
//
// They are found over the dependency trees: a head with its dependents is a phrase, a run of name tokens in it is the
// bare name. Their traits (kind, gender, number) come from the words alone; what an antecedent adds is coref's.
#ifndef STEMMA_MENTION_H
#define STEMMA_MENTION_H

#include "doc/doc.h"
#include "model/lexicon.h"

typedef enum { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE, GENDER_NEUTER } gender;
typedef enum { NUMBER_UNKNOWN, NUMBER_ONE, NUMBER_MANY } number;

enum markable_flag {
  M_MODIFIER = 1,      // inside a compound or before another noun: "Kremlin" in "Kremlin spokesman"
  M_ADJECTIVE = 2,     // a nationality as an adjective: "Russian"
  M_DEFINITE = 4,      // the, this, that, a possessor
  M_INDEFINITE = 8,    // a, an, some, no article
  M_POSSESSIVE = 16,   // his, its
  M_REFLEXIVE = 32,
  M_QUOTED = 64,       // inside quotation marks
  M_SUBJECT = 128,
  M_GROUP = 256,       // a body of people: it or they
  M_DEMONSTRATIVE = 512,
  M_POSSESSED = 1024,  // has a possessor
  M_COORDINATED = 2048,// "Kim and Putin": a phrase of several
  M_PREDICATE = 4096,  // is what something is said to be
  M_HEADLINE = 8192,
  M_NEGATIVE = 16384,  // no one, nothing
  M_SPEAKS = 32768,    // says something, or is said to have said it
};

typedef struct {
  u32 first, last;     // tokens of the whole phrase
  u32 beg, end;        // tokens of the mention: the bare name, else the phrase without a final 's
  u32 head;            // of the phrase: the name's, or the noun's that describes it
  u32 role_beg, role_end;   // the title before a name, or the phrase in apposition; equal = none
  u32 owner;           // the markable it stands in apposition to, 0 = none
  u32 possessor;       // the markable of "its" in "its government", 0 = none
  mention_form form;
  entity_kind kind;
  bool sure;           // the kind is known, not guessed
  bool doubtful;       // a pronoun that means another thing almost as likely
  name_kind name;
  source_kind source;  // of the head word, SOURCE_UNNAMED = says nothing
  u8 gender, number, person;
  u16 flags;
  u16 country;         // two letters of the country that it is or belongs to, 0 = not said
  word lemma;          // of its head
  u32 synonyms;        // hash of the set of synonyms that the lemma is in, 0 = none
  u32 quote;           // number of the quotation that holds it
} markable;

typedef VEC(markable) markables;

// What the article looks like to the finder: shared by its parts, derived once.
typedef struct {
  const doc *d;
  arena *mem;
  u32 *lo, *hi;        // [T] the phrase that a token heads, without what is not its own
  u32 *from;           // [T] behind the preposition of the phrase: "back in" is not of "Paris"
  u32 *name_of;        // [T] number of the name that holds the token, 0 = none
  u8 *quoted;          // [T] inside quotation marks
  u32 *quote;          // [T] number of the quotation
  u32 *label;          // [T] in a turn without marks a token of the name of who speaks, 0 = none
  u8 *clause;          // [T] what the clause that hangs by the token has (mention_survey.c)
  u8 *dated;           // [T] part of an expression of time
  u8 *predicate;       // [T] has a copula: is what something is said to be
  struct name_run *names;   // [names_len] row 0 nil
  u32 names_len;
  bool *surname;       // [words] ends a person's name of several words
} survey;

typedef struct name_run {
  u32 beg, end, head;
  name_kind kind;
} name_run;

survey survey_make(const doc *d, arena *mem);
void names_find(survey *s);                     // mention_name.c: fills names and name_of
void markables_find(survey *s, markables *to);  // row 0 is nil; in order of the text, the larger first
void traits_set(const survey *s, markable *m);  // mention_traits.c

// Words and tables.
const lex_entry *head_entry(const doc *d, u32 token);                  // of LEX_HEADS, by lemma; "news agency" before "agency"
const lex_entry *lex_tokens(const doc *d, enum lexicon list, u32 first, u32 last);   // these tokens, lower case, exactly
u16 country_code(const lex_entry *e);                                  // cc=RU, 0 = none
u16 country_in(const doc *d, u32 first, u32 last);                     // of the first country, nationality or capital there
bool is_noun(const doc *d, u32 token);
bool is_expletive(const doc *d, u32 token);   // "it is not known whether", "it was clear that": no thing
bool says_something(const doc *d, u32 token);                            // a verb of speech
bool is_name_tag(const doc *d, u32 token);                             // NNP, NNPS or PROPN

#endif

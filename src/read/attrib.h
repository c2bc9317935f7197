// Within the reading of attributions (source.c): what its steps share. Not for other stages.
//
//   scene     what is known of the article before anybody speaks: trees as hulls, quotations, lexicon rows
//   cue       which tokens say that something is vouched for, and how far each cue reaches
//   source    whose noun phrase it is
//   content   what is vouched for, token by token
//   stance    how it is put; chain: through whom
//
// Each step is a learned choice (model/choice.h): a function that names the traits of a candidate, used by the reader and
// by the trainer alike, and a function that takes the best.
#ifndef STEMMA_ATTRIB_H
#define STEMMA_ATTRIB_H

#include "doc/doc.h"
#include "model/choice.h"
#include "model/kit.h"
#include "model/lexicon.h"
#include "read/quote.h"

enum { REACH = 120, SHOWN = 3 };   // tokens on either side of a cue that are looked at; caps a sentence of a megabyte

typedef struct {
  u32 from, to;   // tokens [from, to)
} run;

typedef struct scene {
  const doc *d;
  arena *mem;
  quotes q;
  u32 *left, *right;          // [T] hull of the subtree: tokens [left, right)
  u32 *child, *sibling;       // [T] first dependent; next dependent of the same head, in order
  u32 *inside;                // [T] outermost quotation of a token, 0 = none (= q.of)
  const u8 *name;             // [T] name tags; all 0 where no names were read
  const lex_entry **cue;      // [T] its lemma in lang/en/cues.txt, NULL = not listed
  const u64 **classes;        // [T] hashes of the attributes there, ended by 0
  u64 *lemma;                 // [T] hash of the lemma
  u64 *low;                   // [T] hash of the lower-cased word
  u8 *value;                  // [T] what the lemma says in lang/en/values.txt: value bits
  u8 *small;                  // [T] what the word is among the small words of clauses: small bits
  u32 *class, *wide;          // [T] class of words that stand among like words, and the coarser one; 0 = none
  const u8 *context;          // [T][width] what the network made of each word; NULL = nothing
  u32 width;
  u32 (*shown)[SHOWN];        // [entities] rows of its first mentions that are names or nominals, 0 = no more
} scene;

enum value { VALUE_GOOD, VALUE_BAD, VALUE_STRESS, VALUE_DOUBT, VALUE_FUTURE, VALUE_ASK, VALUE_LACK, VALUE_COUNT };
enum small { SMALL_SELF = 1, SMALL_IF = 2, SMALL_NOT = 4 };

scene *scene_of(arena *mem, const doc *d, const kit *k);

// A trait for each class of the token's lexicon row.
static inline void class_traits(const scene *s, u32 token, u32 template, u64 with, traits *t) {
  for (const u64 *c = s->classes[token]; c && *c; c++) trait(t, template, *c, with);
}

// The network's vector of a token as a trait.
static inline void context_trait(const scene *s, u32 token, u32 block, traits *t) {
  if (s->context && token) trait_vector(t, block, s->context + (size_t)token * s->width, s->width);
}

run scene_window(const scene *s, u32 token);                  // its sentence, at most REACH to either side
u32 scene_child(const scene *s, u32 head, rel r);             // first dependent with this relation (any subtype), 0 = none
bool scene_negated(const scene *s, u32 head);                 // the clause that it heads: a "not" or "no" on it, its subject or object
bool scene_commands(const scene *s, u32 head);                // "Stay at home": the clause that it heads tells somebody to do something
bool rel_is(u8 r, rel base);                                  // r is base or a subtype of it
bool scene_below(const scene *s, u32 token, u32 top);
u32 scene_branch(const scene *s, u32 token, u32 top);         // the child of `top` that `token` hangs under, 0 = not below
str lemma_str(const doc *d, u32 token);
bool is_quote_mark(const doc *d, u32 token);
u32 head_of_run(const doc *d, run r);                          // its first token that hangs on one outside
bool is_word(const doc *d, u32 token);                        // no punctuation
u32 words_within(const doc *d, span at, u32 most);            // as many as that are counted
bool is_finite(u8 tag);                                       // the tag of a verb with a tense, or of a modal

// ---- templates of traits: one range of numbers a question, so that they never meet in the table
enum template_base { ASK_CUE = 1000, ASK_GROW = 2000, ASK_SOURCE = 3000, ASK_IN = 4000, ASK_OPEN = 5000, ASK_CLOSE = 6000,
                     ASK_MOD = 7000, ASK_KIND = 8000, ASK_RELAY = 9000, ASK_OWN = 10000, ASK_P = 11000 };

// Blocks of weights for the network's vectors, one a question and place.
enum { SEEN_CUE, SEEN_SOURCE, SEEN_KIND, SEEN_MOD_CUE, SEEN_MOD_HEAD, SEEN_MOD_ALL, SEEN_OWN, SEEN_BLOCKS };

// ---- cue
bool cue_may_be(const scene *s, u32 token);                   // worth asking
void cue_traits(const scene *s, u32 token, traits *t);
void grow_traits(const scene *s, u32 anchor, u32 token, traits *t);   // token beside the cue so far: part of it?
run cue_reach(const scene *s, const scorer *m, u32 anchor);

// ---- source: candidates are noun phrases; candidate 0 is nobody
typedef struct {
  run at;
  u32 head;
} phrase;

u32 before_time(const scene *s, u32 head);                    // where its phrase ends, without "at the time", "on Monday"
phrase scene_phrase(const scene *s, u32 head);                // the noun phrase of a head, without what leads to it
span phrase_span(const scene *s, const phrase *p);

enum { SOURCES_MOST = 24 };
u32 source_candidates(const scene *s, u32 anchor, run cue, phrase found[SOURCES_MOST]);
void source_traits(const scene *s, u32 anchor, run cue, const phrase *p, traits *t);   // p NULL = nobody

typedef struct {
  phrase at;                  // head 0 = nobody
  float p;
} guess;
u32 source_guesses(const scene *s, const scorer *m, u32 anchor, run cue, guess best[], u32 most);   // the best first; how many

// ---- content: in or out, for the tokens of the cue's window
typedef struct {
  const scene *s;
  u32 anchor;
  run cue, window;
  phrase source;
  u8 *step;       // [window] how far above the anchor the token's line meets the anchor's: 0 = it hangs under the anchor
  u32 *branch;    // [window] the dependent there whose subtree holds the token; 0 = the token is that ancestor itself
  u8 *commas;     // [window] commas between the token and the cue, capped
  bool quoted_elsewhere;   // the window has words of a quotation that the cue is not in
  u64 frame;      // what hangs on the anchor and what it hangs on: a set
} asking;

asking asking_of(const scene *s, u32 anchor, run cue, phrase source);
void in_traits(const asking *a, u32 token, traits *t);
void open_traits(const asking *a, u32 token, traits *t);      // a piece begins at token
void close_traits(const asking *a, u32 token, traits *t);     // a piece ends before token; window.to at the end
void content_best(const asking *a, const scorer *m, bool *inside, float *p, float *empty);   // inside[window.to - window.from]

// ---- what was found at one cue
enum { PIECES_MOST = 6, RIVALS_MOST = 3 };

typedef struct {
  u32 anchor;                 // 0 = a quotation without a cue of its own
  run cue;
  phrase source;              // head 0 = nobody is said
  phrase rival[RIVALS_MOST];  // the next best, with their probabilities; head 0 = no more
  float p_rival[RIVALS_MOST];
  run piece[PIECES_MOST];     // the content in its sentence, as tokens
  u32 pieces;
  u32 carried;                // row of the saying that a quotation without a cue goes on with, 0 = none
  spans content;              // as bytes, quotations followed to their ends
  u32 parent;                 // row of the saying whose content holds this cue, 0 = none
  u32 row;                    // of d->attributions, once it is there
  float p_cue, p_source, p_content, p_empty;   // p_empty: that its sentence holds no content
} saying;

typedef VEC(saying) sayings;   // row 0 is nil

sayings read_cues(scene *s, const scorer *m);                 // source.c: what is found at each cue
void make_whole(const scene *s, saying *a);                   // whole.c: what the tree shows to belong to it, too
bool lead_on(const scene *s, saying *a);                      // gives it the quotation that its cue leads to
bool is_title(const scene *s, const saying *a);               // its quotation is the title of a work
bool puts_question(const scene *s, u32 verb);                 // "Asked whether …, Lee said": the verb of what was put to the speaker
bool is_in_question(const scene *s, const saying *a);         // it stands in what the speaker was asked
void take_cited(scene *s, sayings *all);                      // cited.c: those cited vouch for what is reported
u32 citer_of(const scene *s, const sayings *all, u32 row);    // the row of the saying that cites this one, 0 = none
void read_posts(scene *s, sayings *all);                      // post.c: posts of networks that stand in the text
void read_headlines(scene *s, sayings *all);                  // headline.c: who vouches beside a colon
void follow_quotes(scene *s, sayings *all);                   // speech.c: contents to the ends of their quotations
attribution_type saying_type(const scene *s, spans content);

// How sure a saying is right: learned on what models that have not seen the article make of it, so that of those with
// p about .8, about 8 in 10 are right.
void sure_traits(const scene *s, const saying *a, traits *t);

// ---- what else is known of it (saying.c)
u32 saying_time(const scene *s, const saying *a);                        // row of times, 0 = not told
void saying_rivals(const scene *s, const saying *a, attribution *r);     // other speakers, once r has its own
u32 entity_of_source(const scene *s, const phrase *p);                   // chain.c: whom it is about, 0 = nobody known

// ---- stance and chain
void mod_traits(const scene *s, const saying *a, traits *t);
u32 stances_to_come(const scene *s, u32 head);            // that a clause with will, would or may can have, as bits; 0 = it has none
stance mod_best(const scene *s, const scorer *m, const saying *a);
void chain_all(scene *s, const scorer *m, sayings *all);      // fills speaker and chain of d->attributions

// kind.c
void kind_traits(const scene *s, const saying *a, u32 entity, traits *t);
source_kind kind_best(const scene *s, const scorer *m, const saying *a, u32 entity);
bool is_human(source_kind k);

#endif

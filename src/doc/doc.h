// One article: an immutable document in one arena, built by the stages in the order of doc/stages.h.
//
//   source bytes -> text, map, zones, meta          (decode)
//   text         -> sentences, tokens               (segment)
//   tokens       -> tags, lemmas | heads | names    (tag, parse, name)
//   all of these -> entities, places, times, quantities, attributions, claims, events
//
// Places are half-open byte spans of `text`; the map alone leads back to the source. Row 0 of every table is nil:
// 0 as an id means none, zeroed memory is a valid value. Each column and table has one writer, named behind it;
// a stage appends and never edits another's. What can be derived is a function below, not a field.
#ifndef STEMMA_DOC_H
#define STEMMA_DOC_H

#include "base/words.h"
#include "doc/kinds.h"

// A list of spans in order of the text: a content that other words interrupt has several.
typedef struct {
  span *at;
  u32 len;
} spans;

// A piece of text that stands in the source as it is; pieces ascend in `text`. [runs]
typedef struct {
  u32 text, source, len;
} map_run;

// What another part of a page says of the same thing, and which.
typedef struct {
  str value, from;
} other_fact;

// A value of the metadata with the span of text that shows it. `inferred`: concluded, not stated.
typedef struct {
  str value;
  span evidence;
  bool inferred;
  str from;           // of a page: what says so (json-ld, meta, markup, title, address, text); empty = the span does
  other_fact *other;  // [others] what other parts of the page say instead
  u32 others;
} fact;

// A picture of the article with what stands below it.
typedef struct {
  str url;
  span caption;
} image;

typedef struct {
  fact title, outlet, published, modified, url, language, agency, next, previous;   // pages of an article of several
  fact *byline;       // [bylines] people only
  u32 bylines;
  str *keyword;       // [keywords] as the page gives them
  u32 keywords;
  image *image;       // [images]
  u32 images;
  bool live;          // a live blog: entries one upon the other
  bool no_article;    // a page of links, a form, a notice: nothing that somebody reported
} meta;

typedef struct {
  span at;
  zone_kind kind;
} zone;

typedef struct {
  span at;
  u32 first, last;    // its tokens [first, last)
  u32 zone;           // the zone that holds it
  u32 paragraph;      // ascending number of the paragraph, from 1
} sentence;

// Dense columns over the tokens of the article. T = len; row 0 is nil and, as a head, the root.
// A token is a syntactic word: "don't" is two tokens, "do" and "n't", of one multiword token.
typedef struct {
  u32 len;            // T, with row 0
  span *at;           // [T] (segment)
  u8 *flags;          // [T] token_flag bits (segment)
  word *form;         // [T] the word as written (segment)
  word *low;          // [T] the word in lower case, curly apostrophes straight (segment)
  u32 *sentence;      // [T] (segment)
  u8 *upos;           // [T] upos (tag)
  u8 *xpos;           // [T] xpos: Penn tags (tag)
  word *feats;        // [T] UD features, "Number=Sing|…", 0 for none (tag)
  word *lemma;        // [T] (tag)
  u32 *head;          // [T] the token it hangs on, 0 = root of its sentence (parse)
  u8 *rel;            // [T] rel: UD relation with subtype (parse)
  u8 *name;           // [T] name_tag: begin or inside of a name of some kind (name)
  const struct lexeme **look;   // [T] what each word looks like, NULL before it was asked (tag)
  u8 *context;        // [T][…] what the network made of each word and its neighbours, NULL without a model (tag)
} tokens;

enum token_flag {
  TOKEN_GLUED = 1,        // no white space after it
  TOKEN_MULTI_FIRST = 2,  // first of a multiword token
  TOKEN_MULTI_REST = 4,   // a later word of the same multiword token
};

typedef struct {
  span at;
  u32 first, last;    // tokens [first, last)
  u32 head;           // the head token
  u32 entity;         // whose mention it is
  mention_form form;
  bool doubtful;      // a pronoun that may well mean another: nothing is told by it
  u32 owner;          // a noun phrase in apposition or a title belongs to this mention; 0 = stands alone
  u32 phrase_first, phrase_last;   // tokens of the whole noun phrase: with article, title, what follows
} mention;

// Where a place is. `stands_for` set: a metonym (Moscow said), so no coordinates.
typedef struct {
  double lat, lon;
  str country;        // ISO 3166-1 alpha-2
  str admin1;         // name of the province
  str id;             // of the gazetteer
  place_precision precision;
  str stands_for;     // the body that is meant
} place;

typedef struct {
  entity_kind kind;
  str name;           // fullest bare name in the article; of an unnamed one its longest nominal
  bool named;
  str *roles;         // [nroles] titles as printed
  u32 nroles;
  u32 place;          // row of places, 0 = none
  source_kind source; // what kind of source it would be
  str family;         // id of the family that it belongs to (state, owner), empty = its own (alias)
  u32 nmentions;
  u32 *members;       // [nmembers] of a set ("the two leaders"): entities, ascending
  u32 nmembers;
} entity;

// Why an entity is not independent: whom it belongs to or speaks for, and the words that say so.
typedef struct {
  u32 entity, owner;  // entity: 0 = the article's outlet; owner: 0 = no entity of this article
  str family;         // that it brings
  span evidence;      // empty = known from a table
  str why;            // the words of the text, or which table
  str date;           // when it was so: the article's day, the table's; empty = not known
} tie;

typedef struct {
  span at;
  time_type type;
  str value;          // ISO 8601 / TIMEX3
  str mod;            // TIMEX3 mod: START, APPROX, MORE_THAN …, empty = none
  str begin, end;     // of an INTERVAL
  span anchor;        // the time it counts from, where the text gives it
} timex;

typedef struct {
  span at;
  double value;
  quantity_bound bound;
  str unit;           // USD, percent, person, km …; empty = bare
  word counted;       // lemma of the thing counted, 0 = none
  spans items;        // an enumeration instead of a number
} quantity;

typedef struct {
  str name;           // fullest name that the article gives
  u32 entity;         // 0 = none
  source_kind kind;
  bool named;
} hop;

// Somebody else who may be the speaker.
typedef struct {
  str name;
  u32 entity;
  float p;
} other_speaker;

// Who says what: source, cue and content as spans, the chain from the origin to the relay nearest to the article.
typedef struct {
  attribution_type type;
  spans content, source, cue;
  u32 speaker;        // entity, 0 = unknown
  u32 said;           // row of times: when it was said, 0 = not told
  stance mod;
  hop *chain;         // [hops]
  u32 hops;
  u32 parent;         // the attribution whose content holds this one, 0 = none
  other_speaker *rivals;      // [nrivals] the likeliest first
  u32 nrivals;
  float p;
} attribution;

typedef struct {
  spans at;
  u32 attribution;    // the innermost that vouches for it, 0 = the article's own voice
  certainty certainty;
  stance mod;
  u32 time;           // row of times, 0 = none
  u32 head;           // head token of the proposition
  u32 denies;         // an earlier claim that this one denies by "this" or "the allegation", 0 = none
  str text;           // with pronouns resolved; what was filled in stands in [brackets]
  float p;
} claim;

typedef struct {
  spans at;
  u32 claim;
  str cameo, plover, mode;   // 042, CONSULT, visit
  str actor, target;         // CAMEO actor codes
  u32 time, place;           // rows of times and places
  modality modality;
} event;

// The given facts about an article that its bytes may not hold. Empty = not known.
typedef struct {
  str date, outlet, url, media_type, charset, title;
  str modified, language;
  str authors;        // one a line
  bool whole;         // all of a page is the article: nothing around it
} hints;

// Where a file that holds many articles has this one; `file` empty: the article is a file of its own.
typedef struct {
  str file, id;       // the file's name; of an item of a feed its id
  str uri, date;      // of a record of a web archive the address and the time of the capture
  u64 offset;         // where the file can be entered to read from this article on; of a file that is packed as a whole, the
                      // place in what it unpacks to
} whence;

typedef struct doc {
  arena *mem;
  str name;           // the path, or what the caller called it
  str source;         // the bytes received
  hints hints;        // what the caller says about them
  whence whence;
  str media_type, charset;
  bool misread;       // it was UTF-8 read as windows-1252 and written again, which is undone in `text`
  str text;           // valid UTF-8
  VEC(map_run) map;   // empty: text and source are the same (decode)
  meta meta;          // (decode)
  VEC(zone) zones;    // in order of the text, not overlapping but that a credit lies in its caption (decode)
  words *words;       // of tokens
  VEC(sentence) sentences;        // (segment)
  tokens tokens;
  VEC(mention) mentions;          // in order of the text (entity)
  VEC(entity) entities;           // in order of first mention (entity)
  VEC(tie) ties;                  // in order of their entities (entity)
  VEC(place) places;              // (place)
  VEC(timex) times;               // in order of the text (when)
  VEC(quantity) quantities;       // in order of the text (quantity)
  VEC(attribution) attributions;  // in order of their first content byte (source)
  struct scene *scene;            // what reading attributions derives of all this, for claims to go on with (source)
  VEC(claim) claims;              // in order of the text (claim)
  VEC(event) events;              // (event)
  u32 has;            // stage_gives bits
} doc;

hints hints_copy(arena *mem, const hints *h);
doc *doc_new(arena *mem, str name, str source);   // row 0 of every table is there; the bytes are not copied

// Derived facts.
bool doc_is_english(const doc *d);                // or its language is not known: other languages are not analysed
str doc_str(const doc *d, span at);
str token_str(const doc *d, u32 token);
str low_str(const doc *d, u32 token);             // the lower-cased word
u32 token_at(const doc *d, u32 byte);             // the first token that ends after `byte`; T where none does
bool token_clings(const doc *d, u32 token);       // it begins where the one before it ends

// Of rows [1, len) that each start with their span, in order of the text: the first that ends, that begins after `byte`; len where
// none does, 1 where there are no rows. Rows that may hold one another are in order of their beginnings only.
u32 row_ending_after(const void *rows, size_t size, u32 len, u32 byte);
u32 row_beginning_after(const void *rows, size_t size, u32 len, u32 byte);
span token_span(const doc *d, u32 first, u32 last);   // of tokens [first, last)
u32 sentence_at(const doc *d, u32 byte);          // the sentence that holds the byte, 0 = none
zone_kind zone_at(const doc *d, u32 byte);        // innermost zone; ZONE_NONE outside
spans spans_one(arena *mem, span at);
span spans_hull(spans list);                      // from the first byte to the last
bool token_below(const doc *d, u32 token, u32 top);   // token is top or hangs below it
span subtree_tokens(const doc *d, u32 top);       // [first, last) over all tokens below `top`
u32 child_with(const doc *d, u32 head, rel r);    // first dependent with this relation, 0 = none

#endif

// The way in: paths to items (the bytes of one article each), and an item's bytes to text, map, zones and metadata.
//
// CONTAINERS hold articles (feeds, archives, tables): `sniff` says whether these bytes are theirs.
// DECODERS turn one article's bytes into text: the first whose `sniff` says yes. To add either: one file, one line here.
#ifndef STEMMA_INPUTS_H
#define STEMMA_INPUTS_H

#include "base/stream.h"
#include "doc/stages.h"

//      name   what it reads
#define DECODERS(DECODER)           \
  DECODER(html, "pages of the web") \
  DECODER(text, "plain text")

#define DECODER_FUNCTIONS(name, what) \
  bool sniff_##name(const doc *d);    \
  void decode_##name(doc *d, const kit *k);
DECODERS(DECODER_FUNCTIONS)
#undef DECODER_FUNCTIONS

// What the caller says of the files: `hints` of each article, and how tables are to be read.
typedef struct {
  hints hints;
  u64 offset;                 // where the first file is entered
  const char *const *fields;  // [nfields] "text=body": what a column or key is
  size_t nfields;
  bool list;                      // what containers hold beside articles comes, too
} input_options;

typedef enum { ITEM_ARTICLE, ITEM_FEED, ITEM_RECORD } item_kind;

// One article to be read, or a file inside another that is yet to be looked into. item_free releases it.
typedef struct {
  arena *mem;  // of the strings
  str name, bytes;
  char *owned;      // the bytes, where they are not in `mem`
  stream *in;       // its bytes, where they have not been read; `bytes` is empty then
  bool no_article;  // only as a container does it count
  hints hints;
  whence whence;
  item_kind kind;      // FEED, RECORD: only in lists
  str summary;         // what a feed says in short
  str type;            // what a web archive calls the record
} item;

void item_free(item *it);

// A file of many articles that is being read.
typedef struct container container;
struct container {
  container *outer;  // the one that holds it
  item self;         // its name, hints, whence and stream
  stream *in;        // self.in
  const input_options *options;
  int (*next)(container *c, item *it, fail *f);
  u64 from;     // pieces that begin before this byte are passed over
  u32 count;    // pieces read
  u32 kind;     // the reader's own note
  bool over;    // nothing more comes
  bool any;     // it held an article
  void *state;  // of the reader, which `drop` frees
  void (*drop)(container *c);
};

enum { LARGEST_ARTICLE = 32 << 20, LARGEST_ROW = 8 << 20 };

//        name     text    what it reads
#define CONTAINERS(CONTAINER)                               \
  CONTAINER(warc, false, "web archives, WARC and ARC")      \
  CONTAINER(archive, false, "members of zip, tar and cpio") \
  CONTAINER(jsonl, true, "JSON Lines of articles")          \
  CONTAINER(csv, true, "tables of articles")                \
  CONTAINER(json_feed, true, "JSON Feed")                   \
  CONTAINER(opml, true, "lists of feeds")                   \
  CONTAINER(feed, true, "RSS, RDF and Atom")

// `next` gives 1: an item; 0: the end; -1: a piece that could not be read, and the next call goes on behind it.
#define CONTAINER_FUNCTIONS(name, text, what)                \
  bool sniff_##name(stream *in, const input_options *given); \
  int next_##name(container *c, item *it, fail *f);
CONTAINERS(CONTAINER_FUNCTIONS)
#undef CONTAINER_FUNCTIONS

// For containers: what the caller says goes before what they know; the name of a piece is the container's with `format`
// behind; its place counts where the container is a file and no piece of another.
str hint_or(str given, str found);
void item_at(const container *c, item *it, u64 offset);
__attribute__((format(printf, 3, 4))) void item_begin(const container *c, item *it, const char *format, ...);

typedef struct inputs inputs;

inputs *inputs_open(const char *const *paths, size_t count, const input_options *given);
inputs *inputs_of_bytes(const char *name, str bytes, hints given);  // as of a file; name and hints must outlive it
int inputs_next(inputs *in, item *it, const char **name, fail *f);  // as stm_inputs_next
void inputs_close(inputs *in);

#endif

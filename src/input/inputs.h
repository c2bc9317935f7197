// The way in: paths to items (the bytes of one article each), and an item's bytes to text, map, zones and metadata.
//
// CONTAINERS hold articles (directories, feeds, archives): `sniff` says whether these bytes are theirs.
// DECODERS turn one article's bytes into text: the first whose `sniff` says yes. To add either: one file, one line here.
#ifndef STEMMA_INPUTS_H
#define STEMMA_INPUTS_H

#include "base/file.h"
#include "doc/stages.h"

//      name   what it reads
#define DECODERS(DECODER)          \
  DECODER(html, "pages of the web") \
  DECODER(text, "plain text")

#define DECODER_FUNCTIONS(name, what)        \
  bool sniff_##name(const doc *d);           \
  void decode_##name(doc *d, const kit *k);
DECODERS(DECODER_FUNCTIONS)
#undef DECODER_FUNCTIONS

// One article to be read. `bytes` lives in `mem` or in `file`; item_free releases both.
typedef struct {
  arena *mem;
  file_bytes file;
  str name, bytes;
  hints hints;
} item;

void item_free(item *it);

// A file of many articles that is being read.
typedef struct container container;
struct container {
  file_bytes file;
  str bytes;
  const char *path;
  hints hints;
  size_t at;         // first byte not yet read
  u32 count;         // pieces read
  bool over;         // nothing more comes
  void *state;       // of the reader, which `drop` frees
  void (*drop)(container *c);
};

enum { LARGEST_ROW = 8 << 20, FEED_MEMORY = 256 << 20 };

//        name    what it reads
#define CONTAINERS(CONTAINER)                \
  CONTAINER(jsonl, "JSON Lines of articles") \
  CONTAINER(feed, "RSS, RDF and Atom")

// 1: an item; 0: the end; -1: a piece that could not be read, and the next call goes on behind it.
#define CONTAINER_FUNCTIONS(name, what) \
  bool sniff_##name(str bytes);         \
  int next_##name(container *c, item *it, fail *f);
CONTAINERS(CONTAINER_FUNCTIONS)
#undef CONTAINER_FUNCTIONS

typedef struct inputs inputs;

inputs *inputs_open(const char *const *paths, size_t count, hints given);
inputs *inputs_of_bytes(const char *name, str bytes, hints given);   // as of a file; name and bytes must outlive it
int inputs_next(inputs *in, item *it, const char **name, fail *f);   // as stm_inputs_next
void inputs_close(inputs *in);

#endif

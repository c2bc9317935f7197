// The pack: one file of trained models and tables, mapped read-only and used in place; nothing is parsed at load.
//
//   head  "STEMMAPK", u32 version, u32 chunks, then a row a chunk: char name[8], u64 offset, u64 size, u64 xxh3 of its bytes
//   body  the chunks, each at a multiple of 64 bytes; numbers little-endian
//
// A chunk's inner layout belongs to the file that reads it; it must be checked there once (sizes against the chunk's
// size) because a pack may be foreign. A stage whose chunk is missing does nothing.
#ifndef STEMMA_PACK_H
#define STEMMA_PACK_H

#include "base/file.h"
#include "base/out.h"

typedef struct pack pack;

enum { PACK_VERSION = 1, PACK_ALIGN = 64, PACK_NAME = 8 };

// Maps and checks the file. NULL and `f` filled where it is missing, foreign, of another version or corrupt.
pack *pack_open(const char *path, fail *f);
void pack_close(pack *p);

// The same over bytes in memory, which must outlive the pack; for tests and fuzzers.
pack *pack_view(str bytes, fail *f);

str pack_chunk(const pack *p, const char *name);  // empty where there is none; `p` may be NULL

typedef struct {
  const char *name;
  str bytes;
} pack_part;

// Writes a pack with these chunks in this order.
void pack_write(out *to, const pack_part *parts, u32 count);

#endif

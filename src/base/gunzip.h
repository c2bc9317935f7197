// gzip, zlib and bare deflate data as streams of what they hold. Of gzip the places where its members begin are kept: there a
// file of records, each compressed on its own, can be entered.
#ifndef STEMMA_GUNZIP_H
#define STEMMA_GUNZIP_H

#include "base/out.h"
#include "base/stream.h"

bool gzip_sniff(str head);
stream *gunzip_stream(stream *packed);     // owns `packed`; NULL: no memory, `packed` is closed

// Whether so few bytes unpacked to so many that they were made to fill memory or time, and how it is told.
bool is_bomb(u64 packed, u64 plain);
#define BOMB_TOLD "unpacks to more than 200 times its size: no articles do"

// The whole of `packed` (gzip, zlib or bare deflate) up to `limit` bytes, appended to `to`. What came before a fault stays in `to`.
bool inflate_all(str packed, size_t limit, out *to, fail *f);

#endif

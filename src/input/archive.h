// Files packed by xz, bzip2, Zstandard or LZ4 as streams of what they hold.
#ifndef STEMMA_ARCHIVE_H
#define STEMMA_ARCHIVE_H

#include "base/stream.h"

bool packed_sniff(str head);
stream *unpacked_stream(stream *packed);  // owns `packed`; NULL: no memory, `packed` is closed

#endif

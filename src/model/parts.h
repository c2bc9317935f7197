// A chunk of several parts: u32 kind, u32 count, then {u32 offset, u32 size} a part; each part at a multiple of 64 bytes.
// The kind is a number that changes when the layout of its parts does, so that an old chunk is refused, not misread.
#ifndef STEMMA_PARTS_H
#define STEMMA_PARTS_H

#include "base/out.h"

enum { PARTS_ALIGN = 64 };

bool parts_view(str chunk, u32 kind, str *part, u32 count);        // false where it is not such a chunk, whole
void parts_write(out *to, u32 kind, const str *part, u32 count);

// A list of strings as a part: u32 count, u32 end[count], then the bytes.
typedef struct {
  const u32 *end;    // [len]
  const char *bytes;
  u32 len, room;     // room: bytes there are
} strings;

bool strings_view(strings *s, str part);
void strings_write(out *to, const str *list, u32 count);

// String i, empty outside the list.
static inline str strings_at(const strings *s, u32 i) {
  if (i >= s->len) return (str){"", 0};
  u32 beg = i ? s->end[i - 1] : 0, end = s->end[i];
  return beg <= end && end <= s->room ? (str){s->bytes + beg, end - beg} : (str){"", 0};
}

#endif

// From the bytes received to valid UTF-8, with the way back.
//
// The charset is that of the byte order mark; else what the caller says; else UTF-8 where the bytes are valid and not
// ASCII alone; else what the document declares of itself; else what uchardet makes of the bytes; else windows-1252.
#ifndef STEMMA_CHARSET_H
#define STEMMA_CHARSET_H

#include "doc/map.h"

// The source as UTF-8. `back`: pieces that stand in both, where it was changed. [runs]
typedef struct {
  str bytes;
  str charset;          // its name in lower case, "utf-8", "windows-1252" …
  VEC(map_run) back;
  bool misread;         // it had been read as windows-1252 before, which is undone
  bool changed;         // the source was something else; pieces in none of `back` stand nowhere in it
} recoded;

// `declared`: the name that a <meta>, an XML declaration or the like gives; may be empty.
recoded charset_decode(arena *mem, str source, str given, str declared);

// The name that a page or an XML file gives its charset in its first bytes, empty where it gives none.
str charset_declared(str source);

// As map_copy, for a piece of `r->bytes` at `at`: the origin is led back to the source.
void map_copy_recoded(map_builder *b, const recoded *r, str bytes, u32 at);

// The kind of file that these bytes are where they are no text ("PNG image"), else empty; *pos: the byte that shows it.
str charset_no_text(str source, u64 *pos);

#endif

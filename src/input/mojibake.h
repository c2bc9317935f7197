// UTF-8 that was read as windows-1252 and written as UTF-8 again: "cafÃ©", "itâ€™s".
#ifndef STEMMA_MOJIBAKE_H
#define STEMMA_MOJIBAKE_H

#include "base/str.h"

// Whether a text holds that beyond doubt: several such sequences, not all of one kind, and little else beyond ASCII. A text
// that quotes one does not. `s` is valid UTF-8.
bool mojibake_is_certain(str s);

// The character that was meant by the sequence at byte `at`, and the sequence's bytes; 0 where none begins there.
u32 mojibake_at(str s, size_t at, size_t *len);

#endif

// SHA-256 by the processor's own instructions, where it has them; it takes a twentieth of the time of the plain version.
#ifndef STEMMA_SHA256_H
#define STEMMA_SHA256_H

#include "base/str.h"

bool sha256_fast(str s, u8 digest[32]);   // false where the processor has none

#endif

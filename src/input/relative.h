// Relative addresses made whole (RFC 3986, 5.2), byte for byte: nothing is escaped or checked.
#ifndef STEMMA_RELATIVE_H
#define STEMMA_RELATIVE_H

#include "base/out.h"

// `address` as seen from `base`, appended to `to`; an address that is whole, and any where the base is none, stays as it is.
void relative_put(out *to, str base, str address);

#endif

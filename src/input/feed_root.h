// Whether a file is a feed, by its first bytes.
#ifndef STEMMA_FEED_ROOT_H
#define STEMMA_FEED_ROOT_H

#include "base/str.h"

bool feed_is_wide(str head);   // written in UTF-16 or UTF-32

#endif

// The feed that a page of the web names as its own.
#ifndef STEMMA_FEED_LINK_H
#define STEMMA_FEED_LINK_H

#include "base/str.h"

str feed_link(arena *mem, str bytes);   // its address as it stands there, empty where the page names none

#endif

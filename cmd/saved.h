// Pages saved in a directory as they came.
#ifndef STEMMA_SAVED_H
#define STEMMA_SAVED_H

#include "session.h"

void save_pages(session *s);   // all that s->fetch brings, into the directory of --save

#endif

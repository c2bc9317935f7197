// What the operations that use the network share.
#ifndef STEMMA_WEB_H
#define STEMMA_WEB_H

#include "options.h"
#include "stemma.h"

stm_web_options web_of(const settings *set);

// From here on SIGINT and SIGTERM are asked for with `stop_asked`; a second one kills.
void stop_on_signals(void);
int stop_asked(void *nothing);

#endif

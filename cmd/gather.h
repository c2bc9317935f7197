// Many articles read, then told together: what `story` and `map` share.
#ifndef STEMMA_GATHER_H
#define STEMMA_GATHER_H

#include "options.h"

// Reads the operands and writes their stories in the form of the settings, else one of `formats`. The exit status.
int gather_stories(const settings *set, option_values *formats);

#endif

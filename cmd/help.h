// What the program says of itself: --help, the manual page and the completions, all from ops.h and the option tables.
#ifndef STEMMA_HELP_H
#define STEMMA_HELP_H

#include <stdio.h>

#include "ops.h"

void help_all(FILE *to);
void help_op(FILE *to, const op *o);
void manual_page(FILE *to);                          // roff, section 1
int completion_script(FILE *to, const char *shell);  // bash or zsh; 2 where the shell is another

// Sections of the manual that belong to no operation: title and paragraphs. Ends with NULL.
extern const char *const manual_sections[][2];

#endif

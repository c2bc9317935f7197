// Articles in which it is marked who says what: sets like wikinews-chains, read, put through the stages, and aligned.
#ifndef STEMMA_TRAIN_SAID_H
#define STEMMA_TRAIN_SAID_H

#include "read/attrib.h"

typedef struct {
  attribution_type type;
  spans content, source, cue;   // bytes of the text
  stance mod;
  hop *chain;                   // entity is not set
  u32 hops;
  u32 anchor;                   // token that the cue hangs by, 0 = it has no cue
  run cue_at;                   // its tokens
} said;

typedef struct {
  span at;
  stance mod;
} own_word;

typedef struct {
  doc *d;
  scene *s;
  said *say;                    // [n]
  own_word *own;                // [owns]
  u32 n, owns;
} said_article;

typedef struct {
  said_article *at;             // [n]
  u32 n;
} said_set;

// Adds FILE of DIR; of every `parts` articles the one at `part` is left out (parts 0: none is).
void said_read(arena *mem, said_set *to, const char *dir, const char *file, const kit *k, u32 part, u32 parts);

// Adds a file of train/annotated, whose README says how its marks are written.
void said_read_marked(arena *mem, said_set *to, const char *dir, const char *file, const kit *k);

// Adds a file of FOLDER that has labels only: each line names the set in DIR and the row there that has its text.
void said_read_outlets(arena *mem, said_set *to, const char *dir, const char *folder, const char *file, const kit *k);

// The tokens of these spans, marked in `in` [window]; true if there is one.
bool said_tokens(const doc *d, spans list, run window, bool *in);

#endif

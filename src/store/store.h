// The embedded store: articles, and what was read from them, in one SQLite file that can be searched. All the SQL there is.
//
// An article is known by its path and the hash of its bytes: the same bytes again change nothing, other bytes at the same
// path are a new version beside the old one. Each save is one transaction; a killed program leaves the file whole.
#ifndef STEMMA_STORE_H
#define STEMMA_STORE_H

#include "base/fail.h"
#include "doc/doc.h"

typedef struct store store;

typedef enum { STORE_FAILED = -1, STORE_KNOWN = 0, STORE_NEW = 1 } store_saved;

// Opens the file, making it where `create`. NULL and `f` filled where it is no store or of another version.
store *store_open(const char *path, bool create, fail *f);
void store_close(store *s);
store_saved store_save(store *s, const doc *d, fail *f);

// A claim or a quote that was found. Strings live until the next row.
typedef struct {
  str path, outlet, published, title;   // of its article; outlet, published, title may be empty
  str kind;                             // "claim" or "quote"
  str words;                            // of the article
  str speaker, chain;                   // who says it; "A > B" from the origin; empty for the outlet's own voice
  str certainty, mod, time;
  span at;                              // in the article's text
} store_row;

typedef bool store_found(void *user, const store_row *row);   // false stops

// What a question can ask besides words: `speaker:lee outlet:"Daily Echo" certainty:denied kind:quote after:2023-09-01
// before:2023-10-01`. Words must all occur; a phrase stands in double quotes. Newest articles first.
bool store_search(store *s, str question, u32 most, store_found *found, void *user, fail *f);

#endif

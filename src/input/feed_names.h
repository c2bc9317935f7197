// The elements of RSS, RDF and Atom and of the vocabularies used beside them, whatever prefix a feed gives them.
#ifndef STEMMA_FEED_NAMES_H
#define STEMMA_FEED_NAMES_H

#include "base/str.h"

enum { FEED_NAME = 48, FEED_PREFIXES = 64 };

typedef enum {
  FIELD_NONE,
  FIELD_TITLE,
  FIELD_ID,
  FIELD_LINK,
  FIELD_PUBLISHED,
  FIELD_DATED,
  FIELD_UPDATED,
  FIELD_SUMMARY,
  FIELD_CONTENT,
  FIELD_SOURCE,
  FIELD_SOURCE_TITLE,
  FIELD_LANGUAGE,
  FIELD_AUTHOR,
  FIELD_NAME,
  FIELD_MAIL,
  FIELD_COUNT
} feed_field;

// The prefixes that a feed declares, the innermost last.
typedef struct {
  struct {
    char prefix[16];
    const char *ours;   // the prefix that we give to its vocabulary; "" = that of feeds; NULL = unknown
    u32 depth;
  } at[FEED_PREFIXES];
  u32 len;
} feed_prefixes;

// An element's declarations, `pairs` being its attributes; and its end.
void prefixes_declare(feed_prefixes *p, const char **pairs, u32 depth);
void prefixes_close(feed_prefixes *p, u32 depth);

// "dc:creator" in lower case, the prefix being ours.
void feed_name(const feed_prefixes *p, const char *name, char low[FEED_NAME]);

// The field that an element is, and how far it goes before others of the same field.
feed_field feed_field_of(const char *low, u32 *rank);

#endif

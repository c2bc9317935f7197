// The embedded store: articles, and what was read from them, in one SQLite file that can be searched. All the SQL there is.
//
// An article is known by its path and the hash of its bytes: the same bytes again change nothing, other bytes at the same
// path are a new version beside the old one. Of a page of the web other words make a version, as its furniture is never twice
// the same. Each save is one transaction; a killed program leaves the file whole.
#ifndef STEMMA_STORE_H
#define STEMMA_STORE_H

#include "base/fail.h"
#include "doc/doc.h"

typedef struct store store;

typedef enum { STORE_FAILED = -1, STORE_KNOWN = 0, STORE_NEW = 1, STORE_VERSION = 2 } store_saved;

// Opens the file, making it where `create`. NULL and `f` filled where it is no store or of another version.
store *store_open(const char *path, bool create, fail *f);
void store_close(store *s);

// A visit to a page of the web whose address is the article's name, and what the server said of its version.
typedef struct {
  str seen;             // when, ISO 8601
  str etag, modified;
  i64 due;              // the next one, in seconds since 1970; 0 = none
} store_visit;

store_saved store_save(store *s, const doc *d, const store_visit *visit, fail *f);   // `visit`: NULL = not of the web

// A claim or a quote that was found. Strings live until the next row.
typedef struct {
  str path, outlet, published, title;   // of its article; outlet, published, title may be empty
  str kind;                             // "claim" or "quote"
  str words;                            // of the article
  str speaker, chain;                   // who says it; "A > B" from the origin; empty for the outlet's own voice
  str certainty, mod, time;
  span at;                              // in the article's text
  u32 version;                          // of the article, from 1
} store_row;

typedef bool store_found(void *user, const store_row *row);   // false stops

// What a question can ask besides words: `speaker:lee outlet:"Daily Echo" certainty:denied kind:quote after:2023-09-01
// before:2023-10-01`, and the other FIELDS of search.c. Words must all occur; a phrase stands in double quotes. Newest articles first.
bool store_search(store *s, str question, u32 most, store_found *found, void *user, fail *f);

// A version of an article that has several, with the one before it.
typedef struct {
  str path, url, outlet, published, title, sha256, seen;   // those that are not known are empty
  u32 version;                                             // from 1
  str text, parts;                                         // `parts`: spans of its headline, standfirst, body: "0-40 42-900"
  str old_text, old_parts;                                 // of the version before; empty for the first
} store_version;

typedef bool store_version_found(void *user, const store_version *v);   // false stops

// The versions of one path in order; an empty path: of all articles that changed.
bool store_versions(store *s, str path, store_version_found *found, void *user, fail *f);

// ---- pages of the web that are to be fetched, and what is known of those that were

typedef struct {
  i64 id;
  bool feed;
  str url, etag, modified;
  str date, outlet;                // of an article, by its feed
  str reason;                      // of the last failure, empty where the last visit was well
  i64 due;                         // 0 = no more
  u32 tries, checks;               // failures in a row; visits
} store_page;

typedef struct {
  str url, date, outlet, stamp;    // `stamp` changes where the feed says that the article changed
} store_link;

typedef bool store_page_found(void *user, const store_page *page);   // false stops

bool store_add_feed(store *s, str url, str source, i64 now, fail *f);       // due at once; nothing where it is known
bool store_wake_feed(store *s, str url, i64 now, fail *f);                  // due at once, unless it failed; empty: all feeds
bool store_forget_feed(store *s, str url, bool *known, fail *f);            // with its links that were not fetched
bool store_has_feeds(store *s);
bool store_due(store *s, i64 now, u32 most, store_page_found *found, void *user, fail *f);   // feeds first, then in turns, by time
bool store_next_due(store *s, i64 *when, fail *f);                          // *when: 0 = nothing will be due
bool store_page_kept(store *s, str url, store_page_found *found, void *user, fail *f);   // whose article is in the store
bool store_feed_at(store *s, str url, store_page_found *found, void *user, fail *f);
bool store_feeds(store *s, store_page_found *found, void *user, fail *f);   // all feeds, then the pages that failed
bool store_page_later(store *s, i64 id, i64 due, bool failed, str reason, fail *f);   // `due`: 0 = never; nothing else changed

// The feed's new links and its own new state, in one transaction. A link whose stamp changed is due again.
bool store_feed_read(store *s, const store_page *feed, const store_link *links, u32 count, i64 now, i64 due, fail *f);

// robots.txt of an origin, where it was kept at or after `since`. A miss is no error.
typedef void store_robots_found(void *user, int status, str file);
bool store_robots(store *s, str origin, i64 since, store_robots_found *found, void *user);
void store_keep_robots(store *s, str origin, i64 now, int status, str file);

#endif

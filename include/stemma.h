/* stemma: the family tree of the news.
 *
 * Reads news articles and says, claim by claim, who says it, through which chain, how surely and when; over several
 * articles it aligns the claims and shows who had what from whom. Everything it says is tied to bytes of an article.
 *
 *   stm_engine *engine = stm_engine_open(NULL, &error);           the models, once per program
 *   stm_doc *doc = stm_read(engine, bytes, n, NULL, &error);      one article
 *   stm_write_doc(doc, "json", NULL, sink, user, &error);
 *   stm_doc_free(doc);
 *   stm_engine_close(engine);
 *
 * Ownership: what a function returns as a pointer without const is yours, to be freed by the function of its name;
 * const pointers live as long as what they were asked of. Strings in results are bytes and a length, valid UTF-8.
 * Threads: an engine is read-only and may be shared; a doc and a story set are immutable and may be read by many threads.
 * Errors: a function that can fail takes an stm_error, which may be NULL, and returns NULL or a non-zero status.
 * Determinism: same bytes, options and pack give the same output; no clock, no locale, no random order. Only what fetches from
 * the web (stm_fetch, stm_watch) reads a clock, for waiting and for when a page was seen.
 */
#ifndef STEMMA_H
#define STEMMA_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define STM_API __attribute__((visibility("default")))
#else
#define STM_API
#endif

#define STM_VERSION "0.1.0"

/* ---- errors ---------------------------------------------------------------------------------------------------- */

enum stm_code { STM_OK, STM_IO, STM_FORMAT, STM_TOO_BIG, STM_MEMORY, STM_USAGE };

typedef struct stm_error {
  int code;      /* an stm_code */
  uint64_t pos;  /* byte of the input where it stands; 0 where none is meant */
  char msg[240]; /* a sentence, without the name of the input */
} stm_error;

/* ---- the engine ------------------------------------------------------------------------------------------------ */

typedef struct stm_engine stm_engine;

/* Opens the pack of models at `pack`; NULL: that of STEMMA_PACK in the environment, else models/en.pack beside the
 * program, else the installed one. */
STM_API stm_engine *stm_engine_open(const char *pack, stm_error *error);

/* Adds the user's table of people, offices and bodies (see stemma-alias in the manual); the bytes are copied.
 * Lines with an error are told one by one to `warn`, `pos` being the number of the line; the rest is used. Not while other
 * threads read. */
typedef void stm_warn(void *user, const stm_error *error);
STM_API void stm_engine_add_aliases(stm_engine *engine, const char *bytes, size_t n, stm_warn *warn, void *user);

/* Adds a dictionary for the coding of events, in the formats of TABARI, PETRARCH and Phoenix (see DICTIONARIES in the manual).
 * With any of them events are coded by the dictionaries alone: give actors and verbs at least. Wrong lines are told as above. */
enum stm_dictionary { STM_ACTORS, STM_AGENTS, STM_VERBS };
STM_API void stm_engine_add_dictionary(stm_engine *engine, int kind, const char *bytes, size_t n, stm_warn *warn, void *user);
STM_API void stm_engine_close(stm_engine *engine);

/* ---- reading one article --------------------------------------------------------------------------------------- */

typedef struct stm_doc stm_doc;

/* What the caller knows of an article. A field that is NULL or 0 is not known. */
typedef struct stm_read_options {
  const char *name;       /* how the output calls it: path or address */
  const char *date;       /* publication date, ISO 8601 */
  const char *outlet;
  const char *url;
  const char *media_type; /* "text/html" …; else sniffed */
  const char *charset;
  const char *until;      /* the last stage to run, by name; NULL: all */
  size_t memory;          /* budget in bytes for this article; 0: 768 MiB */
  uint64_t offset;        /* inputs only: where the first file is entered, a byte that stm_read's `source.offset` told */
  const char *const *fields; /* inputs only: [nfields] what the keys of JSON Lines and the columns of tables are, "text=body" */
  size_t nfields;
  int list;               /* inputs only: records and feeds that are no articles come as items, too, for stm_write_item */
} stm_read_options;

/* Any bytes give a document; NULL only for lack of memory, an unknown stage, or more bytes than STM_LARGEST. */
#define STM_LARGEST ((size_t)32 << 20)
STM_API stm_doc *stm_read(const stm_engine *engine, const void *bytes, size_t n, const stm_read_options *options,
                          stm_error *error);
STM_API void stm_doc_free(stm_doc *doc);

/* The stages, in order: 0 … until NULL. */
STM_API const char *stm_stage_name(unsigned i);
STM_API const char *stm_stage_help(unsigned i);

/* ---- inputs: files, directories, archives, feeds, standard input ---------------------------------------------------------------- */

typedef struct stm_inputs stm_inputs;
typedef struct stm_item stm_item; /* the bytes of one article and what its container said of it */

/* Walks over paths in the order given, directories in byte order of their names; "-" is standard input.
 * The array and its strings must outlive it. */
STM_API stm_inputs *stm_inputs_open(const char *const *paths, size_t count, const stm_read_options *known, stm_error *error);

/* 1: *item is the next one, yours to free. 0: the end. -1: one input could not be read; `error` and *name say which and
 * why, and the next call goes on with the rest. */
STM_API int stm_inputs_next(stm_inputs *inputs, stm_item **item, const char **name, stm_error *error);
STM_API void stm_inputs_close(stm_inputs *inputs);
STM_API const char *stm_item_name(const stm_item *item);
STM_API stm_doc *stm_read_item(const stm_engine *engine, stm_item *item, const char *until, stm_error *error);
STM_API const void *stm_item_bytes(const stm_item *item, size_t *n);
STM_API void stm_item_free(stm_item *item);

/* ---- stories: many articles ------------------------------------------------------------------------------------ */

typedef struct stm_stories stm_stories;

/* Groups the articles into stories. The documents must outlive the result. */
STM_API stm_stories *stm_story(const stm_engine *engine, const stm_doc *const *docs, size_t count, stm_error *error);
STM_API void stm_stories_free(stm_stories *stories);

/* ---- output ---------------------------------------------------------------------------------------------------- */

typedef struct stm_write_options {
  unsigned width; /* columns of the terminal; 0: 80 */
  int colour;     /* ANSI colours */
} stm_write_options;

/* Takes the bytes written; returns 0, or non-zero to stop. */
typedef int stm_sink(void *user, const char *bytes, size_t n);

/* Non-zero status where the format is unknown (STM_USAGE), memory ran out, or the sink stopped (STM_IO). */
STM_API int stm_write_doc(const stm_doc *doc, const char *format, const stm_write_options *options, stm_sink *sink,
                          void *user, stm_error *error);
STM_API int stm_write_stories(const stm_stories *stories, const char *format, const stm_write_options *options,
                              stm_sink *sink, void *user, stm_error *error);

/* One line that says what the item is and what its container tells of it, as "json" or "text". */
STM_API int stm_write_item(const stm_item *item, const char *format, const stm_write_options *options, stm_sink *sink, void *user,
                           stm_error *error);

/* What stands once before all documents in this format: the header of a table; "" where nothing does. */
STM_API const char *stm_format_header(const char *format);

/* The formats, in order: 0 … until NULL, and what each is for: "doc", "story" or both. */
STM_API const char *stm_format_name(unsigned i);
STM_API const char *stm_format_help(unsigned i);
STM_API int stm_format_for_doc(unsigned i);
STM_API int stm_format_for_stories(unsigned i);

/* ---- the store: articles and what they say in one file, to be searched ------------------------------------------ */

typedef struct stm_store stm_store;

/* Opens the SQLite file at `path`, making it where `create` is not 0. */
STM_API stm_store *stm_store_open(const char *path, int create, stm_error *error);
STM_API void stm_store_close(stm_store *store);

/* 1: added; 2: added as a further version of what is at this path; 0: these bytes of this path were there; -1: `error` says why
 * not. */
STM_API int stm_store_add(stm_store *store, const stm_doc *doc, stm_error *error);

/* Writes what answers the question, newest articles first, at most `most` records (0: 100), as "json" (a line each) or
 * "text". A question is words and fields: speaker: chain: person: outlet: title: path: kind:claim|quote certainty: mod: after:DATE
 * before:DATE on:DATE version:N|last. */
STM_API int stm_store_search(stm_store *store, const char *question, unsigned most, const char *format,
                             const stm_write_options *options, stm_sink *sink, void *user, stm_error *error);

/* Writes the versions of the article at `path` (NULL: of all articles that have several) and what each changed, word by word,
 * as "json" (a line each) or "text". */
STM_API int stm_store_versions(stm_store *store, const char *path, const char *format, const stm_write_options *options,
                               stm_sink *sink, void *user, stm_error *error);

/* ---- the web ----------------------------------------------------------------------------------------------------- */

/* How pages are fetched: several hosts at once, each asked one thing at a time and only for what its robots.txt allows. */
typedef struct stm_web_options {
  const char *contact;     /* how the one who fetches can be reached: an address of mail or of the web; NULL: not told */
  int allow_private;       /* addresses inside private networks too */
  unsigned delay;          /* milliseconds between two requests to a host */
  unsigned timeout;        /* seconds for one answer */
  unsigned transfers;      /* at once */
  unsigned tries;          /* for one address */
  size_t largest;          /* bytes of one answer, unpacked */
  uint64_t seed;           /* of the random part of waiting */
  int (*stop)(void *user); /* asked several times a second: non-zero ends it; may be NULL */
  void *user;
} stm_web_options;

STM_API stm_web_options stm_web_usual(void);

typedef struct stm_fetch stm_fetch;

/* Fetches addresses. With a store, pages are asked for that changed since they were kept there; it may be NULL.
 * `whole`: what comes is not taken apart and need not be text. The array and its strings must outlive it. */
STM_API stm_fetch *stm_fetch_open(const char *const *urls, size_t count, int whole, const stm_web_options *options, stm_store *store,
                                  stm_error *error);

/* As stm_inputs_next, in the order of the addresses; 2: the page at *name is as the store has it. */
STM_API int stm_fetch_next(stm_fetch *fetch, stm_item **item, const char **name, stm_error *error);

/* Keeps what was read from an item, and what the server said of its version: as stm_store_add, but that other bytes with the same
 * words are no version. */
STM_API int stm_fetch_keep(stm_fetch *fetch, const stm_doc *doc, stm_error *error);
STM_API void stm_fetch_close(stm_fetch *fetch);

/* What happened while feeds were watched. */
enum stm_news_kind { STM_NEWS_ADDED, STM_NEWS_CHANGED, STM_NEWS_FAILED, STM_NEWS_ROUND };

typedef struct stm_news {
  int kind;               /* an stm_news_kind */
  const char *url;        /* of the article or feed */
  const char *title;      /* of the article, may be NULL */
  const stm_error *error; /* of a failure */
  size_t done, left;      /* pages fetched so far, and under way or due */
} stm_news;

typedef struct stm_watch_options {
  stm_web_options web;
  int once;               /* one round: feeds and what is due, then the end */
  unsigned interval;      /* seconds between two looks at a feed */
  unsigned recheck;       /* seconds until an article is looked at again, three times as long each time; 0: never */
  void (*told)(void *user, const stm_news *news);   /* may be NULL */
  void *user;
} stm_watch_options;

/* Fetches feeds (RSS, Atom, JSON Feed, or lists of them in OPML) and keeps their articles, all versions of each, in the store, until
 * it is stopped; feeds that were given once stay in the store and are looked at, too. A path of OPML may stand for an address, and
 * a page that names its feed. Killed at any moment and started again it loses and repeats none.
 * 0: done, all was had; 1: some could not be had, `told` was told of each; -1: `error` says why it ended. */
STM_API int stm_watch(const stm_engine *engine, stm_store *store, const char *const *feeds, size_t count,
                      const stm_watch_options *options, stm_error *error);

/* Leaves a feed out from now on; its articles stay. 1: done; 0: it was not there; -1: `error` says why not. */
STM_API int stm_store_forget(stm_store *store, const char *feed, stm_error *error);

/* A feed, or a page that could not be had. */
typedef struct stm_page {
  const char *url;
  int feed;
  const char *due;      /* when it is asked for next, ISO 8601; "": never */
  const char *reason;   /* why it failed; "": the last visit was well */
} stm_page;

/* Takes one; non-zero stops. */
typedef int stm_page_found(void *user, const stm_page *page);
STM_API int stm_store_pages(stm_store *store, stm_page_found *found, void *user, stm_error *error);

/* ---- checks, for tests and fuzzers ----------------------------------------------------------------------------- */

/* NULL where every invariant of the document holds; else a sentence that names the first that does not. */
STM_API const char *stm_doc_check(const stm_doc *doc);

#ifdef __cplusplus
}
#endif
#endif

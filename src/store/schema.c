// Opening the file: its tables, its version.
#include "store/schema.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

// An article at a path has versions 1, 2, …; `parts` are the spans of its headline, standfirst and body, `print` their hash,
// `seen` when it was received from the web.
#define ARTICLE(name)                                                                                                       \
  "CREATE TABLE " name "("                                                                                                  \
  "  id INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, source BLOB NOT NULL, text TEXT NOT NULL,"           \
  "  title TEXT, outlet TEXT, published TEXT, url TEXT, language TEXT, version INTEGER NOT NULL, seen TEXT, parts TEXT,"    \
  "  print INTEGER, UNIQUE(path, version));"

// What is fetched again and again, and how the last answers were: feeds, and the articles that they name (`source`: the feed).
// `due`: when next, in seconds since 1970; NULL = no more. `stamp`: what the feed said of the item, `reason`: why it failed.
// A page is due until its article is kept: both change in one transaction, so that nothing is lost and nothing repeated.
static const char WEB[] =
    "CREATE TABLE page("
    "  id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, feed INTEGER NOT NULL, source TEXT, etag TEXT, modified TEXT,"
    "  date TEXT, outlet TEXT, stamp TEXT, due INTEGER, tries INTEGER NOT NULL DEFAULT 0, checks INTEGER NOT NULL DEFAULT 0, reason TEXT);"
    "CREATE INDEX page_due ON page(due);"
    "CREATE TABLE robots(origin TEXT PRIMARY KEY, fetched INTEGER NOT NULL, status INTEGER NOT NULL, file BLOB NOT NULL);"
    "PRAGMA user_version=2;";

static const char SCHEMA[] =
    ARTICLE("article")
    "CREATE TABLE record("
    "  id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article(id), kind TEXT NOT NULL,"
    "  first INTEGER NOT NULL, last INTEGER NOT NULL, words TEXT NOT NULL, speaker TEXT, chain TEXT,"
    "  certainty TEXT, mod TEXT, time TEXT);"
    "CREATE INDEX record_article ON record(article);"
    "CREATE VIRTUAL TABLE record_words USING fts5(words, speaker, chain, content=record, content_rowid=id,"
    "  tokenize='unicode61 remove_diacritics 2');"
    "PRAGMA application_id=1398033741;";   // 'STEM'

static const char FROM_1[] =
    ARTICLE("article_2")
    "INSERT INTO article_2 SELECT id, path, sha256, source, text, title, outlet, published, url, language,"
    "  row_number() OVER (PARTITION BY path ORDER BY id), NULL, NULL, NULL FROM article;"
    "DROP TABLE article;"
    "ALTER TABLE article_2 RENAME TO article;";

enum { APPLICATION = 1398033741, VERSION = 2, PATIENCE_MS = 10000 };

bool store_told(store *s, fail *f) {
  int code = sqlite3_errcode(s->db);
  bool damaged = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
  return fail_set(f, damaged ? FAIL_FORMAT : FAIL_IO, 0, "%s", sqlite3_errmsg(s->db));
}

bool store_run(store *s, const char *sql, fail *f) {
  return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_told(s, f);
}

sqlite3_stmt *store_prepare(store *s, const char *sql) {
  sqlite3_stmt *q = NULL;
  sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);
  return q;
}

void store_bind(sqlite3_stmt *q, int at, str text) {
  if (text.n) sqlite3_bind_text(q, at, text.p, (int)text.n, SQLITE_STATIC);
  else sqlite3_bind_null(q, at);
}

bool store_done(sqlite3_stmt *q) {
  int status = sqlite3_step(q);
  sqlite3_reset(q);
  return status == SQLITE_DONE;
}

str store_column(sqlite3_stmt *q, int i) {
  const char *p = (const char *)sqlite3_column_text(q, i);
  return (str){p, p ? (size_t)sqlite3_column_bytes(q, i) : 0};
}

// -1 where the file cannot be asked.
static int pragma(store *s, const char *sql) {
  sqlite3_stmt *q = store_prepare(s, sql);
  int value = q && sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int(q, 0) : -1;
  sqlite3_finalize(q);
  return value;
}

// All of it or nothing, though several programs may open the file at once.
static bool make(store *s, const char *tables, fail *f) {
  if (store_run(s, "BEGIN IMMEDIATE", f) && store_run(s, tables, f) && store_run(s, WEB, f) && store_run(s, "COMMIT", f)) return true;
  store_run(s, "ROLLBACK", NULL);
  return false;
}

static bool check_version(store *s, bool create, fail *f) {
  int tables = pragma(s, "SELECT count(*) FROM sqlite_master"), version = pragma(s, "PRAGMA user_version");
  if (tables < 0) return store_told(s, f);
  if (!tables && create) return make(s, SCHEMA, f);
  if (!tables) return fail_set(f, FAIL_FORMAT, 0, "holds nothing: `stemma add` fills a store");
  if (pragma(s, "PRAGMA application_id") != APPLICATION) return fail_set(f, FAIL_FORMAT, 0, "is a database, but no store of stemma");
  if (version == VERSION || (version == 1 && make(s, FROM_1, f))) return true;
  if (version == 1) return false;
  return fail_set(f, FAIL_FORMAT, 0, "is a store of version %d; this program has version %d", version, VERSION);
}

store *store_open(const char *path, bool create, fail *f) {
  store *s = calloc(1, sizeof *s);
  if (!s) return fail_set(f, FAIL_MEMORY, 0, "no memory"), NULL;
  if (!create && access(path, F_OK) && errno == ENOENT) {
    free(s);
    return fail_set(f, FAIL_IO, 0, "there is no store here yet: `stemma add` or `stemma watch` makes one"), NULL;
  }
  int flags = SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
  bool open = sqlite3_open_v2(path, &s->db, flags, NULL) == SQLITE_OK || store_told(s, f);
  if (open) {
    sqlite3_busy_timeout(s->db, PATIENCE_MS);
    open = check_version(s, create, f) && store_run(s, "PRAGMA foreign_keys=ON", f);
  }
  if (open) return s;
  store_close(s);
  return NULL;
}

void store_close(store *s) {
  if (!s) return;
  sqlite3_close(s->db);
  free(s);
}

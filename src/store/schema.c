// Opening the file: its tables, its version.
#include "store/schema.h"

#include <stdlib.h>

static const char SCHEMA[] =
    "BEGIN;"
    "CREATE TABLE article("
    "  id INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, source BLOB NOT NULL, text TEXT NOT NULL,"
    "  title TEXT, outlet TEXT, published TEXT, url TEXT, language TEXT, UNIQUE(path, sha256));"
    "CREATE TABLE record("
    "  id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article(id), kind TEXT NOT NULL,"
    "  first INTEGER NOT NULL, last INTEGER NOT NULL, words TEXT NOT NULL, speaker TEXT, chain TEXT,"
    "  certainty TEXT, mod TEXT, time TEXT);"
    "CREATE INDEX record_article ON record(article);"
    "CREATE VIRTUAL TABLE record_words USING fts5(words, speaker, chain, content=record, content_rowid=id,"
    "  tokenize='unicode61 remove_diacritics 2');"
    "PRAGMA application_id=1398033741;"   // 'STEM'
    "PRAGMA user_version=1;"
    "COMMIT;";

enum { APPLICATION = 1398033741, VERSION = 1, PATIENCE_MS = 10000 };

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

// -1 where the file cannot be asked.
static int pragma(store *s, const char *sql) {
  sqlite3_stmt *q = store_prepare(s, sql);
  int value = q && sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int(q, 0) : -1;
  sqlite3_finalize(q);
  return value;
}

static bool check_version(store *s, bool create, fail *f) {
  int tables = pragma(s, "SELECT count(*) FROM sqlite_master"), version = pragma(s, "PRAGMA user_version");
  if (tables < 0) return store_told(s, f);
  if (!tables && create) return store_run(s, SCHEMA, f);
  if (!tables) return fail_set(f, FAIL_FORMAT, 0, "holds nothing: `stemma add` fills a store");
  if (pragma(s, "PRAGMA application_id") != APPLICATION) return fail_set(f, FAIL_FORMAT, 0, "is a database, but no store of stemma");
  if (version == VERSION) return true;
  return fail_set(f, FAIL_FORMAT, 0, "is a store of version %d; this program has version %d", version, VERSION);
}

store *store_open(const char *path, bool create, fail *f) {
  store *s = calloc(1, sizeof *s);
  if (!s) return fail_set(f, FAIL_MEMORY, 0, "no memory"), NULL;
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

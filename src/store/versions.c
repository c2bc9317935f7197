// The versions of articles: what was edited, silently or not.
#include "store/schema.h"

static store_version version_of(sqlite3_stmt *q) {
  return (store_version){.path = store_column(q, 0),
                         .url = store_column(q, 1),
                         .outlet = store_column(q, 2),
                         .published = store_column(q, 3),
                         .title = store_column(q, 4),
                         .sha256 = store_column(q, 5),
                         .seen = store_column(q, 6),
                         .version = (u32)sqlite3_column_int64(q, 7),
                         .text = store_column(q, 8),
                         .parts = store_column(q, 9),
                         .old_text = store_column(q, 10),
                         .old_parts = store_column(q, 11)};
}

bool store_versions(store *s, str path, store_version_found *found, void *user, fail *f) {
  sqlite3_stmt *q = store_prepare(s, "SELECT a.path, a.url, a.outlet, a.published, a.title, a.sha256, a.seen, a.version,"
                                     " a.text, a.parts, b.text, b.parts FROM article a"
                                     " LEFT JOIN article b ON b.path = a.path AND b.version = a.version - 1"
                                     " WHERE CASE WHEN ?1 IS NULL THEN EXISTS(SELECT 1 FROM article c WHERE c.path = a.path AND"
                                     " c.version = 2) ELSE a.path = ?1 END ORDER BY a.path, a.version");
  if (!q) return store_told(s, f);
  store_bind(q, 1, path);
  int status = SQLITE_ROW;
  for (bool more = true; more && (status = sqlite3_step(q)) == SQLITE_ROW;) {
    store_version v = version_of(q);
    more = found(user, &v);
  }
  sqlite3_finalize(q);
  return status == SQLITE_ROW || status == SQLITE_DONE || store_told(s, f);
}

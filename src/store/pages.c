// The queue of pages to be fetched. Whatever is done with a page stands in the transaction that takes it off the queue.
#include "store/schema.h"

static void bind_due(sqlite3_stmt *q, int at, i64 due) {
  if (due) sqlite3_bind_int64(q, at, due);
  else sqlite3_bind_null(q, at);
}

// Runs a statement that gives no rows; it is prepared already, or could not be.
static bool finish(store *s, sqlite3_stmt *q, fail *f) {
  bool good = q && store_done(q);
  if (!good) store_told(s, f);
  sqlite3_finalize(q);
  return good;
}

// ---- feeds

bool store_add_feed(store *s, str url, str source, i64 now, fail *f) {
  sqlite3_stmt *q = store_prepare(s, "INSERT INTO page(url, feed, source, due) VALUES(?1, 1, ?2, ?3)"
                                     " ON CONFLICT(url) DO UPDATE SET feed = 1, due = ?3 WHERE NOT feed");
  if (q) {
    store_bind(q, 1, url);
    store_bind(q, 2, source);
    sqlite3_bind_int64(q, 3, now);
  }
  return finish(s, q, f);
}

bool store_wake_feed(store *s, str url, i64 now, fail *f) {
  sqlite3_stmt *q = store_prepare(s, "UPDATE page SET due = ?2 WHERE feed AND (?1 IS NULL OR url = ?1) AND tries = 0");
  if (q) {
    store_bind(q, 1, url);
    sqlite3_bind_int64(q, 2, now);
  }
  return finish(s, q, f);
}

bool store_forget_feed(store *s, str url, bool *known, fail *f) {
  *known = false;
  sqlite3_stmt *q = store_prepare(s, "DELETE FROM page WHERE (url = ?1 AND feed) OR (source = ?1 AND (feed OR checks = 0))");
  if (q) store_bind(q, 1, url);
  if (!finish(s, q, f)) return false;
  *known = sqlite3_changes(s->db) > 0;
  return true;
}

bool store_has_feeds(store *s) {
  sqlite3_stmt *q = store_prepare(s, "SELECT 1 FROM page WHERE feed");
  bool any = q && sqlite3_step(q) == SQLITE_ROW;
  sqlite3_finalize(q);
  return any;
}

static bool insert_links(store *s, const store_page *feed, const store_link *links, u32 count, i64 now) {
  sqlite3_stmt *q = store_prepare(s, "INSERT INTO page(url, feed, source, date, stamp, due, outlet)"
                                     " VALUES(?1, 0, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(url)"
                                     " DO UPDATE SET date = ?3, stamp = ?4, due = ?5, outlet = ?6, tries = 0"
                                     " WHERE NOT feed AND source IS ?2 AND stamp IS NOT ?4");
  bool good = q != NULL;
  for (u32 i = 0; good && i < count; i++) {
    store_bind(q, 1, links[i].url);
    store_bind(q, 2, feed->url);
    store_bind(q, 3, links[i].date);
    store_bind(q, 4, links[i].stamp);
    sqlite3_bind_int64(q, 5, now);
    store_bind(q, 6, links[i].outlet);
    good = store_done(q);
  }
  sqlite3_finalize(q);
  return good;
}

static bool update_feed(store *s, const store_page *feed, i64 due) {
  sqlite3_stmt *q = store_prepare(s, "UPDATE page SET etag = ?2, modified = ?3, due = ?4, tries = 0,"
                                     " checks = checks + 1, reason = NULL WHERE id = ?1");
  if (!q) return false;
  sqlite3_bind_int64(q, 1, feed->id);
  store_bind(q, 2, feed->etag);
  store_bind(q, 3, feed->modified);
  bind_due(q, 4, due);
  bool good = store_done(q);
  sqlite3_finalize(q);
  return good;
}

bool store_feed_read(store *s, const store_page *feed, const store_link *links, u32 count, i64 now, i64 due, fail *f) {
  if (!store_run(s, "BEGIN IMMEDIATE", f)) return false;
  bool good = insert_links(s, feed, links, count, now) && update_feed(s, feed, due);
  if (good && store_run(s, "COMMIT", f)) return true;
  if (!good) store_told(s, f);
  store_run(s, "ROLLBACK", NULL);
  return false;
}

// ---- what is due

static bool hand_out(store *s, sqlite3_stmt *q, store_page_found *found, void *user, fail *f) {
  int status = SQLITE_ROW;
  for (bool more = true; more && (status = sqlite3_step(q)) == SQLITE_ROW;)
    more = found(user, &(store_page){.id = sqlite3_column_int64(q, 0),
                                     .feed = sqlite3_column_int(q, 1) != 0,
                                     .url = store_column(q, 2),
                                     .etag = store_column(q, 3),
                                     .modified = store_column(q, 4),
                                     .date = store_column(q, 5),
                                     .tries = (u32)sqlite3_column_int64(q, 6),
                                     .checks = (u32)sqlite3_column_int64(q, 7),
                                     .due = sqlite3_column_int64(q, 8),
                                     .reason = store_column(q, 9),
                                     .outlet = store_column(q, 10)});
  bool good = status == SQLITE_ROW || status == SQLITE_DONE || store_told(s, f);
  sqlite3_finalize(q);
  return good;
}

#define PAGE "SELECT id, feed, url, etag, modified, date, tries, checks, due, reason, outlet FROM page "

bool store_due(store *s, i64 now, u32 most, store_page_found *found, void *user, fail *f) {
  sqlite3_stmt *q = store_prepare(s, PAGE "WHERE due <= ?1 ORDER BY feed DESC,"
                                     " row_number() OVER (PARTITION BY source ORDER BY due, id), due, id LIMIT ?2");
  if (!q) return store_told(s, f);
  sqlite3_bind_int64(q, 1, now);
  sqlite3_bind_int64(q, 2, most);
  return hand_out(s, q, found, user, f);
}

bool store_feeds(store *s, store_page_found *found, void *user, fail *f) {
  sqlite3_stmt *q = store_prepare(s, PAGE "WHERE feed OR (due IS NULL AND tries > 0) ORDER BY feed DESC, url");
  return q ? hand_out(s, q, found, user, f) : store_told(s, f);
}

static bool page_where(store *s, const char *sql, str url, store_page_found *found, void *user, fail *f) {
  sqlite3_stmt *q = store_prepare(s, sql);
  if (!q) return store_told(s, f);
  store_bind(q, 1, url);
  return hand_out(s, q, found, user, f);
}

bool store_page_kept(store *s, str url, store_page_found *found, void *user, fail *f) {
  static const char sql[] = PAGE "WHERE url = ?1 AND NOT feed AND EXISTS(SELECT 1 FROM article WHERE path = ?1)";
  return page_where(s, sql, url, found, user, f);
}

bool store_feed_at(store *s, str url, store_page_found *found, void *user, fail *f) {
  return page_where(s, PAGE "WHERE url = ?1 AND feed", url, found, user, f);
}

bool store_next_due(store *s, i64 *when, fail *f) {
  sqlite3_stmt *q = store_prepare(s, "SELECT min(due) FROM page");
  bool good = q && sqlite3_step(q) == SQLITE_ROW;
  *when = good ? sqlite3_column_int64(q, 0) : 0;
  sqlite3_finalize(q);
  return good || store_told(s, f);
}

// ---- what became of it

bool store_page_later(store *s, i64 id, i64 due, bool failed, str reason, fail *f) {
  static const char again[] = "UPDATE page SET due = ?2, reason = ?3, tries = tries + 1 WHERE id = ?1",
                    well[] = "UPDATE page SET due = ?2, reason = ?3, tries = 0, checks = checks + 1 WHERE id = ?1";
  sqlite3_stmt *q = store_prepare(s, failed ? again : well);
  if (q) {
    sqlite3_bind_int64(q, 1, id);
    bind_due(q, 2, due);
    store_bind(q, 3, reason);
  }
  return finish(s, q, f);
}

bool store_visited(store *s, str url, const store_visit *v) {
  sqlite3_stmt *q = store_prepare(s, "INSERT INTO page(url, feed, etag, modified, due, checks) VALUES(?1, 0, ?2, ?3, ?4, 1)"
                                     " ON CONFLICT(url) DO UPDATE SET etag = ?2, modified = ?3,"
                                     " due = CASE WHEN feed THEN due ELSE ?4 END, tries = 0, checks = checks + 1, reason = NULL");
  if (!q) return false;
  store_bind(q, 1, url);
  store_bind(q, 2, v->etag);
  store_bind(q, 3, v->modified);
  bind_due(q, 4, v->due);
  bool good = store_done(q);
  sqlite3_finalize(q);
  return good;
}

// ---- robots.txt

bool store_robots(store *s, str origin, i64 since, store_robots_found *found, void *user) {
  sqlite3_stmt *q = store_prepare(s, "SELECT status, file FROM robots WHERE origin = ?1 AND fetched >= ?2");
  if (!q) return false;
  store_bind(q, 1, origin);
  sqlite3_bind_int64(q, 2, since);
  bool there = sqlite3_step(q) == SQLITE_ROW;
  if (there) found(user, sqlite3_column_int(q, 0), (str){sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1)});
  sqlite3_finalize(q);
  return there;
}

void store_keep_robots(store *s, str origin, i64 now, int status, str file) {
  sqlite3_stmt *q = store_prepare(s, "INSERT OR REPLACE INTO robots(origin, fetched, status, file) VALUES(?1, ?2, ?3, ?4)");
  if (!q) return;
  store_bind(q, 1, origin);
  sqlite3_bind_int64(q, 2, now);
  sqlite3_bind_int64(q, 3, status);
  sqlite3_bind_blob(q, 4, file.n ? file.p : "", (int)file.n, SQLITE_STATIC);
  finish(s, q, NULL);
}

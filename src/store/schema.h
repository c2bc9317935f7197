// What the files of the store share: the connection, and turning its errors into ours.
#ifndef STEMMA_SCHEMA_H
#define STEMMA_SCHEMA_H

#include <sqlite3.h>

#include "store/store.h"

struct store {
  sqlite3 *db;
};

bool store_told(store *s, fail *f);                      // false, `f` filled with the last error
bool store_run(store *s, const char *sql, fail *f);      // statements without parameters
sqlite3_stmt *store_prepare(store *s, const char *sql);  // NULL on an error
void store_bind(sqlite3_stmt *q, int at, str text);      // NULL where it is empty
bool store_done(sqlite3_stmt *q);                        // a step to its end, and back to its start
bool store_visited(store *s, str url, const store_visit *v);   // within the transaction that keeps the article
str store_column(sqlite3_stmt *q, int i);                // lives until the next step

#endif

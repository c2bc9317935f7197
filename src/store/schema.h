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

#endif

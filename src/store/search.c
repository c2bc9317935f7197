// Questions to the store: words and fields become one full-text match and conditions with parameters.
#include "base/out.h"
#include "store/schema.h"

enum { MOST_TERMS = 32 };

// What a question can ask: matched by the full-text index, or compared with a column.
static const struct {
  const char *name, *column, *sql;
} FIELDS[] = {
    {"speaker", "speaker", NULL},
    {"chain", "chain", NULL},
    {"outlet", NULL, " AND outlet LIKE '%' || ? || '%'"},
    {"kind", NULL, " AND kind = ?"},
    {"certainty", NULL, " AND certainty = ?"},
    {"mod", NULL, " AND mod = ?"},
    {"after", NULL, " AND published >= ?"},
    {"before", NULL, " AND published < ?"},
};

typedef struct {
  out match, where;
  str values[MOST_TERMS];   // of the conditions, in order
  u32 count;
} question;

// A term of the full-text language: in double quotes, so that nothing in it is an operator.
static void match_term(question *q, const char *column, str term) {
  if (q->match.n) out_lit(&q->match, " AND ");
  if (column) out_f(&q->match, "%s : ", column);
  out_byte(&q->match, '"');
  for (size_t i = 0; i < term.n; i++)
    if (term.p[i] != '"' && term.p[i]) out_byte(&q->match, term.p[i]);
  out_byte(&q->match, '"');
}

static bool add_term(question *q, str name, str value, fail *f) {
  if (!name.n) return match_term(q, NULL, value), true;
  for (u32 i = 0; i < COUNT_OF(FIELDS); i++) {
    if (!str_eq(str_of(FIELDS[i].name), name)) continue;
    if (FIELDS[i].column) return match_term(q, FIELDS[i].column, value), true;
    out_str(&q->where, str_of(FIELDS[i].sql));
    q->values[q->count++] = value;
    return true;
  }
  return fail_set(f, FAIL_USAGE, 0, "there is no field " STR_FMT ": use speaker, chain, outlet, kind, certainty, mod, after, before",
                  STR_ARG(name));
}

// Takes `name:value`, `word` or `"a phrase"` off the front of `rest`.
static void next_term(str *rest, str *name, str *value) {
  size_t i = 0;
  *name = (str){0};
  while (i < rest->n && is_lower(rest->p[i])) i++;
  if (i && i + 1 < rest->n && rest->p[i] == ':') {
    *name = str_sub(*rest, 0, i);
    *rest = str_from(*rest, i + 1);
  }
  bool quoted = rest->n && rest->p[0] == '"';
  if (quoted) *rest = str_from(*rest, 1);
  *value = str_token(rest, quoted ? '"' : ' ');
  *rest = str_trim(*rest);
}

static bool understand(question *q, str text, fail *f) {
  str rest = str_trim(text), name, value;
  for (u32 terms = 0; rest.n; terms++) {
    if (terms == MOST_TERMS) return fail_set(f, FAIL_USAGE, 0, "the question has more than %d terms", MOST_TERMS);
    next_term(&rest, &name, &value);
    if (value.n && !add_term(q, name, value, f)) return false;
  }
  return q->match.n || q->where.n || fail_set(f, FAIL_USAGE, 0, "the question is empty");
}

static sqlite3_stmt *prepare(store *s, const question *q, u32 most) {
  out sql = {0};
  out_lit(&sql, "SELECT path, outlet, published, title, kind, words, speaker, chain, certainty, mod, time, first, last, version"
                " FROM record JOIN article ON article.id = record.article WHERE 1");
  if (q->match.n) out_lit(&sql, " AND record.id IN (SELECT rowid FROM record_words WHERE record_words MATCH ?)");
  out_str(&sql, out_view(&q->where));
  out_f(&sql, " ORDER BY published DESC, path, article, first, last, kind LIMIT %u", most);
  out_byte(&sql, 0);
  sqlite3_stmt *found = sql.failed ? NULL : store_prepare(s, sql.p);
  out_free(&sql);
  int at = 1;
  if (found && q->match.n) sqlite3_bind_text(found, at++, q->match.p, (int)q->match.n, SQLITE_STATIC);
  for (u32 i = 0; found && i < q->count; i++) sqlite3_bind_text(found, at++, q->values[i].p, (int)q->values[i].n, SQLITE_STATIC);
  return found;
}

static store_row row_of(sqlite3_stmt *q) {
  return (store_row){.path = store_column(q, 0),
                     .outlet = store_column(q, 1),
                     .published = store_column(q, 2),
                     .title = store_column(q, 3),
                     .kind = store_column(q, 4),
                     .words = store_column(q, 5),
                     .speaker = store_column(q, 6),
                     .chain = store_column(q, 7),
                     .certainty = store_column(q, 8),
                     .mod = store_column(q, 9),
                     .time = store_column(q, 10),
                     .at = {(u32)sqlite3_column_int64(q, 11), (u32)sqlite3_column_int64(q, 12)},
                     .version = (u32)sqlite3_column_int64(q, 13)};
}

static bool hand_out(store *s, sqlite3_stmt *rows, store_found *found, void *user, fail *f) {
  int status = SQLITE_ROW;
  for (bool more = true; more && (status = sqlite3_step(rows)) == SQLITE_ROW;) {
    store_row row = row_of(rows);
    more = found(user, &row);
  }
  return status == SQLITE_DONE || status == SQLITE_ROW || store_told(s, f);
}

bool store_search(store *s, str text, u32 most, store_found *found, void *user, fail *f) {
  question q = {0};
  bool good = understand(&q, text, f);
  sqlite3_stmt *rows = good ? prepare(s, &q, most) : NULL;
  good = good && (rows ? hand_out(s, rows, found, user, f) : store_told(s, f));
  sqlite3_finalize(rows);
  out_free(&q.match);
  out_free(&q.where);
  return good;
}

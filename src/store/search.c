// Questions to the store: words and fields become one full-text match and conditions with parameters.
#include "base/out.h"
#include "store/schema.h"

enum { MOST_TERMS = 32 };

// ---- the fields

static bool is_kind(str v) { return str_eq(v, S("claim")) || str_eq(v, S("quote")); }
static bool is_last(str v) { return str_eq(v, S("last")); }

static bool is_number(str v) {
  i64 n;
  return str_to_int(v, &n);
}

static bool is_certainty(str v) {
  for (certainty c = 0; certainty_name(c).n; c++)
    if (str_eq(certainty_name(c), v)) return true;
  return false;
}

static bool is_stance(str v) {
  for (stance s = 0; stance_name(s).n; s++)
    if (str_eq(stance_name(s), v)) return true;
  return false;
}

// YYYY, YYYY-MM or YYYY-MM-DD, with a time behind T or without.
static bool is_date(str v) {
  static const char shape[] = "0000-00-00";
  size_t i = 0;
  while (i < v.n && shape[i] && (shape[i] == '0' ? is_digit(v.p[i]) : v.p[i] == shape[i])) i++;
  return i == 10 ? v.n == 10 || v.p[10] == 'T' : i == v.n && (i == 4 || i == 7);
}

#define LAST " AND ? IS NOT NULL AND NOT EXISTS(SELECT 1 FROM article b WHERE b.path = article.path AND b.version > article.version)"

// What a question can ask: matched in columns of the full-text index, or by a condition. `takes`: which values; NULL = any.
static const struct {
  const char *name, *column, *sql;
  bool (*takes)(str value);
  const char *wanted;
} FIELDS[] = {
    {"speaker", "speaker", NULL, NULL, NULL},
    {"chain", "chain", NULL, NULL, NULL},
    {"person", "{speaker chain}", NULL, NULL, NULL},
    {"outlet", NULL, " AND outlet LIKE '%' || ? || '%'", NULL, NULL},
    {"title", NULL, " AND title LIKE '%' || ? || '%'", NULL, NULL},
    {"path", NULL, " AND path LIKE '%' || ? || '%'", NULL, NULL},
    {"kind", NULL, " AND kind = ?", is_kind, "claim or quote"},
    {"certainty", NULL, " AND certainty = ?", is_certainty, "asserted, attributed, expected, speculated or denied"},
    {"mod", NULL, " AND mod = ?", is_stance, "a stance, such as fact, denied or scheduled"},
    {"after", NULL, " AND published >= ?", is_date, "a date, such as 2031-03-24"},
    {"before", NULL, " AND published < ?", is_date, "a date, such as 2031-03-24"},
    {"on", NULL, " AND published LIKE ? || '%'", is_date, "a date, such as 2031-03-24"},
    {"version", NULL, LAST, is_last, "a number, or last"},
    {"version", NULL, " AND version = CAST(? AS INTEGER)", is_number, "a number, or last"},
};

// ---- the question

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

static bool no_field(str name, str value, const char *wanted, fail *f) {
  if (wanted) return fail_set(f, FAIL_USAGE, 0, STR_FMT ":" STR_FMT ": write %s", STR_ARG(name), STR_ARG(value), wanted);
  out names = {0};
  for (u32 i = 0; i < COUNT_OF(FIELDS); i++)
    if (!i || strcmp(FIELDS[i].name, FIELDS[i - 1].name)) out_f(&names, "%s%s", i ? ", " : "", FIELDS[i].name);
  fail_set(f, FAIL_USAGE, 0, "there is no field " STR_FMT ": use " STR_FMT, STR_ARG(name), STR_ARG(out_view(&names)));
  out_free(&names);
  return false;
}

static bool add_term(question *q, str name, str value, fail *f) {
  const char *wanted = NULL;
  if (!name.n) return match_term(q, NULL, value), true;
  for (u32 i = 0; i < COUNT_OF(FIELDS); i++) {
    if (!str_eq(str_of(FIELDS[i].name), name)) continue;
    wanted = FIELDS[i].wanted;
    if (FIELDS[i].takes && !FIELDS[i].takes(value)) continue;
    if (FIELDS[i].column) return match_term(q, FIELDS[i].column, value), true;
    out_str(&q->where, str_of(FIELDS[i].sql));
    q->values[q->count++] = value;
    return true;
  }
  return no_field(name, value, wanted, f);
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

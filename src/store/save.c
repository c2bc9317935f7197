// One article and its claims and quotes into the store.
#include "base/hash.h"
#include "store/schema.h"

static void bind(sqlite3_stmt *q, int at, str s) {
  if (s.n) sqlite3_bind_text(q, at, s.p, (int)s.n, SQLITE_STATIC);
  else sqlite3_bind_null(q, at);
}

// Both statements of a record: its row, and its words in the full-text index.
typedef struct {
  store *s;
  sqlite3_stmt *row, *words;
  i64 article;
} records;

static str joined(arena *mem, str so_far, str between, str next) {
  return so_far.n ? str_join(mem, str_join(mem, so_far, between), next) : next;
}

static str words_of(const doc *d, spans at) {
  str text = {0};
  for (u32 i = 0; i < at.len; i++) text = joined(d->mem, text, S(" … "), doc_str(d, at.at[i]));
  return text;
}

static str chain_of(const doc *d, const attribution *a) {
  str chain = {0};
  for (u32 i = 0; i < a->hops; i++) chain = joined(d->mem, chain, S(" > "), a->chain[i].name.n ? a->chain[i].name : S("?"));
  return chain;
}

static bool done(sqlite3_stmt *q) {
  bool good = sqlite3_step(q) == SQLITE_DONE;
  sqlite3_reset(q);
  return good;
}

static bool save_record(records *to, store_row r) {
  const str texts[] = {r.words, r.speaker, r.chain, r.certainty, r.mod, r.time};
  sqlite3_bind_int64(to->row, 1, to->article);
  bind(to->row, 2, r.kind);
  sqlite3_bind_int64(to->row, 3, r.at.beg);
  sqlite3_bind_int64(to->row, 4, r.at.end);
  for (int i = 0; i < (int)COUNT_OF(texts); i++) bind(to->row, 5 + i, texts[i]);
  if (!done(to->row)) return false;
  sqlite3_bind_int64(to->words, 1, sqlite3_last_insert_rowid(to->s->db));
  for (int i = 0; i < 3; i++) bind(to->words, 2 + i, texts[i]);
  return done(to->words);
}

static store_row claim_row(const doc *d, const claim *c) {
  const attribution *a = &d->attributions.at[c->attribution];
  return (store_row){.kind = S("claim"),
                     .at = spans_hull(c->at),
                     .words = words_of(d, c->at),
                     .speaker = d->entities.at[a->speaker].name,
                     .chain = chain_of(d, a),
                     .certainty = certainty_name(c->certainty),
                     .mod = stance_name(c->mod),
                     .time = d->times.at[c->time].value};
}

static store_row quote_row(const doc *d, const attribution *a) {
  return (store_row){.kind = S("quote"),
                     .at = spans_hull(a->content),
                     .words = words_of(d, a->content),
                     .speaker = d->entities.at[a->speaker].name,
                     .chain = chain_of(d, a),
                     .certainty = certainty_name(CERTAINTY_ATTRIBUTED),
                     .mod = stance_name(a->mod),
                     .time = d->times.at[a->said].value};
}

static bool save_records(store *s, const doc *d, i64 article) {
  records to = {.s = s,
                .row = store_prepare(s, "INSERT INTO record(article, kind, first, last, words, speaker, chain, certainty, mod, time)"
                                        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                .words = store_prepare(s, "INSERT INTO record_words(rowid, words, speaker, chain) VALUES(?, ?, ?, ?)"),
                .article = article};
  bool good = to.row && to.words;
  for (u32 i = 1; good && i < d->claims.len; i++) good = save_record(&to, claim_row(d, &d->claims.at[i]));
  for (u32 i = 1; good && i < d->attributions.len; i++)
    if (d->attributions.at[i].type == SAY_DIRECT) good = save_record(&to, quote_row(d, &d->attributions.at[i]));
  sqlite3_finalize(to.row);
  sqlite3_finalize(to.words);
  return good;
}

// 1 where the article was new, 0 where it was there, -1 on an error.
static int save_article(store *s, const doc *d) {
  char hex[65];
  sha256_hex(d->source, hex);
  sqlite3_stmt *q = store_prepare(s, "INSERT OR IGNORE INTO article(path, sha256, source, text, title, outlet, published, url,"
                                     " language) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!q) return -1;
  sqlite3_bind_text(q, 1, d->name.n ? d->name.p : "", (int)d->name.n, SQLITE_STATIC);
  bind(q, 2, str_of(hex));
  sqlite3_bind_blob(q, 3, d->source.n ? d->source.p : "", (int)d->source.n, SQLITE_STATIC);
  sqlite3_bind_text(q, 4, d->text.n ? d->text.p : "", (int)d->text.n, SQLITE_STATIC);
  const fact facts[] = {d->meta.title, d->meta.outlet, d->meta.published, d->meta.url, d->meta.language};
  for (int i = 0; i < (int)COUNT_OF(facts); i++) bind(q, 5 + i, facts[i].value);
  bool good = done(q);
  sqlite3_finalize(q);
  return good ? sqlite3_changes(s->db) : -1;
}

store_saved store_save(store *s, const doc *d, fail *f) {
  if (!store_run(s, "BEGIN IMMEDIATE", f)) return STORE_FAILED;
  int added = save_article(s, d);
  bool good = added == 0 || (added > 0 && save_records(s, d, sqlite3_last_insert_rowid(s->db)));
  if (good && store_run(s, "COMMIT", f)) return added ? STORE_NEW : STORE_KNOWN;
  if (!good) store_told(s, f);
  store_run(s, "ROLLBACK", NULL);
  return STORE_FAILED;
}

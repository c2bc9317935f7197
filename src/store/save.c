// One article and its claims and quotes into the store.
#include "base/hash.h"
#include "base/out.h"
#include "store/schema.h"

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

static bool save_record(records *to, store_row r) {
  const str texts[] = {r.words, r.speaker, r.chain, r.certainty, r.mod, r.time};
  sqlite3_bind_int64(to->row, 1, to->article);
  store_bind(to->row, 2, r.kind);
  sqlite3_bind_int64(to->row, 3, r.at.beg);
  sqlite3_bind_int64(to->row, 4, r.at.end);
  for (int i = 0; i < (int)COUNT_OF(texts); i++) store_bind(to->row, 5 + i, texts[i]);
  if (!store_done(to->row)) return false;
  sqlite3_bind_int64(to->words, 1, sqlite3_last_insert_rowid(to->s->db));
  for (int i = 0; i < 3; i++) store_bind(to->words, 2 + i, texts[i]);
  return store_done(to->words);
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

// ---- the article

// What readers take for the article: its headline, standfirst and body. All of the text where it has no such zones.
typedef struct {
  out places;   // "17-161 163-400"
  u64 print;    // of the words, however white space parts them
} parts;

static void add_part(parts *p, const doc *d, span at) {
  str rest = doc_str(d, at);
  out_f(&p->places, "%s%u-%u", p->places.n ? " " : "", at.beg, at.end);
  while ((rest = str_trim(rest)).n) {
    size_t n = 0;
    while (n < rest.n && !is_space(rest.p[n])) n++;
    p->print = hash_mix(p->print, hash_str(str_sub(rest, 0, n)));
    rest = str_from(rest, n);
  }
}

static parts parts_of(const doc *d) {
  parts p = {0};
  for (u32 i = 0; i < d->zones.len; i++) {
    zone_kind kind = d->zones.at[i].kind;
    if (kind == ZONE_HEADLINE || kind == ZONE_STANDFIRST || kind == ZONE_BODY) add_part(&p, d, d->zones.at[i].at);
  }
  if (!p.places.n && d->text.n) add_part(&p, d, (span){0, (u32)d->text.n});
  return p;
}

// The versions of this path that are there.
typedef struct {
  i64 last;    // number of the newest, 0 = there is none
  bool same;   // these bytes; of a page of the web, these words in its newest version: its furniture changes at each visit
} known;

static bool find_known(store *s, const doc *d, const char *hex, const parts *p, bool page, known *k) {
  static const char newest[] = "SELECT version, sha256 = ?2 OR print IS ?3 FROM article WHERE path = ?1"
                               " ORDER BY version DESC LIMIT 1",
                    any[] = "SELECT max(version), max(sha256 = ?2) FROM article WHERE path = ?1";
  sqlite3_stmt *q = store_prepare(s, page ? newest : any);
  if (!q) return false;
  sqlite3_bind_text(q, 1, d->name.n ? d->name.p : "", (int)d->name.n, SQLITE_STATIC);
  store_bind(q, 2, str_of(hex));
  if (page) sqlite3_bind_int64(q, 3, (i64)p->print);
  int status = sqlite3_step(q);
  if (status == SQLITE_ROW) *k = (known){sqlite3_column_int64(q, 0), sqlite3_column_int(q, 1) != 0};
  sqlite3_finalize(q);
  return status == SQLITE_ROW || status == SQLITE_DONE;
}

static bool insert(store *s, const doc *d, const char *hex, const parts *p, i64 version, str seen) {
  sqlite3_stmt *q = store_prepare(s, "INSERT INTO article(path, sha256, source, text, title, outlet, published, url, language,"
                                     " version, seen, parts, print) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!q) return false;
  sqlite3_bind_text(q, 1, d->name.n ? d->name.p : "", (int)d->name.n, SQLITE_STATIC);
  store_bind(q, 2, str_of(hex));
  sqlite3_bind_blob(q, 3, d->source.n ? d->source.p : "", (int)d->source.n, SQLITE_STATIC);
  sqlite3_bind_text(q, 4, d->text.n ? d->text.p : "", (int)d->text.n, SQLITE_STATIC);
  const fact facts[] = {d->meta.title, d->meta.outlet, d->meta.published, d->meta.url, d->meta.language};
  for (int i = 0; i < (int)COUNT_OF(facts); i++) store_bind(q, 5 + i, facts[i].value);
  sqlite3_bind_int64(q, 10, version);
  store_bind(q, 11, seen);
  store_bind(q, 12, out_view(&p->places));
  sqlite3_bind_int64(q, 13, (i64)p->print);
  bool good = store_done(q);
  sqlite3_finalize(q);
  return good;
}

static store_saved save_article(store *s, const doc *d, const store_visit *visit) {
  char hex[65];
  known k = {0};
  parts p = parts_of(d);
  sha256_hex(d->source, hex);
  store_saved saved = STORE_FAILED;
  if (find_known(s, d, hex, &p, visit, &k)) {
    if (k.same) saved = STORE_KNOWN;
    else if (insert(s, d, hex, &p, k.last + 1, visit ? visit->seen : (str){0})) saved = k.last ? STORE_VERSION : STORE_NEW;
  }
  out_free(&p.places);
  return saved;
}

store_saved store_save(store *s, const doc *d, const store_visit *visit, fail *f) {
  if (!store_run(s, "BEGIN IMMEDIATE", f)) return STORE_FAILED;
  store_saved saved = save_article(s, d, visit);
  bool good = saved == STORE_KNOWN || (saved > 0 && save_records(s, d, sqlite3_last_insert_rowid(s->db)));
  if (good && visit) good = store_visited(s, d->name, visit);
  if (good && store_run(s, "COMMIT", f)) return saved;
  if (!good) store_told(s, f);
  store_run(s, "ROLLBACK", NULL);
  return STORE_FAILED;
}

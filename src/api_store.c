// Public functions of the store: searched, listed by versions.
#include <stdlib.h>

#include "api.h"
#include "output/found.h"
#include "output/versions.h"

enum { COMPARE_MEMORY = 256 << 20 };

stm_store *stm_store_open(const char *path, int create, stm_error *error) {
  fail f = {0};
  stm_store *s = calloc(1, sizeof *s);
  if (s) s->file = store_open(path, create != 0, &f);
  if (s && s->file) return s;
  free(s);
  return api_tell(error, &f), NULL;
}

void stm_store_close(stm_store *s) {
  if (!s) return;
  store_close(s->file);
  free(s);
}

int stm_store_add(stm_store *s, const stm_doc *d, stm_error *error) {
  fail f = {0};
  store_saved saved = store_save(s->file, &d->doc, NULL, &f);
  if (saved == STORE_FAILED) api_tell(error, &f);
  return (int)saved;
}

// The store and the outputs do not know each other: a row of the one becomes a row of the other here.
typedef struct {
  out o;
  write_found *put;
  write_options options;
} found_rows;

static bool put_found(void *user, const store_row *r) {
  found_rows *to = user;
  const found_record row = {r->path, r->outlet,    r->published, r->title, r->kind, r->words, r->speaker,
                     r->chain, r->certainty, r->mod,       r->time,  r->at,   r->version};
  to->put(&to->o, &row, &to->options);
  return !to->o.failed;
}

int stm_store_search(stm_store *s, const char *question, unsigned most, const char *format, const stm_write_options *w,
                     stm_sink *sink, void *user, stm_error *error) {
  fail f = {0};
  found_rows rows = {.put = write_found_of(str_of(format)), .options = api_options(w, NULL)};
  if (!rows.put) return api_tell_text(error, FAIL_USAGE, "no such format for what is found"), STM_USAGE;
  if (store_search(s->file, str_of(question), most ? most : 100, put_found, &rows, &f)) return api_hand_out(&rows.o, sink, user, error);
  out_free(&rows.o);
  return api_tell(error, &f), (int)f.code;
}

// ---- versions

typedef struct {
  out o;
  write_version *put;
  write_options options;
} version_rows;

static bool put_version(void *user, const store_version *v) {
  version_rows *to = user;
  const version_record row = {v->path,    v->url,  v->outlet, v->published, v->title,    v->sha256,
                              v->seen,    v->version, v->text, v->parts,  v->old_text,  v->old_parts};
  arena_mark here = arena_here(to->options.mem);
  to->put(&to->o, &row, &to->options);
  arena_back(to->options.mem, here);
  return !to->o.failed;
}

static bool list_versions(arena *mem, stm_store *s, const char *path, version_rows *rows, fail *f) {
  if (setjmp(*arena_spent(mem))) return fail_set(f, FAIL_TOO_BIG, 0, "the versions are too long to be compared");
  return store_versions(s->file, str_of(path), put_version, rows, f);
}

int stm_store_versions(stm_store *s, const char *path, const char *format, const stm_write_options *w, stm_sink *sink, void *user,
                       stm_error *error) {
  fail f = {0};
  arena *mem = arena_new((size_t)COMPARE_MEMORY);
  version_rows rows = {.put = write_version_of(str_of(format)), .options = api_options(w, mem)};
  bool good = rows.put && mem && list_versions(mem, s, path, &rows, &f);
  arena_free(mem);
  if (good) return api_hand_out(&rows.o, sink, user, error);
  out_free(&rows.o);
  if (!rows.put) return api_tell_text(error, FAIL_USAGE, "no such format for versions"), STM_USAGE;
  if (!mem) return api_tell_text(error, FAIL_MEMORY, "no memory"), STM_MEMORY;
  return api_tell(error, &f), (int)f.code;
}

// stemma add: articles into a store.
#include "ops.h"
#include "work.h"

typedef struct {
  stm_store *store;
  size_t added, known;
} shelf;

static bool take(session *s, job *j, void *user) {
  shelf *to = user;
  stm_error error = {0};
  int saved = stm_store_add(to->store, j->doc, &error);
  if (saved < 0) session_failed(s, j->name, &error);
  to->added += saved > 0;
  to->known += saved == 0;
  stm_doc_free(j->doc);
  return true;
}

static void fill(session *s, const char *path) {
  stm_error error = {0};
  shelf to = {.store = stm_store_open(path, 1, &error)};
  if (!to.store) {
    session_failed(s, path, &error);
    return;
  }
  work_run(s, &(work){NULL, take, &to});
  stm_store_close(to.store);
  if (!s->set->quiet) fprintf(stderr, "stemma: %s: %zu added, %zu there before\n", path, to.added, to.known);
}

static int run(const settings *set) {
  session s;
  if (session_open(&s, set, doc_format_values)) fill(&s, set->store);
  return session_close(&s);
}

static const option options[] = {STORE_OPTION, ARTICLE_OPTIONS, ENGINE_OPTIONS, {0}};

const op op_add = {
    .name = "add",
    .operands = "FILE…|DIRECTORY",
    .summary = "put articles and what they say into a store that can be searched",
    .about = "Reads articles and keeps them, with their claims and quotations, in one SQLite file. An article whose bytes are there "
             "already changes nothing; other bytes under the same name are kept as a further version.",
    .options = options,
    .run = run,
};

// stemma fetch: pages of the web, read, kept in a store, or saved as they came.
#include <string.h>

#include "ops.h"
#include "saved.h"
#include "web.h"
#include "work.h"

typedef struct {
  size_t added, changed, known;
} kept;

static bool keep(session *s, job *j, void *user) {
  kept *to = user;
  stm_error error = {0};
  int status = stm_fetch_keep(s->fetch, j->doc, &error);
  if (status < 0) session_failed(s, j->name, &error);
  to->added += status == 1;
  to->changed += status == 2;
  to->known += status == 0;
  stm_doc_free(j->doc);
  return true;
}

static void keep_all(session *s) {
  kept to = {0};
  work_run(s, &(work){NULL, keep, &to});
  if (!s->set->quiet)
    fprintf(stderr, "stemma: %s: %zu added, %zu changed, %zu there before\n", s->set->keep, to.added, to.changed,
            to.known + s->unchanged);
}

// Without a store: written as read. The store outlives what is fetched into it.
static void fetch_into(session *s, stm_store *store) {
  stm_error error = {0};
  stm_web_options web = web_of(s->set);
  s->fetch = stm_fetch_open(s->set->paths, s->set->count, s->set->save != NULL, &web, store, &error);
  if (!s->fetch) session_failed(s, "fetch", &error);
  else if (s->set->save) save_pages(s);
  else if (store) keep_all(s);
  else write_articles(s);
  stm_fetch_close(s->fetch);
}

static int run(const settings *set) {
  session s;
  stm_error error = {0};
  bool open = set->save ? session_open_output(&s, set, doc_format_values) : session_open(&s, set, doc_format_values);
  stm_store *store = open && set->keep ? stm_store_open(set->keep, 1, &error) : NULL;
  if (open && set->keep && !store) session_failed(&s, set->keep, &error);
  else if (open) fetch_into(&s, store);
  stm_store_close(store);
  return session_close(&s);
}

static const option options[] = {OUTPUT_OPTIONS(doc_format_values),
                                 TEXT("until", 0, "STAGE", until, stage_values, "stop after this stage"),
                                 TEXT("store", 's', "FILE", keep, NULL,
                                      "keep the articles in this store, an SQLite file, and write nothing"),
                                 TEXT("save", 0, "DIRECTORY", save, NULL,
                                      "save the pages as they came, and write a line for each: address, file"),
                                 WEB_OPTIONS,
                                 ENGINE_OPTIONS,
                                 {0}};

const op op_fetch = {
    .name = "fetch",
    .operands = "URL…",
    .summary = "pages of the web: read, kept in a store, or saved",
    .about = "Fetches each address and shows what its article says, as stemma read does; a feed is taken apart into its items. With "
             "--store the articles are kept: a page that is there already is asked for only if it changed, and other words at a known "
             "address are kept as a further version.\n\n"
             "Several hosts are asked at once, each one thing at a time and only for what its robots.txt allows; see THE WEB.",
    .options = options,
    .run = run,
};

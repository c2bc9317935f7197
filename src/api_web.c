// Public functions of the web: pages fetched, feeds watched.
#include <stdlib.h>

#include "api.h"
#include "fetch.h"
#include "net/clock.h"
#include "net/url.h"
#include "watch.h"

enum { FETCH_PATIENCE_S = 60, WATCH_PATIENCE_S = 5 };

struct stm_fetch {
  fetch *way;
  stm_web_options options;
};

stm_web_options stm_web_usual(void) {
  return (stm_web_options){.delay = 1000, .timeout = 30, .transfers = 8, .tries = 3, .largest = STM_LARGEST};
}

static bool ask_stop(void *user) {
  const stm_web_options *o = user;
  return o->stop && o->stop(o->user);
}

// `o` must outlive what is made of it.
static net_options options_of(const stm_web_options *o, u32 patience) {
  return (net_options){.contact = o->contact,
                       .allow_private = o->allow_private != 0,
                       .delay_ms = o->delay,
                       .timeout_s = MAX(o->timeout, 1u),
                       .transfers = MAX(o->transfers, 1u),
                       .tries = MAX(o->tries, 1u),
                       .patience_s = patience,
                       .largest = o->largest,
                       .seed = o->seed,
                       .stop = ask_stop,
                       .user = (void *)o};
}

// ---- pages

stm_fetch *stm_fetch_open(const char *const *urls, size_t count, int whole, const stm_web_options *o, stm_store *s, stm_error *error) {
  fail f = {0};
  stm_fetch *t = calloc(1, sizeof *t);
  if (!t) return api_tell_text(error, FAIL_MEMORY, "no memory"), NULL;
  t->options = o ? *o : stm_web_usual();
  net_options way = options_of(&t->options, FETCH_PATIENCE_S);
  t->way = fetch_open(urls, count, whole != 0, &way, s ? s->file : NULL, &f);
  if (t->way) return t;
  free(t);
  return api_tell(error, &f), NULL;
}

int stm_fetch_next(stm_fetch *t, stm_item **next, const char **name, stm_error *error) {
  fail f = {0};
  stm_item *i = calloc(1, sizeof *i);
  if (!i) return api_tell_text(error, FAIL_MEMORY, "no memory"), -1;
  fetched got = fetch_next(t->way, &i->it, name, &f);
  if (got == FETCH_ITEM) return *next = i, 1;
  free(i);
  if (got == FETCH_FAILED) api_tell(error, &f);
  return (int)got;
}

int stm_fetch_keep(stm_fetch *t, const stm_doc *d, stm_error *error) {
  fail f = {0};
  store_saved saved = fetch_keep(t->way, &d->doc, &f);
  if (saved == STORE_FAILED) api_tell(error, &f);
  return (int)saved;
}

void stm_fetch_close(stm_fetch *t) {
  if (!t) return;
  fetch_close(t->way);
  free(t);
}

// ---- feeds

static void tell_bad_feed(const stm_watch_options *o, const char *feed, const fail *f) {
  stm_error error = {0};
  api_tell(&error, f);
  if (o->told) o->told(o->user, &(stm_news){.kind = STM_NEWS_FAILED, .url = feed, .error = &error});
}

int stm_watch(const stm_engine *e, stm_store *s, const char *const *feeds, size_t count, const stm_watch_options *o, stm_error *error) {
  fail f = {0};
  size_t bad = 0;
  net_options way = options_of(&o->web, WATCH_PATIENCE_S);
  watch *w = watch_open(e, s->file, &way, o, &f);
  if (!w) return api_tell(error, &f), -1;
  if (!count && !watch_wake(w, &f)) return watch_close(w), api_tell(error, &f), -1;
  for (size_t i = 0; i < count; i++)
    if (!watch_add(w, feeds[i], &f)) bad++, tell_bad_feed(o, feeds[i], &f);
  bool run = watch_run(w, &f), all = !bad && watch_had_all(w);
  watch_close(w);
  if (!run) api_tell(error, &f);
  return run ? !all : -1;
}

int stm_store_forget(stm_store *s, const char *feed, stm_error *error) {
  fail f = {0};
  bool known = false;
  url u;
  if (!url_read(feed, NULL, &u, &f)) return api_tell(error, &f), -1;
  bool good = store_forget_feed(s->file, str_of(u.whole), &known, &f);
  url_free(&u);
  if (!good) api_tell(error, &f);
  return good ? known : -1;
}

typedef struct {
  stm_page_found *found;
  void *user;
} page_listener;

static bool page_found(void *user, const store_page *p) {
  const page_listener *to = user;
  char due[24] = "";
  if (p->due) clock_iso(p->due, due);
  return !to->found(to->user, &(stm_page){p->url.p, p->feed, due, p->reason.n ? p->reason.p : ""});
}

int stm_store_pages(stm_store *s, stm_page_found *found, void *user, stm_error *error) {
  fail f = {0};
  page_listener to = {found, user};
  if (store_feeds(s->file, page_found, &to, &f)) return STM_OK;
  return api_tell(error, &f), (int)f.code;
}

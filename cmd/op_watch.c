// stemma watch: feeds, and what is new in them, into a store.
#include "ops.h"
#include "progress.h"
#include "web.h"
#include "work.h"

typedef struct {
  session *s;
  progress bar;
  size_t added, changed, failed;
} log_book;

// A line that no title can break: control signs show as blanks.
static void print_line(session *s, const char *what, const stm_news *news) {
  if (s->shut) return;
  if (fprintf(s->to, "%s\t%s\t", what, news->url) < 0) s->shut = true;
  for (const char *c = news->title ? news->title : ""; *c; c++) fputc((unsigned char)*c < ' ' || *c == 127 ? ' ' : *c, s->to);
  if (fputc('\n', s->to) < 0 || fflush(s->to)) s->shut = true;
}

static void told(void *user, const stm_news *news) {
  log_book *log = user;
  if (log->bar.shown > 0 && news->kind != STM_NEWS_ROUND) progress_clear();
  switch (news->kind) {
    case STM_NEWS_ADDED: log->added++, print_line(log->s, "new", news); break;
    case STM_NEWS_CHANGED: log->changed++, print_line(log->s, "changed", news); break;
    case STM_NEWS_FAILED: log->failed++, session_failed(log->s, news->url, news->error); break;
    default: progress_show(&log->bar, "pages fetched:", news->done);
  }
}

static void watch(session *s, stm_store *store) {
  stm_error error = {0};
  log_book log = {.s = s, .bar = progress_start(s->set->quiet)};
  stm_watch_options o = {.web = web_of(s->set), .once = s->set->once != 0, .interval = s->set->interval,
                         .recheck = s->set->recheck, .told = told, .user = &log};
  stop_on_signals();
  int status = stm_watch(s->engine, store, s->set->paths, s->set->count, &o, &error);
  if (log.bar.shown > 0) progress_clear();
  if (status < 0) session_failed(s, s->set->store, &error);
  if (!s->set->quiet)
    fprintf(stderr, "stemma: %s: %zu added, %zu changed, %zu could not be had\n", s->set->store, log.added, log.changed,
            log.failed);
}

static void forget(session *s, stm_store *store) {
  for (size_t i = 0; i < s->set->count; i++) {
    stm_error error = {.msg = "is no feed of this store"};
    if (stm_store_forget(store, s->set->paths[i], &error) != 1) session_failed(s, s->set->paths[i], &error);
  }
}

static int print_page(void *user, const stm_page *page) {
  session *s = user;
  const char *what = page->feed ? "feed" : "failed";
  if (fprintf(s->to, "%s\t%s\t%s\t%s\n", what, page->url, page->due, page->reason) < 0) s->shut = true;
  return s->shut;
}

static void list(session *s, stm_store *store) {
  stm_error error = {0};
  if (stm_store_pages(store, print_page, s, &error)) session_failed(s, s->set->store, &error);
}

static int run(const settings *set) {
  session s;
  stm_error error = {0};
  bool idle = set->list || set->forget;
  if (idle ? session_open_output(&s, set, doc_format_values) : session_open(&s, set, doc_format_values)) {
    stm_store *store = stm_store_open(set->store, !idle, &error);
    if (store && !idle) watch(&s, store);
    else if (store && set->forget) forget(&s, store);
    if (store && set->list) list(&s, store);
    if (!store) session_failed(&s, set->store, &error);
    stm_store_close(store);
  }
  return session_close(&s);
}

static const option options[] = {STORE_OPTION,
                                 SWITCH("once", 0, once, "look once, fetch what is new, and end: for cron"),
                                 SWITCH("list", 0, list,
                                        "only list the feeds, each with when it is due and why it failed, and the pages that failed"),
                                 SWITCH("forget", 0, forget, "only leave these feeds out from now on; their articles stay"),
                                 NUMBER("interval", 0, "SECONDS", interval, 1, 604800,
                                        "between two looks at a feed, 900 without it"),
                                 NUMBER("recheck", 0, "SECONDS", recheck, 0, 604800,
                                        "until an article is looked at again, 3600 without it, three times as long each time; 0: never"),
                                 TEXT("output", 'o', "FILE", output, NULL, "write to FILE, not to standard output"),
                                 WEB_OPTIONS,
                                 ENGINE_OPTIONS,
                                 {0}};

const op op_watch = {
    .name = "watch",
    .operands = "[FEED…|OPML]",
    .summary = "follow feeds: what is new is fetched and kept in a store, all versions of it",
    .about = "Looks at feeds (RSS, Atom, JSON Feed, a page that names its feed, or an OPML file that lists them), fetches what is new "
             "in them, and keeps it in the store, until it is interrupted. Feeds that were given once stay in the store and are looked "
             "at, too; without any, those are.\n\n"
             "Articles are looked at again, more and more seldom: other words at a known address are a "
             "further version, which stemma versions shows. Each new or changed article is a line of the output: new or changed, "
             "address and title, parted by tabs.\n\n"
             "Killed at any moment and started again it loses no article and repeats none. Hosts are treated as THE WEB says.",
    .options = options,
    .run = run,
};

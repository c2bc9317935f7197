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

static int run(const settings *set) {
  session s;
  stm_error error = {0};
  if (session_open(&s, set, doc_format_values)) {
    stm_store *store = stm_store_open(set->store, 1, &error);
    if (store) watch(&s, store);
    else session_failed(&s, set->store, &error);
    stm_store_close(store);
  }
  return session_close(&s);
}

static const option options[] = {STORE_OPTION,
                                 SWITCH("once", 0, once, "look once, fetch what is new, and end: for cron"),
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
    .operands = "FEED…|OPML",
    .summary = "follow feeds: what is new is fetched and kept in a store, all versions of it",
    .about = "Looks at feeds (RSS, Atom, JSON Feed, or an OPML file that lists them), fetches what is new in them, and keeps it in the "
             "store, until it is interrupted. Articles are looked at again, more and more seldom: other words at a known address are a "
             "further version, which stemma versions shows. Each new or changed article is a line of the output: new or changed, "
             "address and title, parted by tabs.\n\n"
             "Killed at any moment and started again it loses no article and repeats none. Hosts are treated as THE WEB says.",
    .options = options,
    .run = run,
};

#include "watch.h"

#include <stdlib.h>
#include <time.h>

#include "base/hash.h"
#include "fetch.h"
#include "input/charset.h"
#include "input/feed_link.h"
#include "input/opml.h"
#include "net/clock.h"
#include "net/url.h"

enum {
  MOST_FLIGHTS = 256,
  MOST_TRIES = 8,            // of an article, over several rounds
  MOST_CHECKS = 6,           // visits to an article
  FIRST_RETRY_S = 60,
  LONGEST_RETRY_S = 86400,
  NAP_MS = 250,
  LIST_BUDGET = 256 << 20,
  LARGEST_LIST = 64 << 20,
  LARGEST_HEAD = 1 << 18     // of a page that may name a feed
};

// A page that is being fetched.
typedef struct {
  i64 id;   // 0 = free
  bool feed;
  u32 tries, checks;
  char *url, *date, *outlet;   // the last two by its feed, NULL = not told
} flight;

struct watch {
  const stm_engine *engine;
  store *store;
  net_options net_options;
  net *net;
  const stm_watch_options *o;
  flight flights[MOST_FLIGHTS];
  u32 flying;
  size_t done, failed;
  u64 random;
};

// ---- opening

static void flight_end(flight *p) {
  free(p->url);
  free(p->date);
  free(p->outlet);
  *p = (flight){0};
}

watch *watch_open(const stm_engine *e, store *s, const net_options *way, const stm_watch_options *o, fail *f) {
  watch *w = calloc(1, sizeof *w);
  if (!w) return fail_set(f, FAIL_MEMORY, 0, "no memory"), NULL;
  *w = (watch){.engine = e, .store = s, .net_options = *way, .o = o, .random = hash_mix(way->seed, 1)};
  w->net_options.memory = fetch_memory(s);
  w->net = net_open(&w->net_options, f);
  if (w->net) return w;
  free(w);
  return NULL;
}

static void tell(const watch *w, enum stm_news_kind kind, const char *address, const char *title, const fail *why) {
  stm_error error = {0};
  const stm_news news = {(int)kind, address, title, why ? &error : NULL, w->done, w->flying};
  if (why) api_tell(&error, why);
  if (w->o->told) w->o->told(w->o->user, &news);
}

static void failed(watch *w, const char *address, const fail *why) {
  w->failed++;
  tell(w, STM_NEWS_FAILED, address, NULL, why);
}

// A feed that failed last time is left alone for a while: whoever asks for it is told so.
static bool tell_waiting(void *user, const store_page *feed) {
  watch *w = user;
  char when[24];
  fail why;
  if (feed->due <= clock_seconds()) return false;
  clock_iso(feed->due, when);
  fail_set(&why, FAIL_IO, 0, "is asked again at %s; last time: %.150s", when, feed->reason.n ? feed->reason.p : "nothing came");
  failed(w, feed->url.p, &why);
  return false;
}

static bool add_feed(watch *w, const char *address, const char *base, str source, fail *f) {
  url u;
  i64 now = clock_seconds();
  if (!url_read(address, base, &u, f)) return false;
  str whole = str_of(u.whole);
  bool good = store_add_feed(w->store, whole, source, now, f);
  if (good && !source.n) good = store_wake_feed(w->store, whole, now, f) && store_feed_at(w->store, whole, tell_waiting, w, f);
  url_free(&u);
  return good;
}

// The feeds of a list; one that is no address is told and left out.
static bool add_list(watch *w, str bytes, const char *base, str source, fail *f) {
  arena *mem = arena_new((size_t)LIST_BUDGET);
  if (!mem || setjmp(*arena_spent(mem))) return arena_free(mem), fail_set(f, FAIL_TOO_BIG, 0, "is too long a list");
  opml_feeds list = opml_read(mem, bytes);
  for (u32 i = 0; i < list.len; i++) {
    fail why = {0};
    const char *address = str_c(mem, list.at[i]);
    if (!add_feed(w, address, base, source, &why)) failed(w, address, &why);
  }
  arena_free(mem);
  return list.len || fail_set(f, FAIL_FORMAT, 0, "lists no feed");
}

bool watch_add(watch *w, const char *feed, fail *f) {
  file_bytes file;
  if (strstr(feed, "://")) return add_feed(w, feed, NULL, (str){0}, f);
  if (!file_read(feed, LARGEST_LIST, &file, f)) return false;
  bool good = opml_is(file.bytes) ? add_list(w, file.bytes, NULL, (str){0}, f)
                                  : fail_set(f, FAIL_FORMAT, 0, "is neither an address nor a list of feeds in OPML");
  file_close(&file);
  return good;
}

bool watch_wake(watch *w, fail *f) {
  if (!store_has_feeds(w->store)) return fail_set(f, FAIL_USAGE, 0, "has no feeds: name one, and it is kept there");
  return store_wake_feed(w->store, (str){0}, clock_seconds(), f);
}

void watch_close(watch *w) {
  if (!w) return;
  net_close(w->net);
  for (u32 i = 0; i < MOST_FLIGHTS; i++) flight_end(&w->flights[i]);
  free(w);
}

bool watch_had_all(const watch *w) { return !w->failed; }

// ---- when next

// The same seed, the same times; a part of the wait is left out at random, so that pages do not all come due at once.
static i64 spread(watch *w, i64 seconds) {
  w->random = hash_mix(w->random, 1);
  return seconds - (i64)(w->random % (u64)(seconds / 4 + 1));
}

static i64 retry_time(watch *w, const flight *p, const net_answer *a) {
  i64 wait = MIN((i64)FIRST_RETRY_S << MIN(p->tries, 12u), (i64)LONGEST_RETRY_S);
  return clock_seconds() + MAX(spread(w, wait), MIN(a->retry_after_s, (i64)LONGEST_RETRY_S));
}

// Articles are edited in their first hours: each visit comes three times as long after the one before.
static i64 check_time(watch *w, const flight *p) {
  i64 wait = w->o->recheck;
  for (u32 i = 0; i < p->checks; i++) wait *= 3;
  return wait && p->checks + 1 < MOST_CHECKS ? clock_seconds() + spread(w, wait) : 0;
}

// ---- what came: nothing

static bool nothing_came(watch *w, const flight *p, const net_answer *a, fail *f) {
  bool over = !p->feed && (a->lasting || p->tries + 1 >= MOST_TRIES);
  failed(w, p->url, &a->fail);
  return store_page_later(w->store, p->id, over ? 0 : retry_time(w, p, a), true, str_of(a->fail.msg), f);
}

static bool unchanged_came(watch *w, const flight *p, fail *f) {
  i64 due = p->feed ? clock_seconds() + w->o->interval : check_time(w, p);
  return store_page_later(w->store, p->id, due, false, (str){0}, f);
}

// ---- what came: an article

static stm_doc *read_page(const watch *w, const flight *p, str bytes, hints given, stm_error *error) {
  bool told = p->date || p->outlet;
  stm_doc *d = api_read(w->engine, str_of(p->url), bytes, given, told ? "decode" : NULL, 0, error);
  if (!d || !told) return d;
  // What the feed says is for pages that do not tell it themselves.
  if (!d->doc.meta.published.value.n) given.date = str_of(p->date);
  if (!d->doc.meta.outlet.value.n) given.outlet = str_of(p->outlet);
  stm_doc_free(d);
  return api_read(w->engine, str_of(p->url), bytes, given, NULL, 0, error);
}

static bool bad_page(watch *w, const flight *p, fail_code code, const char *what, fail *f) {
  fail why;
  fail_set(&why, code, 0, "%s", what);
  failed(w, p->url, &why);
  return store_page_later(w->store, p->id, 0, true, str_of(why.msg), f);
}

static bool article_came(watch *w, const flight *p, const net_answer *a, fail *f) {
  u64 pos;
  char seen[24];
  stm_error error = {0};
  if (charset_no_text(out_view(&a->body), &pos).n) return bad_page(w, p, FAIL_FORMAT, "is no text", f);
  stm_doc *d = read_page(w, p, out_view(&a->body), fetch_hints(a), &error);
  if (!d) return bad_page(w, p, (fail_code)error.code, error.msg, f);
  clock_iso(clock_seconds(), seen);
  store_visit visit = {str_of(seen), str_of(a->etag), str_of(a->modified), check_time(w, p)};
  store_saved saved = store_save(w->store, &d->doc, &visit, f);
  const char *title = str_c(d->doc.mem, d->doc.meta.title.value);
  if (saved == STORE_NEW) tell(w, STM_NEWS_ADDED, p->url, title, NULL);
  if (saved == STORE_VERSION) tell(w, STM_NEWS_CHANGED, p->url, title, NULL);
  stm_doc_free(d);
  return saved != STORE_FAILED;
}

// ---- what came: a feed

typedef struct {
  VEC(store_link) links;
  bool broken;   // it could not be read whole, so that it must be had again before it changes
  bool page;     // it is no feed at all
} feed_items;

static bool has_link(const feed_items *all, str address) {
  for (u32 i = 0; i < all->links.len; i++)
    if (str_eq(all->links.at[i].url, address)) return true;
  return false;
}

// Changes where the feed says anything else of the item.
static str stamp_of(arena *mem, const item *it) {
  out o = {0};
  u64 heads = hash_mix(hash_str(it->hints.title), hash_str(it->hints.date));
  out_f(&o, "%016llx", (unsigned long long)hash_mix(heads, hash_str(it->bytes)));
  str stamp = str_copy(mem, out_view(&o));
  out_free(&o);
  return stamp;
}

// An item without a page of its own is the article, known by what it says.
static bool keep_item(watch *w, arena *mem, const char *feed, const item *it, fail *f) {
  char seen[24];
  stm_error error = {0};
  str name = str_join(mem, str_join(mem, str_of(feed), S("#")), stamp_of(mem, it));
  stm_doc *d = api_read(w->engine, name, it->bytes, it->hints, NULL, 0, &error);
  if (!d) return true;
  clock_iso(clock_seconds(), seen);
  store_saved saved = store_save(w->store, &d->doc, &(store_visit){.seen = str_of(seen)}, f);
  if (saved == STORE_NEW) tell(w, STM_NEWS_ADDED, str_c(mem, name), str_c(mem, it->hints.title), NULL);
  stm_doc_free(d);
  return saved != STORE_FAILED;
}

static bool take_item(watch *w, arena *mem, const flight *p, const char *base, const item *it, feed_items *all, fail *f) {
  url u;
  fail bad;
  if (!it->hints.url.n || !url_read_link(str_c(mem, it->hints.url), base, &u, &bad)) return keep_item(w, mem, p->url, it, f);
  str address = str_copy(mem, str_of(u.whole));
  url_free(&u);
  if (!has_link(all, address))
    vec_push(mem, &all->links, ((store_link){.url = address,
                                             .date = str_copy(mem, it->hints.date),
                                             .outlet = str_copy(mem, it->hints.outlet),
                                             .stamp = stamp_of(mem, it)}));
  return true;
}

static bool read_items(watch *w, arena *mem, const flight *p, const net_answer *a, feed_items *all, fail *f) {
  const char *name;
  inputs *in = inputs_of_bytes(p->url, out_view(&a->body), (hints){.charset = str_of(a->charset)});
  item it;
  fail why = {0};
  bool good = in != NULL;
  for (int got; good && (got = inputs_next(in, &it, &name, &why)) != 0;) {
    if (got < 0) {
      all->broken = true;
      failed(w, p->url, &why);
      continue;
    }
    if (str_eq(it.name, str_of(p->url))) all->page = true;
    else good = take_item(w, mem, p, a->url, &it, all, f);
    item_free(&it);
  }
  inputs_close(in);
  return good;
}

// A page that names its feed stands for it.
static bool add_named(watch *w, arena *mem, const flight *p, const net_answer *a) {
  str link = feed_link(mem, str_sub(out_view(&a->body), 0, LARGEST_HEAD));
  return link.n && add_feed(w, str_c(mem, link), a->url, str_of(p->url), NULL);
}

static bool no_feed_came(watch *w, const flight *p, const net_answer *a, fail *f) {
  fail why;
  fail_set(&why, FAIL_FORMAT, 0, "is no feed, and names none");
  failed(w, p->url, &why);
  return store_page_later(w->store, p->id, retry_time(w, p, a), true, str_of(why.msg), f);
}

static bool queue_links(watch *w, arena *mem, const flight *p, const net_answer *a, fail *f) {
  feed_items all = {0};
  i64 now = clock_seconds();
  if (!read_items(w, mem, p, a, &all, f)) return false;
  if (all.page && !add_named(w, mem, p, a)) return no_feed_came(w, p, a, f);
  store_page feed = {.id = p->id, .url = str_of(p->url)};
  if (!all.broken) feed.etag = str_of(a->etag), feed.modified = str_of(a->modified);
  return store_feed_read(w->store, &feed, all.links.at, all.links.len, now, now + w->o->interval, f);
}

static bool feed_came(watch *w, const flight *p, const net_answer *a, fail *f) {
  str body = out_view(&a->body);
  store_page list = {.id = p->id, .url = str_of(p->url), .etag = str_of(a->etag), .modified = str_of(a->modified)};
  i64 now = clock_seconds();
  if (opml_is(body))
    return add_list(w, body, a->url, str_of(p->url), f) && store_feed_read(w->store, &list, NULL, 0, now, now + w->o->interval, f);
  arena *mem = arena_new((size_t)LIST_BUDGET);
  if (!mem) return fail_set(f, FAIL_MEMORY, 0, "no memory");
  bool good = setjmp(*arena_spent(mem)) ? bad_page(w, p, FAIL_TOO_BIG, "is too big a feed", f) : queue_links(w, mem, p, a, f);
  arena_free(mem);
  return good;
}

// ---- the round

static char *copied(str s) {
  char *c = s.n ? calloc(s.n + 1, 1) : NULL;
  return c ? memcpy(c, s.p, s.n) : NULL;
}

static bool want_page(void *user, const store_page *page) {
  watch *w = user;
  u32 free_one = MOST_FLIGHTS;
  for (u32 i = 0; i < MOST_FLIGHTS; i++) {
    if (w->flights[i].id == page->id) return true;
    if (!w->flights[i].id) free_one = i;
  }
  if (free_one == MOST_FLIGHTS) return false;
  flight p = {page->id, page->feed, page->tries, page->checks, copied(page->url), copied(page->date), copied(page->outlet)};
  char *etag = copied(page->etag), *modified = copied(page->modified);
  if (p.url && net_want(w->net, &(net_wish){free_one, p.url, etag, modified}, NULL)) w->flights[free_one] = p, w->flying++;
  else store_page_later(w->store, page->id, 0, true, S("is no address"), NULL), flight_end(&p);
  free(etag);
  free(modified);
  return true;
}

static bool take(watch *w, net_answer *a, fail *f) {
  flight *p = &w->flights[a->id];
  bool good = a->fail.code ? nothing_came(w, p, a, f)
              : a->unchanged ? unchanged_came(w, p, f)
              : p->feed      ? feed_came(w, p, a, f)
                             : article_came(w, p, a, f);
  flight_end(p);
  w->flying--;
  w->done++;
  net_answer_free(a);
  tell(w, STM_NEWS_ROUND, NULL, NULL, NULL);
  return good;
}

static bool stopped(const watch *w) { return w->o->web.stop && w->o->web.stop(w->o->web.user); }

// Until something is due, or it is stopped.
static bool sleep_long(const watch *w, fail *f) {
  i64 due = 0;
  const struct timespec nap = {0, NAP_MS * 1000000L};
  if (!store_next_due(w->store, &due, f)) return false;
  while (!stopped(w) && (!due || clock_seconds() < due)) nanosleep(&nap, NULL);
  return true;
}

// The store is asked for what is due after each answer, as a feed's answer brings pages.
bool watch_run(watch *w, fail *f) {
  while (!stopped(w)) {
    net_answer a;
    if (!store_due(w->store, clock_seconds(), MOST_FLIGHTS, want_page, w, f)) return false;
    if (net_next(w->net, &a)) {
      if (!take(w, &a, f)) return false;
    } else if (w->o->once) {
      break;
    } else if (!sleep_long(w, f)) {
      return false;
    }
  }
  return true;
}

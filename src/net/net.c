#include "net/net.h"

#include <stdlib.h>

#include "net/clock.h"
#include "net/host.h"
#include "net/transfer.h"
#include "net/url.h"
#include "stemma.h"

enum {
  MOST_HOPS = 10,
  ROBOTS_HOPS = 5,
  ROBOTS_AGE_S = 86400,
  AWAY_MS = 60000,           // how long a host from which nothing came is left alone
  FIRST_BACKOFF_MS = 500,
  LONGEST_BACKOFF_MS = 60000,
  NAP_MS = 250               // the longest time without asking `stop`
};

// Something wanted, on its way. While its host's rules are not known, the request under way is that for robots.txt.
typedef struct wish wish;
struct wish {
  wish *next;
  net_answer answer;
  char *etag, *modified;
  url at;             // where it is asked for now, behind the redirects so far
  host *host;
  u32 hops, tried;
  i64 ready_at;
  transfer *asked;    // the request under way, NULL = none is
  bool robots;        // … for the rules
  u32 robots_hops;
  bool away;          // its host gives no answer at all
};

struct net {
  const net_options *o;
  CURLM *all;
  char *identity;
  host *hosts;
  wish *wishes;       // wanted and not answered, in order
  wish *done, **done_end;
  u32 running;
  u64 random;
};

// ---- opening and closing

static char *identity_of(const char *contact) {
  out line = {0};
  out_lit(&line, "stemma/" STM_VERSION);
  if (contact && *contact) out_f(&line, " (+%s)", contact);
  out_byte(&line, 0);
  return line.failed ? NULL : line.p;
}

net *net_open(const net_options *o, fail *f) {
  net *n = calloc(1, sizeof *n);
  if (n && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
    *n = (net){.o = o, .all = curl_multi_init(), .identity = identity_of(o->contact), .random = o->seed};
  if (!n || !n->all || !n->identity) {
    fail_set(f, FAIL_MEMORY, 0, "no memory to open connections");
    net_close(n);
    return NULL;
  }
  n->done_end = &n->done;
  return n;
}

void net_answer_free(net_answer *a) {
  char *const parts[] = {a->url, a->media_type, a->charset, a->etag, a->modified};
  for (u32 i = 0; i < COUNT_OF(parts); i++) free(parts[i]);
  out_free(&a->body);
  *a = (net_answer){0};
}

static void wish_free(wish *w) {
  net_answer_free(&w->answer);
  free(w->etag);
  free(w->modified);
  url_free(&w->at);
  free(w);
}

static void wishes_free(net *n, wish *w) {
  for (wish *next; w; w = next) {
    next = w->next;
    transfer_end(n->all, w->asked);
    wish_free(w);
  }
}

void net_close(net *n) {
  if (!n) return;
  wishes_free(n, n->wishes);
  wishes_free(n, n->done);
  hosts_free(n->hosts);
  curl_multi_cleanup(n->all);
  free(n->identity);
  free(n);
}

// ---- random waiting

// splitmix64: the same seed, the same waits.
static u64 next_random(u64 *state) {
  u64 x = *state += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

// Twice as long at each try, of which a random part up to a half is left out, so that many do not come back at once.
static i64 backoff(net *n, u32 tried) {
  i64 wait = MIN((i64)MAX(n->o->delay_ms, (u32)FIRST_BACKOFF_MS) << MIN(tried, 10u), (i64)LONGEST_BACKOFF_MS);
  return wait - (i64)(next_random(&n->random) % (u64)(wait / 2));
}

// ---- the end of a wish

static void finish(net *n, wish *w) {
  wish **link = &n->wishes;
  while (*link != w) link = &(*link)->next;
  *link = w->next;
  w->next = NULL;
  *n->done_end = w;
  n->done_end = &w->next;
}

static void give_up(net *n, wish *w, bool lasting) {
  w->answer.lasting = lasting;
  out_free(&w->answer.body);
  finish(n, w);
}

// Once more after a while, where it is worth it.
static void try_again(net *n, wish *w, i64 retry_after_s) {
  i64 now = clock_ms(), wait = retry_after_s ? retry_after_s * 1000 : backoff(n, w->tried);
  w->answer.retry_after_s = retry_after_s;
  if (++w->tried < n->o->tries && retry_after_s <= n->o->patience_s) {
    w->ready_at = w->host->ready_at = now + wait;
    return;
  }
  if (w->away) {
    w->host->away_until = now + AWAY_MS;
    w->host->why = w->answer.fail;
  }
  give_up(n, w, false);
}

// ---- asking

static bool knows_rules(net *n, host *h) {
  int status = 0;
  out file = {0};
  i64 now = clock_seconds(), since = now - ROBOTS_AGE_S;
  if (host_knows(h, since)) return true;
  if (n->o->memory.recall && n->o->memory.recall(n->o->memory.user, h->origin, since, &status, &file))
    host_learn(h, status < 300 ? out_view(&file) : (str){0}, now);
  out_free(&file);
  return h->known;
}

static bool ask(net *n, wish *w, const net_wish *question, size_t largest) {
  transfer *t = transfer_start(n->all, n->o, n->identity, question, largest, w);
  if (!t) return fail_set(&w->answer.fail, FAIL_MEMORY, 0, "no memory for a connection"), give_up(n, w, false), false;
  w->asked = t;
  w->host->busy = true;
  n->running++;
  return true;
}

static void ask_robots(net *n, wish *w, const char *where) {
  url u;
  w->robots = url_read(where, w->at.whole, &u, &w->answer.fail) &&
              ask(n, w, &(net_wish){.url = u.whole}, (size_t)ROBOTS_LARGEST * 2);
  url_free(&u);
}

static void ask_page(net *n, wish *w) {
  if (!robots_allow(&w->host->rules, str_of(w->at.path))) {
    fail_set(&w->answer.fail, FAIL_IO, 0, "may not be fetched: robots.txt of %.150s forbids it", w->host->origin);
    give_up(n, w, true);
    return;
  }
  ask(n, w, &(net_wish){.url = w->at.whole, .etag = w->etag, .modified = w->modified}, n->o->largest);
}

static void start(net *n, wish *w) {
  w->answer.fail = (fail){0};
  if (knows_rules(n, w->host)) ask_page(n, w);
  else w->robots_hops = 0, ask_robots(n, w, "/robots.txt");
}

// Starts what may start now; milliseconds until the next may.
static i64 start_ready(net *n, i64 now) {
  i64 soonest = NAP_MS;
  for (wish *w = n->wishes, *next; w; w = next) {
    next = w->next;
    if (w->asked || w->host->busy) continue;
    if (now < w->host->away_until) {
      w->answer.fail = w->host->why;
      give_up(n, w, false);
      continue;
    }
    i64 wait = MAX(w->ready_at, w->host->ready_at) - now;
    if (wait > 0) soonest = MIN(soonest, wait);
    else if (n->running < n->o->transfers) start(n, w);
  }
  return soonest;
}

// ---- what came

static char *copied(const char *s) { return s && *s ? strdup(s) : NULL; }

static void deliver(net *n, wish *w, transfer *t) {
  net_answer *a = &w->answer;
  transfer_type(t, &a->media_type, &a->charset);
  a->etag = copied(t->etag);
  a->modified = copied(t->modified);
  a->url = copied(w->at.whole);
  a->body = t->body;
  t->body = (out){0};
  finish(n, w);
}

static void redirected(net *n, wish *w, const char *to) {
  fail *f = &w->answer.fail;
  url next = {0};
  host *there = NULL;
  if (w->hops++ == MOST_HOPS) fail_set(f, FAIL_IO, 0, "leads on and on: more than %d redirects", MOST_HOPS);
  else if (url_read(to, w->at.whole, &next, f)) there = host_find(&n->hosts, next.origin);
  if (!there) {
    url_free(&next);
    fail why = *f;
    if (!why.code) fail_set(&why, FAIL_MEMORY, 0, "there is no memory for");
    if (w->hops <= MOST_HOPS) fail_set(f, why.code, 0, "leads to %.80s, which %.120s", to, why.msg);
    give_up(n, w, true);
    return;
  }
  url_free(&w->at);
  w->at = next;
  w->host = there;
}

// An answer that is no page. 408, 425, 429 and the errors of servers pass; the others last.
static void refused(net *n, wish *w, const transfer *t) {
  int status = w->answer.status;
  i64 after = transfer_retry_after(t);
  bool passing = status == 408 || status == 425 || status == 429 || status >= 500;
  fail *f = &w->answer.fail;
  if (after) fail_set(f, FAIL_IO, 0, "the server answers %d and asks to come back in %lld s", status, (long long)after);
  else if (status < 400) fail_set(f, FAIL_IO, 0, "the server answers %d without a page", status);
  else fail_set(f, FAIL_IO, 0, "the server answers %d", status);
  if (passing) try_again(n, w, after);
  else give_up(n, w, true);
}

static void page_came(net *n, wish *w, transfer *t, CURLcode code) {
  bool lasting = false;
  const char *to = transfer_redirect(t);
  w->host->ready_at = MAX(w->host->ready_at, clock_ms() + host_delay(w->host, n->o->delay_ms));
  w->answer.status = code == CURLE_OK ? transfer_status(t) : 0;
  w->away = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST;
  if (!transfer_good(t, code, &w->answer.fail, &lasting)) {
    if (lasting) give_up(n, w, true);
    else try_again(n, w, 0);
    return;
  }
  if (to) {
    redirected(n, w, to);
    return;
  }
  w->answer.unchanged = w->answer.status == 304 && (w->etag || w->modified);
  if (w->answer.unchanged || (w->answer.status >= 200 && w->answer.status < 300 && t->body.n)) deliver(n, w, t);
  else refused(n, w, t);
}

// RFC 9309: no file allows all; a server in trouble allows nothing, and is asked again.
static void robots_came(net *n, wish *w, transfer *t, CURLcode code) {
  bool lasting = false;
  int status = transfer_status(t);
  const char *to = transfer_redirect(t);
  w->robots = false;
  w->away = true;
  w->answer.status = 0;
  if (t->over) code = CURLE_OK, t->over = false;   // what came of it counts
  if (!transfer_good(t, code, &w->answer.fail, &lasting)) {
    if (lasting) give_up(n, w, true);
    else try_again(n, w, 0);
    return;
  }
  if (to && w->robots_hops++ < ROBOTS_HOPS) {
    ask_robots(n, w, to);
    if (w->robots || w->answer.fail.code == FAIL_MEMORY) return;
    w->answer.fail = (fail){0};   // it leads to no address: there is none
  } else if (status == 429 || status >= 500) {
    fail_set(&w->answer.fail, FAIL_IO, 0, "robots.txt of its host answers %d: until it can be read, nothing is fetched there",
             status);
    try_again(n, w, transfer_retry_after(t));
    return;
  }
  host_learn(w->host, status >= 200 && status < 300 ? out_view(&t->body) : (str){0}, clock_seconds());
  if (n->o->memory.keep) n->o->memory.keep(n->o->memory.user, w->host->origin, clock_seconds(), status, out_view(&t->body));
}

static bool take_answers(net *n) {
  int left;
  bool any = false;
  for (CURLMsg *m; (m = curl_multi_info_read(n->all, &left));) {
    transfer *t = NULL;
    CURLcode code = m->data.result;
    if (m->msg != CURLMSG_DONE || curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &t) != CURLE_OK || !t) continue;
    wish *w = t->owner;
    n->running--;
    w->asked = NULL;
    w->host->busy = false;
    (w->robots ? robots_came : page_came)(n, w, t, code);
    transfer_end(n->all, t);
    any = true;
  }
  return any;
}

// ---- the way of a wish

bool net_want(net *n, const net_wish *want, fail *f) {
  url at;
  if (!url_read(want->url, NULL, &at, f)) return false;
  wish *w = calloc(1, sizeof *w);
  host *h = host_find(&n->hosts, at.origin);
  if (!w || !h) return url_free(&at), free(w), fail_set(f, FAIL_MEMORY, 0, "no memory");
  *w = (wish){.answer.id = want->id, .etag = copied(want->etag), .modified = copied(want->modified), .at = at, .host = h};
  wish **end = &n->wishes;
  while (*end) end = &(*end)->next;
  *end = w;
  return true;
}

static bool stopped(const net *n) { return n->o->stop && n->o->stop(n->o->user); }

static void go_on(net *n) {
  int running;
  i64 wait = start_ready(n, clock_ms());
  curl_multi_perform(n->all, &running);
  // An answer may let another request start at once.
  if (!take_answers(n) && !n->done && n->wishes) curl_multi_poll(n->all, NULL, 0, (int)wait, NULL);
}

bool net_next(net *n, net_answer *got) {
  while (!n->done && n->wishes && !stopped(n)) go_on(n);
  wish *w = n->done;
  if (!w) return false;
  if (!(n->done = w->next)) n->done_end = &n->done;
  *got = w->answer;
  w->answer = (net_answer){0};
  wish_free(w);
  return true;
}

#include "fetch.h"

#include <stdlib.h>

#include "net/clock.h"

enum { ITEM_BUDGET = 128 << 20, AHEAD = 2 };

// One address and its answer, kept until those before it are handed out.
typedef struct {
  net_answer answer;
  bool there;
} slot;

struct fetch {
  net_options o;
  net *net;
  store *store;
  bool whole;
  const char *const *urls;
  slot *slots;              // [count]
  size_t count, in, out;    // wanted: those before `in`; handed out: those before `out`
  size_t kept;              // the last address whose article was kept: they come in order
  inputs *open;             // what the answer of `out` holds
};

// ---- robots.txt in the store

typedef struct {
  int *status;
  out *file;
} robots_copy;

static void copy_robots(void *user, int status, str file) {
  robots_copy *to = user;
  *to->status = status;
  out_str(to->file, file);
}

static bool recall(void *user, const char *origin, i64 since, int *status, out *file) {
  robots_copy to = {status, file};
  return store_robots(user, str_of(origin), since, copy_robots, &to);
}

static void keep(void *user, const char *origin, i64 now, int status, str file) {
  store_keep_robots(user, str_of(origin), now, status, file);
}

net_memory fetch_memory(store *s) { return s ? (net_memory){recall, keep, s} : (net_memory){0}; }

hints fetch_hints(const net_answer *a) {
  return (hints){.url = str_of(a->url), .media_type = str_of(a->media_type), .charset = str_of(a->charset)};
}

// ---- wanting

fetch *fetch_open(const char *const *urls, size_t count, bool whole, const net_options *o, store *s, fail *f) {
  fetch *t = calloc(1, sizeof *t);
  slot *slots = calloc(count + 1, sizeof *slots);
  if (t && slots) {
    *t = (fetch){.o = *o, .store = s, .whole = whole, .urls = urls, .slots = slots, .count = count};
    t->o.memory = fetch_memory(s);
    t->net = net_open(&t->o, f);
    if (t->net) return t;
  } else {
    fail_set(f, FAIL_MEMORY, 0, "no memory");
  }
  free(slots);
  free(t);
  return NULL;
}

typedef struct {
  char *etag, *modified;
} marks;

static char *copied(str s) {
  char *c = s.n ? calloc(s.n + 1, 1) : NULL;
  return c ? memcpy(c, s.p, s.n) : NULL;
}

static bool copy_marks(void *user, const store_page *p) {
  *(marks *)user = (marks){copied(p->etag), copied(p->modified)};
  return false;
}

static void want(fetch *t, size_t i) {
  marks last = {0};
  if (t->store) store_page_kept(t->store, str_of(t->urls[i]), copy_marks, &last, NULL);
  t->slots[i].there = !net_want(t->net, &(net_wish){i, t->urls[i], last.etag, last.modified}, &t->slots[i].answer.fail);
  free(last.etag);
  free(last.modified);
}

// A few are fetched ahead, so that a slow one does not hold up the rest; no more, as their bytes wait in memory.
static bool await(fetch *t) {
  while (t->in < t->count && t->in - t->out < (size_t)AHEAD * t->o.transfers) want(t, t->in++);
  net_answer a;
  while (!t->slots[t->out].there) {
    if (!net_next(t->net, &a)) return false;
    t->slots[a.id] = (slot){a, true};
  }
  return true;
}

// ---- handing out

static void next_address(fetch *t) {
  inputs_close(t->open);
  t->open = NULL;
  out_free(&t->slots[t->out++].answer.body);   // what it said of its version stays for fetch_keep
}

// An item of a feed is named by its own link, as its number changes with each one that is new.
static void name_item(item *it, const char *feed) {
  if (str_eq(it->name, str_of(feed)) || !it->hints.url.n) return;
  it->name = str_join(it->mem, str_join(it->mem, str_of(feed), S("#")), it->hints.url);
}

// The item's bytes must outlive the answer.
static void own_bytes(item *it, const net_answer *a) {
  str body = out_view(&a->body);
  if (it->bytes.p >= body.p && it->bytes.p < body.p + body.n) it->bytes = str_copy(it->mem, it->bytes);
  it->hints = hints_copy(it->mem, &it->hints);
}

static fetched whole_item(fetch *t, item *it, fail *f) {
  const net_answer *a = &t->slots[t->out].answer;
  *it = (item){.mem = arena_new((size_t)ITEM_BUDGET), .bytes = out_view(&a->body), .hints = fetch_hints(a)};
  if (!it->mem) return fail_set(f, FAIL_MEMORY, 0, "no memory"), FETCH_FAILED;
  it->name = str_copy(it->mem, str_of(t->urls[t->out]));
  own_bytes(it, a);
  return FETCH_ITEM;
}

// What the answer of this address is: taken apart step by step through `open`, or said at once.
static fetched open_answer(fetch *t, item *it, fail *f) {
  const net_answer *a = &t->slots[t->out].answer;
  fetched got = FETCH_FAILED;
  if (a->fail.code) *f = a->fail;
  else if (a->unchanged) got = FETCH_UNCHANGED;
  else if (t->whole) got = whole_item(t, it, f);
  else if ((t->open = inputs_of_bytes(t->urls[t->out], out_view(&a->body), fetch_hints(a)))) return FETCH_END;
  else fail_set(f, FAIL_MEMORY, 0, "no memory");
  next_address(t);
  return got;
}

fetched fetch_next(fetch *t, item *it, const char **name, fail *f) {
  while (t->out < t->count) {
    if (t->open) {
      int got = inputs_next(t->open, it, name, f);
      if (got == 1) own_bytes(it, &t->slots[t->out].answer), name_item(it, t->urls[t->out]);
      if (got) return (fetched)got;
      next_address(t);
      continue;
    }
    if (!await(t)) return FETCH_END;   // stopped
    *name = t->urls[t->out];
    fetched got = open_answer(t, it, f);
    if (got != FETCH_END) return got;
  }
  return FETCH_END;
}

// ---- keeping

// The address whose answer this article is; NULL where it came out of a feed or the like.
static const net_answer *answer_of(fetch *t, str name) {
  for (size_t at = t->kept; at <= t->out && at < t->count; at++)
    if (str_eq(str_of(t->urls[at]), name)) return &t->slots[t->kept = at].answer;
  return NULL;
}

store_saved fetch_keep(fetch *t, const doc *d, fail *f) {
  char seen[24];
  const net_answer *a = answer_of(t, d->name);
  clock_iso(clock_seconds(), seen);
  if (!a) return store_save(t->store, d, NULL, f);
  return store_save(t->store, d, &(store_visit){str_of(seen), str_of(a->etag), str_of(a->modified), 0}, f);
}

void fetch_close(fetch *t) {
  if (!t) return;
  inputs_close(t->open);
  net_close(t->net);
  for (size_t i = 0; i < t->count; i++) net_answer_free(&t->slots[i].answer);
  free(t->slots);
  free(t);
}

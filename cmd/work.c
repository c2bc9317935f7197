#include "work.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "progress.h"

// A ring of jobs: the caller fills at `filled` and takes at `taken`, the threads work from `begun` on.
// `taken` <= `begun` <= `filled` <= `taken` + slots.
typedef struct {
  session *s;
  const work *w;
  job *jobs;
  size_t slots, taken, begun, filled;
  bool over;
  pthread_mutex_t lock;
  pthread_cond_t more, ready;
} ring;

static void do_job(const ring *r, job *j) {
  if (j->item) j->doc = stm_read_item(r->s->engine, j->item, r->s->set->until, &j->error);
  stm_item_free(j->item);
  j->item = NULL;
  if (j->doc && r->w->make) r->w->make(r->s, j);
}

static void *worker(void *user) {
  ring *r = user;
  pthread_mutex_lock(&r->lock);
  for (;;) {
    while (r->begun == r->filled && !r->over) pthread_cond_wait(&r->more, &r->lock);
    if (r->begun == r->filled) break;
    job *j = &r->jobs[r->begun++ % r->slots];
    pthread_mutex_unlock(&r->lock);
    do_job(r, j);
    pthread_mutex_lock(&r->lock);
    j->done = true;
    pthread_cond_signal(&r->ready);
  }
  pthread_mutex_unlock(&r->lock);
  return NULL;
}

static int next_of(session *s, job *j, const char **name) {
  int got;
  if (!s->fetch) return stm_inputs_next(s->inputs, &j->item, name, &j->error);
  while ((got = stm_fetch_next(s->fetch, &j->item, name, &j->error)) == 2) s->unchanged++;
  return got;
}

// Puts the next input into the ring; false at the end. One that could not be read is a job with an error only.
static bool fill(ring *r) {
  job *j = &r->jobs[r->filled % r->slots];
  const char *name = "";
  *j = (job){0};
  int got = next_of(r->s, j, &name);
  if (!got) return false;
  j->name = strdup(got == 1 ? stm_item_name(j->item) : name);
  pthread_mutex_lock(&r->lock);
  r->filled++;
  pthread_cond_signal(&r->more);
  pthread_mutex_unlock(&r->lock);
  return true;
}

// Whether the next one to be taken is done; `wait` for it, where one is under way.
static bool is_ready(ring *r, bool wait) {
  if (r->taken == r->filled) return false;
  const job *j = &r->jobs[r->taken % r->slots];
  pthread_mutex_lock(&r->lock);
  while (wait && !j->done) pthread_cond_wait(&r->ready, &r->lock);
  bool done = j->done;
  pthread_mutex_unlock(&r->lock);
  return done;
}

static bool take(ring *r, bool go_on) {
  job *j = &r->jobs[r->taken % r->slots];
  if (!j->doc && go_on) session_failed(r->s, j->name ? j->name : "?", &j->error);
  if (j->doc) go_on = r->w->take(r->s, j, r->w->user) && go_on;
  free(j->name);
  r->taken++;
  return go_on;
}

static void read_all(ring *r, size_t threads) {
  progress p = progress_start(r->s->set->quiet);
  bool go_on = true, more = true;
  while (more || r->taken < r->filled) {
    // What is done comes out before more is read: the input may be a pipe that waits for it.
    while (more && go_on && r->filled - r->taken < r->slots && !is_ready(r, false)) {
      more = fill(r);
      if (!threads && more) {
        job *j = &r->jobs[r->begun++ % r->slots];
        do_job(r, j);
        j->done = true;
      }
    }
    if (!go_on) more = false;
    if (is_ready(r, true)) go_on = take(r, go_on);
    progress_show(&p, "articles read:", r->taken);
  }
  if (p.shown > 0) progress_clear();
}

// With one thread there is none besides the caller's.
static size_t threads_of(const settings *set) {
  long n = set->threads ? (long)set->threads : sysconf(_SC_NPROCESSORS_ONLN);
  return n > 1 ? (size_t)n : 0;
}

void work_run(session *s, const work *w) {
  size_t wanted = threads_of(s->set), started = 0;
  ring r = {.s = s, .w = w, .slots = wanted ? 4 * wanted : 1};
  pthread_t *threads = calloc(wanted + 1, sizeof *threads);
  r.jobs = calloc(r.slots, sizeof *r.jobs);
  pthread_mutex_init(&r.lock, NULL);
  pthread_cond_init(&r.more, NULL);
  pthread_cond_init(&r.ready, NULL);
  while (threads && r.jobs && started < wanted && !pthread_create(&threads[started], NULL, worker, &r)) started++;
  if (r.jobs) read_all(&r, started);
  pthread_mutex_lock(&r.lock);
  r.over = true;
  pthread_cond_broadcast(&r.more);
  pthread_mutex_unlock(&r.lock);
  while (started) pthread_join(threads[--started], NULL);
  free(threads);
  free(r.jobs);
}

#include "gather.h"

#include <stdlib.h>

#include "progress.h"
#include "work.h"

typedef struct {
  const stm_doc **at;
  size_t n, cap;
} docs;

static bool take(session *s, job *j, void *user) {
  docs *d = user;
  if (d->n == d->cap) {
    size_t cap = d->cap ? 2 * d->cap : 64;
    const stm_doc **more = realloc(d->at, cap * sizeof *more);
    if (!more) {
      session_failed(s, j->name, &(stm_error){STM_MEMORY, 0, "no memory for more articles"});
      stm_doc_free(j->doc);
      return false;
    }
    d->at = more;
    d->cap = cap;
  }
  d->at[d->n++] = j->doc;
  return true;
}

static void tell(session *s, const docs *d) {
  stm_error error = {0};
  stm_stories *stories = stm_story(s->engine, d->at, d->n, &error);
  if (!stories) session_failed(s, "story", &error);
  else if (stm_write_stories(stories, s->format, &s->look, session_sink, s, &error) && error.code != STM_IO)
    session_failed(s, "story", &error);
  stm_stories_free(stories);
}

int gather_stories(const settings *set, option_values *formats) {
  session s;
  docs d = {0};
  if (session_open(&s, set, formats)) {
    work_run(&s, &(work){NULL, take, &d});
    tell(&s, &d);
  }
  while (d.n) stm_doc_free((stm_doc *)d.at[--d.n]);
  free(d.at);
  return session_close(&s);
}

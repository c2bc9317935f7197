// stemma story: many articles, the stories that they tell.
#include <stdlib.h>

#include "ops.h"
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

static int run(const settings *set) {
  session s;
  docs d = {0};
  if (session_open(&s, set, story_format_values)) {
    work_run(&s, &(work){NULL, take, &d});
    tell(&s, &d);
  }
  while (d.n) stm_doc_free((stm_doc *)d.at[--d.n]);
  free(d.at);
  return session_close(&s);
}

static const option options[] = {OUTPUT_OPTIONS(story_format_values), ARTICLE_OPTIONS, ENGINE_OPTIONS, {0}};

const op op_story = {
    .name = "story",
    .operands = "FILE…|DIRECTORY",
    .summary = "what many articles say together: shared claims, differences, who had it from whom",
    .about = "Reads articles, finds which of them tell one story, and lays them side by side: what they all say, what rests on a "
             "single source, where they differ, what is denied, what only one has; quotations in several wordings, copied text, "
             "the timeline, and the stemma: who had it from whom, and which of the sources are not independent.",
    .options = options,
    .run = run,
};

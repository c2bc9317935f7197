// Articles written one by one, as each is read.
#include <stdlib.h>
#include <string.h>

#include "work.h"

// The output of one article, made on the thread that read it.
typedef struct {
  char *p;
  size_t n, cap;
} bytes;

static int keep(void *user, const char *p, size_t n) {
  bytes *b = user;
  if (n > b->cap - b->n) {
    size_t cap = b->n + n;
    char *more = realloc(b->p, cap);
    if (!more) return 1;
    b->p = more;
    b->cap = cap;
  }
  memcpy(b->p + b->n, p, n);
  b->n += n;
  return 0;
}

static void make(session *s, job *j) {
  bytes *b = j->made = calloc(1, sizeof *b);
  if (b) stm_write_doc(j->doc, s->format, &s->look, keep, b, &j->error);
}

static bool take(session *s, job *j, void *user) {
  (void)user;
  bytes *b = j->made;
  if (j->error.code) session_failed(s, j->name, &j->error);
  if (b && b->n && !s->shut) session_sink(s, b->p, b->n), fflush(s->to);
  if (b) free(b->p);
  free(b);
  stm_doc_free(j->doc);
  return !s->shut;
}

void write_articles(session *s) {
  const char *header = stm_format_header(s->format);
  if (*header) session_sink(s, header, strlen(header));
  work_run(s, &(work){make, take, NULL});
}

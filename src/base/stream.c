#include "base/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WINDOW = 1 << 17 };

stream *stream_new(void *state) {
  stream *s = calloc(1, sizeof *s);
  if (s) s->state = state;
  return s;
}

void stream_close(stream *s) {
  if (!s) return;
  if (s->drop) s->drop(s);
  free(s->buffer);
  free(s);
}

// ---- the window

static void break_off(stream *s, fail_code code, const char *why) {
  if (s->why.code == FAIL_NONE) fail_set(&s->why, code, s->at + (s->end - s->beg), "%s", why);
  s->over = true;
}

// Room for at least one byte more than `n`, the window moved to the front.
static bool make_room(stream *s, size_t n) {
  if (s->beg) memmove(s->buffer, s->buffer + s->beg, s->end - s->beg);
  s->end -= s->beg;
  s->beg = 0;
  size_t need = MAX(n + 1, (size_t)WINDOW);
  if (s->cap >= need) return true;
  need = MAX(need, MIN(2 * s->cap, n + (16 << 20)));
  char *grown = realloc(s->buffer, need);
  if (!grown) return break_off(s, FAIL_MEMORY, "no memory for its bytes"), false;
  s->buffer = grown;
  s->cap = need;
  return true;
}

static void pull_more(stream *s, size_t n) {
  if (s->cap - s->end < 1 || s->cap - s->beg <= n) {
    if (!make_room(s, n)) return;
  }
  i64 got = s->pull ? s->pull(s, s->buffer + s->end, s->cap - s->end) : 0;
  if (got > 0) s->end += (size_t)got;
  else s->over = true;
}

str stream_look(stream *s, size_t n) {
  while (s->end - s->beg < n && !s->over) pull_more(s, n);
  return s->end > s->beg ? (str){s->buffer + s->beg, MIN(n, s->end - s->beg)} : (str){0};
}

str stream_next(stream *s) {
  str next = stream_look(s, 1);
  next.n = s->end - s->beg;
  return next;
}

void stream_take(stream *s, size_t n) {
  s->beg += n;
  s->at += n;
  if (s->beg == s->end && s->pull) s->beg = s->end = 0;
}

u64 stream_skip(stream *s, u64 n) {
  u64 left = n;
  while (left) {
    size_t there = (size_t)MIN((u64)stream_next(s).n, left);
    if (!there) break;
    stream_take(s, there);
    left -= there;
  }
  return n - left;
}

bool stream_line(stream *s, size_t most, str *line) {
  for (size_t n = 1 << 12;; n *= 2) {
    n = MIN(n, most);
    str there = stream_look(s, n);
    size_t end = str_find_byte(there, '\n');
    *line = str_sub(there, 0, end + 1);
    if (end < there.n || there.n < n) return true;
    if (n == most) return false;
  }
}

bool stream_whole(stream *s, size_t limit, str *bytes, fail *f) {
  str all = stream_look(s, limit + 1);
  if (s->why.code) return *f = s->why, false;
  if (all.n > limit) return fail_set(f, FAIL_TOO_BIG, s->at + limit, "is larger than %zu MiB: no article is", limit >> 20);
  if (all.n) memmove(s->buffer, all.p, all.n);
  *bytes = (str){s->buffer, all.n};
  s->buffer = NULL;
  s->beg = s->end = s->cap = 0;
  return true;
}

bool stream_place(stream *s, u64 *at) {
  stream_look(s, 1);
  *at = s->at;
  return !s->place || s->place(s, at);
}

bool stream_resume(stream *s) {
  if (!s->resume || !s->resume(s)) return false;
  s->over = false;
  s->why = (fail){0};
  return true;
}

// ---- files

static i64 pull_file(stream *s, char *room, size_t n) {
  const int *fd = s->state;
  ssize_t got;
  do got = read(*fd, room, n);
  while (got < 0 && errno == EINTR);
  if (got < 0) fail_set(&s->why, FAIL_IO, s->at + (s->end - s->beg), "%s", strerror(errno));
  return got;
}

static void drop_file(stream *s) {
  const int *fd = s->state;
  if (*fd > STDIN_FILENO) close(*fd);
  free(s->state);
}

static bool enter_at(stream *s, int fd, u64 offset, fail *f) {
  struct stat st;
  if (fstat(fd, &st)) return fail_set(f, FAIL_IO, 0, "%s", strerror(errno));
  if (S_ISDIR(st.st_mode)) return fail_set(f, FAIL_IO, 0, "is a directory");
  if (offset && S_ISREG(st.st_mode)) s->at = (u64)lseek(fd, (off_t)offset, SEEK_SET);
  else if (offset) stream_skip(s, offset);
  return s->at == offset || fail_set(f, FAIL_IO, offset, "has no byte %llu", (unsigned long long)offset);
}

stream *stream_of_file(const char *path, u64 offset, fail *f) {
  int *fd = malloc(sizeof *fd);
  stream *s = stream_new(fd);
  if (!fd || !s) return free(fd), free(s), fail_set(f, FAIL_MEMORY, 0, "no memory"), NULL;
  *fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
  s->pull = pull_file;
  s->drop = drop_file;
  bool ok = *fd >= 0 ? enter_at(s, *fd, offset, f) : fail_set(f, FAIL_IO, 0, "%s", strerror(errno));
  if (ok) return s;
  stream_close(s);
  return NULL;
}

// ---- memory

stream *stream_of_bytes(char *bytes, size_t n) {
  stream *s = stream_new(NULL);
  if (!s) return free(bytes), NULL;
  s->buffer = bytes;
  s->end = s->cap = n;
  s->over = true;
  return s;
}

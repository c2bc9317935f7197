// Opens what the walk over the paths gives, looks into what holds many articles, and hands out one article's bytes at a time.
#include "input/inputs.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/gunzip.h"
#include "input/archive.h"
#include "input/charset.h"
#include "input/folders.h"

enum { ITEM_BUDGET = 64 << 20, LOOK = 4096, DEEPEST = 6, LONGEST_NAME = 4096 };

struct inputs {
  input_options given;
  folders *walk;
  container *open;   // the innermost that is being read
  u32 depth;         // containers and packings around what is being opened
  bool any;          // the directory held an article
  bool entered;      // the first file was opened, to which the offset belongs
  stream *held;      // bytes that are in memory already, NULL = none
  const char *held_name;
  out name;          // of what failed
};

void item_free(item *it) {
  stream_close(it->in);
  free(it->owned);   // NOLINT(clang-analyzer-unix.Malloc): emptied below each time
  arena_free(it->mem);
  *it = (item){0};
}

inputs *inputs_open(const char *const *paths, size_t count, const input_options *given) {
  inputs *in = calloc(1, sizeof *in);
  if (!in) return NULL;
  in->given = *given;
  in->walk = folders_open(paths, count);
  if (in->walk) return in;
  free(in);
  return NULL;
}

inputs *inputs_of_bytes(const char *name, str bytes, hints given) {
  inputs *in = inputs_open(NULL, 0, &(input_options){.hints = given});
  char *copy = in ? malloc(bytes.n + 1) : NULL;
  if (!copy) return inputs_close(in), NULL;
  if (bytes.n) memcpy(copy, bytes.p, bytes.n);
  in->held = stream_of_bytes(copy, bytes.n);
  if (!in->held) return inputs_close(in), NULL;
  in->held_name = name;
  return in;
}

static bool new_item(item *it, fail *f) {
  *it = (item){.mem = arena_new((size_t)ITEM_BUDGET)};
  return it->mem || fail_set(f, FAIL_MEMORY, 0, "no memory");
}

// ---- what containers fill in

str hint_or(str given, str found) { return given.n ? given : found; }

void item_begin(const container *c, item *it, const char *format, ...) {
  char behind[LONGEST_NAME];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(behind, sizeof behind, format, args);
  va_end(args);
  str parts = {behind, MIN((size_t)MAX(n, 0), sizeof behind - 1)};
  it->name = str_join(it->mem, c->self.name, parts);
  it->hints = c->options->hints;
  it->hints.url = (str){0};   // that of the container
  // An item outlives the container that it came from.
  const whence *w = &c->self.whence;
  it->whence = (whence){str_copy(it->mem, w->file), {0}, str_copy(it->mem, w->uri), str_copy(it->mem, w->date), w->offset};
}

void item_at(const container *c, item *it, u64 offset) {
  if (it->whence.file.n) return;
  it->whence.file = str_copy(it->mem, c->self.name);
  it->whence.offset = offset;
}

// ---- containers

#define CONTAINER_ROW(name, text, what) {text, sniff_##name, next_##name},
static const struct {
  bool text;
  bool (*sniff)(stream *in, const input_options *given);
  int (*next)(container *c, item *it, fail *f);
} containers[] = {CONTAINERS(CONTAINER_ROW)};

static void close_container(inputs *in) {
  container *c = in->open;
  if (c->drop) c->drop(c);
  in->open = c->outer;
  item_free(&c->self);
  free(c);
}

// What opening gave. NO_TEXT: a failure, but for members and files of directories, which hold pictures too. PASSED: it is no
// article, and nobody said it was.
typedef enum { OPEN_FAILED, OPEN_NO_TEXT, OPEN_ITEM, OPEN_CONTAINER, OPEN_PASSED } opened;

// A file whose type the caller names is no table or feed, whatever it looks like.
static opened take_container(inputs *in, item *it, fail *f) {
  bool typed = in->given.hints.media_type.n && !in->held_name;
  for (u32 i = 0; i < COUNT_OF(containers); i++) {
    if ((containers[i].text && typed) || !containers[i].sniff(it->in, &in->given)) continue;
    container *c = calloc(1, sizeof *c);
    if (!c) return fail_set(f, FAIL_MEMORY, 0, "no memory"), OPEN_FAILED;
    *c = (container){.outer = in->open, .self = *it, .in = it->in, .options = &in->given, .next = containers[i].next};
    in->open = c;
    *it = (item){0};
    return OPEN_CONTAINER;
  }
  return OPEN_PASSED;
}

// ---- articles

static bool holds_text(str head, fail *f) {
  u64 pos;
  if (!head.n) return fail_set(f, FAIL_FORMAT, 0, "is empty: there is no article in it");
  str what = charset_no_text(head, &pos);
  return !what.n || fail_set(f, FAIL_FORMAT, pos, "is no text (" STR_FMT " by byte %zu)", STR_ARG(what), (size_t)pos);
}

static bool unpack(item *it, fail *f) {
  for (u32 depth = 0; depth < DEEPEST; depth++) {
    if (gzip_sniff(stream_look(it->in, 4))) it->in = gunzip_stream(it->in);
    else if (packed_sniff(stream_look(it->in, 5))) it->in = unpacked_stream(it->in);
    else return true;
    if (!it->in) return fail_set(f, FAIL_MEMORY, 0, "no memory");
  }
  return fail_set(f, FAIL_TOO_BIG, 0, "is packed too many times over");
}

static u32 depth_of(const inputs *in) {
  u32 depth = 0;
  for (const container *c = in->open; c; c = c->outer) depth++;
  return depth;
}

static opened open_stream(inputs *in, item *it, fail *f) {
  if (depth_of(in) == DEEPEST) return fail_set(f, FAIL_TOO_BIG, 0, "lies too deep, a container in a container"), OPEN_FAILED;
  if (!unpack(it, f)) return OPEN_FAILED;
  opened got = take_container(in, it, f);
  if (got != OPEN_PASSED || it->no_article) return got;
  str bytes;
  str head = stream_look(it->in, LOOK);
  if (!head.n && it->in->why.code) return *f = it->in->why, OPEN_FAILED;
  if (!holds_text(head, f)) return OPEN_NO_TEXT;
  if (!stream_whole(it->in, LARGEST_ARTICLE, &bytes, f)) return OPEN_FAILED;
  it->bytes = bytes;
  it->owned = (char *)bytes.p;
  stream_close(it->in);
  it->in = NULL;
  return OPEN_ITEM;
}

// The file from the offset on, where a record or something packed begins there: they are the ones that can be entered. Else it is
// read from its start, and what lies before the offset is passed over; *from is the offset then.
static stream *enter(const char *path, u64 offset, u64 *from, const input_options *given, fail *f) {
  stream *at = stream_of_file(path, offset, f);
  bool known = at && (!offset || gzip_sniff(stream_look(at, 4)) || sniff_warc(at, given));
  *from = known ? 0 : offset;
  if (!at || known) return at;
  stream_close(at);
  return stream_of_file(path, 0, f);
}

static opened open_path(inputs *in, item *it, const char *path, fail *f) {
  u64 from = in->entered ? 0 : in->given.offset;
  if (!new_item(it, f)) return OPEN_FAILED;
  it->name = str_copy(it->mem, str_of(path));
  it->hints = in->given.hints;
  it->in = enter(path, from, &from, &in->given, f);
  in->entered = true;
  opened got = it->in ? open_stream(in, it, f) : OPEN_FAILED;
  if (got == OPEN_CONTAINER) in->open->from = from;
  else if (got == OPEN_ITEM && from) got = OPEN_FAILED, fail_set(f, FAIL_USAGE, from, "is one article, and cannot be entered in its midst");
  if (got != OPEN_ITEM) item_free(it);
  return got;
}

// What a server says of an answer that holds many articles is not said of each of them.
static opened open_held(inputs *in, item *it, fail *f) {
  if (!new_item(it, f)) return OPEN_FAILED;
  it->name = str_copy(it->mem, str_of(in->held_name));
  it->hints = hints_copy(it->mem, &in->given.hints);
  it->in = in->held;
  in->held = NULL;
  opened got = open_stream(in, it, f);
  if (got == OPEN_CONTAINER) in->given.hints = (hints){0};
  if (got != OPEN_ITEM) item_free(it);
  return got;
}

// ---- the way on

static int tell(inputs *in, const char **name, str what) {
  in->name.n = 0;
  out_str(&in->name, what);
  out_byte(&in->name, 0);
  *name = in->name.failed ? "?" : in->name.p;
  return -1;
}

static void mark_any(inputs *in) {
  in->any = true;
  for (container *c = in->open; c; c = c->outer) c->any = true;
}

// Where a piece says more of itself than its memory holds, the arena jumps back here.
static int ask(container *c, item *it, fail *f) {
  if (setjmp(*arena_spent(it->mem))) return fail_set(f, FAIL_TOO_BIG, 0, "has a record that says too much of itself"), -1;
  return c->next(c, it, f);
}

// The next of the innermost container; 2: nothing to tell yet.
static int next_of_container(inputs *in, item *it, const char **name, fail *f) {
  container *c = in->open;
  if (!new_item(it, f)) return tell(in, name, c->self.name);
  *f = (fail){0};
  int got = ask(c, it, f);
  if (got && (got == 1 ? it->whence.offset : f->pos) < c->from) return item_free(it), 2;
  if (got < 0) tell(in, name, it->name.n ? it->name : c->self.name);
  if (got == 1 && it->kind != ITEM_ARTICLE) return 1;
  if (got == 1 && it->in) {
    str what = it->name;
    opened inner = open_stream(in, it, f);
    got = inner == OPEN_ITEM ? 1 : inner == OPEN_FAILED ? -1 : 2;
    if (got < 0) tell(in, name, what);
  } else if (!got) {
    close_container(in);
    got = 2;
  }
  if (got == 1) mark_any(in);
  else item_free(it);
  return got;
}

// As inputs_next, or 2. A directory is passed over what is no text, as it holds pictures too; it tells what could not be read.
static int next_of_walk(inputs *in, item *it, const char **name, fail *f) {
  *f = (fail){0};
  if (in->held) {
    *name = in->held_name;
    opened got = open_held(in, it, f);
    return got == OPEN_ITEM ? 1 : got == OPEN_CONTAINER ? 2 : -1;
  }
  if (!folders_inside(in->walk)) in->any = false;
  switch (folders_next(in->walk, name, f)) {
    case WALK_OVER: return 0;
    case WALK_FAILED: return -1;
    case WALK_LEFT: return in->any ? 2 : (fail_set(f, FAIL_FORMAT, 0, "holds no article"), -1);
    case WALK_FILE: break;
  }
  opened got = open_path(in, it, *name, f);
  if (got == OPEN_ITEM) return in->any = true, 1;
  return got == OPEN_FAILED || (got == OPEN_NO_TEXT && !folders_inside(in->walk)) ? -1 : 2;
}

int inputs_next(inputs *in, item *it, const char **name, fail *f) {
  for (;;) {
    int got = in->open ? next_of_container(in, it, name, f) : next_of_walk(in, it, name, f);
    if (got != 2) return got;
  }
}

void inputs_close(inputs *in) {
  if (!in) return;
  while (in->open) close_container(in);
  stream_close(in->held);
  folders_close(in->walk);
  out_free(&in->name);
  free(in);
}

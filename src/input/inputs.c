// Walks over the paths given, directories in byte order of their names, and hands out one article's bytes at a time.
#define _DEFAULT_SOURCE  // DT_DIR
#include "input/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "input/charset.h"

enum { ITEM_BUDGET = 64 << 20, LARGEST_FILE = 512 << 20, DEEPEST = 64 };

// A directory being walked: what is left of it, last first.
typedef struct level {
  struct level *above;
  char *path;
  char **names;      // [count] sorted, so that the next is the last
  size_t count;
} level;

struct inputs {
  const char *const *paths;
  size_t count, next;
  hints hints;
  level *walk;
  u32 depth;
  const char *root;  // the directory given that is being walked
  bool any;          // it held an article
  container open;    // the file of many articles that is being read
  int (*next_of)(container *c, item *it, fail *f);   // its way on; NULL = none is
  char *current;     // the path last handed out
  const char *held_name;   // bytes that are in memory already, NULL = none
  str held;
};

void item_free(item *it) {
  file_close(&it->file);
  arena_free(it->mem);
  *it = (item){0};
}

inputs *inputs_open(const char *const *paths, size_t count, hints given) {
  inputs *in = calloc(1, sizeof *in);
  if (in) *in = (inputs){.paths = paths, .count = count, .hints = given};
  return in;
}

inputs *inputs_of_bytes(const char *name, str bytes, hints given) {
  inputs *in = inputs_open(NULL, 0, given);
  if (!in) return NULL;
  in->held_name = name;
  in->held = bytes;
  return in;
}

// ---- directories

static int last_first(const void *a, const void *b) { return strcmp(*(char *const *)b, *(char *const *)a); }

static void level_drop(inputs *in) {
  level *l = in->walk;
  in->walk = l->above;
  in->depth--;
  while (l->count) free(l->names[--l->count]);
  free((void *)l->names);
  free(l->path);
  free(l);
}

static bool level_add(level *l, const char *name) {
  char **grown = realloc((void *)l->names, (l->count + 1) * sizeof *grown);
  if (!grown) return false;
  l->names = grown;
  l->names[l->count] = strdup(name);
  return l->names[l->count++] != NULL;
}

static bool level_enter(inputs *in, const char *path, fail *f) {
  DIR *dir = in->depth < DEEPEST ? opendir(path) : NULL;
  if (!dir) return fail_set(f, FAIL_IO, 0, "%s", in->depth < DEEPEST ? strerror(errno) : "lies too deep");
  level *l = calloc(1, sizeof *l);
  bool ok = l && (l->path = strdup(path));
  // Names that begin with a full stop are not articles but the file system's own or some tool's.
  for (const struct dirent *e; ok && (e = readdir(dir));)
    if (e->d_name[0] != '.') ok = level_add(l, e->d_name);
  closedir(dir);
  if (!l) return fail_set(f, FAIL_MEMORY, 0, "no memory");
  if (l->count) qsort((void *)l->names, l->count, sizeof *l->names, last_first);
  l->above = in->walk;
  in->walk = l;
  in->depth++;
  if (ok) return true;
  level_drop(in);
  return fail_set(f, FAIL_MEMORY, 0, "no memory");
}

static bool is_directory(const char *path) {
  struct stat st;
  return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static bool set_current(inputs *in, const char *dir, const char *name) {
  size_t n = strlen(dir), m = strlen(name);
  free(in->current);
  in->current = malloc(n + m + 2);
  if (!in->current) return false;
  memcpy(in->current, dir, n);
  if (n && dir[n - 1] != '/') in->current[n++] = '/';
  memcpy(in->current + n, name, m + 1);
  return true;
}

// The next name of the walk into `current`; a directory is entered. False at its end, or where nothing can be told yet.
static bool walk_on(inputs *in, fail *f) {
  level *l = in->walk;
  if (!l->count) {
    level_drop(in);
    return false;
  }
  bool ok = set_current(in, l->path, l->names[l->count - 1]);
  free(l->names[--l->count]);
  if (!ok) return false;
  if (!is_directory(in->current)) return true;
  level_enter(in, in->current, f);
  return false;
}

// ---- items

static bool holds_text(str bytes, fail *f) {
  u64 pos;
  if (!bytes.n) return fail_set(f, FAIL_FORMAT, 0, "is empty: there is no article in it");
  str what = charset_no_text(bytes, &pos);
  return !what.n || fail_set(f, FAIL_FORMAT, pos, "is no text (" STR_FMT " by byte %zu)", STR_ARG(what), (size_t)pos);
}

#define CONTAINER_ROW(name, what) {sniff_##name, next_##name},
static const struct {
  bool (*sniff)(str bytes);
  int (*next)(container *c, item *it, fail *f);
} containers[] = {CONTAINERS(CONTAINER_ROW)};

// What opening a path gave.
typedef enum { PATH_FAILED, PATH_ITEM, PATH_CONTAINER } opened;

static bool take_container(inputs *in, file_bytes file, const char *path) {
  for (u32 i = 0; i < COUNT_OF(containers); i++) {
    if (!containers[i].sniff(file.bytes)) continue;
    in->open = (container){.file = file, .bytes = file.bytes, .path = path, .hints = in->hints};
    in->next_of = containers[i].next;
    return true;
  }
  return false;
}

static bool new_item(const inputs *in, item *it, fail *f) {
  *it = (item){.mem = arena_new(ITEM_BUDGET), .hints = in->hints};
  return it->mem || fail_set(f, FAIL_MEMORY, 0, "no memory");
}

static opened open_path(inputs *in, item *it, const char *path, fail *f) {
  if (!new_item(in, it, f)) return PATH_FAILED;
  it->name = str_copy(it->mem, str_of(path));
  bool ok = file_read(path, LARGEST_FILE, &it->file, f) && holds_text(it->file.bytes, f);
  if (ok && take_container(in, it->file, path)) {
    it->file = (file_bytes){0};
    item_free(it);
    return PATH_CONTAINER;
  }
  it->bytes = it->file.bytes;
  if (!ok) item_free(it);
  return ok ? PATH_ITEM : PATH_FAILED;
}

static opened open_held(inputs *in, item *it, const char **name, fail *f) {
  file_bytes file = {.bytes = in->held};
  *name = in->held_name;
  in->held_name = NULL;
  if (!holds_text(file.bytes, f) || !new_item(in, it, f)) return PATH_FAILED;
  if (take_container(in, file, *name)) {
    in->open.file = (file_bytes){0};
    in->open.hints.url = (str){0};   // that of the container, not of what it holds
    item_free(it);
    return PATH_CONTAINER;
  }
  it->name = str_copy(it->mem, str_of(*name));
  it->bytes = file.bytes;
  return PATH_ITEM;
}

static void close_container(inputs *in) {
  if (in->open.drop) in->open.drop(&in->open);
  file_close(&in->open.file);
  in->next_of = NULL;
}

static int next_of_container(inputs *in, item *it, const char **name, fail *f) {
  *name = in->open.path;
  if (!new_item(in, it, f)) return -1;
  int got = in->next_of(&in->open, it, f);
  if (got == 1) return 1;
  item_free(it);
  if (!got) close_container(in);
  return got;
}

// As inputs_next, or PATH_CONTAINER. A walk passes over what is no text, as directories hold pictures too; it tells what could not be read.
static int next_of_walk(inputs *in, item *it, const char **name, fail *f) {
  while (in->walk) {
    *f = (fail){0};
    bool file = walk_on(in, f);
    *name = in->current;
    opened got = file ? open_path(in, it, in->current, f) : PATH_FAILED;
    if (got != PATH_FAILED) return in->any = true, (int)got;
    if (f->code != FAIL_NONE && f->code != FAIL_FORMAT) return -1;
  }
  *f = (fail){0};
  *name = in->root;
  in->root = NULL;
  return in->any ? 0 : (fail_set(f, FAIL_FORMAT, 0, "holds no article"), -1);
}

int inputs_next(inputs *in, item *it, const char **name, fail *f) {
  for (;;) {
    if (in->next_of) {
      int got = next_of_container(in, it, name, f);
      if (got) return got;
    }
    if (in->root) {
      int got = next_of_walk(in, it, name, f);
      if (got == PATH_CONTAINER) continue;
      if (got) return got;
    }
    if (in->held_name) {
      opened got = open_held(in, it, name, f);
      if (got == PATH_CONTAINER) continue;
      return got == PATH_ITEM ? 1 : -1;
    }
    if (in->next == in->count) return 0;
    *name = in->paths[in->next++];
    if (!is_directory(*name)) {
      opened got = open_path(in, it, *name, f);
      if (got == PATH_CONTAINER) continue;
      return got == PATH_ITEM ? 1 : -1;
    }
    in->any = false;
    if (!level_enter(in, *name, f)) return -1;
    in->root = *name;
  }
}

void inputs_close(inputs *in) {
  if (!in) return;
  while (in->walk) level_drop(in);
  close_container(in);
  free(in->current);
  free(in);
}

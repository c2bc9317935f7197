#define _DEFAULT_SOURCE  // strdup, struct dirent
#include "input/folders.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { DEEPEST = 64 };

// A directory being walked: what is left of it, last first.
typedef struct level {
  struct level *above;
  char *path;
  char **names;      // [count] sorted, so that the next is the last
  size_t count;
} level;

struct folders {
  const char *const *paths;
  size_t count, next;
  level *walk;
  u32 depth;
  const char *root;  // the directory given that is being walked
  char *current;     // the path last handed out
};

folders *folders_open(const char *const *paths, size_t count) {
  folders *w = calloc(1, sizeof *w);
  if (w) *w = (folders){.paths = paths, .count = count};
  return w;
}

static int last_first(const void *a, const void *b) { return strcmp(*(char *const *)b, *(char *const *)a); }

static void level_drop(folders *w) {
  level *l = w->walk;
  w->walk = l->above;
  w->depth--;
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

static bool level_enter(folders *w, const char *path, fail *f) {
  DIR *dir = w->depth < DEEPEST ? opendir(path) : NULL;
  if (!dir) return fail_set(f, FAIL_IO, 0, "%s", w->depth < DEEPEST ? strerror(errno) : "lies too deep");
  level *l = calloc(1, sizeof *l);
  bool ok = l && (l->path = strdup(path));
  // Names that begin with a full stop are not articles but the file system's own or some tool's.
  for (const struct dirent *e; ok && (e = readdir(dir));)
    if (e->d_name[0] != '.') ok = level_add(l, e->d_name);
  closedir(dir);
  if (!l) return fail_set(f, FAIL_MEMORY, 0, "no memory");
  if (l->count) qsort((void *)l->names, l->count, sizeof *l->names, last_first);
  l->above = w->walk;
  w->walk = l;
  w->depth++;
  if (ok) return true;
  level_drop(w);
  return fail_set(f, FAIL_MEMORY, 0, "no memory");
}

static bool is_directory(const char *path) {
  struct stat st;
  return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static bool set_current(folders *w, const char *dir, const char *name) {
  size_t n = strlen(dir), m = strlen(name);
  free(w->current);
  w->current = malloc(n + m + 2);
  if (!w->current) return false;
  memcpy(w->current, dir, n);
  if (n && dir[n - 1] != '/') w->current[n++] = '/';
  memcpy(w->current + n, name, m + 1);
  return true;
}

// The next file of the walk into `current`, directories being entered on the way.
static walked walk_on(folders *w, const char **path, fail *f) {
  while (w->walk) {
    level *l = w->walk;
    if (!l->count) {
      level_drop(w);
      continue;
    }
    bool ok = set_current(w, l->path, l->names[l->count - 1]);
    free(l->names[--l->count]);
    *path = w->current;
    if (!ok) return fail_set(f, FAIL_MEMORY, 0, "no memory"), *path = w->root, WALK_FAILED;
    if (!is_directory(w->current)) return WALK_FILE;
    if (!level_enter(w, w->current, f)) return WALK_FAILED;
  }
  *path = w->root;
  w->root = NULL;
  return WALK_LEFT;
}

walked folders_next(folders *w, const char **path, fail *f) {
  if (w->root) return walk_on(w, path, f);
  if (w->next == w->count) return WALK_OVER;
  *path = w->paths[w->next++];
  if (!is_directory(*path)) return WALK_FILE;
  if (!level_enter(w, *path, f)) return WALK_FAILED;
  w->root = *path;
  return walk_on(w, path, f);
}

bool folders_inside(const folders *w) { return w->root != NULL; }

void folders_close(folders *w) {
  if (!w) return;
  while (w->walk) level_drop(w);
  free(w->current);
  free(w);
}

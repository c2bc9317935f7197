#include "saved.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST_STEM = 100, LONGEST_NAME = 160, LONGEST_ENDING = 5 };

// FNV-1a: two addresses whose letters come to the same name have different files.
static uint32_t hash_of(const char *url) {
  uint32_t h = 2166136261u;
  for (; *url; url++) h = (h ^ (unsigned char)*url) * 16777619u;
  return h;
}

static bool plain(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// The ending of the address's path, .html where it has none.
static const char *ending_of(const char *url, size_t n, char ending[LONGEST_ENDING + 2]) {
  size_t at = n;
  while (at && plain(url[at - 1])) at--;
  const char *host = strstr(url, "://"), *path = host ? strchr(host + 3, '/') : NULL;
  if (!at || url[at - 1] != '.' || n - at > LONGEST_ENDING || n == at || !path || path > url + at) return ".html";
  memcpy(ending, url + at - 1, n - at + 1);
  ending[n - at + 1] = 0;
  return ending;
}

// https://a.example/b/c.xml?d -> a.example-b-c-1f2e3d4c.xml
static void name_of(const char *url, char name[LONGEST_NAME]) {
  char stem[LONGEST_STEM + 1], ending[LONGEST_ENDING + 2];
  size_t n = 0, end = strcspn(url, "?#");
  const char *tail = ending_of(url, end, ending), *from = strstr(url, "://");
  if (!strcmp(tail, ending)) end -= strlen(ending);
  for (from = from ? from + 3 : url; from < url + end && n < LONGEST_STEM; from++) {
    bool dot = *from == '.' && n && stem[n - 1] != '.';
    if (plain(*from) || dot) stem[n++] = *from;
    else if (n && stem[n - 1] != '-') stem[n++] = '-';
  }
  stem[n] = 0;
  snprintf(name, LONGEST_NAME, "%s%s%08x%s", stem, n && stem[n - 1] == '-' ? "" : "-", hash_of(url), tail);
}

static bool write_file(const char *path, const void *bytes, size_t n) {
  FILE *f = fopen(path, "wb");
  bool good = f && fwrite(bytes, 1, n, f) == n;
  return f && !fclose(f) && good;
}

// Under another name first: a file that is there is whole.
static bool write_whole(const char *path, const char *part, const void *bytes, size_t n) {
  return write_file(part, bytes, n) && !rename(part, path);
}

static bool save(session *s, const stm_item *item, stm_error *error) {
  char name[LONGEST_NAME];
  size_t n, room = strlen(s->set->save) + LONGEST_NAME + 8;
  const void *bytes = stm_item_bytes(item, &n);
  char *path = malloc(room), *part = malloc(room);
  name_of(stm_item_name(item), name);
  bool good = path && part;
  if (good) {
    snprintf(path, room, "%s/%s", s->set->save, name);
    snprintf(part, room, "%s.part", path);
    good = write_whole(path, part, bytes, n);
    error->code = good ? STM_OK : STM_IO;
    if (!good) snprintf(error->msg, sizeof error->msg, "cannot be saved: %s", strerror(errno));
  }
  if (good && fprintf(s->to, "%s\t%s\n", stm_item_name(item), path) < 0) s->shut = true;
  free(path);
  free(part);
  return good;
}

void save_pages(session *s) {
  stm_error error = {0};
  stm_item *item;
  const char *name;
  if (mkdir(s->set->save, 0777) && errno != EEXIST) {
    snprintf(error.msg, sizeof error.msg, "%s", strerror(errno));
    session_failed(s, s->set->save, &error);
    return;
  }
  for (int got; (got = stm_fetch_next(s->fetch, &item, &name, &error));) {
    if (got == 2) continue;
    if (got < 0 || !save(s, item, &error)) session_failed(s, name, &error);
    if (got > 0) stm_item_free(item);
  }
}

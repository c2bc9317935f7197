#include "tar.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>

static void stop(const char *path, struct archive *a) {
  fprintf(stderr, "stemma-train: %s: %s\n", path, a ? archive_error_string(a) : "no memory");
  exit(1);
}

tar_file *tar_open(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  struct archive *a = archive_read_new();
  if (!a || archive_read_support_filter_all(a) || archive_read_support_format_tar(a) || archive_read_open_filename(a, path, 1 << 16)) stop(path, a);
  return a;
}

bool tar_next(tar_file *t, str *name, str *bytes) {
  static char *room;
  static size_t cap;
  struct archive_entry *e;
  while (archive_read_next_header(t, &e) == ARCHIVE_OK) {
    if (archive_entry_filetype(e) != AE_IFREG) continue;
    size_t n = (size_t)archive_entry_size(e);
    if (n + 1 > cap) room = realloc(room, cap = 2 * n + 1);
    if (!room) stop("", NULL);
    la_ssize_t got = archive_read_data(t, room, n);
    if (got < 0) stop("", t);
    *name = str_of(archive_entry_pathname(e));
    *bytes = (str){room, (size_t)got};
    return true;
  }
  return false;
}

void tar_close(tar_file *t) { archive_read_free(t); }

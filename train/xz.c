#include "xz.h"

#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/out.h"

enum { LARGEST_DATA = 512 << 20, PIECE = 1 << 16 };

static _Noreturn void stop(const char *path, const char *what) {
  fprintf(stderr, "stemma-train: %s: %s\n", path, what);
  exit(1);
}

static str unpack(const char *path, str packed) {
  lzma_stream z = LZMA_STREAM_INIT;
  if (lzma_stream_decoder(&z, UINT64_MAX, LZMA_CONCATENATED) != LZMA_OK) stop(path, "no memory");
  out o = {0};
  static u8 piece[PIECE];
  z.next_in = (const u8 *)packed.p;
  z.avail_in = packed.n;
  for (lzma_ret status = LZMA_OK; status != LZMA_STREAM_END;) {
    z.next_out = piece;
    z.avail_out = sizeof piece;
    status = lzma_code(&z, LZMA_FINISH);
    if (status != LZMA_OK && status != LZMA_STREAM_END) stop(path, "is no whole .xz file");
    out_str(&o, (str){(const char *)piece, sizeof piece - z.avail_out});
  }
  lzma_end(&z);
  return out_view(&o);
}

str read_data(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  file_bytes file;
  fail f;
  if (!file_read(path, LARGEST_DATA, &file, &f)) stop(path, f.msg);
  return str_ends(str_of(path), S(".xz")) ? unpack(path, file.bytes) : file.bytes;
}

json_t *next_row(str *rest) {
  while (rest->n) {
    str line = str_token(rest, '\n');
    json_t *row = line.n ? json_loadb(line.p, line.n, 0, NULL) : NULL;
    if (row) return row;
  }
  return NULL;
}

str json_text(const json_t *row, const char *key) {
  const json_t *v = json_object_get(row, key);
  return json_is_string(v) ? (str){json_string_value(v), json_string_length(v)} : (str){0};
}

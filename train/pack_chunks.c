// Joins chunk files into the pack.
#include <stdio.h>
#include <stdlib.h>

#include "model/pack.h"
#include "train.h"

enum { LARGEST_CHUNK = 64 << 20 };

static pack_part read_part(char *name_file) {
  char *equals = strchr(name_file, '=');
  if (!equals) {
    fprintf(stderr, "stemma-train pack: %s: not of the form NAME=FILE\n", name_file);
    exit(2);
  }
  *equals = 0;
  file_bytes file;
  fail f;
  if (!file_read(equals + 1, LARGEST_CHUNK, &file, &f)) {
    fprintf(stderr, "stemma-train pack: %s: %s\n", equals + 1, f.msg);
    exit(1);
  }
  return (pack_part){name_file, file.bytes};
}

static int write_out(const char *path, const out *o) {
  FILE *f = fopen(path, "wb");
  if (!f || fwrite(o->p, 1, o->n, f) != o->n || fclose(f)) {
    perror(path);
    return 1;
  }
  return 0;
}

int train_pack(int argc, char **argv) {
  if (argc < 2) return 2;
  u32 count = (u32)(argc - 2);
  pack_part *parts = calloc(count + 1u, sizeof *parts);
  if (!parts) return 1;
  for (u32 i = 0; i < count; i++) parts[i] = read_part(argv[i + 2]);
  out o = {0};
  pack_write(&o, parts, count);
  return write_out(argv[1], &o);
}

#include "model/pack.h"

#include <stdlib.h>

#include "base/hash.h"

static const char MAGIC[8] = "STEMMAPK";

typedef struct {
  char magic[8];
  u32 version, chunks;
} head;

typedef struct {
  char name[PACK_NAME];
  u64 offset, size, hash;
} row;

struct pack {
  file_bytes file;   // empty for a view
  str bytes;
  u32 chunks;
  const row *rows;   // [chunks]
};

enum { MOST_CHUNKS = 256 };

static bool check_head(str bytes, fail *f) {
  head h;
  if (bytes.n < sizeof h || memcmp(bytes.p, MAGIC, sizeof MAGIC)) return fail_set(f, FAIL_FORMAT, 0, "is no stemma pack");
  memcpy(&h, bytes.p, sizeof h);
  if (h.version != PACK_VERSION)
    return fail_set(f, FAIL_FORMAT, 8, "has pack version %u; this program reads version %d", h.version, PACK_VERSION);
  if (h.chunks > MOST_CHUNKS || bytes.n < sizeof h + h.chunks * sizeof(row))
    return fail_set(f, FAIL_FORMAT, 12, "is truncated: its table of %u chunks is not all there", h.chunks);
  return true;
}

static bool check_row(str bytes, const row *r, fail *f) {
  int n = (int)strnlen(r->name, PACK_NAME);
  if (r->offset % PACK_ALIGN || r->offset > bytes.n || r->size > bytes.n - r->offset)
    return fail_set(f, FAIL_FORMAT, r->offset, "is truncated or damaged: chunk %.*s reaches past its end", n, r->name);
  if (hash_str(str_sub(bytes, r->offset, r->offset + r->size)) != r->hash)
    return fail_set(f, FAIL_FORMAT, r->offset, "is damaged: the checksum of chunk %.*s does not fit", n, r->name);
  return true;
}

pack *pack_view(str bytes, fail *f) {
  if (!check_head(bytes, f)) return NULL;
  head h;
  memcpy(&h, bytes.p, sizeof h);
  const row *rows = (const row *)(const void *)(bytes.p + sizeof h);
  for (u32 i = 0; i < h.chunks; i++)
    if (!check_row(bytes, &rows[i], f)) return NULL;
  pack *p = calloc(1, sizeof *p);
  if (!p) {
    fail_set(f, FAIL_MEMORY, 0, "no memory");
    return NULL;
  }
  *p = (pack){.bytes = bytes, .chunks = h.chunks, .rows = rows};
  return p;
}

pack *pack_open(const char *path, fail *f) {
  file_bytes file;
  if (!file_read(path, (size_t)1 << 30, &file, f)) return NULL;
  pack *p = pack_view(file.bytes, f);
  if (p) p->file = file;
  else file_close(&file);
  return p;
}

void pack_close(pack *p) {
  if (!p) return;
  file_close(&p->file);
  free(p);
}

str pack_chunk(const pack *p, const char *name) {
  for (u32 i = 0; p && i < p->chunks; i++)
    if (!strncmp(p->rows[i].name, name, PACK_NAME)) return str_sub(p->bytes, p->rows[i].offset, p->rows[i].offset + p->rows[i].size);
  return (str){0};
}

static void pad(out *to) {
  while (to->n % PACK_ALIGN) out_byte(to, 0);
}

void pack_write(out *to, const pack_part *parts, u32 count) {
  head h = {.version = PACK_VERSION, .chunks = count};
  memcpy(h.magic, MAGIC, sizeof h.magic);
  out_str(to, (str){(const char *)&h, sizeof h});
  u64 at = (sizeof h + count * sizeof(row) + PACK_ALIGN - 1) / PACK_ALIGN * PACK_ALIGN;
  for (u32 i = 0; i < count; i++) {
    row r = {.offset = at, .size = parts[i].bytes.n, .hash = hash_str(parts[i].bytes)};
    memcpy(r.name, parts[i].name, MIN(strlen(parts[i].name), sizeof r.name));
    out_str(to, (str){(const char *)&r, sizeof r});
    at += (r.size + PACK_ALIGN - 1) / PACK_ALIGN * PACK_ALIGN;
  }
  pad(to);
  for (u32 i = 0; i < count; i++) {
    out_str(to, parts[i].bytes);
    pad(to);
  }
}

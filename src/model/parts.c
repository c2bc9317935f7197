#include "model/parts.h"

typedef struct {
  u32 kind, count;
} head;

typedef struct {
  u32 offset, size;
} row;

bool parts_view(str chunk, u32 kind, str *part, u32 count) {
  for (u32 i = 0; i < count; i++) part[i] = (str){"", 0};
  if (chunk.n < sizeof(head) + count * sizeof(row)) return false;
  const head *h = (const head *)(const void *)chunk.p;
  if (h->kind != kind || h->count != count) return false;
  const row *rows = (const row *)(const void *)(chunk.p + sizeof *h);
  for (u32 i = 0; i < count; i++) {
    if (rows[i].offset % PARTS_ALIGN || rows[i].offset > chunk.n || rows[i].size > chunk.n - rows[i].offset) return false;
    part[i] = (str){chunk.p + rows[i].offset, rows[i].size};
  }
  return true;
}

static void pad(out *to, size_t from) {
  while ((to->n - from) % PARTS_ALIGN) out_byte(to, 0);
}

void parts_write(out *to, u32 kind, const str *part, u32 count) {
  size_t from = to->n, at = sizeof(head) + count * sizeof(row);
  head h = {kind, count};
  out_str(to, (str){(const char *)&h, sizeof h});
  for (u32 i = 0; i < count; i++) {
    at = (at + PARTS_ALIGN - 1) / PARTS_ALIGN * PARTS_ALIGN;
    row r = {(u32)at, (u32)part[i].n};
    out_str(to, (str){(const char *)&r, sizeof r});
    at += part[i].n;
  }
  for (u32 i = 0; i < count; i++) {
    pad(to, from);
    out_str(to, part[i]);
  }
}

bool strings_view(strings *s, str part) {
  *s = (strings){0};
  if (part.n < sizeof(u32)) return false;
  const u32 *word = (const u32 *)(const void *)part.p;
  if ((part.n - sizeof(u32)) / sizeof(u32) < word[0]) return false;
  size_t before = sizeof(u32) * (1 + (size_t)word[0]);
  *s = (strings){word + 1, part.p + before, word[0], (u32)(part.n - before)};
  return true;
}

void strings_write(out *to, const str *list, u32 count) {
  u32 end = 0;
  out_str(to, (str){(const char *)&count, sizeof count});
  for (u32 i = 0; i < count; i++) {
    end += (u32)list[i].n;
    out_str(to, (str){(const char *)&end, sizeof end});
  }
  for (u32 i = 0; i < count; i++) out_str(to, list[i]);
}

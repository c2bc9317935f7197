#include "base/arena.h"

#include <stdlib.h>

// Blocks are linked from the newest to the oldest; only the newest is filled. Each begins with this head.
typedef struct block {
  struct block *older;
  size_t size, used;   // of the bytes after the head
  _Alignas(16) char bytes[];
} block;

struct arena {
  jmp_buf spent;
  block *newest;
  size_t total, budget;  // bytes of all blocks
};

enum { FIRST_BLOCK = 1 << 16, LARGEST_STEP = 1 << 24, ALIGN = 16 };

arena *arena_new(size_t budget) {
  arena *mem = calloc(1, sizeof *mem);
  if (mem) mem->budget = budget;
  return mem;
}

static void free_to(arena *mem, const block *keep) {
  while (mem->newest != keep) {
    block *gone = mem->newest;
    mem->newest = gone->older;
    mem->total -= gone->size;
    free(gone);
  }
}

void arena_free(arena *mem) {
  if (!mem) return;
  free_to(mem, NULL);
  free(mem);
}

jmp_buf *arena_spent(arena *mem) { return &mem->spent; }
size_t arena_used(const arena *mem) { return mem->total; }

static block *add_block(arena *mem, size_t need) {
  size_t size = mem->newest ? MIN(2 * mem->newest->size, (size_t)LARGEST_STEP) : FIRST_BLOCK;
  size = MAX(size, need);
  if (size > mem->budget - mem->total) size = need;
  if (need > mem->budget - mem->total) longjmp(mem->spent, 1);
  block *b = malloc(sizeof *b + size);
  if (!b) longjmp(mem->spent, 1);
  *b = (block){.older = mem->newest, .size = size};
  mem->total += size;
  // cppcheck-suppress memleak ; the list of blocks owns it
  return mem->newest = b;
}

static size_t rounded(arena *mem, size_t count, size_t size) {
  if (size && count > (SIZE_MAX - ALIGN) / size) longjmp(mem->spent, 1);
  return (count * size + ALIGN - 1) / ALIGN * ALIGN;
}

static void *take_raw(arena *mem, size_t bytes) {
  block *b = mem->newest;
  if (!b || bytes > b->size - b->used) b = add_block(mem, bytes);
  void *out = b->bytes + b->used;
  b->used += bytes;
  return out;
}

void *arena_take(arena *mem, size_t count, size_t size) {
  size_t bytes = rounded(mem, count, size);
  return memset(take_raw(mem, bytes), 0, bytes);
}

void *arena_room(arena *mem, size_t count, size_t size) { return take_raw(mem, rounded(mem, count, size)); }

void *arena_grow(arena *mem, void *old, size_t old_count, size_t new_count, size_t size) {
  size_t had = rounded(mem, old_count, size), want = rounded(mem, new_count, size);
  block *b = mem->newest;
  bool last = old && b && (char *)old + had == b->bytes + b->used;
  if (last && want - had <= b->size - b->used) {
    b->used += want - had;
    memset((char *)old + had, 0, want - had);
    return old;
  }
  char *out = take_raw(mem, want);
  if (had) memcpy(out, old, had);
  memset(out + had, 0, want - had);
  return out;
}

arena_mark arena_here(const arena *mem) {
  block *b = mem->newest;
  return (arena_mark){.block = b, .used = b ? b->used : 0, .total = mem->total};
}

void arena_back(arena *mem, arena_mark to) {
  free_to(mem, to.block);
  if (mem->newest) mem->newest->used = to.used;
  assert(mem->total == to.total);
}

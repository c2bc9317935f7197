// Memory: everything of one document lives in one arena and goes with it in one call.
// Memory is zeroed and never NULL. When the budget is spent, the arena jumps once to `spent`,
// which its owner has set with setjmp; so stages need no error paths of their own.
#ifndef STEMMA_ARENA_H
#define STEMMA_ARENA_H

#include <setjmp.h>

#include "base/base.h"

typedef struct arena arena;

// An empty arena that hands out at most `budget` bytes; NULL only if the system has no memory at all.
arena *arena_new(size_t budget);
void arena_free(arena *mem);            // NULL is fine
jmp_buf *arena_spent(arena *mem);       // where to jump when the budget is spent; the owner calls setjmp on it
size_t arena_used(const arena *mem);

// `count` zeroed elements of `size` bytes, aligned for any type.
__attribute__((returns_nonnull)) void *arena_take(arena *mem, size_t count, size_t size);

// The same with anything in it: for large room that is written before it is read.
__attribute__((returns_nonnull)) void *arena_room(arena *mem, size_t count, size_t size);

// A longer copy of the last thing taken, in place where possible: the heart of growing arrays.
__attribute__((returns_nonnull)) void *arena_grow(arena *mem, void *old, size_t old_count, size_t new_count, size_t size);

// A mark of what was taken so far, and the way back to it: scratch memory of a loop.
typedef struct {
  void *block;
  size_t used, total;
} arena_mark;
arena_mark arena_here(const arena *mem);
void arena_back(arena *mem, arena_mark to);

#define NEW(mem, type) ((type *)arena_take(mem, 1, sizeof(type)))
#define NEWS(mem, type, count) ((type *)arena_take(mem, count, sizeof(type)))
#define ROOM(mem, type, count) ((type *)arena_room(mem, count, sizeof(type)))

// A growing array of T: VEC(T) name. Zeroed memory is an empty one.
#define VEC(T)   \
  struct {       \
    T *at;       \
    u32 len, cap; \
  }

// Append a value; evaluates `item` once.
#define vec_push(mem, v, item)                                                          \
  do {                                                                                  \
    if ((v)->len == (v)->cap) {                                                         \
      u32 more_ = (v)->cap ? 2 * (v)->cap : 8;                                          \
      (v)->at = arena_grow(mem, (v)->at, (v)->cap, more_, sizeof *(v)->at);             \
      (v)->cap = more_;                                                                 \
    }                                                                                   \
    (v)->at[(v)->len++] = (item);                                                       \
  } while (0)

#endif
